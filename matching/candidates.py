"""Every pair that may meet, with its points, found in blocks of about a million pairs at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.at_once import Measure, Test, measure_of, must_test, points_at_once, rule_test
from matching.codes import Index
from matching.people import Person, Pool
from matching.rules import BOND, ROOM, SELF, apart, musts
from matching.terms import Criterion

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
        (criterion, measure_of(criterion, firsts, seconds, equals))
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
        total += points_at_once(criterion, measure(i, j))
    return total


def _tests(pool: Pool, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> list[tuple[str, Test]]:
    """Everything that can rule a pair out, with its code, in the order in which it is asked."""
    tests: list[tuple[str, Test]] = [
        (SELF, _differ([p.number for p in firsts], [p.number for p in seconds])),
        (ROOM, _both_true([p.capacity > 0 for p in firsts], [p.capacity > 0 for p in seconds])),
    ]
    tests += [(rule.code, rule_test(rule, firsts, seconds, equals)) for rule in pool.programme.rules]
    tests += [(must.code, must_test(must, firsts, seconds, equals)) for must in musts(pool.programme)]
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
