"""One rule or criterion asked of many pairs at once; rules.py and criteria.py ask the same of two people."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np
from numpy.typing import NDArray

from matching.bits import Counts, Gate, Index, Mask, Tally
from matching.codes import MANY_PAIRS, WEEK_WORDS, Values, Weeks, steps
from matching.columns import column_of
from matching.people import Person, plain
from matching.places import FARTHEST_KILOMETRES, point, reach
from matching.terms import ONLY_GIVEN, ONLY_RECEIVED, Criterion, Rule

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
        weeks, eroded = Weeks(firsts, seconds), Weeks(firsts, seconds, rule.minutes).bits
        return Gate((eroded.or_where(~weeks.said_first, ~weeks.said_second) if unknown else eroded,))
    if rule.kind in ("steps", "within"):
        return _steps_test(rule, firsts, seconds, equals)
    if rule.kind == "wish":
        return _wish_test(rule, firsts, seconds)
    if rule.kind == "travel":
        return _travel_test(rule, firsts, seconds)
    return _values_test(rule, Values(firsts, rule.first, seconds, rule.second))


def _values_test(rule: Rule, values: Values) -> Test:
    """Whether some value stands in both answers, or none does."""
    differs, unknown, bits = rule.kind == "different", rule.unknown == "allow", values.bits
    if bits is None or (differs and not unknown):
        return lambda i, j: np.where(values.known(i, j), values.any_common(i, j) != differs, unknown)
    if unknown and not differs:
        bits = bits.or_where(~values.known_first, ~values.known_second)
    return Gate((bits,), apart=differs)


def _steps_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    low, high = steps(firsts, rule.first, rule.order), steps(seconds, rule.second, rule.order)
    within, unknown = rule.kind == "within", rule.unknown == "allow"

    def stepped(i: Index, j: Index) -> Mask:
        ours, theirs = low[i], high[j]
        apart_by = np.abs(theirs - ours) if equals or within else theirs - ours
        fits = (apart_by >= (0 if within else rule.least)) & (apart_by <= rule.most)
        return np.where((ours >= 0) & (theirs >= 0), fits, unknown)

    return stepped


def _wish_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person]) -> Test:
    """Whether what either side will not do without is what the other says."""
    there, back = _wish_of(rule, firsts, seconds), _wish_of(rule, seconds, firsts)
    if isinstance(there, Gate) and isinstance(back, Gate):
        return Gate((*there.bits, *(bits.turned for bits in back.bits)))
    return lambda i, j: there(i, j) & back(j, i)


def _wish_of(rule: Rule, ours: Sequence[Person], theirs: Sequence[Person]) -> Test:
    """Whether what one side will not do without is what the other says."""
    bound = column_of(ours, ("essential", rule.first), lambda people: _will_not_do_without(people, rule.first))
    if not bound.any():
        return Gate(())
    values, unknown = Values(ours, rule.first, theirs, rule.second), rule.unknown == "allow"
    if values.bits is not None:
        return Gate((values.bits.or_where(~bound, ~values.known_second if unknown else None),))
    return lambda i, j: ~bound[i] | np.where(values.known(i, j), values.any_common(i, j), unknown)


def _will_not_do_without(people: Sequence[Person], answer: str) -> Mask:
    return np.array([answer in p.essential and bool(p.values(answer)) for p in people], dtype=np.bool_)


class _Places:
    """Two sides' places as whole metres in space."""

    def __init__(self, firsts: Sequence[Person], seconds: Sequence[Person]) -> None:
        self._first, self._second = (column_of(side, "point", _points) for side in (firsts, seconds))
        self._said_first, self._said_second = (column_of(side, "placed", _placed) for side in (firsts, seconds))
        self._many = len(firsts) * len(seconds) > MANY_PAIRS
        self.anybody = bool(self._said_first.any() and self._said_second.any())

    def known(self, i: Index, j: Index) -> Mask:
        """Whether both have said where they are."""
        return np.asarray(self._said_first[i] & self._said_second[j], dtype=np.bool_)

    def squared(self, i: Index, j: Index) -> NDArray[np.int64]:
        """The square of the straight line between each pair, in metres."""
        if self._many:
            from matching import overlap

            return overlap.squared(self._first, self._second, i, j)
        squared = np.zeros(i.size, dtype=np.int64)
        for way in range(3):
            squared += (self._first[i, way] - self._second[j, way]) ** 2
        return squared


def _points(people: Sequence[Person]) -> NDArray[np.int64]:
    """Everybody's point in space, a column for each direction; nowhere is the middle of the Earth."""
    points = np.array([(0, 0, 0) if p.place is None else point(p.place) for p in people], dtype=np.int64)
    return np.asfortranarray(points.reshape(-1, 3))


def _placed(people: Sequence[Person]) -> Mask:
    return np.array([p.place is not None for p in people], dtype=np.bool_)


def _travel_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person]) -> Test:
    ways = Values(firsts, rule.first, seconds, rule.second, frozenset(map(plain, rule.unless)))
    places, unknown = _Places(firsts, seconds), rule.unknown == "allow"
    if unknown and not places.anybody:
        return Gate(())
    limits = [column_of(side, "limit", _limits) for side in (firsts, seconds)]
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


def must_test(must: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    """A criterion that is a Must: points, or something not said."""
    measure = measure_of(must, firsts, seconds, equals)
    if must.kind in ("waiting", "load"):
        return lambda i, j: points_at_once(must, measure(i, j)) > 0
    if must.kind == "overlap":
        weeks = Weeks(firsts, seconds)
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
        quarters = np.arange(WEEK_WORDS * 64 + 1, dtype=np.int32)
        return Tally(Weeks(firsts, seconds).bits, np.maximum(quarters * 15 - criterion.minutes, 0) // 60)
    if criterion.kind == "waiting":
        ours, theirs = (column_of(side, "waiting", _waiting) for side in (firsts, seconds))
        return lambda i, j: np.maximum(ours[i], theirs[j]) // np.int32(criterion.days)
    if criterion.kind == "near":
        return _near_measure(criterion, firsts, seconds)
    if criterion.kind == "load":
        ours, theirs = (column_of(side, "load", _load) for side in (firsts, seconds))
        return lambda i, j: np.maximum(criterion.most - ours[i] - theirs[j], 0).astype(np.int32)
    if criterion.kind == "reciprocity":
        return _reciprocity_measure(criterion, firsts, seconds, equals)
    return _values_measure(criterion, firsts, seconds, equals)


def _waiting(people: Sequence[Person]) -> Counts:
    return np.array([max(p.waiting_days, 0) for p in people], dtype=np.int32)


def _load(people: Sequence[Person]) -> Counts:
    return np.array([max(p.matches_now, 0) for p in people], dtype=np.int32)


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
        if not places.anybody:
            return np.zeros(i.size, dtype=np.int32)
        within = squares.size - np.searchsorted(squares, places.squared(i, j))
        return np.where(places.known(i, j), within, 0).astype(np.int32)

    return near


def _reciprocity_measure(
    criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool
) -> Measure:
    helped, helping = ({ONLY_GIVEN, ONLY_RECEIVED},) * 2 if equals else ({ONLY_GIVEN}, {ONLY_RECEIVED})
    answers = criterion.first, criterion.first if equals else criterion.second
    ours, theirs = (
        column_of(side, ("sided", answer, *sorted(ways)), partial(_sided, answer=answer, ways=ways))
        for side, answer, ways in ((firsts, answers[0], helped), (seconds, answers[1], helping))
    )
    return lambda i, j: ours[i] + theirs[j]


def _sided(people: Sequence[Person], answer: str, ways: set[str]) -> Counts:
    return np.array([bool(ways & p.plain_values(answer)) for p in people], dtype=np.int32)


def _values_measure(criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Measure:
    """How many values each pair has in common, among equals both ways; those that few offer as often as they count."""
    ways = [(criterion.first, criterion.second)]
    if equals and criterion.first != criterion.second:
        ways.append((criterion.second, criterion.first))
    levels = range(2, max((level for _, level in criterion.levels), default=1) + 1)
    rare = [frozenset(plain(value) for value, level in criterion.levels if level >= least) for least in levels]
    every = [Values(firsts, one, seconds, other, kept) for one, other in ways for kept in (None, *rare)]
    bits = [values.bits for values in every if values.bits is not None]
    once = criterion.kind == "same"  # equality counts once, however many values are equal
    if len(bits) == len(every):
        joined = bits[0].beside(*bits[1:])
        counts = np.arange(joined.first.shape[1] * 64 + 1, dtype=np.int32)
        return Tally(joined, np.minimum(counts, 1) if once else counts)

    def common(i: Index, j: Index) -> Counts:
        times = sum((values.common(i, j) for values in every), start=np.zeros(i.size, dtype=np.int32))
        return np.minimum(times, 1) if once else times

    return common
