"""A meeting as a calendar file any calendar can take in (RFC 5545), with nothing in it that others should not read.

Times are in UTC, so that no file has to say when which clocks change; a calendar shows them by its owner's clocks.
Nobody's address stands in it, no programme, and of each name only the first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

LINE_OCTETS = 75  # after so many octets a line goes on in the next, which begins with a space
MAKER = "-//Time bank//Meetings//EN"


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting in somebody's calendar; all that were moved one into another share a `chain_id`.

    `number` goes up with each change, so that a calendar knows the newest. `names`: whom one meets.
    """

    chain_id: str
    number: int
    starts_at: datetime
    minutes: int
    names: tuple[str, ...]
    place: str
    access: str
    link: str
    changed_at: datetime
    is_cancelled: bool = False


def calendar_file(event: Event) -> str:
    """The file, its lines ended as calendars want them; the same event gives the same file.

    >>> from datetime import UTC
    >>> at = datetime(2026, 7, 1, 9, tzinfo=UTC)
    >>> text = calendar_file(Event("3f2a", 0, at, 60, ("Ben Hill",), "Library", "", "https://example.org", at))
    >>> [line for line in text.split("\\r\\n") if line.startswith(("DTEND", "SUMMARY"))]
    ['DTEND:20260701T100000Z', 'SUMMARY:A meeting with Ben']
    """
    return "".join(f"{folded}\r\n" for line in _lines(event) for folded in _folded(line))


def _lines(event: Event) -> Iterable[str]:
    yield "BEGIN:VCALENDAR"
    yield "VERSION:2.0"
    yield f"PRODID:{MAKER}"
    yield f"METHOD:{'CANCEL' if event.is_cancelled else 'PUBLISH'}"
    yield "BEGIN:VEVENT"
    yield f"UID:meeting-{event.chain_id}"
    yield f"DTSTAMP:{_moment(event.changed_at)}"
    yield f"SEQUENCE:{event.number}"
    yield f"DTSTART:{_moment(event.starts_at)}"
    yield f"DTEND:{_moment(event.starts_at + timedelta(minutes=event.minutes))}"
    yield f"SUMMARY:{_text(f'A meeting with {first_names(event.names)}')}"
    if event.place:
        yield f"LOCATION:{_text(event.place)}"
    yield f"DESCRIPTION:{_text(_described(event))}"
    yield f"STATUS:{'CANCELLED' if event.is_cancelled else 'CONFIRMED'}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"
    yield "END:VCALENDAR"


def _described(event: Event) -> str:
    there = [f"At this place: {event.access}."] if event.access else []
    return "\n".join([*there, f"To move it or call it off: {event.link}"])


def first_names(names: Iterable[str]) -> str:
    """The first name of each, in words.

    >>> first_names(["Ann Lee", "Ben", "Cat Moor"])
    'Ann, Ben and Cat'
    """
    first = [(name.split() or ["somebody"])[0] for name in names]
    return " and ".join(filter(None, [", ".join(first[:-1]), *first[-1:]]))


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    """Words as the value of a text: what means something in the file is escaped, what cannot be seen is left out."""
    lines = words.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    clean = ("".join(sign if sign.isprintable() else " " for sign in line) for line in lines)
    escaped = (line.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,") for line in clean)
    return "\\n".join(escaped)


def _folded(line: str) -> Iterable[str]:
    """A line in pieces of at most 75 octets, no letter torn apart; each after the first begins with a space."""
    piece, size = "", 0
    for sign in line:
        octets = len(sign.encode())
        if size + octets > LINE_OCTETS:
            yield piece
            piece, size = " ", 1
        piece, size = piece + sign, size + octets
    yield piece
