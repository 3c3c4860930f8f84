"""Rules and criteria as rows of bits: a rule asks whether two rows share one, a criterion how many they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import compress

import numpy as np
from numpy.typing import NDArray

Words = NDArray[np.uint64]
Index = NDArray[np.intp]
Counts = NDArray[np.int32]
Mask = NDArray[np.bool_]
Row = NDArray[np.int64]

ANYBODY, UNSAID = np.uint64(1), np.uint64(2)


@dataclass(frozen=True, slots=True, eq=False)
class Bits:
    """A row of 64-bit words for each person of the first side, and as long a one for each of the second.

    With `many` pairs to be asked about, compiled code earns the second it takes to load.
    """

    first: Words
    second: Words
    many: bool = False

    def common(self, i: Index, j: Index) -> Counts:
        """How many bits each pair of rows has in common, one word at a time to keep memory small."""
        if self.many:
            from matching import overlap

            return overlap.bits_in_common(self.first, self.second, i, j)
        counts = np.zeros(i.size, dtype=np.int32)
        for word in range(self.first.shape[1]):
            counts += np.bitwise_count(self.first[i, word] & self.second[j, word])
        return counts

    def any_common(self, i: Index, j: Index) -> Mask:
        """Whether each pair of rows has a bit in common."""
        if self.many:
            from matching import overlap

            return overlap.any_in_common(self.first, self.second, i, j)
        found = np.zeros(i.size, dtype=np.bool_)
        for word in range(self.first.shape[1]):
            found |= (self.first[i, word] & self.second[j, word]) != 0
        return found

    @property
    def always(self) -> bool:
        """Whether it is plain that every pair shares a bit: all have the same one."""
        return bool((np.bitwise_and.reduce(self.first, axis=0) & np.bitwise_and.reduce(self.second, axis=0)).any())

    @property
    def never(self) -> bool:
        """Whether no bit stands on both sides."""
        return not (np.bitwise_or.reduce(self.first, axis=0) & np.bitwise_or.reduce(self.second, axis=0)).any()

    @property
    def turned(self) -> Bits:
        """The same seen from the second side."""
        return replace(self, first=self.second, second=self.first)

    def beside(self, *others: Bits) -> Bits:
        """These rows and others in one: what they have in common adds up."""
        every = (self, *others)
        return replace(
            self,
            first=np.hstack([bits.first for bits in every]),
            second=np.hstack([bits.second for bits in every]),
        )

    def or_where(self, first: Mask | None, second: Mask | None) -> Bits:
        """The same with a bit shared by every pair of whose first or whose second person this holds (None: never)."""
        ours, theirs = (np.zeros((side.shape[0], 1), dtype=np.uint64) for side in (self.first, self.second))
        for holds, of, other, bit in ((first, ours, theirs, ANYBODY), (second, theirs, ours, UNSAID)):
            if holds is not None:
                of[holds] |= bit
                other |= bit
        return self.beside(Bits(ours, theirs))


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """A rule that lets a pair pass where they share one of each of these `bits`; or, `apart`, none of any."""

    bits: tuple[Bits, ...]
    apart: bool = False

    def __call__(self, i: Index, j: Index) -> Mask:
        """Which of these pairs pass."""
        passes = np.ones(i.size, dtype=np.bool_)
        for bits in self.bits:
            passes &= bits.any_common(i, j) != self.apart
        return passes

    @property
    def asking(self) -> tuple[Bits, ...]:
        """Those of the bits for which it is not plain that every pair passes."""
        return tuple(bits for bits in self.bits if not (bits.never if self.apart else bits.always))


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """A criterion whose measure goes by how many bits two rows share: `measure[n]` for n of them."""

    bits: Bits
    measure: Counts

    def __call__(self, i: Index, j: Index) -> Counts:
        """The measure of each pair."""
        measured: Counts = self.measure[self.bits.common(i, j)]
        return measured


class Gates:
    """Several gates asked of millions of pairs in one pass of compiled code."""

    def __init__(self, gates: Sequence[Gate]) -> None:
        """Take those of their bits that not every pair is sure to pass."""
        asking = [(bits, gate.apart) for gate in gates for bits in gate.asking]
        self._bits, self._ends = _in_one([bits for bits, _ in asking])
        self._apart = np.array([apart for _, apart in asking], dtype=np.bool_)

    def passed(self, i: Index, j: Index) -> Index:
        """Where in `i` and `j` the pairs stand that pass every gate."""
        from matching.overlap import passed

        both = np.ascontiguousarray(i), np.ascontiguousarray(j)
        return passed(self._bits.first, self._bits.second, self._ends, self._apart, *both)


class Tallies:
    """Several tallies with their points, added up for millions of pairs in one pass of compiled code."""

    def __init__(self, tallies: Sequence[Tally], points: Sequence[Row]) -> None:
        """Take the tallies and for each its points by the number of bits in common.

        Where no bit stands on both sides, its points are the same for everybody.
        """
        counted = [not tally.bits.never for tally in tallies]
        self._least = sum(int(table[0]) for table, counts in zip(points, counted, strict=True) if not counts)
        tallies, points = list(compress(tallies, counted)), list(compress(points, counted))
        self._bits, self._ends = _in_one([tally.bits for tally in tallies])
        self._points = np.concatenate([np.zeros(0, dtype=np.int64), *points])
        self._begins = np.cumsum([0, *(table.size for table in points)])[:-1].astype(np.uint64)

    def points(self, i: Index, j: Index) -> Row:
        """The sum of the points of each pair."""
        from matching.overlap import points

        both = np.ascontiguousarray(i), np.ascontiguousarray(j)
        tables = self._points, self._begins
        return points(self._bits.first, self._bits.second, self._ends, *tables, self._least, *both)


def _in_one(every: Sequence[Bits]) -> tuple[Bits, Words]:
    """Bits beside one another, and 0 and the word before which each of them ends."""
    widths = [bits.first.shape[1] for bits in every]
    one = every[0].beside(*every[1:]) if every else Bits(*(np.zeros((0, 1), dtype=np.uint64),) * 2)
    return one, np.cumsum([0, *widths]).astype(np.uint64)
