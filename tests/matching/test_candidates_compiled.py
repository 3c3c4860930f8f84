"""Compiled or not, two people have the same in common."""

import numpy as np
import round_pools
import small_pools
from hypothesis import given
from hypothesis import strategies as st

from matching import overlap
from matching.at_once import points_at_once
from matching.bits import Bits, Gate, Gates, Tallies, Tally
from matching.questions import questions_of

WORDS = st.lists(st.lists(st.integers(0, 2**64 - 1), min_size=3, max_size=3), min_size=1, max_size=6)


@given(WORDS, WORDS, st.data())
def test_what_two_rows_of_bits_have_in_common_does_not_depend_on_how_many_rows_there_are(first, second, data):
    ours, theirs = np.array(first, dtype=np.uint64), np.array(second, dtype=np.uint64)
    pairs = st.tuples(st.integers(0, len(first) - 1), st.integers(0, len(second) - 1))
    i, j = np.array(data.draw(st.lists(pairs, max_size=9)), dtype=np.intp).reshape(-1, 2).T
    plain, compiled = (Bits(ours, theirs, many).common(i, j) for many in (False, True))
    counted = [
        sum((a & b).bit_count() for a, b in zip(first[x], second[y], strict=True)) for x, y in zip(i, j, strict=True)
    ]
    assert plain.tolist() == compiled.tolist() == counted
    assert [Bits(ours, theirs, many).any_common(i, j).tolist() for many in (False, True)] == [
        [count > 0 for count in counted]
    ] * 2


@given(st.one_of(round_pools.pools(), st.builds(small_pools.random_pool, st.integers(0, 999))))
def test_rules_and_criteria_asked_in_one_pass_say_what_each_says_alone(pool):
    asked = questions_of(pool)
    shape = len(asked.firsts), len(asked.seconds)
    i, j = (places.ravel() for places in np.indices(shape))
    gates = [test for _, test in asked.tests if isinstance(test, Gate)]
    passed = np.flatnonzero(np.all([np.ones(i.size, dtype=bool), *(gate(i, j) for gate in gates)], axis=0))
    assert Gates(gates).passed(i, j).tolist() == passed.tolist()

    told = [(criterion, measure) for criterion, measure in asked.measures if isinstance(measure, Tally)]
    tables = [points_at_once(criterion, tally.measure) for criterion, tally in told]
    points = sum((points_at_once(criterion, tally(i, j)) for criterion, tally in told), start=np.zeros(i.size, int))
    assert Tallies([tally for _, tally in told], tables).points(i, j).tolist() == points.tolist()


@given(st.lists(st.tuples(*[st.integers(-(2**23), 2**23)] * 3), min_size=1, max_size=4))
def test_how_far_apart_two_places_are_does_not_depend_on_how_many_there_are(points):
    places = np.asfortranarray(np.array(points, dtype=np.int64))
    i, j = (at.ravel() for at in np.indices((len(points), len(points))))
    plainly = [sum((a - b) ** 2 for a, b in zip(points[x], points[y], strict=True)) for x, y in zip(i, j, strict=True)]
    assert overlap.squared(places, places, i, j).tolist() == plainly
