"""Everything a round asks of a pair, ready to be asked of many pairs at once: may they meet, and for what points."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from matching.at_once import Measure, Test, measure_of, must_test, points_at_once, rule_test
from matching.bits import Gate, Gates, Index, Mask, Tallies, Tally
from matching.codes import MANY_PAIRS
from matching.columns import Row, Side, numbers, rooms
from matching.people import Person, Pool
from matching.rules import APART_KINDS, ROOM, SELF, apart, musts
from matching.spread import spread
from matching.terms import Criterion

PAIRS_A_BLOCK = 1 << 18


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """The tests of one pool in the order in which they are asked, each with its code, and the measures of points.

    Pairs are positions in `firsts` and `seconds`, which are the same people among `equals`.
    """

    firsts: Side
    seconds: Side
    equals: bool
    tests: tuple[tuple[str, Test], ...]
    measures: tuple[tuple[Criterion, Measure], ...]
    _gates: Gates | None = field(init=False, repr=False)
    _tallies: Tallies | None = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Where millions of pairs may be asked about, put together what can be asked in one pass."""
        gates, tallies = None, None
        if len(self.firsts) * len(self.seconds) > MANY_PAIRS:
            gates = Gates([test for _, test in self.tests if isinstance(test, Gate)])
            counted = [(criterion, measure) for criterion, measure in self.measures if isinstance(measure, Tally)]
            tables = [points_at_once(criterion, tally.measure) for criterion, tally in counted]
            tallies = Tallies([tally for _, tally in counted], tables)
        object.__setattr__(self, "_gates", gates)
        object.__setattr__(self, "_tallies", tallies)

    def allowed(self, i: Index, j: Index) -> Index:
        """Where in `i` and `j` the pairs stand that every test lets through."""
        places = np.arange(i.size, dtype=np.intp) if self._gates is None else self._gates.passed(i, j)
        if places.size < i.size:
            i, j = i[places], j[places]
        for _, test in self.tests:
            if self._gates is not None and isinstance(test, Gate):
                continue
            passed = test(i, j)
            if not passed.all():
                i, j, places = i[passed], j[passed], places[passed]
        return places

    def points(self, i: Index, j: Index) -> NDArray[np.int64]:
        """The sum of all criteria's points for each pair."""
        total = np.zeros(i.size, dtype=np.int64) if self._tallies is None else self._tallies.points(i, j)
        for criterion, measure in self.measures:
            if self._tallies is None or not isinstance(measure, Tally):
                total += points_at_once(criterion, measure(i, j))
        return total

    def points_of_each(self, i: Index, j: Index) -> tuple[tuple[Criterion, ...], NDArray[np.int64]]:
        """The criteria that count, and for each of them a row of its points for each pair."""
        points = [points_at_once(criterion, measure(i, j)) for criterion, measure in self.measures]
        criteria = tuple(criterion for criterion, _ in self.measures)
        return criteria, np.array(points, dtype=np.int64).reshape(len(criteria), i.size)

    def removed(self, place: int, rows: NDArray[np.int64]) -> dict[str, NDArray[np.int64]]:
        """How many of the other side each test removed for these people of one side, each at the first that did.

        `place` is 0 for positions in `firsts`, 1 for positions in `seconds`; among equals each is asked both ways.
        """
        width = len((self.seconds, self.firsts)[place])
        step = max(1, PAIRS_A_BLOCK // max(1, width))
        blocks = [rows[start : start + step] for start in range(0, rows.size, step)]
        parts = list(spread(lambda some: self._removed_of(place, some, width), blocks))
        nothing = np.zeros(0, dtype=np.int64)
        return {
            code: np.concatenate([nothing, *(part[at] for part in parts)]) for at, (code, _) in enumerate(self.tests)
        }

    def _removed_of(self, place: int, some: NDArray[np.int64], width: int) -> list[NDArray[np.int64]]:
        """The counts of each test for a block of people."""
        owner = np.repeat(np.arange(some.size, dtype=np.intp), width)
        ours, theirs = np.repeat(some, width), np.tile(np.arange(width, dtype=np.intp), some.size)
        i, j = (ours, theirs) if place == 0 else (theirs, ours)
        if self.equals:
            i, j = np.minimum(i, j), np.maximum(i, j)
        counts = []
        for _, test in self.tests:
            passed = test(i, j)
            counts.append(np.bincount(owner[~passed], minlength=some.size))
            if counts[-1].any():
                owner, i, j = owner[passed], i[passed], j[passed]
        return counts


def questions_of(pool: Pool) -> Questions:
    """Read everybody's answers in columns, once for the whole round."""
    equals = pool.programme.kind == "buddying"
    firsts = Side(pool.side(0))
    return _questions(pool, firsts, firsts if equals else Side(pool.side(1)))


def questions_after(
    before: Questions, pool: Pool, sides: tuple[Sequence[Person], ...], was: tuple[Row, ...]
) -> Questions:
    """The questions of a later pool; `was` says for its `sides` each unchanged person's place in `before`, or -1."""
    firsts, seconds = (
        Side.after(side, earlier, places)
        for side, earlier, places in zip(sides, (before.firsts, before.seconds), was, strict=True)
    )
    return _questions(pool, firsts, seconds)


def _questions(pool: Pool, firsts: Side, seconds: Side) -> Questions:
    equals = firsts is seconds
    measures = tuple(
        (criterion, measure_of(criterion, firsts, seconds, equals))
        for criterion in pool.programme.criteria
        if criterion.strength != "off"
    )
    return Questions(firsts, seconds, equals, tuple(_tests(pool, firsts, seconds, equals)), measures)


def _tests(pool: Pool, firsts: Sequence[Person], seconds: Sequence[Person], equals: bool) -> list[tuple[str, Test]]:
    """Everything that can rule out some pair of this pool, with its code, in the order in which it is asked."""
    ours, theirs = numbers(firsts).tolist(), numbers(seconds).tolist()
    tests: list[tuple[str, Test]] = []
    if not set(ours).isdisjoint(theirs):
        tests.append((SELF, _differ(ours, theirs)))
    has_room = rooms(firsts) > 0, rooms(seconds) > 0
    if not (has_room[0].all() and has_room[1].all()):
        tests.append((ROOM, lambda i, j: has_room[0][i] & has_room[1][j]))
    tests += [(rule.code, rule_test(rule, firsts, seconds, equals)) for rule in pool.programme.rules]
    tests += [(must.code, must_test(must, firsts, seconds, equals)) for must in musts(pool.programme)]
    kept_apart = [(code, apart(pool.bonds, code)) for code in APART_KINDS]
    return tests + [(code, _bond_test(pairs, firsts, seconds)) for code, pairs in kept_apart if pairs]


def _differ(first: list[int], second: list[int]) -> Test:
    """Whether two positions are of different people."""
    both = {number: place for place, number in enumerate(sorted({*first, *second}))}
    ours, theirs = (np.array([both[number] for number in side], dtype=np.int32) for side in (first, second))
    return lambda i, j: ours[i] != theirs[j]


def _bond_test(pairs: frozenset[tuple[int, int]], firsts: Sequence[Person], seconds: Sequence[Person]) -> Test:
    """Pairs that something keeps apart, looked up in a sorted row of their places for people with any bond."""
    rows = {person.number: place for place, person in enumerate(firsts)}
    columns = {person.number: place for place, person in enumerate(seconds)}
    width = len(seconds)
    kept = {
        rows[one] * width + columns[other]
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if one in rows and other in columns
    }
    keys = np.array(sorted(kept), dtype=np.int64)
    bound_row, bound_column = np.zeros(len(firsts), dtype=np.bool_), np.zeros(width, dtype=np.bool_)
    if keys.size:
        bound_row[keys // width], bound_column[keys % width] = True, True

    def free(i: Index, j: Index) -> Mask:
        passed = np.ones(i.size, dtype=np.bool_)
        if keys.size:
            asked = np.flatnonzero(bound_row[i] & bound_column[j])
            pair = i[asked].astype(np.int64) * width + j[asked]
            place = np.minimum(np.searchsorted(keys, pair), keys.size - 1)
            passed[asked] = keys[place] != pair
        return passed

    return free
