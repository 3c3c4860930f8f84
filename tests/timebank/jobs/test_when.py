"""When jobs are due: each local date once, also where the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timebank.jobs.registry import JOBS
from timebank.jobs.rules import Daily, EachMinute, Weekly, reminders_due

ZONES = ["Europe/London", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "America/Sao_Paulo", "UTC"]
TIMES = st.times().filter(lambda at: at.hour not in (1, 2)).map(lambda at: at.replace(second=0, microsecond=0))
CHANGES = [datetime(2026, 3, 29, tzinfo=UTC), datetime(2026, 10, 25, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)]


@given(at=TIMES, zone=st.sampled_from(ZONES), change=st.sampled_from(CHANGES))
@settings(max_examples=60, deadline=None)
def test_each_local_date_comes_once_and_in_order_across_clock_changes(at: time, zone: str, change: datetime) -> None:
    moment, names = change - timedelta(days=3), []
    while moment < change + timedelta(days=3):
        name = Daily(at).latest(moment, zone).name
        if not names or names[-1] != name:
            names.append(name)
        moment += timedelta(minutes=20)
    days = [date.fromisoformat(name) for name in names]
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]


@given(
    at=TIMES,
    weekday=st.integers(0, 6),
    zone=st.sampled_from(ZONES),
    now=st.datetimes(datetime(2025, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),
)
@settings(max_examples=300, deadline=None)
def test_now_lies_between_the_slot_due_last_and_the_one_due_next(at, weekday, zone, now) -> None:
    for rule in (Daily(at), Weekly(weekday, at), EachMinute()):
        latest, following = rule.latest(now, zone), rule.following(now, zone)
        assert latest.due_at <= now < following.due_at
        assert rule.latest(following.due_at, zone) == following


def test_nine_in_the_morning_is_nine_where_people_live_in_summer_and_winter() -> None:
    nine = Daily(time(9))
    for now in (datetime(2026, 7, 1, 12, tzinfo=UTC), datetime(2026, 12, 1, 12, tzinfo=UTC)):
        assert nine.latest(now, "Europe/London").due_at.astimezone(ZoneInfo("Europe/London")).time() == time(9)


def test_monday_stays_monday() -> None:
    slot = Weekly(0, time(6)).latest(datetime(2026, 11, 8, 23, tzinfo=UTC), "Europe/London")
    assert slot.name == "2026-11-02"


@pytest.mark.parametrize("hour", [1, 2])
def test_no_job_may_be_due_while_clocks_change(hour: int) -> None:
    with pytest.raises(ValueError, match="clocks change"):
        Daily(time(hour, 30))
    with pytest.raises(ValueError, match="clocks change"):
        Weekly(0, time(hour))


def test_reminders_come_after_one_day_three_days_and_then_each_week() -> None:
    assert [age for age in range(1, 40) if reminders_due(age) > reminders_due(age - 1)] == [1, 3, 10, 17, 24, 31, 38]


def test_every_job_has_a_name_a_sentence_and_a_time_in_words() -> None:
    assert len({job.name for job in JOBS}) == len(JOBS)
    for job in JOBS:
        assert job.sentence.endswith(".")
        assert job.when.words.startswith("every ")
