"""Reads one row of somebody else's file as hours: its day, amount and state, and who is on which side; pure."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation

from timebank.clock import local_date
from timebank.errors import InvalidInput
from timebank.ledger.mapping import KINDS, LONGEST_KEY, HolderMapping, HoursMapping
from timebank.ledger.rules import STATES, rounded
from timebank.tabular import filled, plain_name

MOST_MINUTES = 10_000_000
FIRST_DAY = date(1970, 1, 1)
IN_MINUTES = {"minutes": (1, 1), "hours": (60, 1), "seconds": (1, 60)}  # times, then divided by: exact in decimals
OF_AN_EARLIER_TRY = ("row", "reason")  # columns that a file of failed rows has beside its own
_CLOCK = re.compile(r"(\d{1,6}):([0-5]\d)(?::([0-5]\d))?")
_NUMBER = re.compile(r"-?(\d{1,3}(,\d{3})+\.\d*|\d+,\d{1,2}|\d*\.?\d+|\d+\.)([eE][+-]?\d+)?")
_SECONDS_SINCE_1970 = re.compile(r"\d{9,10}")
_SPACED_OFFSET = re.compile(r"\s+(?=[+-]\d\d:?\d\d$)|\s+UTC$")


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One row of hours, read and checked; the sides are a kind and a name."""

    key: str
    service_date: date
    minutes: int
    people: int
    note: str
    state: str
    category: str
    helped: tuple[str, str]
    helper: tuple[str, str]


@dataclass(slots=True)
class Reading:
    """A file being read: its mapping, the zone of its times, and the day where it has none. Identical rows count up."""

    mapping: HoursMapping
    zone: str
    day: date | None = None
    counted: Counter[str] = field(default_factory=Counter)

    def row(self, cells: Mapping[str, str]) -> HoursRow:
        """One row as hours; raises InvalidInput with the reason in words."""
        key = self._key(cells)  # first, so that a failed row counts too
        return HoursRow(
            key=key,
            service_date=self.day or read_day(self._cell(cells, "date"), self.zone, self.mapping.date_format),
            minutes=read_minutes(self._cell(cells, self.mapping.unit), self.mapping.unit),
            people=_people(self._cell(cells, "people")),
            note=self._note(cells),
            state=self._state(cells),
            category=self._cell(cells, "category"),
            helped=self._side(self.mapping.helped, cells),
            helper=self._side(self.mapping.helper, cells),
        )

    def _cell(self, cells: Mapping[str, str], what: str) -> str:
        return cells.get(plain_name(self.mapping.columns[what]), "").strip() if what in self.mapping.columns else ""

    def _key(self, cells: Mapping[str, str]) -> str:
        if "key" not in self.mapping.columns:
            words = content_digest(self.mapping.name, cells)
            self.counted[words] += 1
            return f"{words}:{self.counted[words]}"
        key = self._cell(cells, "key")
        if not key or len(key) > LONGEST_KEY:
            column = self.mapping.columns["key"]
            raise InvalidInput(f"the cell {column!r} must hold a key of 1 to {LONGEST_KEY} characters")
        return key

    def _note(self, cells: Mapping[str, str]) -> str:
        words = (cells.get(plain_name(column), "").strip() for column in self.mapping.notes)
        return ", ".join(one for one in words if one)[:600]

    def _state(self, cells: Mapping[str, str]) -> str:
        if "state" not in self.mapping.columns:
            return "posted"
        words = self._cell(cells, "state")
        state = self.mapping.states.get(words.casefold(), "")
        if state not in STATES:
            raise InvalidInput(f"we do not know what the state {words!r} means")
        return state

    def _side(self, side: HolderMapping, cells: Mapping[str, str]) -> tuple[str, str]:
        kind = side.kind
        if kind not in KINDS:
            words = filled(kind, cells)
            kind = self.mapping.kinds.get(words.casefold(), "")
            if kind not in KINDS:
                raise InvalidInput(f"we do not know the kind of account {words!r}")
        return kind, "" if kind == "pot" else filled(side.name, cells)


def content_digest(kind: str, cells: Mapping[str, str]) -> str:
    """What stands for a row that has no id: its kind and its whole content, in 40 signs."""
    content = sorted((name, words) for name, words in cells.items() if name not in OF_AN_EARLIER_TRY)
    return hashlib.sha256(json.dumps([kind, content], ensure_ascii=False).encode()).hexdigest()[:40]


def read_day(words: str, zone: str, date_format: str = "") -> date:
    """A day from a date, or from a moment as it was in `zone`; raises InvalidInput."""
    try:
        day = datetime.strptime(words, date_format).date() if date_format else _day(words, zone)
    except (ValueError, OverflowError) as error:
        like = date(2026, 3, 31).strftime(date_format or "%Y-%m-%d")
        raise InvalidInput(f"the date {words!r} must look like {like}") from error
    if day < FIRST_DAY:
        raise InvalidInput(f"the date {words!r} is too long ago to be meant")
    return day


def _day(words: str, zone: str) -> date:
    if _SECONDS_SINCE_1970.fullmatch(words):
        return local_date(datetime.fromtimestamp(int(words), UTC), zone)
    if len(words) <= 10:
        return date.fromisoformat(words)
    moment = datetime.fromisoformat(_SPACED_OFFSET.sub(lambda match: "Z" * match[0].endswith("UTC"), words))
    return local_date(moment, zone) if moment.tzinfo else moment.date()


def read_minutes(words: str, unit: str) -> int:
    """Whole minutes, at least one, from an amount in a unit; half a minute is rounded up. Raises InvalidInput."""
    amount: Decimal | None
    if unit in ("clock", "hours") and (match := _CLOCK.fullmatch(words)) and words.isascii():
        hours, minutes, seconds = (int(part or 0) for part in match.groups())
        amount, counted_in, told = Decimal(hours * 3600 + minutes * 60 + seconds), "seconds", repr(words)
    else:
        amount, counted_in, told = _number(words) if unit != "clock" else None, unit, f"{words!r} {unit}"
    if amount is None or abs(amount) > MOST_MINUTES * (60 if counted_in == "seconds" else 1):
        raise InvalidInput(f"{words!r} is not {'a time like 1:30' if unit == 'clock' else f'a number of {unit}'}")
    times, divided_by = IN_MINUTES[counted_in]
    whole = rounded(amount * times / divided_by)
    if whole < 1:
        raise InvalidInput(f"{told} is less than a minute")
    return whole


def _number(words: str) -> Decimal | None:
    """A number as people and programs write it: 1.5, 1,5 or 1,234.50; 1,234 could mean two things, so it is none."""
    if not words.isascii() or not _NUMBER.fullmatch(words):
        return None
    plain = words.replace(",", "") if "." in words else words.replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _people(words: str) -> int:
    if not words:
        return 1
    if not words.isascii() or not words.isdecimal() or not 1 <= int(words) <= 100_000:
        raise InvalidInput(f"{words!r} is not a number of people")
    return int(words)
