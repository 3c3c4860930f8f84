"""A mapping says which columns of somebody else's file hold what: built in for known formats, else a TOML file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from timebank import tabular
from timebank.errors import InvalidInput
from timebank.mapping_files import list_told, name_told, table_told, text_of, told_in
from timebank.tabular import Record, TableUnreadable, places, plain_name

OWN = "own"
FORMATS = {  # the names people type, and the shapes of file each may have
    "timeoverflow": ("timeoverflow", "timeoverflow_export"),
    "komunitin": ("komunitin_export", "komunitin"),
    "mutual_credit": ("mutual_credit",),
    "rosterfy": ("leeds2023",),
    "leeds2023": ("leeds2023",),
    "twine": ("twine",),
}
UNITS = ("minutes", "hours", "seconds", "clock")  # clock: 1:30 or 01:30:00
KINDS = ("member", "organisation", "pot", "anybody")  # anybody: whoever is called so, or the community itself
FIELDS = (*("key", "date", "people", "note", "state", "category"), *UNITS)
LONGEST_KEY = 60  # it is kept, with the name of the mapping, as where an exchange came from


@dataclass(frozen=True, slots=True)
class HolderMapping:
    """How one side is told: a kind, and a name; in both {column} stands for a cell."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class HoursMapping:
    """Which columns hold the key, date, amount, people, note, state and category, and who is on which side.

    Without a column for the key, kind, content and its nth occurrence in the file stand for it; without one for the
    date, the day is given beside the file. `order`: the columns of a file that need not name them; `is_named`: whether
    such a file usually does. `members`: the system whose own ids of members the file uses. `date_format`: how days are
    written, where not as 2026-03-31, such as %d/%m/%Y.
    """

    name: str
    columns: Mapping[str, str]
    unit: str
    helped: HolderMapping
    helper: HolderMapping
    notes: tuple[str, ...] = ()
    order: tuple[str, ...] = ()
    is_named: bool = True
    members: str = ""
    date_format: str = ""
    kinds: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, str] = field(default_factory=dict)

    def needed(self) -> list[str]:
        """Every column the file must have."""
        told = [words for side in (self.helped, self.helper) for words in (side.kind, side.name)]
        sides = [column for words in told for column in places(words)]
        return sorted({*map(plain_name, [*self.columns.values(), *self.notes]), *sides})

    @property
    def numbered(self) -> str:
        """A column in which each row has a digit, and a name of a column has none."""
        return plain_name(self.columns.get("date") or self.columns[self.unit])


def load(name_or_file: str) -> tuple[HoursMapping, ...]:
    """The mappings a name stands for, one for each shape of file; or one from a TOML file. Raises InvalidInput."""
    if name_or_file in FORMATS:
        return tuple(_built_in(shape) for shape in FORMATS[name_or_file])
    return (parse(*text_of(name_or_file, (OWN, *FORMATS), "hours")),)


def _built_in(shape: str) -> HoursMapping:
    return parse(f"{shape}.toml", (_folder() / f"{shape}.toml").read_text(encoding="utf-8"))


def _folder() -> Traversable:
    return files("timebank.ledger") / "mappings"


def read_with(
    shapes: tuple[HoursMapping, ...], name: str, content: bytes
) -> tuple[HoursMapping, list[Record], tuple[str, ...]]:
    """The rows of a file, the mapping that fits it, and what to say about its first row. Raises TableUnreadable."""
    first = next(tabular.rows_of(name, content), None)
    header = {plain_name(cell) for cell in first[1]} if first else set()
    for mapping in shapes:
        if header.issuperset(mapping.needed()):
            return mapping, tabular.read(name, content), _said(mapping, True)
    width = len(first[1]) if first else 0
    in_order = [one for one in shapes if one.order and abs(len(one.order) - width) <= 1]
    if not in_order:
        missing = [column for column in shapes[0].needed() if column not in header]
        raise TableUnreadable(f"The file has no column {missing[0]!r}, which the format {shapes[0].name} needs.")
    mapping = min(in_order, key=lambda one: abs(len(one.order) - width))
    records, is_named = tabular.read_in_order(name, content, mapping.order, mapping.numbered)
    return mapping, records, _said(mapping, is_named)


def _said(mapping: HoursMapping, is_named: bool) -> tuple[str, ...]:
    if is_named == mapping.is_named:
        return ()
    if is_named:
        return ("The first row holds the names of the columns, so it was not read as hours.",)
    return (f"No row names the columns, so they were read in this order: {', '.join(mapping.order)}.",)


def parse(name: str, text: str) -> HoursMapping:
    """A mapping from TOML text. Raises InvalidInput with one sentence."""
    told = told_in(name, text)
    columns, notes = _columns(name, told)
    units = [unit for unit in UNITS if unit in columns]
    if len(units) != 1:
        raise InvalidInput(f"{name} needs [columns] with exactly one of {', '.join(UNITS)}.")
    called = name_told(name, told)
    mapping = HoursMapping(
        name=called,
        columns=columns,
        unit=units[0],
        helped=_side(name, told, "helped"),
        helper=_side(name, told, "helper"),
        notes=notes,
        order=tuple(plain_name(one) for one in list_told(name, told, "order")),
        is_named=bool(told.get("named", True)),
        members=str(told.get("members", called)),
        date_format=str(told.get("date_format", "")),
        kinds=table_told(name, told, "kinds"),
        states=table_told(name, told, "states"),
    )
    unknown = [column for column in mapping.needed() if mapping.order and column not in mapping.order]
    if unknown:
        raise InvalidInput(f"{name}: the column {unknown[0]!r} does not stand in its order.")
    return mapping


def _columns(name: str, told: Mapping[str, Any]) -> tuple[dict[str, str], tuple[str, ...]]:
    """The columns by what they hold, and those of the note, of which there may be several."""
    given = told.get("columns")
    given = dict(given) if isinstance(given, dict) else {}
    note = given.pop("note", [])
    notes = (note,) if isinstance(note, str) else tuple(note) if isinstance(note, list) else (None,)
    if not all(isinstance(column, str) for column in [*given.values(), *notes]):
        raise InvalidInput(f"{name}: each of [columns] must be the name of a column.")
    strange = [one for one in given if one not in FIELDS]
    if strange:
        raise InvalidInput(f"{name}: [columns] has {strange[0]!r}, but may only have {', '.join(FIELDS)}.")
    return given, tuple(str(one) for one in notes)


def _side(name: str, told: Mapping[str, Any], side: str) -> HolderMapping:
    given = told.get(side)
    given = given if isinstance(given, dict) else {}
    kind, called = given.get("kind"), given.get("name", "")
    is_known = isinstance(kind, str) and (kind in KINDS or bool(places(kind)))
    if not is_known or not isinstance(called, str) or not (called or kind == "pot"):
        raise InvalidInput(f"{name} needs [{side}] with kind (one of {', '.join(KINDS)}) and name.")
    return HolderMapping(str(kind), called)
