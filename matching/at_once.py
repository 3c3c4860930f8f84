"""One rule or criterion asked of many pairs at once; rules.py and criteria.py ask the same of two people."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.codes import Counts, Index, Values, Weeks, steps
from matching.hours import erode
from matching.people import Person
from matching.terms import Criterion, Rule

Mask = NDArray[np.bool_]
Test = Callable[[Index, Index], Mask]
Measure = Callable[[Index, Index], Counts]


def points_at_once(criterion: Criterion, measured: Counts) -> NDArray[np.int64]:
    """Points for each measure, by a table of them all."""
    highest = int(measured.max()) if measured.size else 0
    table = np.array([criterion.points_for(value) for value in range(highest + 1)], dtype=np.int64)
    return table[measured]


def rule_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    """One hard rule over arrays; the same rule over two people is in rules.py."""
    unknown = rule.unknown == "allow"
    if rule.kind == "slot":
        weeks = Weeks([p.week for p in firsts], [p.week for p in seconds])
        eroded = Weeks([erode(p.week, rule.minutes) for p in firsts], [erode(p.week, rule.minutes) for p in seconds])
        return lambda i, j: np.where(weeks.known(i, j), eroded.common(i, j) > 0, unknown)
    if rule.kind == "steps":
        low, high = steps(firsts, rule.first, rule.order), steps(seconds, rule.second, rule.order)

        def stepped(i: Index, j: Index) -> Mask:
            ours, theirs = low[i], high[j]
            apart_by = np.abs(theirs - ours) if equals else theirs - ours
            fits = (apart_by >= rule.least) & (apart_by <= rule.most)
            return np.where((ours >= 0) & (theirs >= 0), fits, unknown)

        return stepped
    values = Values(firsts, rule.first, seconds, rule.second)
    differs = rule.kind == "different"
    return lambda i, j: np.where(values.known(i, j), (values.common(i, j) > 0) != differs, unknown)


def must_test(must: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    """A criterion that is a Must: points, or something not said."""
    measure = measure_of(must, firsts, seconds, equals)
    if must.kind == "waiting":
        return lambda i, j: points_at_once(must, measure(i, j)) > 0
    if must.kind == "overlap":
        weeks = Weeks([p.week for p in firsts], [p.week for p in seconds])
        return lambda i, j: (points_at_once(must, measure(i, j)) > 0) | ~weeks.known(i, j)
    there = Values(firsts, must.first, seconds, must.second)
    back = Values(firsts, must.second, seconds, must.first)

    def fits(i: Index, j: Index) -> Mask:
        said = there.known(i, j) | back.known(i, j) if equals else there.known(i, j)
        return (points_at_once(must, measure(i, j)) > 0) | ~said

    return fits


def measure_of(criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Measure:
    """One criterion's measure over arrays; the same measure over two people is in criteria.py."""
    if criterion.kind == "steps":
        low, high = steps(firsts, criterion.first, criterion.order), steps(seconds, criterion.second, criterion.order)

        def stepped(i: Index, j: Index) -> Counts:
            apart_by = high[j] - low[i]
            distance = np.abs(apart_by) if equals else np.maximum(apart_by, 0)
            return np.where((low[i] >= 0) & (high[j] >= 0), distance, 0).astype(np.int32)

        return stepped
    if criterion.kind == "overlap":
        weeks = Weeks([p.week for p in firsts], [p.week for p in seconds])
        return lambda i, j: np.maximum(weeks.common(i, j) * 15 - criterion.minutes, 0) // 60
    if criterion.kind == "waiting":
        ours, theirs = (np.array([max(p.waiting_days, 0) for p in side], np.int32) for side in (firsts, seconds))
        return lambda i, j: np.maximum(ours[i], theirs[j]) // np.int32(criterion.days)
    there = Values(firsts, criterion.first, seconds, criterion.second)
    if not equals or criterion.first == criterion.second:
        return _capped(criterion, there.common)
    back = Values(firsts, criterion.second, seconds, criterion.first)
    return _capped(criterion, lambda i, j: there.common(i, j) + back.common(i, j))


def _capped(criterion: Criterion, common: Measure) -> Measure:
    """Equality counts once, however many values are equal."""
    if criterion.kind == "same":
        return lambda i, j: np.minimum(common(i, j), 1)
    return common
