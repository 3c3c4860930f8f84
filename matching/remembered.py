"""All pairs of a large community that may meet, found by person, and kept from round to round as people come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Found32
from matching.market import grouped
from matching.remembered_compiled import Part, count_gone, dear_of

Row = NDArray[np.int64]
Mask = NDArray[np.bool_]

MOST_PARTS = 12


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """The pairs in parts, one for each round in which they were found; whoever changes leaves the parts before.

    `prices` are those of the two sides at which no pair beyond the candidates was worth more, in the units that
    `units` tells: only whose price has fallen since could be wanted now. None: everybody could be.
    """

    parts: tuple[Part, ...]
    live: int
    prices: tuple[Row, Row] | None = None
    units: tuple[int, int] = (0, 0)

    @staticmethod
    def of(pairs: Found32, firsts: int, seconds: int) -> Remembered:
        """Remember these pairs of so many people on each side."""
        return Remembered((_part(pairs, firsts, seconds),), pairs[0].size)

    def after(self, same: Sequence[Row], fresh: Found32) -> Remembered:
        """What is remembered in the next round: `same` says each unchanged person's place before (else -1)."""
        sizes = [side.size for side in same]
        now = [_places_now(side, size) for side, size in zip(same, self._people, strict=True)]
        parts, live = [], self.live
        for part in self.parts:
            first, second = _moved(part.now_first, now[0]), _moved(part.now_second, now[1])
            live -= count_gone(part, first, second)
            parts.append(part._replace(now_first=first, now_second=second))
        parts.append(_part(fresh, *sizes))
        live += fresh[0].size
        prices = None if self.prices is None else (_carried(self.prices[0], same[0]), _carried(self.prices[1], same[1]))
        found = Remembered(tuple(parts), live, prices, self.units)
        return found if len(parts) <= MOST_PARTS else replace(found, parts=(_part(found.all_pairs(), *sizes),))

    def all_pairs(self) -> Found32:
        """Every pair, in no order."""
        return self.of_people(self._everybody)

    def of_people(self, wanted: tuple[Mask, Mask]) -> Found32:
        """All pairs of these people."""
        free = np.zeros(wanted[0].size, np.int64), np.zeros(wanted[1].size, np.int64)
        return self._dear(wanted, free, 0, 0, -1)

    def dear(self, prices: tuple[Row, Row], times: int, bonus: int, least: int) -> tuple[Found32, Remembered]:
        """The pairs worth more than both prices and `least` of all whose price has fallen, and what is known then.

        A point is worth `times` and a pair `bonus` besides. Unless the caller takes in all that are worth more than
        0, what is known then does not hold.
        """
        fallen = self._everybody
        if self.prices is not None and self.units == (times, bonus):
            fallen = prices[0] < self.prices[0], prices[1] < self.prices[1]
        found = self._dear(fallen, prices, times, bonus, least)
        return found, replace(self, prices=prices, units=(times, bonus))

    @property
    def _people(self) -> tuple[int, int]:
        """How many people there are on each side: those of the last part are the people of now."""
        part = self.parts[-1]
        return part.first_start.size - 1, part.second_start.size - 1

    @property
    def _everybody(self) -> tuple[Mask, Mask]:
        """People of whom each pair has one: all of the first side."""
        firsts, seconds = self._people
        return np.ones(firsts, np.bool_), np.zeros(seconds, np.bool_)

    def _dear(self, wanted: tuple[Mask, Mask], prices: tuple[Row, Row], times: int, bonus: int, least: int) -> Found32:
        found = [dear_of(part, *wanted, *prices, times, bonus, least) for part in self.parts]
        first, second = (np.concatenate([one[column] for one in found]) for column in (0, 1))
        return first, second, np.concatenate([one[2] for one in found])


def _part(pairs: Found32, firsts: int, seconds: int) -> Part:
    """Pairs in order of first, with the places of each second's own."""
    first, second, score = pairs
    order, first_start = grouped(first, firsts)
    if first.size and (first[1:] < first[:-1]).any():
        second, score = second[order], score[order]
        first = first[order]
    by_second, second_start = grouped(second, seconds)
    places = (np.arange(size, dtype=np.int32) for size in (firsts, seconds))
    return Part(first, second, score, first_start, by_second, second_start, *places)


def _places_now(same: Row, before: int) -> Row:
    now = np.full(before, -1, dtype=np.int64)
    there = np.flatnonzero(same >= 0)
    now[same[there]] = there
    return now


def _moved(places: NDArray[np.int32], now: Row) -> NDArray[np.int32]:
    return np.where(places >= 0, now[places], -1).astype(np.int32)


def _carried(price: Row, same: Row) -> Row:
    """Prices of those who have not changed; of others a price above any, so that it counts as fallen."""
    return np.where(same >= 0, price[same], np.iinfo(np.int64).max)
