"""What is compiled for large markets chooses as well as what is quick to start for small ones, and proves it too."""

from dataclasses import replace

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import coo_matrix

from matching import MatchingError, assign, two_sides
from matching.by_flow import settle_by_flow
from matching.market import settle_market
from matching.two_sides import dual_bound, read

OBJECTIVES = ("score", "pairs", "coverage")
SEEDS = st.integers(0, 2**32 - 1)


def market(seed, people=10, highest=9, lowest=0, places=3):
    """A random market: edges, scores and capacities, now and then one place each."""
    random = np.random.default_rng(seed)
    lefts, rights = random.integers(1, people, 2)
    left, right = np.nonzero(random.random((lefts, rights)) < random.random())
    rooms = [random.integers(0, places, size) for size in (lefts, rights)]
    if random.random() < 0.4:
        rooms = [np.ones(size, int) for size in (lefts, rights)]
    return left, right, random.integers(lowest, highest + 1, left.size), *rooms


def in_parts(sides, fine):
    """The same market with each unit of weight cut in so many parts."""
    firsts = {"left_first": sides.left_first * fine, "right_first": sides.right_first * fine}
    return replace(sides, weight=sides.weight * fine, **firsts)


@pytest.fixture
def large_at_once(monkeypatch):
    """Every market counts as large."""
    monkeypatch.setattr(two_sides, "LARGE_EDGES", 0)
    monkeypatch.setattr(two_sides, "LARGE_PEOPLE", 0)


@settings(max_examples=300)
@given(SEEDS, st.sampled_from(OBJECTIVES), st.sampled_from([1, 9, 60, 10**6, 10**13]), st.booleans())
def test_both_solvers_reach_the_same_best_and_prove_it(seed, objective, highest, may_lower):
    left, right, score, *rooms = market(seed, highest=highest, lowest=-highest if may_lower else 0)
    problem = read(left, right, score, *rooms, objective, None)
    small, quick = settle_by_flow(problem.sides), settle_market(problem.sides)
    assert problem.chosen(small)[1:] == problem.chosen(quick)[1:]
    assert small.bound == quick.bound
    assert (
        dual_bound(in_parts(problem.sides, quick.fine), quick.left_price, quick.right_price) // quick.fine
        == quick.bound
    )


def test_a_market_of_thousands_agrees_with_a_linear_programme_and_with_the_small_solver():
    random = np.random.default_rng(4)
    left, right = np.nonzero(random.random((1500, 900)) < 0.02)
    score = random.integers(0, 61, left.size)
    rooms = random.integers(0, 3, 1500), random.integers(0, 4, 900)
    for objective in OBJECTIVES:
        problem = read(left, right, score, *rooms, objective, None)
        small, quick = settle_by_flow(problem.sides), settle_market(problem.sides)
        assert problem.chosen(small)[1:] == problem.chosen(quick)[1:]
    edges = np.arange(left.size)
    uses = coo_matrix((np.ones(2 * left.size), (np.concatenate([left, 1500 + right]), np.tile(edges, 2))))
    best = linprog(-score, A_ub=uses, b_ub=np.concatenate(rooms), bounds=(0, 1), method="highs")
    assert assign(left, right, score, left_capacity=rooms[0], right_capacity=rooms[1]).total == round(-best.fun)


@pytest.mark.parametrize("rights", [300, 290, 90])
def test_full_nearly_full_and_scarce_markets_agree_with_another_solver(large_at_once, rights):
    random = np.random.default_rng(rights)
    score = random.integers(1, 61, (300, rights))
    left, right = np.nonzero(score)
    ones = np.ones(300, int)
    for objective in OBJECTIVES:
        result = assign(
            left, right, score.ravel(), left_capacity=ones, right_capacity=ones[:rights], objective=objective
        )
        assert result.total == result.bound == score[linear_sum_assignment(score, maximize=True)].sum()


def test_most_pairs_first_agrees_with_networkx_on_a_market_of_hundreds(large_at_once):
    random = np.random.default_rng(8)
    left, right = np.nonzero(random.random((120, 110)) < 0.03)
    score = random.integers(0, 100, left.size)
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(left.tolist(), (120 + right).tolist(), score.tolist(), strict=True))
    pairs = nx.max_weight_matching(graph, maxcardinality=True)
    rooms = np.ones(120, int), np.ones(110, int)
    result = assign(left, right, score, left_capacity=rooms[0], right_capacity=rooms[1], objective="pairs")
    assert (len(result.edges), result.total) == (len(pairs), sum(graph.edges[edge]["weight"] for edge in pairs))


@given(SEEDS, st.sampled_from(OBJECTIVES))
def test_the_order_of_the_edges_does_not_matter_in_a_large_market(seed, objective):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(two_sides, "LARGE_EDGES", 0)
        patch.setattr(two_sides, "LARGE_PEOPLE", 0)
        left, right, score, *rooms = market(seed)
        order = np.random.default_rng(seed).permutation(left.size)
        options = {"left_capacity": rooms[0], "right_capacity": rooms[1], "objective": objective}
        plain = assign(left, right, score, **options)
        other = assign(left[order], right[order], score[order], **options)
    assert order[other.edges].tolist() == plain.edges.tolist()


def test_two_edges_alike_are_refused_in_a_large_market_in_any_order(large_at_once):
    for left, right in (([0, 0, 1], [0, 0, 0]), ([1, 0, 1], [0, 0, 0])):
        with pytest.raises(MatchingError, match="two edges"):
            assign(left, right, [1, 2, 3], left_capacity=[1, 1], right_capacity=[1])


@given(SEEDS, st.sampled_from(["left", "right"]))
def test_adding_a_person_never_lowers_coverage(seed, side):
    left, right, score, *rooms = market(seed)
    random = np.random.default_rng(seed)
    known = {"left": rooms[1].size, "right": rooms[0].size}[side]
    knows = np.flatnonzero(random.random(known) < 0.5)
    newcomer = np.full(knows.size, {"left": rooms[0].size, "right": rooms[1].size}[side])
    more = (newcomer, knows) if side == "left" else (knows, newcomer)
    room = np.array([random.integers(0, 3)])

    def covered(left, right, score, left_room, right_room):
        chosen = assign(
            left, right, score, left_capacity=left_room, right_capacity=right_room, objective="coverage"
        ).edges
        return np.unique(left[chosen]).size + np.unique(right[chosen]).size

    after = covered(
        np.concatenate([left, more[0]]),
        np.concatenate([right, more[1]]),
        np.concatenate([score, random.integers(0, 10, knows.size)]),
        np.concatenate([rooms[0], room]) if side == "left" else rooms[0],
        np.concatenate([rooms[1], room]) if side == "right" else rooms[1],
    )
    assert after >= covered(left, right, score, *rooms)
