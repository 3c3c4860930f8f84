"""A week as 672 bits, one for each real quarter-hour from Monday 00:00 UTC, so that overlap is one AND."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from matching.errors import WrongInput

QUARTERS = 672
QUARTERS_A_DAY = 96
MINUTES_A_DAY = 1440
WHOLE_WEEK = (1 << QUARTERS) - 1
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_WINDOW = re.compile(r"([A-Za-z]{2,9})\s+(\d{1,2})[:.](\d{2})\s*(?:-|–|to)\s*(\d{1,2})[:.](\d{2})")


@dataclass(frozen=True, slots=True)
class Window:
    """Free every week from one wall-clock time to another; an end at or before the start is on the next day.

    `weekday` counts from Monday = 0; `start` and `end` are minutes after midnight (an end of 1440 is midnight).
    """

    weekday: int
    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse times that no clock shows."""
        if not (0 <= self.weekday <= 6 and 0 <= self.start < MINUTES_A_DAY and 0 <= self.end <= MINUTES_A_DAY):
            raise WrongInput("A time in the week must be a weekday from 0 to 6 and minutes from 0 to 1440.")


def parse(text: str) -> tuple[Window, ...]:
    """Read weekly times such as "Tue 10:00-12:00; Wednesday 18:30 to 20:00".

    Raises WrongInput naming the part that is not a day and two times.

    >>> parse("Tue 10:00-12:00")
    (Window(weekday=1, start=600, end=720),)
    """
    windows = []
    for part in filter(None, (piece.strip() for piece in re.split(r"[;,\n]", text))):
        found = _WINDOW.fullmatch(part)
        days = [day for day, name in enumerate(DAYS) if found and name.lower().startswith(found[1].lower())]
        if not found or len(days) != 1:
            raise WrongInput(f"{part!r} is not a day and two times, such as Tue 10:00-12:00.")
        hours = int(found[2]), int(found[4])
        minutes = int(found[3]), int(found[5])
        if max(hours) > 24 or max(minutes) > 59:
            raise WrongInput(f"{part!r} holds a time that no clock shows.")
        windows.append(Window(days[0], hours[0] * 60 + minutes[0], hours[1] * 60 + minutes[1]))
    return tuple(windows)


def week_bits(windows: Iterable[Window], zone: str, reference: date) -> int:
    """The real quarter-hours of the week of `reference` at which the clocks in `zone` stand inside a window.

    Asking each quarter-hour what the clocks say is right in the weeks of both clock changes: the hour that is
    skipped is nobody's, the hour that comes twice counts twice. Raises WrongInput for an unknown zone.

    >>> hours_in_common(week_bits(parse("Tue 10:00-12:00"), "Europe/London", date(2026, 6, 1)), WHOLE_WEEK)
    2.0
    """
    clocks = _clocks(zone, _monday(reference))
    inside = bytearray(7 * MINUTES_A_DAY)
    for window in windows:
        length = (window.end - window.start - 1) % MINUTES_A_DAY + 1
        begin = window.weekday * MINUTES_A_DAY + window.start
        for minute in range(begin, begin + length):
            inside[minute % len(inside)] = 1
    whole = b"\x01" * 15
    bits = 0
    for quarter, minute in enumerate(clocks):
        if inside[minute : minute + 15] == whole:
            bits |= 1 << quarter
    return bits


def _monday(reference: date) -> date:
    return reference - timedelta(days=reference.weekday())


@lru_cache(maxsize=512)
def _clocks(zone: str, monday: date) -> tuple[int, ...]:
    """Minutes after local Monday 00:00 that the clocks in a zone show at each quarter-hour of a UTC week."""
    try:
        local = ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise WrongInput(f"{zone!r} is not a time zone such as Europe/London.") from error
    start = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    moments = ((start + timedelta(minutes=15 * quarter)).astimezone(local) for quarter in range(QUARTERS))
    return tuple(moment.weekday() * MINUTES_A_DAY + moment.hour * 60 + moment.minute for moment in moments)


def erode(week: int, minutes: int) -> int:
    """The quarter-hours from which somebody stays free for so many minutes, round the end of the week.

    Two people share a slot of that length exactly when their eroded weeks share a bit.

    >>> bin(erode(0b111110, 60))
    '0b110'
    """
    if minutes <= 0:
        raise WrongInput("A slot must be longer than 0 minutes.")
    left = week
    for step in range(1, min(-(-minutes // 15), QUARTERS)):
        left &= (week >> step) | (week << (QUARTERS - step))
    return left & WHOLE_WEEK


def share_slot(first: int, second: int, minutes: int) -> bool:
    """Whether two weeks have a stretch of so many minutes in common."""
    return bool(erode(first & second, minutes))


def hours_in_common(first: int, second: int) -> float:
    """Hours a week at which both are free, in quarters of an hour."""
    return (first & second).bit_count() / 4


def stretches(week: int) -> tuple[tuple[int, int], ...]:
    """Runs of free quarter-hours as (start, length), a run over the end of the week counted once."""
    if week == WHOLE_WEEK:
        return ((0, QUARTERS),)
    starts = [q for q in range(QUARTERS) if week >> q & 1 and not week >> ((q - 1) % QUARTERS) & 1]
    runs = []
    for start in starts:
        length = 1
        while week >> ((start + length) % QUARTERS) & 1:
            length += 1
        runs.append((start, length))
    return tuple(runs)


def say(week: int, zone: str, reference: date, *, most: int = 3) -> str:
    """The longest stretches of a week in words, in the reader's own time, in order of the week.

    >>> say(week_bits(parse("Tue 10:00-12:00"), "UTC", date(2026, 6, 1)), "Europe/London", date(2026, 6, 1))
    'Tuesday 11:00 to 13:00'
    """
    runs = stretches(week)
    if not runs:
        return "at no time"
    if runs[0][1] == QUARTERS:
        return "at any time"
    clocks = _clocks(zone, _monday(reference))
    chosen = sorted(sorted(runs, key=lambda run: (-run[1], run[0]))[:most])
    parts = [_say_run(clocks, start, length) for start, length in sorted(chosen, key=lambda run: clocks[run[0]])]
    if len(runs) > len(parts):
        more = len(runs) - len(parts)
        parts.append(f"{more} more {'time' if more == 1 else 'times'}")
    return parts[0] if len(parts) == 1 else ", ".join(parts[:-1]) + " and " + parts[-1]


def say_together(first: int, second: int, zone: str, reference: date, *, minutes: int = 15) -> str:
    """When two people are both free for at least so many minutes, such as "both free Tuesday 10:00 to 12:00"."""
    common = first & second
    eroded = erode(common, minutes)
    long_enough = 0
    for step in range(min(-(-minutes // 15), QUARTERS)):
        long_enough |= (eroded << step) | (eroded >> (QUARTERS - step))
    return "both free " + say(long_enough & WHOLE_WEEK, zone, reference)


def _say_run(clocks: Sequence[int], start: int, length: int) -> str:
    """One stretch as the clocks show it at its first moment and at the end of its last quarter-hour."""
    begin, end = clocks[start], clocks[(start + length - 1) % QUARTERS] + 15
    day, last = begin // MINUTES_A_DAY, (end - 1) // MINUTES_A_DAY
    start_words = f"{DAYS[day]} {begin % MINUTES_A_DAY // 60:02d}:{begin % 60:02d}"
    minute = end - last * MINUTES_A_DAY
    end_words = "midnight" if minute == MINUTES_A_DAY else f"{minute // 60:02d}:{minute % 60:02d}"
    return f"{start_words} to {end_words if day == last else f'{DAYS[last]} {end_words}'}"
