"""People's answers as arrays, so that one rule or criterion is asked of a million pairs at once."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.bits import Bits, Counts, Index, Words
from matching.columns import Coded, Rows, coded, column_of
from matching.hours import erode
from matching.people import Person
from matching.rules import step_of

WEEK_WORDS = 11
MANY_PAIRS = 4_000_000  # from so many on, compiled code earns the second it takes to load
MANY_VALUES = 256  # from so many on, a code is shorter than bits
POWERS = np.exp2(np.arange(32))


class Values:
    """One answer of the first side beside one of the second: how many values they have in common.

    They stand in rows of `bits`; or, where everybody has one value at most of very many, as a code (`bits` is None).
    """

    def __init__(
        self,
        firsts: Sequence[Person],
        first: str,
        seconds: Sequence[Person],
        second: str,
        only: frozenset[str] | None = None,
    ) -> None:
        """Number the values that stand on both sides, of `only` these plain ones; the others can meet nothing."""
        ours, theirs = coded(firsts, first), coded(seconds, second)
        both = ours.numbers.keys() & theirs.numbers.keys()
        numbers = {value: number for number, value in enumerate(sorted(both if only is None else both & only))}
        counts = ours.counts, theirs.counts
        self.known_first, self.known_second = counts[0] > 0, counts[1] > 0
        self.bits: Bits | None = None
        if len(numbers) > MANY_VALUES and max(counts[0].max(initial=0), counts[1].max(initial=0)) <= 1:
            self._first, self._second = _codes(ours, numbers, -1), _codes(theirs, numbers, -2)
        else:
            many = len(firsts) * len(seconds) > MANY_PAIRS
            self.bits = Bits(_bitmaps(ours, numbers), _bitmaps(theirs, numbers), many)

    def known(self, i: Index, j: Index) -> NDArray[np.bool_]:
        """Whether both sides of each pair have said something."""
        return self.known_first[i] & self.known_second[j]

    def common(self, i: Index, j: Index) -> Counts:
        """How many values each pair has in common."""
        return self.any_common(i, j).astype(np.int32) if self.bits is None else self.bits.common(i, j)

    def any_common(self, i: Index, j: Index) -> NDArray[np.bool_]:
        """Whether each pair has some value in common."""
        if self.bits is None:
            return np.asarray(self._first[i] == self._second[j], dtype=np.bool_)
        return self.bits.any_common(i, j)


def numbers_of(ours: Rows, theirs: Rows) -> dict[str, int]:
    """A number from 0 on for each value that stands on both sides."""
    both = {value for row in set(ours) for value in row} & {value for row in set(theirs) for value in row}
    return {value: number for number, value in enumerate(sorted(both))}


def columns_of(rows: Rows, numbers: Mapping[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Whose each numbered value is, and its number, beside one another."""
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    found = np.array([numbers.get(value, -1) for row in rows for value in row], dtype=np.int64)
    return np.repeat(np.arange(lengths.size), lengths)[found >= 0], found[found >= 0]


def _codes(answers: Coded, numbers: Mapping[str, int], absent: int) -> Counts:
    """The number of each person's only value, or a mark that equals none of the other side's."""
    codes = np.full(answers.people, absent, dtype=np.int32)
    owners, found = answers.numbered(numbers)
    codes[owners] = found
    return codes


def _bitmaps(answers: Coded, numbers: Mapping[str, int]) -> Words:
    """Each person's values as bits in a row of 64-bit words."""
    halves = 2 * max(1, -(-len(numbers) // 64))
    owners, found = answers.numbered(numbers)
    # nobody has a value twice, so adding its power of two sets its bit; a float holds sums of 32 of them exactly
    bits = np.bincount(owners * halves + found // 32, POWERS[found % 32], minlength=answers.people * halves)
    return bits.astype("<u4").view("<u8").astype(np.uint64).reshape(answers.people, halves // 2)


class Weeks:
    """Two sides' weeks as 64-bit words."""

    def __init__(self, firsts: Sequence[Person], seconds: Sequence[Person], minutes: int | None = None) -> None:
        """Take the quarter-hours of everybody; with `minutes` those from which they stay free for so long."""
        first, second = (
            column_of(side, ("week", minutes), lambda people: _words(people, minutes)) for side in (firsts, seconds)
        )
        self.bits = Bits(first, second, len(firsts) * len(seconds) > MANY_PAIRS)
        self.said_first: NDArray[np.bool_] = np.asarray(first.any(axis=1))
        self.said_second: NDArray[np.bool_] = np.asarray(second.any(axis=1))

    def known(self, i: Index, j: Index) -> NDArray[np.bool_]:
        """Whether both sides of each pair have marked any time."""
        return np.asarray(self.said_first[i] & self.said_second[j], dtype=np.bool_)


def _words(people: Sequence[Person], minutes: int | None) -> Words:
    """Everybody's week, or where a slot of so many minutes could begin."""
    return week_words([person.week if minutes is None else erode(person.week, minutes) for person in people])


def week_words(weeks: Sequence[int]) -> Words:
    """Whole numbers of 672 bits as rows of eleven 64-bit words."""
    joined = b"".join(week.to_bytes(WEEK_WORDS * 8, "little") for week in weeks)
    return np.frombuffer(joined, dtype="<u8").reshape(len(weeks), WEEK_WORDS)


def steps(people: Sequence[Person], answer: str, order: Sequence[str]) -> Counts:
    """Where each person's answer stands in an order; -1 where unknown."""
    return column_of(people, ("steps", answer, tuple(order)), lambda some: _places(some, answer, order))


def _places(people: Sequence[Person], answer: str, order: Sequence[str]) -> Counts:
    places = (step_of(order, person, answer) for person in people)
    return np.array([-1 if place is None else place for place in places], dtype=np.int32)
