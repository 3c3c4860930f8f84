"""Every pair that may meet, with its points, found in blocks of about a million pairs at a time."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.codes import Counts, Index, Values, Weeks, steps
from matching.hours import erode
from matching.people import Person, Pool
from matching.rules import BOND, ROOM, SELF, apart, musts
from matching.terms import Criterion, Rule

Mask = NDArray[np.bool_]
Test = Callable[[Index, Index], Mask]
Measure = Callable[[Index, Index], Counts]

PAIRS_A_BLOCK = 1_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The allowed pairs as positions in `firsts` and `seconds` (the same people among equals) with their points.

    `removed` says for each rule's code, in the order they are asked, how many people it removed for each first
    and each second person.
    """

    firsts: tuple[Person, ...]
    seconds: tuple[Person, ...]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    score: NDArray[np.int64]
    removed: Mapping[str, tuple[NDArray[np.int64], NDArray[np.int64]]]


def find(pool: Pool) -> Candidates:
    """Ask every rule of every pair and add up the points of those allowed; the order of input does not matter."""
    equals = pool.programme.kind == "buddying"
    firsts = pool.side(0)
    seconds = firsts if equals else pool.side(1)
    tests = list(_tests(pool, firsts, seconds, equals))
    measures = [
        (criterion, _measure(criterion, firsts, seconds, equals))
        for criterion in pool.programme.criteria
        if criterion.strength != "off"
    ]
    removed = {code: (np.zeros(len(firsts), np.int64), np.zeros(len(seconds), np.int64)) for code, _ in tests}
    found: list[tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]] = []
    rows = max(1, PAIRS_A_BLOCK // max(1, len(seconds)))
    for start in range(0, len(firsts), rows):
        i, j = _block(start, min(start + rows, len(firsts)), len(seconds), equals)
        for code, test in tests:
            allowed = test(i, j)
            count_first, count_second = removed[code]
            count_first += np.bincount(i[~allowed], minlength=len(firsts))
            count_second += np.bincount(j[~allowed], minlength=len(seconds))
            i, j = i[allowed], j[allowed]
        found.append((i.astype(np.int32), j.astype(np.int32), _points(measures, i, j)))
    first, second, score = (np.concatenate(parts) for parts in zip(*found, strict=True)) if found else _nothing()
    if equals:
        removed = {code: (one + other,) * 2 for code, (one, other) in removed.items()}
    return Candidates(firsts, seconds, first, second, score, removed)


def _nothing() -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]:
    """The candidates of nobody."""
    return np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0, np.int64)


def _block(start: int, end: int, width: int, equals: bool) -> tuple[Index, Index]:
    """All pairs of some first people; among equals each pair once, the earlier person first."""
    i = np.repeat(np.arange(start, end, dtype=np.intp), width)
    j = np.tile(np.arange(width, dtype=np.intp), end - start)
    if equals:
        once = i < j
        return i[once], j[once]
    return i, j


def _points(measures: Sequence[tuple[Criterion, Measure]], i: Index, j: Index) -> NDArray[np.int64]:
    """The sum of all criteria's points for each pair."""
    total = np.zeros(i.size, dtype=np.int64)
    for criterion, measure in measures:
        total += _score(criterion, measure(i, j))
    return total


def _score(criterion: Criterion, measured: Counts) -> NDArray[np.int64]:
    """Points for each measure, by a table of them all."""
    highest = int(measured.max()) if measured.size else 0
    table = np.array([criterion.points_for(value) for value in range(highest + 1)], dtype=np.int64)
    return table[measured]


def _tests(pool: Pool, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> list[tuple[str, Test]]:
    """Everything that can rule a pair out, with its code, in the order in which it is asked."""
    tests: list[tuple[str, Test]] = [
        (SELF, _differ([p.number for p in firsts], [p.number for p in seconds])),
        (ROOM, _both_true([p.capacity > 0 for p in firsts], [p.capacity > 0 for p in seconds])),
    ]
    tests += [(rule.code, _rule_test(rule, firsts, seconds, equals)) for rule in pool.programme.rules]
    tests += [(must.code, _must_test(must, firsts, seconds, equals)) for must in musts(pool.programme)]
    return [*tests, (BOND, _bond_test(pool, firsts, seconds))]


def _differ(first: list[int], second: list[int]) -> Test:
    both = {number: place for place, number in enumerate(sorted({*first, *second}))}
    ours, theirs = (np.array([both[number] for number in side], dtype=np.int32) for side in (first, second))
    return lambda i, j: ours[i] != theirs[j]


def _both_true(first: list[bool], second: list[bool]) -> Test:
    ours, theirs = np.array(first, dtype=np.bool_), np.array(second, dtype=np.bool_)
    return lambda i, j: ours[i] & theirs[j]


def _bond_test(pool: Pool, firsts: Sequence[Person], seconds: Sequence[Person]) -> Test:
    """Pairs that something keeps apart, looked up in a sorted row of their places."""
    rows = {person.number: place for place, person in enumerate(firsts)}
    columns = {person.number: place for place, person in enumerate(seconds)}
    width = len(seconds)
    kept = {
        rows[one] * width + columns[other]
        for pair in apart(pool.bonds)
        for one, other in (pair, pair[::-1])
        if one in rows and other in columns
    }
    keys = np.array(sorted(kept), dtype=np.int64)
    return lambda i, j: ~np.isin(i.astype(np.int64) * width + j, keys)


def _rule_test(rule: Rule, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
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


def _must_test(must: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Test:
    """A criterion that is a Must: points, or something not said."""
    measure = _measure(must, firsts, seconds, equals)
    if must.kind == "waiting":
        return lambda i, j: _score(must, measure(i, j)) > 0
    if must.kind == "overlap":
        weeks = Weeks([p.week for p in firsts], [p.week for p in seconds])
        return lambda i, j: (_score(must, measure(i, j)) > 0) | ~weeks.known(i, j)
    there = Values(firsts, must.first, seconds, must.second)
    back = Values(firsts, must.second, seconds, must.first)

    def fits(i: Index, j: Index) -> Mask:
        said = there.known(i, j) | back.known(i, j) if equals else there.known(i, j)
        return (_score(must, measure(i, j)) > 0) | ~said

    return fits


def _measure(criterion: Criterion, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> Measure:
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
