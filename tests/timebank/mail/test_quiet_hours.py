"""Letters rest at night by the clocks of whoever reads them, also when the clocks change."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from world import World

from timebank.access import OPERATOR
from timebank.clock import HandClock
from timebank.community.actions import choose
from timebank.community.quiet import Quiet, loud_from, next_weekly
from timebank.mail.send import Report, send_due
from timebank.mail.tables import letter
from timebank.members.actions import edit_profile

NIGHT = Quiet(time(21), time(8))
LONDON, NEW_YORK = "Europe/London", "America/New_York"
ZONES = (LONDON, NEW_YORK, "Europe/Paris", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")
TIMES = st.integers(0, 1439).map(lambda minutes: time(minutes // 60, minutes % 60))
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


def wall(moment: datetime, zone: str) -> time:
    return moment.astimezone(ZoneInfo(zone)).time()


@pytest.mark.parametrize(
    ("written", "leaves"),
    [
        ("2026-11-02T20:59", "2026-11-02T20:59"),
        ("2026-11-02T21:00", "2026-11-03T08:00"),
        ("2026-11-03T07:59", "2026-11-03T08:00"),
        ("2026-10-24T22:00", "2026-10-25T08:00"),  # London, British summer time ends in this night
        ("2026-03-28T22:00", "2026-03-29T07:00"),  # and begins in this one
    ],
)
def test_a_letter_of_the_night_leaves_in_the_morning_of_its_reader(written: str, leaves: str) -> None:
    moment = datetime.fromisoformat(f"{written}+00:00")
    assert loud_from(moment, LONDON, NIGHT) == datetime.fromisoformat(f"{leaves}+00:00")


@given(moment=MOMENTS, start=TIMES, end=TIMES, zone=st.sampled_from(ZONES))
def test_it_is_never_quiet_when_a_letter_leaves_and_never_much_later_than_it_might(
    moment: datetime, start: time, end: time, zone: str
) -> None:
    quiet = Quiet(start, end)
    leaves = loud_from(moment, zone, quiet)
    assert not quiet.covers(wall(leaves, zone))
    at = moment
    while quiet.covers(wall(at, zone)):
        at += timedelta(minutes=1)
    assert at - timedelta(minutes=1) <= leaves <= at + timedelta(hours=1), "an hour only where clocks leave one out"


@given(moment=MOMENTS, zone=st.sampled_from(ZONES))
def test_there_is_one_weekly_morning_in_each_week_whatever_clocks_do(moment: datetime, zone: str) -> None:
    first = next_weekly(moment, zone)
    second = next_weekly(first, zone)
    here = [one.astimezone(ZoneInfo(zone)) for one in (first, second)]
    assert moment < first <= moment + timedelta(days=7, hours=1)
    assert [(one.weekday(), one.time()) for one in here] == [(0, time(8)), (0, time(8))]
    assert (here[1].date() - here[0].date()).days == 7


def test_a_letter_written_at_night_waits_and_leaves_in_the_morning(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    clock.moment = datetime(2026, 11, 2, 23, tzinfo=UTC)
    letters_to("Ann")
    assert send_due(posted_world.app) == Report()
    clock.move(hours=8, minutes=59)
    assert send_due(posted_world.app) == Report()
    clock.move(minutes=1)
    assert send_due(posted_world.app) == Report(sent=1)


def test_a_letter_that_was_put_off_into_the_night_waits_for_the_morning(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    clock.moment = datetime(2026, 11, 2, 20, 55, tzinfo=UTC)
    letters_to("Ann")
    post_office.moods["ann@example.org"] = "later"
    assert send_due(posted_world.app) == Report(put_off=1)
    post_office.moods.clear()
    clock.move(minutes=11)
    assert send_due(posted_world.app) == Report(), "it is 21:06"
    assert letters_to.state("Ann")[::2] == ("due", 1), "and it costs no try"
    clock.moment = datetime(2026, 11, 3, 8, tzinfo=UTC)
    assert send_due(posted_world.app) == Report(sent=1)


def test_what_opens_a_door_or_asks_for_help_does_not_wait(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    clock.moment = datetime(2026, 11, 2, 23, tzinfo=UTC)
    letters_to("Ann", kind="password")
    letters_to("Ben", kind="concern_waits")
    assert send_due(posted_world.app) == Report(sent=1), "no count shows a concern"
    assert {letters_to.state(name)[0] for name in ("Ann", "Ben")} == {"sent"}


def test_everybody_sleeps_by_their_own_clocks(posted_world: World, letters_to, post_office, clock: HandClock) -> None:
    ann = posted_world.member("Ann")
    posted_world.app.do(ann, edit_profile, "abroad", ann.member_id, zone=NEW_YORK)
    clock.moment = datetime(2026, 11, 3, 9, tzinfo=UTC)  # 4 in the morning over there
    letters_to("Ann", "Ben")
    assert send_due(posted_world.app) == Report(sent=1)
    assert post_office.addresses == ["ben@example.org"]
    clock.move(hours=4)
    assert send_due(posted_world.app) == Report(sent=1)


def test_a_community_may_let_letters_leave_at_any_time(
    posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    posted_world.app.do(OPERATOR, choose, "no nights", {"rests_at_night": "no"})
    clock.moment = datetime(2026, 11, 2, 23, tzinfo=UTC)
    letters_to("Ann")
    assert send_due(posted_world.app) == Report(sent=1)


@pytest.mark.parametrize(("day", "clocks"), [((2026, 10, 25), "back"), ((2027, 3, 28), "forward")])
def test_across_both_changes_of_clocks_every_letter_leaves_once_in_the_morning(
    day: tuple[int, int, int], clocks: str, posted_world: World, letters_to, post_office, clock: HandClock
) -> None:
    clock.moment = datetime(*day, tzinfo=UTC) - timedelta(hours=2)
    end = clock.moment + timedelta(hours=14)
    sent: list[datetime] = []
    names = iter(f"Member {number}" for number in range(99))
    while clock.moment < end:
        if not sent:
            letters_to(next(names))
        sent += [clock.moment] * send_due(posted_world.app).sent
        clock.move(minutes=30)
    morning = datetime(*day, 8, tzinfo=ZoneInfo(LONDON))
    with posted_world.app.engine.connect() as connection:
        count = connection.execute(sa.select(sa.func.count()).select_from(letter)).scalar_one()
    assert len(post_office.copies) == len(sent) == count
    assert all(one >= morning for one in sent if one.astimezone(ZoneInfo(LONDON)).date() == morning.date())
    assert morning in sent
