"""From fractions of circles to whole ones: take what is whole, round up the largest, ask again, then fill up."""

from collections.abc import Sequence

import numpy as np

from matching.circle_programme import Limits, Shares, Worth, best_shares
from matching.circle_walks import LARGE, ArcCircle, Arcs, Index, Real, best_circles, turned

NEARLY_WHOLE = 1e-6
ROUNDS = 100
PASSES, PASSES_AT_ONCE = 5, 15
FEW = 10
AT_ONCE = 0.1


def whole_circles(
    circles: Sequence[ArcCircle], best: Shares, arcs: Arcs, limits: Limits, worth: Worth, longest: int
) -> dict[ArcCircle, int]:
    """Whole units for circles within the limits, near the best fractions; no circle could be added to them."""
    chosen, pool, share = _Chosen(limits), circles, best.share
    for _ in range(ROUNDS):
        if not chosen.take(circles, share, worth.value):
            break
        circles = [circle for circle in circles if chosen.room(circle) > 0]
        share = best_shares(circles, chosen.limits(), worth.value).share
    chosen.fill(arcs, worth, longest)
    if arcs.tail.size < LARGE:
        chosen.improve(pool, worth.value)
    else:
        chosen.improve_at_once(arcs, worth.value, longest)
    chosen.fill(arcs, worth, longest)
    return chosen.units


def improved(
    standing: Sequence[ArcCircle], arcs: Arcs, limits: Limits, worth: Worth, longest: int
) -> dict[ArcCircle, int]:
    """Whole units for circles, begun with one of each that stands; no circle could be added to them."""
    chosen = _Chosen(limits)
    for circle in standing:
        chosen.add(circle, 1)
    chosen.fill(arcs, worth, longest)
    if arcs.tail.size < LARGE:
        found, _ = best_circles(arcs, worth.value, longest)
        chosen.improve(sorted({*standing, *found}), worth.value)
    else:
        chosen.improve_at_once(arcs, worth.value, longest)
    chosen.fill(arcs, worth, longest)
    return chosen.units


class _Chosen:
    """The circles taken so far, and what they leave of the limits."""

    def __init__(self, limits: Limits) -> None:
        self._limits, self._left = limits, limits.amount.copy()
        self.units: dict[ArcCircle, int] = {}

    def limits(self) -> Limits:
        """What is left for further circles."""
        return Limits(self._limits.rows, self._left, self._limits.people)

    def room(self, circle: ArcCircle) -> int:
        """How many units of a circle still fit."""
        return int(self._left[self._limits.of(circle)].min())

    def add(self, circle: ArcCircle, units: int) -> bool:
        """Take as many units of a circle as fit, at most so many."""
        fitting = min(units, self.room(circle))
        if fitting <= 0:
            return False
        self._left[self._limits.of(circle)] -= fitting
        self.units[circle] = self.units.get(circle, 0) + fitting
        return True

    def take(self, circles: Sequence[ArcCircle], share: Real, value: Real) -> bool:
        """The whole part of every share, and one more of those more than half way, or else of the nearest to it."""
        whole = np.floor(share + NEARLY_WHOLE).astype(np.int64)
        part = np.round(share - whole, 6)
        took = False
        for place in np.flatnonzero(whole > 0).tolist():
            took |= self.add(circles[place], int(whole[place]))
        gain = [-float(value[list(circle)].sum()) for circle in circles]
        nearest = sorted(
            np.flatnonzero(part > 0).tolist(), key=lambda place: (-part[place], gain[place], circles[place])
        )
        raised = 0
        for place in nearest:
            if raised > 0 and (part[place] < 0.5 or raised >= AT_ONCE * len(nearest)):
                break
            raised += self.add(circles[place], 1)
        return took or raised > 0

    def fill(self, arcs: Arcs, worth: Worth, longest: int) -> None:
        """Add circles, those worth most first, until none fits."""
        while True:
            kept = self.limits().open_arcs()
            found, _ = best_circles(arcs.some(kept), worth.value[kept], longest) if kept.size else ([], 0.0)
            if not found:
                return
            circles = [tuple(kept[list(circle)].tolist()) for circle in found]
            for circle in sorted(circles, key=lambda one: (-float(worth.value[list(one)].sum()), one)):
                self.add(circle, self.room(circle))

    def improve(self, pool: Sequence[ArcCircle], value: Real) -> None:
        """Give up one unit of a circle wherever others of the pool, put in its place, are worth more."""
        gain = np.array([value[list(circle)].sum() for circle in pool])
        rows = self._padded(pool)
        for _ in range(PASSES):
            better = [self._replace(circle, pool, rows, gain, value) for circle in sorted(self.units)]
            if not any(better):
                return

    def improve_at_once(self, arcs: Arcs, value: Real, longest: int) -> None:
        """The same with whatever circles there are, in compiled code."""
        from matching.circle_swaps import instead

        first = np.searchsorted(arcs.tail, np.arange(arcs.nodes + 1))
        again = sorted(self.units)
        for _ in range(PASSES_AT_ONCE):
            put: list[ArcCircle] = []
            for old in again:
                while old in self.units:
                    given = np.array(old, dtype=np.int64)
                    found = instead(given, first, arcs.head, self._limits.rows, self._left, value, arcs.hub, longest)
                    if not found.size:
                        break
                    self._take_back(old)
                    for row in found.tolist():
                        circle = turned(arcs, [arc for arc in row if arc >= 0])
                        self.add(circle, 1)
                        put.append(circle)
            if not put:
                return
            again = sorted(self.units)

    def _padded(self, pool: Sequence[ArcCircle]) -> Index:
        """The limits of each circle in a row of one length, filled up with one that is never used up."""
        limits = [self._limits.of(circle) for circle in pool]
        rows = np.full((len(pool), max(map(len, limits), default=1)), self._left.size)
        for place, own in enumerate(limits):
            rows[place, : own.size] = own
        return rows

    def _replace(self, old: ArcCircle, pool: Sequence[ArcCircle], rows: Index, gain: Real, value: Real) -> bool:
        """Put the best others found in the place of one unit of a circle, when they are worth more."""
        room = np.concatenate([self._left, [1]])
        room[self._limits.of(old)] += 1
        fitting = np.flatnonzero((room[rows] > 0).all(axis=1))
        fitting = fitting[np.argsort(-gain[fitting], kind="stable")][:FEW]
        best, most = [], float(value[list(old)].sum()) + NEARLY_WHOLE
        for first in fitting.tolist():
            left, put = room.copy(), []
            for place in [first, *fitting.tolist()]:
                own = rows[place][rows[place] < self._left.size]
                if (left[own] > 0).all():
                    left[own] -= 1
                    put.append(place)
            if gain[put].sum() > most:
                best, most = put, float(gain[put].sum())
        if best:
            self._take_back(old)
            for place in best:
                self.add(pool[place], 1)
        return bool(best)

    def _take_back(self, circle: ArcCircle) -> None:
        """Give up one unit of a circle."""
        self._left[self._limits.of(circle)] += 1
        self.units[circle] -= 1
        if self.units[circle] == 0:
            del self.units[circle]
