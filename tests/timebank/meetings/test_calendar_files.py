"""A meeting in everybody's own calendar: valid, the same entry after a move, gone after a cancellation, and discreet."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meeting_world import Meeting
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER
from timebank.errors import NotFound, SignInNeeded
from timebank.life.endings import end_match
from timebank.mail.message import Envelope, email_of
from timebank.meetings import actions, reads
from timebank.meetings.calendar import Event, calendar_file

AT = datetime(2026, 7, 1, 9, tzinfo=UTC)
ONCE = {"VERSION", "PRODID", "UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "STATUS"}
UNESCAPED = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite alone: a file is words, and nothing of it is asked of the database in its own way."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


def parsed(text: str) -> dict[str, str]:
    """A strict reading by RFC 5545: line ends, folding, order of blocks, each property once; values unescaped."""
    assert text.endswith("\r\n")
    physical = text.split("\r\n")[:-1]
    assert all("\n" not in line and "\r" not in line for line in physical)
    assert all(0 < len(line.encode()) <= 75 for line in physical)
    logical: list[str] = []
    for line in physical:
        if line.startswith(" "):
            logical[-1] += line[1:]
        else:
            logical.append(line)
    blocks = [line for line in logical if line.startswith(("BEGIN", "END"))]
    assert blocks == ["BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR"]
    assert [logical[0], *logical[-2:]] == ["BEGIN:VCALENDAR", "END:VEVENT", "END:VCALENDAR"]
    found: dict[str, str] = {}
    for line in logical:
        name, colon, value = line.partition(":")
        assert colon
        assert name.replace("-", "").isalpha()
        if name not in ("BEGIN", "END"):
            assert name not in found
            found[name] = "".join(_unescaped(value))
    assert found.keys() >= ONCE
    assert datetime.strptime(found["DTSTART"], "%Y%m%dT%H%M%SZ") < datetime.strptime(found["DTEND"], "%Y%m%dT%H%M%SZ")
    return found


def _unescaped(value: str) -> Iterator[str]:
    rest = value
    while rest:
        if rest[0] == "\\":
            yield UNESCAPED[rest[:2]]
            rest = rest[2:]
        else:
            assert rest[0] not in ",;"
            assert rest[0].isprintable()
            yield rest[0]
            rest = rest[1:]


@given(
    st.lists(st.text(max_size=90), min_size=1, max_size=3),
    st.text(max_size=200),
    st.text(max_size=300),
    st.integers(5, 720),
)
def test_whatever_people_write_the_file_stays_a_file(names: list[str], place: str, access: str, minutes: int) -> None:
    event = Event("3f2a", 2, AT, minutes, tuple(names), place, access, "https://example.org/matches", AT)
    found = parsed(calendar_file(event))
    assert found["SEQUENCE"] == "2"
    assert found["SUMMARY"].startswith("A meeting with ")
    assert found["DESCRIPTION"].endswith("https://example.org/matches")


def test_commas_and_lines_come_back_as_they_were_written() -> None:
    event = Event("3f2a", 0, AT, 60, ("Ana María Pérez",), "Hall; 2nd floor, left\\right", "quiet", "link", AT)
    found = parsed(calendar_file(event))
    assert found["LOCATION"] == "Hall; 2nd floor, left\\right"
    assert found["DESCRIPTION"] == "At this place: quiet.\nTo move it or call it off: link"
    assert found["SUMMARY"] == "A meeting with Ana"


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_the_file_goes_with_a_letter_as_it_is(is_cancelled: bool) -> None:
    event = Event("3f2a", 0, AT, 60, ("Ana María",), "Café " * 30, "quiet", "link", AT, is_cancelled)
    text = calendar_file(event)
    letter = Envelope("id", "name", "ann@example.org", "A message", "Hello", "<p>Hello</p>", "<id@example.org>", 0)
    message = email_of(replace(letter, calendar=text), "bank@example.org", "Elm Street", AT)
    on_the_wire = message_from_bytes(message.as_bytes(), policy=SMTP)
    (part,) = (one for one in on_the_wire.walk() if one.get_content_type() == "text/calendar")
    assert part.get_content_charset() == "utf-8"
    sent = part.get_payload(decode=True)
    assert isinstance(sent, bytes)
    assert parsed(sent.decode()) == parsed(text)


def test_both_have_the_same_hour_in_summer_and_winter(world: World) -> None:
    meeting = Meeting(world)
    one = meeting.plan(meeting.ann, datetime(2027, 3, 27, 10))
    other = meeting.plan(meeting.ann, datetime(2027, 3, 28, 10))  # the clocks go forward between the two
    starts = [parsed(meeting.see(meeting.ben, reads.calendar_of, it))["DTSTART"] for it in (one, other)]
    assert starts == ["20270327T100000Z", "20270328T090000Z"]


def test_a_move_and_a_cancellation_change_the_same_entry(world: World) -> None:
    meeting = Meeting(world)
    first = meeting.plan(meeting.ann, access=("step_free",))
    second = meeting.do(meeting.ben, actions.move, first, datetime(2026, 11, 5, 9, 30))
    third = meeting.do(meeting.ann, actions.move, second, datetime(2026, 11, 6, 9, 30))
    meeting.do(meeting.ann, actions.cancel, third)
    planned = parsed(meeting.letter("Ben", "meeting_planned").calendar)
    told = parsed(meeting.letter("Ann", "meeting_moved").calendar)
    again = parsed(meeting.letter("Ben", "meeting_moved").calendar)
    off = parsed(meeting.letter("Ben", "meeting_cancelled").calendar)
    assert len({one["UID"] for one in (planned, told, again, off)}) == 1
    assert [one["SEQUENCE"] for one in (planned, told, again, off)] == ["0", "1", "2", "3"]
    assert [one["STATUS"] for one in (planned, off)] == ["CONFIRMED", "CANCELLED"]
    assert (planned["SUMMARY"], told["SUMMARY"]) == ("A meeting with Ann", "A meeting with Ben")
    assert "no steps at the way in" in again["DESCRIPTION"]
    assert parsed(meeting.see(meeting.ann, reads.calendar_of, first)) == parsed(
        meeting.see(meeting.ann, reads.calendar_of, third)
    )


def test_nothing_of_the_programme_or_of_addresses_stands_in_it(world: World) -> None:
    meeting = Meeting(world)
    text = meeting.see(meeting.ann, reads.calendar_of, meeting.plan(meeting.ann))
    for word in ("Guides", "mentor", "ATTENDEE", "ORGANIZER", "@", "background"):
        assert word not in text


def test_only_the_two_may_have_the_file(world: World) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann)
    for member in (world.member("Stranger Sam"), meeting.cora):
        with pytest.raises(NotFound):
            meeting.see(member, reads.calendar_of, meeting_id)
    for nobody in (ANONYMOUS, WORKER, OPERATOR):
        for one in (meeting_id, "no such meeting"):
            with pytest.raises(SignInNeeded):
                meeting.see(nobody, reads.calendar_of, one)
    with pytest.raises(NotFound):
        meeting.see(meeting.ann, reads.calendar_of, "no such meeting")


def test_once_a_match_has_ended_the_entry_says_that_it_is_off(world: World) -> None:
    meeting = Meeting(world)
    meeting_id = meeting.plan(meeting.ann)
    meeting.do(meeting.ben, end_match, meeting.match_id, "planned")
    assert parsed(meeting.see(meeting.ann, reads.calendar_of, meeting_id))["STATUS"] == "CANCELLED"
