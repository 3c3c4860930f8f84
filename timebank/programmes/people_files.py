"""People from CSV files: each cell that cannot be used becomes one sentence naming file, row and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching import Person
from matching.people import plain
from timebank.errors import InvalidInput, Refused
from timebank.members.districts import Place, clean_district, place_of
from timebank.programmes.definition import Definition
from timebank.programmes.parts import FileColumn, FileFormat
from timebank.tabular import content_of, rows_of

LARGEST_CAPACITY = 1_000_000


class PeopleUnreadable(Refused):
    """This file of people cannot be read."""


@dataclass(frozen=True, slots=True)
class ReadPeople:
    """The people of all files; `ids` and `names` are by number: one number for each id, in order of the ids."""

    people: tuple[Person, ...]
    ids: Mapping[int, str]
    names: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class _Row:
    """One person as read, before they have a number."""

    id: str
    role: str
    name: str
    capacity: int
    answers: Mapping[str, tuple[str, ...]]


def read_people(definition: Definition, paths: Sequence[Path], capacities: Mapping[str, int]) -> ReadPeople:
    """Everybody in the files, with only those answers that may be used.

    `capacities` are by role and stand above the programme's and the files' own. One id (whatever its letter case)
    is one person, also in two roles. Raises PeopleUnreadable with one sentence.
    """
    if not definition.files:
        raise PeopleUnreadable(f"The programme {definition.name} does not say which columns of a file hold what.")
    _must_be_filled(definition)
    found: dict[tuple[str, str], _Row] = {}
    place: dict[tuple[str, str], str] = {}
    for path in paths:
        for where, row in _rows_of(definition, path, capacities):
            key = (plain(row.id), row.role)
            if key in found:
                raise PeopleUnreadable(f"{where}: {row.id!r} is already in {place[key]}.")
            found[key], place[key] = row, where
    for role in definition.roles:
        if not any(row.role == role.name for row in found.values()):
            raise PeopleUnreadable(f"The files hold no {role.plural}; give a file of {role.plural} with --people.")
    numbers = {one: number for number, one in enumerate(sorted({key[0] for key in found}), 1)}
    people: list[Person] = []
    ids: dict[int, str] = {}
    names: dict[int, str] = {}
    for key in sorted(found):
        row, number = found[key], numbers[key[0]]
        lives, kilometres = _reach(row, place[key])
        person = Person(number, row.role, row.capacity, row.answers, place=lives, travel_kilometres=kilometres)
        people.append(person)
        ids.setdefault(number, row.id)
        names.setdefault(number, row.name)
    return ReadPeople(tuple(people), ids, names)


def _reach(row: _Row, where: str) -> tuple[Place | None, int | None]:
    """Where somebody lives and how far they go, from the answers `place` (a postcode) and `travel_kilometres`."""
    district, kilometres = (row.answers.get(name, ("",))[0] for name in ("place", "travel_kilometres"))
    try:
        lives = place_of(clean_district(district))
    except InvalidInput as refusal:
        raise PeopleUnreadable(f"{where}: {refusal}") from refusal
    if kilometres and not (kilometres.isascii() and kilometres.isdigit() and len(kilometres) <= 5):
        raise PeopleUnreadable(f"{where}: {kilometres!r} is not a whole number of kilometres.")
    return lives, int(kilometres) if kilometres else None


def _must_be_filled(definition: Definition) -> None:
    """Refuse a rule or criterion whose answer no column holds: most likely a name is misspelt."""
    weighed = [one for one in definition.criteria if one.strength != "off"]
    needed = [(one.code, one.first, one.second) for one in definition.rules]
    needed += [(one.code, one.first, one.second) for one in weighed]
    for form in definition.files:
        held = {column.answer for column in form.columns}
        for code, first, second in needed:
            answer = first if form.role == definition.roles[0].name else second
            if answer and answer not in held:
                raise PeopleUnreadable(
                    f"{definition.name}: {code!r} reads {answer!r}, but no column of a {form.role} is said to hold it."
                )


def _rows_of(definition: Definition, path: Path, capacities: Mapping[str, int]) -> Iterator[tuple[str, _Row]]:
    """Each row's place in words, and the person in it."""
    records = rows_of(path.name, content_of(path))
    _, names = next(records, (0, []))
    header = [" ".join(name.split()).casefold() for name in names]
    if not header:
        raise PeopleUnreadable(f"{path.name} is empty.")
    told = None if definition.role_column else _told(definition, path, header)
    respect = bool(definition.settings.get("respect_consent", True))
    readers: dict[str, _Reader] = {}
    empty = True
    for number, record in records:
        empty = False
        where = f"{path.name}, row {number}"
        if len(record) > len(header) and not any(cell.strip() for cell in record[len(header) :]):
            record = record[: len(header)]
        if len(record) != len(header):
            raise PeopleUnreadable(f"{where} has {len(record)} cells, but the first row has {len(header)}.")
        form = told or _role_in(definition, path, header, record, where)
        if form.role not in readers:
            readers[form.role] = _Reader(definition, form, path, header, respect, capacities.get(form.role))
        yield where, readers[form.role].person(record, where)
    if empty:
        raise PeopleUnreadable(f"{path.name} holds the names of columns but no people.")


def _told(definition: Definition, path: Path, header: Sequence[str]) -> FileFormat:
    """Which role's file this is, by the column that only such a file has."""
    fits = [form for form in definition.files if form.told_by and plain(form.told_by) in header]
    fits = fits or [form for form in definition.files if not form.told_by]
    if len(fits) == 1:
        return fits[0]
    signs = " or ".join(f"{form.told_by!r} ({form.role})" for form in definition.files if form.told_by)
    raise PeopleUnreadable(f"{path.name} must have exactly one of the columns {signs}, which tell whose file it is.")


def _role_in(
    definition: Definition, path: Path, header: Sequence[str], record: Sequence[str], where: str
) -> FileFormat:
    """The role that a row itself names."""
    column = plain(definition.role_column)
    if column not in header:
        raise PeopleUnreadable(f"{path.name} has no column {definition.role_column!r}.")
    said = plain(record[header.index(column)])
    for form in definition.files:
        if plain(form.role) == said:
            return form
    roles = ", ".join(form.role for form in definition.files)
    raise PeopleUnreadable(f"{where}, column {definition.role_column}: {said!r} is not one of {roles}.")


class _Reader:
    """One role's layout in one file: where each column stands."""

    def __init__(
        self,
        definition: Definition,
        form: FileFormat,
        path: Path,
        header: Sequence[str],
        respect_consent: bool,
        capacity: int | None,
    ) -> None:
        self._form, self._path, self._header, self._respect = form, path, header, respect_consent
        self._fixed, self._usual = capacity, definition.role(form.role).capacity
        self._id = self._place(form.id_column)
        self._capacity = self._place(form.capacity_column) if form.capacity_column else None
        self._names = [header.index(plain(name)) for name in form.name_columns if plain(name) in header]
        self._columns = [(column, self._place(column.column), self._consent_place(column)) for column in form.columns]
        self._orders = {column.answer: {plain(value) for value in column.order} for column in form.columns}

    def _place(self, column: str) -> int:
        """Where a column stands; it must be there once."""
        times = self._header.count(plain(column))
        if times != 1:
            has = "no column" if times == 0 else f"{times} columns called"
            raise PeopleUnreadable(f"{self._path.name} has {has} {column!r}.")
        return self._header.index(plain(column))

    def _consent_place(self, column: FileColumn) -> int | None:
        return self._place(column.consent_column) if column.consent_column and self._respect else None

    def person(self, record: Sequence[str], where: str) -> _Row:
        """The person in one row."""
        identity = record[self._id].strip()
        if not identity:
            raise PeopleUnreadable(f"{where}, column {self._form.id_column}: it is blank.")
        answers = {}
        for column, place, consent in self._columns:
            values = self._values(column, record[place], where)
            if values and (consent is None or plain(record[consent]) == plain(column.consent_value)):
                answers[column.answer] = values
        name = " ".join(record[place].strip() for place in self._names).strip()
        return _Row(identity, self._form.role, name, self._room(record, where), answers)

    def _values(self, column: FileColumn, cell: str, where: str) -> tuple[str, ...]:
        """The values in one cell, without blanks and repeats."""
        parts = cell.split(column.separator) if column.separator else [cell]
        values = tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip()))
        allowed = self._orders[column.answer]
        for value in values:
            if allowed and plain(value) not in allowed:
                known = ", ".join(column.order)
                raise PeopleUnreadable(f"{where}, column {column.column}: {value!r} is not one of {known}.")
        return values

    def _room(self, record: Sequence[str], where: str) -> int:
        """How many matches there is room for: as told, else as the file says, else as the programme says."""
        if self._fixed is not None:
            return self._fixed
        cell = record[self._capacity].strip() if self._capacity is not None else ""
        if not cell:
            return self._usual
        if not (cell.isascii() and cell.isdigit() and int(cell) <= LARGEST_CAPACITY):
            raise PeopleUnreadable(f"{where}, column {self._form.capacity_column}: {cell!r} is not a whole number.")
        return int(cell)
