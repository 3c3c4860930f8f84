"""The answers of one side of a round in columns, read once, and in a later round only of whoever changed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matching.people import Person, plain

Rows = Sequence[tuple[str, ...]]
Column = NDArray[Any]
Reader = Callable[[Sequence[Person]], Column]
Row = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """One answer of everybody: whose each value is, in no order, and the value as a number in `numbers`."""

    people: int
    numbers: Mapping[str, int]
    owners: Row
    values: Row

    @property
    def counts(self) -> Row:
        """How many values each person has."""
        return np.bincount(self.owners, minlength=self.people)

    def numbered(self, numbers: Mapping[str, int]) -> tuple[Row, Row]:
        """Whose each value is that stands in `numbers`, and its number there, beside one another."""
        table = np.array([numbers.get(value, -1) for value in self.numbers], dtype=np.int64)
        found = table[self.values]
        return self.owners[found >= 0], found[found >= 0]

    def after(self, people: int, now: Row, fresh: Row, rows: Rows) -> Coded:
        """The same for people of whom some have moved (to `now`, -1 for who left) and some are `fresh`, with rows."""
        moved = now[self.owners]
        numbers = dict(self.numbers)
        owners = np.repeat(fresh, [len(row) for row in rows])
        values = [numbers.setdefault(value, len(numbers)) for row in rows for value in row]
        return Coded(
            people,
            numbers,
            np.concatenate([moved[moved >= 0], owners]),
            np.concatenate([self.values[moved >= 0], np.array(values, dtype=np.int64)]),
        )


class Side(tuple[Person, ...]):
    """The people of one side of a round, whose answers are read only once."""

    rows: dict[str, Rows]
    columns: dict[Hashable, tuple[Reader, Column]]
    answers: dict[str, Coded]

    def __new__(cls, people: Iterable[Person]) -> Self:
        """Take the people; nothing has been read yet."""
        side = super().__new__(cls, people)
        side.rows, side.columns, side.answers = {}, {}, {}
        return side

    @classmethod
    def after(cls, people: Iterable[Person], before: Side, was: Row) -> Self:
        """Take the people of a later round; `was` is the place in `before` of each who has not changed, or -1."""
        side = cls(people)
        kept, fresh = np.flatnonzero(was >= 0), np.flatnonzero(was < 0)
        changed = [side[place] for place in fresh.tolist()]
        now = np.full(len(before), -1, dtype=np.int64)
        now[was[kept]] = kept
        for key, (read, column) in before.columns.items():
            later = np.empty((len(side), *column.shape[1:]), dtype=column.dtype)
            later[kept], later[fresh] = column[was[kept]], read(changed)
            side.columns[key] = read, later
        for answer, coded in before.answers.items():
            side.answers[answer] = coded.after(len(side), now, fresh, plain_rows(changed, answer))
        return side


def column_of(people: Sequence[Person], key: Hashable, read: Reader) -> Column:
    """What `read` says of everybody, one row a person; of a Side it is kept under its key."""
    if not isinstance(people, Side):
        return read(people)
    if key not in people.columns:
        people.columns[key] = read, read(people)
    return people.columns[key][1]


def coded(people: Sequence[Person], answer: str) -> Coded:
    """Everybody's values of one answer as numbers; of a Side they are kept."""
    known = people.answers if isinstance(people, Side) else {}
    if answer not in known:
        numbers: dict[str, int] = {}
        rows = plain_rows(people, answer)
        owners = np.repeat(np.arange(len(people)), [len(row) for row in rows])
        values = [numbers.setdefault(value, len(numbers)) for row in rows for value in row]
        known[answer] = Coded(len(people), numbers, owners, np.array(values, dtype=np.int64))
    return known[answer]


def plain_rows(people: Sequence[Person], answer: str) -> Rows:
    """Everybody's values of one answer in the form in which they are compared, each once, in order."""
    known = people.rows if isinstance(people, Side) else {}
    if answer not in known:
        known[answer] = [_plain_row(person.answers.get(answer, ())) for person in people]
    return known[answer]


@lru_cache(maxsize=65536)
def _plain_row(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({plain(value) for value in values if value.strip()}))


def numbers(people: Sequence[Person]) -> NDArray[Any]:
    """Everybody's number; of the sides of a round they are kept."""
    return column_of(people, "number", lambda some: np.array([one.number for one in some], dtype=object))


def rooms(people: Sequence[Person]) -> Row:
    """How many matches everybody has room for; of the sides of a round they are kept."""
    return column_of(people, "room", lambda some: np.array([max(one.capacity, 0) for one in some], dtype=np.int64))
