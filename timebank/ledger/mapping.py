"""A mapping says which columns of somebody else's file hold what: built in for known formats, else a TOML file."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from timebank.errors import InvalidInput
from timebank.ledger.rules import rounded
from timebank.tabular import plain_name

UNITS = ("minutes", "hours", "seconds")
KINDS = ("member", "organisation")
MOST_MINUTES = 10_000_000
LONGEST_NAME, LONGEST_KEY = 19, 60  # together they are kept as where an exchange came from
FIRST_DAY = date(1970, 1, 1)
IN_MINUTES = {"minutes": (1, 1), "hours": (60, 1), "seconds": (1, 60)}  # times, then divided by: exact in decimals
_PLACE = re.compile(r"\{([^{}]+)\}")


class MappingUnreadable(InvalidInput):
    """This mapping file cannot be used."""


@dataclass(frozen=True, slots=True)
class HolderMapping:
    """How one side is told: a kind, and a name in which {column} stands for a cell (for members: an e-mail or name)."""

    kind: str
    name: str

    def of(self, cells: Mapping[str, str]) -> str:
        """The name in one row; raises InvalidInput when a cell it needs is blank."""

        def cell(match: "re.Match[str]") -> str:
            words = cells.get(plain_name(match[1]), "").strip()
            if not words:
                raise InvalidInput(f"the cell {match[1]!r} is blank")
            return words

        return _PLACE.sub(cell, self.name)


@dataclass(frozen=True, slots=True)
class HoursMapping:
    """Which columns hold the key, date, amount, number of people and note of each row, and who is on which side."""

    name: str
    columns: Mapping[str, str]
    unit: str
    helped: HolderMapping
    helper: HolderMapping

    def needed(self) -> list[str]:
        """Every column the file must have."""
        sides = _PLACE.findall(self.helped.name) + _PLACE.findall(self.helper.name)
        return sorted({plain_name(column) for column in [*self.columns.values(), *sides]})


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One row of hours, read and checked."""

    key: str
    service_date: date
    minutes: int
    people: int
    note: str
    helped: str
    helper: str


def builtin_names() -> list[str]:
    """The names of the mappings that come with the time bank."""
    return sorted(one.name.removesuffix(".toml") for one in _folder().iterdir() if one.name.endswith(".toml"))


def load(name_or_file: str) -> HoursMapping:
    """A built-in mapping by name, or one from a TOML file. Raises MappingUnreadable."""
    if name_or_file in builtin_names():
        return parse(name_or_file, (_folder() / f"{name_or_file}.toml").read_text(encoding="utf-8"))
    path = Path(name_or_file)
    if path.suffix != ".toml":
        known = ", ".join(builtin_names())
        raise MappingUnreadable(f"We do not know the format {name_or_file!r}. Give one of {known}, or a .toml file.")
    try:
        return parse(path.name, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise MappingUnreadable(f"{path} cannot be read. Is it there, and is it text?") from error


def parse(name: str, text: str) -> HoursMapping:
    """A mapping from TOML text. Raises MappingUnreadable with one sentence."""
    try:
        told = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise MappingUnreadable(f"{name} is not a valid TOML file: {error}.") from error
    columns = told.get("columns")
    columns = columns if isinstance(columns, dict) else {}
    units = [unit for unit in UNITS if unit in columns]
    if "date" not in columns or len(units) != 1:
        raise MappingUnreadable(f"{name} needs [columns] with key, date and exactly one of {', '.join(UNITS)}.")
    if "key" not in columns:
        raise MappingUnreadable(f"{name} needs a key column, so that the same file twice changes nothing.")
    if not all(isinstance(column, str) for column in columns.values()):
        raise MappingUnreadable(f"{name}: each of [columns] must be the name of a column.")
    called = str(told.get("name", name.removesuffix(".toml")))
    if not 1 <= len(called) <= LONGEST_NAME or not called.isprintable():
        raise MappingUnreadable(f'{name} needs a name of at most {LONGEST_NAME} characters, such as name = "ours".')
    return HoursMapping(
        name=called,
        columns=columns,
        unit=units[0],
        helped=_side(name, told, "helped"),
        helper=_side(name, told, "helper"),
    )


def _side(name: str, told: Mapping[str, object], side: str) -> HolderMapping:
    given = told.get(side)
    if not isinstance(given, dict) or given.get("kind") not in KINDS or not isinstance(given.get("name"), str):
        raise MappingUnreadable(f"{name} needs [{side}] with kind (member or organisation) and name.")
    return HolderMapping(given["kind"], given["name"])


def read_row(mapping: HoursMapping, cells: Mapping[str, str]) -> HoursRow:
    """One row of a file as hours; raises InvalidInput with the reason in words."""

    def cell(field: str) -> str:
        return cells.get(plain_name(mapping.columns[field]), "").strip() if field in mapping.columns else ""

    key = cell("key")
    if not key or len(key) > LONGEST_KEY:
        raise InvalidInput(f"the cell {mapping.columns['key']!r} must hold a key of 1 to {LONGEST_KEY} characters")
    return HoursRow(
        key=key,
        service_date=_date(cell("date")),
        minutes=_minutes(cell(mapping.unit), mapping.unit),
        people=_people(cell("people")),
        note=cell("note")[:600],
        helped=mapping.helped.of(cells),
        helper=mapping.helper.of(cells),
    )


def _date(words: str) -> date:
    try:
        day = date.fromisoformat(words[:10])
    except ValueError as error:
        raise InvalidInput(f"the date {words!r} must look like 2026-03-31") from error
    if day < FIRST_DAY:
        raise InvalidInput(f"the date {words!r} is too long ago to be meant")
    return day


def _folder() -> Traversable:
    return files("timebank.ledger") / "mappings"


def _minutes(words: str, unit: str) -> int:
    try:
        amount = Decimal(words) if words.isascii() else Decimal("NaN")
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite() or abs(amount) > MOST_MINUTES:
        raise InvalidInput(f"{words!r} is not a number of {unit}")
    times, divided_by = IN_MINUTES[unit]
    minutes = rounded(amount * times / divided_by)
    if minutes < 1:
        raise InvalidInput(f"{words!r} {unit} is less than a minute")
    return minutes


def _people(words: str) -> int:
    if not words:
        return 1
    if not words.isascii() or not words.isdecimal() or not 1 <= int(words) <= 100_000:
        raise InvalidInput(f"{words!r} is not a number of people")
    return int(words)
