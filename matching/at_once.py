"""One rule or criterion asked of many pairs at once; rules.py and criteria.py ask the same of two people."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.codes import Counts, Index, Values, Weeks, steps
from matching.hours import erode
from matching.people import Person, plain
from matching.places import FARTHEST_KILOMETRES, point, reach
from matching.terms import ONLY_GIVEN, ONLY_RECEIVED, Criterion, Rule

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
        return lambda i, j: np.where(weeks.known(i, j), eroded.any_common(i, j), unknown)
    if rule.kind in ("steps", "within"):
        return _steps_test(rule, firsts, seconds, equals)
    if rule.kind == "wish":
        there, back = _wish_test(rule, firsts, seconds), _wish_test(rule, seconds, firsts)
        return lambda i, j: there(i, j) & back(j, i)
    if rule.kind == "travel":
        return _travel_test(rule, firsts, seconds)
    values = Values(firsts, rule.first, seconds, rule.second)
    differs = rule.kind == "different"
    return lambda i, j: np.where(values.known(i, j), values.any_common(i, j) != differs, unknown)


def _steps_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    low, high = steps(firsts, rule.first, rule.order), steps(seconds, rule.second, rule.order)
    within, unknown = rule.kind == "within", rule.unknown == "allow"

    def stepped(i: Index, j: Index) -> Mask:
        ours, theirs = low[i], high[j]
        apart_by = np.abs(theirs - ours) if equals or within else theirs - ours
        fits = (apart_by >= (0 if within else rule.least)) & (apart_by <= rule.most)
        return np.where((ours >= 0) & (theirs >= 0), fits, unknown)

    return stepped


def _wish_test(rule: Rule, ours: Sequence[Person], theirs: Sequence[Person]) -> Test:
    """Whether what one side will not do without is what the other says."""
    bound = np.array([rule.first in p.essential and bool(p.values(rule.first)) for p in ours], dtype=np.bool_)
    if not bound.any():
        return lambda i, j: np.ones(i.size, dtype=np.bool_)
    values, unknown = Values(ours, rule.first, theirs, rule.second), rule.unknown == "allow"
    return lambda i, j: ~bound[i] | np.where(values.known(i, j), values.common(i, j) > 0, unknown)


class _Places:
    """Two sides' places as whole metres in space."""

    def __init__(self, firsts: Sequence[Person], seconds: Sequence[Person]) -> None:
        self._first, self._second = _points(firsts), _points(seconds)
        self._said_first = np.array([p.place is not None for p in firsts], dtype=np.bool_)
        self._said_second = np.array([p.place is not None for p in seconds], dtype=np.bool_)

    def known(self, i: Index, j: Index) -> Mask:
        """Whether both have said where they are."""
        return np.asarray(self._said_first[i] & self._said_second[j], dtype=np.bool_)

    def squared(self, i: Index, j: Index) -> NDArray[np.int64]:
        """The square of the straight line between each pair, in metres."""
        squared = np.zeros(i.size, dtype=np.int64)
        for ours, theirs in zip(self._first, self._second, strict=True):
            squared += (ours[i] - theirs[j]) ** 2
        return squared


def _points(people: Sequence[Person]) -> tuple[NDArray[np.int64], ...]:
    """Everybody's point in space, one array for each direction; nowhere is the middle of the Earth."""
    points = np.array([(0, 0, 0) if p.place is None else point(p.place) for p in people], dtype=np.int64)
    return tuple(np.ascontiguousarray(column) for column in points.reshape(-1, 3).T)


def _travel_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person]) -> Test:
    ways = Values(_only(firsts, rule.first, rule.unless), rule.first, seconds, rule.second)
    places, unknown = _Places(firsts, seconds), rule.unknown == "allow"
    limits = [_limits(side) for side in (firsts, seconds)]
    farthest = sum(int(limit.max(initial=0)) for limit in limits)
    squares = np.array([reach(kilometres) for kilometres in range(farthest + 1)], dtype=np.int64)

    def fits(i: Index, j: Index) -> Mask:
        ours, theirs = limits[0][i], limits[1][j]
        said = (ours >= 0) | (theirs >= 0)
        near = said & (places.squared(i, j) <= squares[np.maximum(ours, 0) + np.maximum(theirs, 0)])
        unsaid = (ours < 0) | (theirs < 0) | ~places.known(i, j)
        return np.where(places.known(i, j) & near, True, unsaid & unknown) | (ways.common(i, j) > 0)

    return fits


def _limits(people: Sequence[Person]) -> NDArray[np.int64]:
    """How far everybody goes, in kilometres; -1 where they have not said."""
    limits = (-1 if p.travel_kilometres is None else max(p.travel_kilometres, 0) for p in people)
    return np.array([min(limit, FARTHEST_KILOMETRES + 1) for limit in limits], dtype=np.int64)


def _only(people: Sequence[Person], answer: str, kept: Sequence[str]) -> list[Person]:
    """Everybody with one answer, and of it only some values."""
    values = {plain(value) for value in kept}
    rows = (tuple(value for value in p.values(answer) if plain(value) in values) for p in people)
    return [Person(p.number, p.role, answers={answer: row}) for p, row in zip(people, rows, strict=True)]


def must_test(must: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    """A criterion that is a Must: points, or something not said."""
    measure = measure_of(must, firsts, seconds, equals)
    if must.kind in ("waiting", "load"):
        return lambda i, j: points_at_once(must, measure(i, j)) > 0
    if must.kind == "overlap":
        weeks = Weeks([p.week for p in firsts], [p.week for p in seconds])
        return lambda i, j: (points_at_once(must, measure(i, j)) > 0) | ~weeks.known(i, j)
    if must.kind == "near":
        places = _Places(firsts, seconds)
        return lambda i, j: (points_at_once(must, measure(i, j)) > 0) | ~places.known(i, j)
    there = Values(firsts, must.first, seconds, must.second)
    back = Values(firsts, must.second, seconds, must.first)

    def fits(i: Index, j: Index) -> Mask:
        said = there.known(i, j) | back.known(i, j) if equals else there.known(i, j)
        return (points_at_once(must, measure(i, j)) > 0) | ~said

    return fits


def measure_of(criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Measure:
    """One criterion's measure over arrays; the same measure over two people is in criteria.py."""
    if criterion.kind == "steps":
        return _steps_measure(criterion, firsts, seconds, equals)
    if criterion.kind == "overlap":
        weeks = Weeks([p.week for p in firsts], [p.week for p in seconds])
        return lambda i, j: np.maximum(weeks.common(i, j) * 15 - criterion.minutes, 0) // 60
    if criterion.kind == "waiting":
        ours, theirs = (np.array([max(p.waiting_days, 0) for p in side], np.int32) for side in (firsts, seconds))
        return lambda i, j: np.maximum(ours[i], theirs[j]) // np.int32(criterion.days)
    if criterion.kind == "near":
        return _near_measure(criterion, firsts, seconds)
    if criterion.kind == "load":
        ours, theirs = (np.array([max(p.matches_now, 0) for p in side], np.int32) for side in (firsts, seconds))
        return lambda i, j: np.maximum(criterion.most - ours[i] - theirs[j], 0).astype(np.int32)
    if criterion.kind == "reciprocity":
        return _reciprocity_measure(criterion, firsts, seconds, equals)
    there = _common(criterion, firsts, criterion.first, seconds, criterion.second)
    if not equals or criterion.first == criterion.second:
        return _capped(criterion, there)
    back = _common(criterion, firsts, criterion.second, seconds, criterion.first)
    return _capped(criterion, lambda i, j: there(i, j) + back(i, j))


def _steps_measure(criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Measure:
    low, high = steps(firsts, criterion.first, criterion.order), steps(seconds, criterion.second, criterion.order)

    def stepped(i: Index, j: Index) -> Counts:
        apart_by = high[j] - low[i]
        distance = np.abs(apart_by) if equals else np.maximum(apart_by, 0)
        return np.where((low[i] >= 0) & (high[j] >= 0), distance, 0).astype(np.int32)

    return stepped


def _near_measure(criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person]) -> Measure:
    """How many of the distances from the farthest that counts to the nearest a pair is within."""
    places = _Places(firsts, seconds)
    squares = np.array([reach(times * criterion.kilometres) for times in range(1, criterion.most + 1)], np.int64)

    def near(i: Index, j: Index) -> Counts:
        within = squares.size - np.searchsorted(squares, places.squared(i, j))
        return np.where(places.known(i, j), within, 0).astype(np.int32)

    return near


def _reciprocity_measure(
    criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool
) -> Measure:
    helped, helping = ({ONLY_GIVEN, ONLY_RECEIVED},) * 2 if equals else ({ONLY_GIVEN}, {ONLY_RECEIVED})
    answers = criterion.first, criterion.first if equals else criterion.second
    ours = np.array([bool(helped & p.plain_values(answers[0])) for p in firsts], dtype=np.int32)
    theirs = np.array([bool(helping & p.plain_values(answers[1])) for p in seconds], dtype=np.int32)
    return lambda i, j: ours[i] + theirs[j]


def _common(
    criterion: Criterion, firsts: Sequence[Person], first: str, seconds: Sequence[Person], second: str
) -> Measure:
    """How many values each pair has in common, those that few offer counted as often as their level says."""
    whole = Values(firsts, first, seconds, second)
    if not criterion.levels:
        return whole.common
    levels = range(2, max(level for _, level in criterion.levels) + 1)
    rare = [[value for value, level in criterion.levels if level >= least] for least in levels]
    more = [Values(_only(firsts, first, kept), first, seconds, second) for kept in rare]

    def common(i: Index, j: Index) -> Counts:
        times = whole.common(i, j)
        for values in more:
            times = times + values.common(i, j)
        return times

    return common


def _capped(criterion: Criterion, common: Measure) -> Measure:
    """Equality counts once, however many values are equal."""
    if criterion.kind == "same":
        return lambda i, j: np.minimum(common(i, j), 1)
    return common
