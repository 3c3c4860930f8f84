"""The assignment is the best there is, says so itself, and refuses what cannot be."""

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import MatchingError, assign

OBJECTIVES = ("score", "pairs", "coverage")
SMALL_SCORES = st.integers(-5, 9)


@st.composite
def markets(draw, scores=SMALL_SCORES):
    lefts, rights = draw(st.integers(0, 3)), draw(st.integers(0, 3))
    places = [(i, j) for i in range(lefts) for j in range(rights)]
    edges = draw(st.lists(st.sampled_from(places), unique=True, max_size=9)) if places else []
    return (
        [edge[0] for edge in edges],
        [edge[1] for edge in edges],
        [draw(scores) for _ in edges],
        [draw(st.integers(0, 3)) for _ in range(lefts)],
        [draw(st.integers(0, 3)) for _ in range(rights)],
    )


def value_of(chosen, market, objective):
    left, right, score, _, _ = market
    total = sum(score[e] for e in chosen)
    people = len({left[e] for e in chosen}) + len({right[e] for e in chosen})
    return {"score": (total,), "pairs": (len(chosen), total), "coverage": (people, total)}[objective]


def allowed_choices(market, pinned=()):
    left, right, _, left_capacity, right_capacity = market
    for size in range(len(left) + 1):
        for chosen in itertools.combinations(range(len(left)), size):
            fits = all(sum(left[e] == i for e in chosen) <= room for i, room in enumerate(left_capacity))
            fits &= all(sum(right[e] == j for e in chosen) <= room for j, room in enumerate(right_capacity))
            if fits and set(pinned) <= set(chosen):
                yield chosen


def best_of(market, objective, pinned=()):
    return max((value_of(chosen, market, objective) for chosen in allowed_choices(market, pinned)), default=None)


def run(market, objective, pinned=None):
    left, right, score, left_capacity, right_capacity = market
    return assign(
        left,
        right,
        score,
        left_capacity=left_capacity,
        right_capacity=right_capacity,
        objective=objective,
        pinned=pinned,
    )


@given(markets(), st.sampled_from(OBJECTIVES))
def test_no_other_choice_is_better_and_the_bound_says_so(market, objective):
    result = run(market, objective)
    chosen = result.edges.tolist()
    assert chosen in [sorted(c, key=lambda e: (market[0][e], market[1][e])) for c in allowed_choices(market)]
    assert value_of(chosen, market, objective) == best_of(market, objective)
    assert result.total == sum(market[2][e] for e in chosen) == result.bound


@given(markets(), st.sampled_from(OBJECTIVES), st.data())
def test_with_pinned_edges_the_rest_is_still_the_best_or_the_pins_are_refused(market, objective, data):
    pinned = data.draw(st.lists(st.sampled_from(range(len(market[0]))), unique=True)) if market[0] else []
    best = best_of(market, objective, pinned)
    if best is None:
        with pytest.raises(MatchingError, match="more pinned pairs than room"):
            run(market, objective, pinned)
        return
    result = run(market, objective, pinned)
    assert set(pinned) <= set(result.edges.tolist())
    assert value_of(result.edges.tolist(), market, objective) == best
    assert result.bound == result.total


@given(markets(scores=st.integers(-3, 5).map(lambda n: n * 10**17)), st.sampled_from(OBJECTIVES))
def test_scores_too_large_for_the_fast_solver_are_still_exact(market, objective):
    result = run(market, objective)
    assert value_of(result.edges.tolist(), market, objective) == best_of(market, objective)
    assert result.bound == result.total


@given(markets(scores=st.integers(-2, 9)), st.sampled_from(OBJECTIVES), st.randoms(use_true_random=False))
def test_the_order_of_the_edges_does_not_matter(market, objective, random):
    order = list(range(len(market[0])))
    random.shuffle(order)
    shuffled = tuple([column[e] for e in order] for column in market[:3]) + market[3:]
    plain, other = run(market, objective), run(shuffled, objective)
    assert [order[e] for e in other.edges.tolist()] == plain.edges.tolist()


def test_six_decimals_are_exact_and_a_seventh_is_refused():
    result = assign([0, 1], [0, 1], [0.000001, 12.1], left_capacity=[1, 1], right_capacity=[1, 1])
    assert (result.total, result.bound) == (12.100001, 12.100001)
    with pytest.raises(MatchingError, match="six decimals"):
        assign([0], [0], [0.0000001], left_capacity=[1], right_capacity=[1])


def test_whole_totals_are_whole_numbers():
    assert isinstance(assign([0], [0], [2.0], left_capacity=[1], right_capacity=[1]).total, int)
    assert isinstance(assign([0, 1], [0, 1], [0.5, 0.5], left_capacity=[1, 1], right_capacity=[1, 1]).total, int)


def test_nobody_to_assign_is_an_empty_result():
    empty = assign([], [], [], left_capacity=[], right_capacity=[], objective="coverage")
    assert (empty.edges.tolist(), empty.total, empty.bound) == ([], 0, 0)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"left": [0, 0]}, "equally long"),
        ({"left": [5]}, "outside 0 to 0"),
        ({"left": [-1]}, "outside 0 to 0"),
        ({"right": [0.5]}, "whole numbers"),
        ({"score": [float("nan")]}, "not a finite number"),
        ({"score": [float("inf")]}, "not a finite number"),
        ({"score": ["9"]}, "must be numbers"),
        ({"left_capacity": [-1]}, "below 0"),
        ({"left_capacity": [float("nan")]}, "whole numbers"),
        ({"pinned": [1]}, "outside"),
        ({"objective": "most"}, "score, pairs or coverage"),
        ({"left": [0, 0], "right": [0, 0], "score": [1, 2]}, "two edges"),
    ],
)
def test_input_that_cannot_be_is_one_clear_sentence(changed, sentence):
    given = {"left": [0], "right": [0], "score": [1], "left_capacity": [1], "right_capacity": [1]} | changed
    with pytest.raises(MatchingError, match=sentence) as error:
        assign(given.pop("left"), given.pop("right"), given.pop("score"), **given)
    assert isinstance(error.value, ValueError)


@pytest.mark.parametrize(("name", "optimum"), [("100", 305), ("200", 475), ("300", 626), ("400", 804)])
def test_the_published_optima_of_the_or_library_are_reached(shared_data: Path, name, optimum):
    numbers = list(map(int, (shared_data / f"matching/orlib/assign{name}.txt").read_text().split()))
    size, costs = numbers[0], np.array(numbers[1:])
    left, right = np.repeat(np.arange(size), size), np.tile(np.arange(size), size)
    ones = np.ones(size, dtype=int)
    result = assign(left, right, -costs, left_capacity=ones, right_capacity=ones, objective="pairs")
    assert (len(result.edges), result.total, result.bound) == (size, -optimum, -optimum)


@given(st.integers(0, 2**32 - 1))
def test_more_room_never_lowers_the_total(seed):
    random = np.random.default_rng(seed)
    places = np.flatnonzero(random.random(36) < 0.5)
    left, right, score = places // 6, places % 6, random.integers(0, 10, places.size)
    rooms = random.integers(0, 3, 6)
    more = rooms.copy()
    more[random.integers(6)] += 1
    ones = np.ones(6, dtype=int)
    before = assign(left, right, score, left_capacity=ones * 2, right_capacity=rooms)
    after = assign(left, right, score, left_capacity=ones * 2, right_capacity=more)
    assert after.total >= before.total
