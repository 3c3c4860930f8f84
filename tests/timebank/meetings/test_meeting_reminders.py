"""The day before a meeting people are reminded of it, the day after they are asked how it went; each once."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from meeting_world import Meeting
from world import World

from timebank.access import WORKER
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, NotFound
from timebank.life.endings import end_match
from timebank.mail.choices import choose_letters
from timebank.mail.tables import letter
from timebank.meetings import actions, due, rules, telling

FRIDAY = datetime(2026, 11, 6, 14, 0)


def test_everybody_is_reminded_once_the_day_before(world: World, clock: HandClock) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann, FRIDAY, access=("quiet",))
    clock.move(days=2)  # Wednesday
    assert meeting.see(WORKER, due.to_remind) == ()
    clock.move(days=1)
    assert meeting.see(WORKER, due.to_remind) == (meeting_id,)
    meeting.do(WORKER, telling.remind_of, meeting_id)
    for name, other in (("Ann", "Ben"), ("Ben", "Ann")):
        told = meeting.letter(name, "meeting_reminder")
        assert f"you are meeting {other} on Friday 6 November 2026 at 14:00, Central Library" in told.text
        assert f"SUMMARY:A meeting with {other}" in told.calendar
    assert meeting.see(WORKER, due.to_remind) == ()
    clock.move(hours=20)
    assert meeting.see(WORKER, due.to_remind) == ()


def test_a_reminder_that_was_missed_comes_on_the_day_but_never_after_it_began(world: World, clock: HandClock) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann, FRIDAY)
    clock.move(days=3, hours=23)  # Friday morning
    assert meeting.see(WORKER, due.to_remind) == (meeting_id,)
    clock.move(hours=6)
    assert meeting.see(WORKER, due.to_remind) == ()
    with pytest.raises(AlreadyDecided):
        meeting.do(WORKER, telling.remind_of, meeting_id)


def test_what_was_planned_or_moved_just_now_needs_no_reminder(world: World, clock: HandClock) -> None:
    meeting = Meeting(world)
    first = meeting.plan(meeting.ann, FRIDAY)
    clock.move(days=3)
    meeting.plan(meeting.ann, datetime(2026, 11, 6, 9))
    assert meeting.see(WORKER, due.to_remind) == (first,)
    meeting.do(meeting.ben, actions.move, first, datetime(2026, 11, 6, 16))
    assert meeting.see(WORKER, due.to_remind) == ()


def test_people_are_asked_once_how_it_went_from_the_day_after(world: World, clock: HandClock) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann, FRIDAY)
    with pytest.raises(rules.NotYet):
        meeting.do(WORKER, telling.ask_how, meeting_id)
    clock.move(days=4, hours=10)
    assert meeting.see(WORKER, due.to_ask) == ()
    clock.move(hours=10)  # Saturday
    assert meeting.see(WORKER, due.to_ask) == (meeting_id,)
    meeting.do(WORKER, telling.ask_how, meeting_id)
    assert "How did it go?" in meeting.letter("Ben", "meeting_how_it_went").text
    assert meeting.letter("Ben", "meeting_how_it_went").calendar == ""
    assert meeting.see(WORKER, due.to_ask) == ()


def test_where_no_hours_are_written_down_the_letter_does_not_speak_of_any(world: World, clock: HandClock) -> None:
    meeting = Meeting(world, hours_recorded="none")
    meeting_id = meeting.plan(meeting.ann, FRIDAY)
    clock.move(days=5)
    meeting.do(WORKER, telling.ask_how, meeting_id)
    assert "hours" not in meeting.letter("Ann", "meeting_how_it_went").text


def test_nobody_is_asked_about_what_is_settled(world: World, clock: HandClock) -> None:
    meeting = Meeting(world)
    planned = [meeting.plan(meeting.ann, FRIDAY + timedelta(hours=number)) for number in range(4)]
    meeting.do(meeting.ann, actions.cancel, planned[0])
    clock.move(days=5)
    meeting.do(meeting.ann, actions.held, planned[1], 60)
    meeting.do(meeting.ann, actions.not_held, planned[2])
    assert meeting.see(WORKER, due.to_ask) == (planned[3],)
    for one in planned[1:3]:
        with pytest.raises(AlreadyDecided):
            meeting.do(WORKER, telling.ask_how, one)
    clock.move(days=8)
    assert meeting.see(WORKER, due.to_ask) == ()  # too long ago
    meeting.plan(meeting.ann, datetime(2026, 11, 14, 10))
    assert len(meeting.see(WORKER, due.to_ask)) == 1
    meeting.do(meeting.ann, end_match, meeting.match_id, "planned")
    assert meeting.see(WORKER, due.to_ask) == ()
    with pytest.raises(AlreadyDecided):
        meeting.do(WORKER, telling.ask_how, planned[3])


@pytest.mark.parametrize("wants", [True, False])
def test_word_that_a_meeting_is_off_comes_whatever_somebody_chose(world: World, wants: bool) -> None:
    meeting = Meeting(world)
    choices = {"meetings": "never", "matching": "never"}
    meeting.do(meeting.ben, choose_letters, world.ids["Ben"], wants, choices)
    second = meeting.do(meeting.ann, actions.move, meeting.plan(meeting.ann, FRIDAY), FRIDAY + timedelta(days=1))
    meeting.do(meeting.ann, actions.cancel, second)
    meeting.plan(meeting.ann, FRIDAY)
    meeting.do(meeting.ann, end_match, meeting.match_id, "time")
    with world.app.engine.connect() as connection:
        chosen = sa.select(letter.c.kind, letter.c.state).where(letter.c.member_id == world.ids["Ben"])
        states = {row.kind: row.state for row in connection.execute(chosen)}
    assert states["meeting_planned"] == "skipped"
    assert {states[kind] for kind in ("meeting_moved", "meeting_cancelled", "match_ended")} == {"due"}


def test_only_the_worker_reminds_and_asks(world: World) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann, FRIDAY)
    for action in (telling.remind_of, telling.ask_how):
        with pytest.raises(NotFound):
            meeting.do(meeting.ann, action, meeting_id)
    for read in (due.to_remind, due.to_ask):
        with pytest.raises(NotFound):
            meeting.see(meeting.cora, read)
