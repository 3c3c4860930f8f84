"""All pairs of a large community that may meet, found by person, and kept from round to round as people come and go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Found32
from matching.changes import at_places
from matching.market import grouped
from matching.remembered_compiled import Half, count_gone, dear_of

Row = NDArray[np.int64]
Mask = NDArray[np.bool_]
Part = tuple[Half, Half]  # the same pairs by their first people and by their second

MOST_PARTS = 12
HIGHEST, FAR = 2**62, 2**60
SMALL = 2**31


@dataclass(frozen=True, slots=True, eq=False)
class Remembered:
    """The pairs in parts, one for each round in which they were found; whoever changes leaves the parts before.

    At the `prices` of the two sides every pair beyond the candidates is worth at least `margin` less than both, in
    the units that `units` tells. So only who has come down by more than half of that could be wanted now. None:
    everybody could be.
    """

    parts: tuple[Part, ...]
    live: int
    prices: tuple[Row, Row] | None = None
    units: tuple[int, int] = (0, 0)
    margin: int = 0

    @staticmethod
    def of(pairs: Found32, firsts: int, seconds: int) -> Remembered:
        """Remember these pairs of so many people on each side."""
        return Remembered((_part(pairs, firsts, seconds),), pairs[0].size)

    def after(self, same: Sequence[Row], fresh: Found32) -> Remembered:
        """What is remembered in the next round: `same` says each unchanged person's place before (else -1)."""
        sizes = [side.size for side in same]
        now = [_places_now(side, size) for side, size in zip(same, self._people, strict=True)]
        parts, live = [], self.live
        for one, other in self.parts:
            first, second = _moved(one.now, now[0]), _moved(other.now, now[1])
            live -= count_gone(one, first, other.now) + count_gone(other, second, first)
            parts.append((one._replace(now=first), other._replace(now=second)))
        parts.append(_part(fresh, *sizes))
        live += fresh[0].size
        prices = None if self.prices is None else (_carried(self.prices[0], same[0]), _carried(self.prices[1], same[1]))
        found = Remembered(tuple(parts), live, prices, self.units, self.margin)
        return found if len(parts) <= MOST_PARTS else replace(found, parts=(_part(found.all_pairs(), *sizes),))

    def all_pairs(self) -> Found32:
        """Every pair, in no order."""
        return self.of_people(self._everybody)

    def of_people(self, wanted: tuple[Mask, Mask]) -> Found32:
        """All pairs of these people."""
        free = np.zeros(wanted[0].size, np.int64), np.zeros(wanted[1].size, np.int64)
        return self._dear(wanted, free, 0, 0, -1)

    def dear(self, prices: tuple[Row, Row], times: int, bonus: int, margin: int) -> tuple[Found32, Remembered]:
        """The pairs that are worth more than both prices less `margin`, as far as anybody could want them.

        A point is worth `times` and a pair `bonus` besides. Every pair worth more than its prices is among them, and
        what is remembered then holds once all of them are candidates.
        """
        if self.prices is None or (self.units, self.margin) != ((times, bonus), margin):
            found = self._dear(self._everybody, prices, times, bonus, -margin)
            return found, replace(self, prices=prices, units=(times, bonus), margin=margin)
        drift = self._drift(prices)
        prices = prices[0] - drift, prices[1] + drift
        came_down = [before - now > margin // 2 for now, before in zip(prices, self.prices, strict=True)]
        first, second = (
            np.where(down, now, np.maximum(before, now - margin // 2))
            for now, before, down in zip(prices, self.prices, came_down, strict=True)
        )
        found = self._dear((came_down[0], came_down[1]), (first, second), times, bonus, -margin)
        return found, replace(self, prices=(first, second))

    def wanted(self, pairs: Found32) -> Mask:
        """Which of some pairs of candidates have to stay candidates, for what is remembered to hold."""
        if self.prices is None:
            return np.ones(pairs[0].size, np.bool_)
        worth = pairs[2] * self.units[0] + self.units[1] - self.prices[0][pairs[0]] - self.prices[1][pairs[1]]
        return np.asarray(worth > -self.margin)

    def _drift(self, prices: tuple[Row, Row]) -> int:
        """How much most of one side have gone up and most of the other down: no pair notices that."""
        assert self.prices is not None
        went = [now - before for now, before in zip(prices, self.prices, strict=True)]
        known = [side[np.abs(side) < FAR] for side in went]
        both = np.concatenate([known[0], -known[1]])
        return int(np.median(both)) if both.size else 0

    @property
    def _people(self) -> tuple[int, int]:
        """How many people there are on each side: those of the last part are the people of now."""
        one, other = self.parts[-1]
        return one.now.size, other.now.size

    @property
    def _everybody(self) -> tuple[Mask, Mask]:
        """People of whom each pair has one: all of the first side."""
        firsts, seconds = self._people
        return np.ones(firsts, np.bool_), np.zeros(seconds, np.bool_)

    def _dear(self, wanted: tuple[Mask, Mask], prices: tuple[Row, Row], times: int, bonus: int, least: int) -> Found32:
        """The pairs of the wanted of either side that are worth more than both prices and `least`, each once."""
        left, right = prices
        nobody = np.zeros(right.size, np.bool_)
        found = []
        for one, other in self.parts:
            found.append(dear_of(one, other.now, wanted[0], nobody, left, right, times, least - bonus))
            back = dear_of(other, one.now, wanted[1], wanted[0], right, left, times, least - bonus)
            found.append((back[1], back[0], back[2]))
        first, second = (np.concatenate([part[column] for part in found]) for column in (0, 1))
        return first, second, np.concatenate([part[2] for part in found])


def _part(pairs: Found32, firsts: int, seconds: int) -> Part:
    """The same pairs by the people of either side; points are small, so that millions of them take little room."""
    first, second, score = pairs
    small = score.size == 0 or max(int(score.max()), -int(score.min())) < SMALL
    points = score.astype(np.int32) if small else score
    return _half(first, second, points, firsts), _half(second, first, points, seconds)


def _half(own: NDArray[np.int32], other: NDArray[np.int32], points: NDArray[Any], people: int) -> Half:
    order, start = grouped(own, people)
    return Half(start, other[order], points[order], np.arange(people, dtype=np.int32))


def _places_now(same: Row, before: int) -> Row:
    now = np.full(before, -1, dtype=np.int64)
    there = np.flatnonzero(same >= 0)
    now[same[there]] = there
    return now


def _moved(places: NDArray[np.int32], now: Row) -> NDArray[np.int32]:
    return at_places(now, places, -1).astype(np.int32)


def _carried(price: Row, same: Row) -> Row:
    """Prices of those who have not changed; of others a price above any, as nothing is known of their pairs."""
    return at_places(price, same, HIGHEST)
