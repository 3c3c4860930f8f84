"""The search by blossoms finds the best pairing from any start, even one so poor that rings must be opened again."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching import equals
from matching.blossom_search import match_all
from matching.pairing_proof import value_of_prices

# In these, a ring that was closed is opened again: part of it stays in the tree, or a ring within it comes free.
OPENED_WITH_A_WAY_THROUGH = [(0, 2, 1), (1, 2, 2), (1, 3, 2), (1, 4, 1), (2, 3, 3), (3, 5, 3)]
OPENED_WITH_A_RING_WITHIN = [
    *((0, 1, 3), (0, 4, 1), (0, 7, 3), (1, 2, 2), (1, 3, 3), (1, 6, 1), (2, 3, 2), (3, 7, 3), (5, 7, 2), (6, 7, 2))
]
OPENED_BOTH_WAYS = [
    *((0, 2, 15), (0, 3, 20), (0, 4, 12), (0, 6, 12), (1, 2, 10), (1, 3, 13), (1, 6, 12), (2, 3, 17), (2, 6, 18)),
    *((3, 5, 11), (5, 6, 17)),
]


def arrays(edges):
    low, high, weight = (np.array(column, dtype=np.int64) for column in zip(*sorted(edges), strict=True))
    return int(high.max()) + 1, low, high, weight


def searched(n, low, high, weight):
    """The state after a search in which everybody begins free and as dear as their best edge."""
    state = equals.everybody_free(n, *equals.neighbours_of(n, low, high, weight))
    np.maximum.at(state.price, low, weight)
    np.maximum.at(state.price, high, weight)
    lists = equals.as_lists(state)
    match_all(lists)
    return equals.as_arrays(lists, state)


def optimum(edges):
    graph = nx.Graph()
    graph.add_weighted_edges_from(edges)
    return sum(graph[a][b]["weight"] for a, b in nx.max_weight_matching(graph))


@st.composite
def webs(draw):
    n = draw(st.integers(3, 12))
    places = list(itertools.combinations(range(n), 2))
    chosen = draw(st.lists(st.sampled_from(places), unique=True, min_size=1, max_size=3 * n))
    most = draw(st.sampled_from([1, 3, 20]))
    return [(a, b, draw(st.integers(0, most))) for a, b in chosen]


def check(edges):
    n, low, high, weight = arrays(edges)
    state = searched(n, low, high, weight)
    taken = np.flatnonzero(np.asarray(state.mate)[low] == high)
    people = np.concatenate([low[taken], high[taken]])
    assert len(np.unique(people)) == people.size
    assert weight[taken].sum() == optimum(edges) == value_of_prices(state, low, high, weight)
    return state


@given(webs())
def test_a_search_from_the_poorest_start_reaches_the_optimum_and_proves_it(edges):
    check(edges)


@pytest.mark.parametrize("edges", [OPENED_WITH_A_WAY_THROUGH, OPENED_WITH_A_RING_WITHIN, OPENED_BOTH_WAYS])
def test_rings_that_are_opened_again_leave_a_right_result(edges):
    check(edges)


@given(webs(), st.data())
def test_prices_that_are_wrong_make_the_proven_value_too_high_and_never_too_low(edges, data):
    n, low, high, weight = arrays(edges)
    state = searched(n, low, high, weight)
    for numbers in (state.price, state.width):
        place = data.draw(st.integers(0, len(numbers) - 1))
        numbers[place] += data.draw(st.integers(-30, 30))
    assert value_of_prices(state, low, high, weight) >= optimum(edges)


@given(webs())
def test_the_best_halves_are_a_start_that_changes_nothing_about_the_result(edges):
    n, low, high, weight = arrays(edges)
    taken, value = equals.best_pairing(n, low, high, weight)
    assert weight[taken].sum() == optimum(edges) == value


def crowd(people, edges, most, seed):
    random = np.random.default_rng(seed)
    together = np.unique(np.sort(random.integers(0, people, (edges, 2)), axis=1), axis=0)
    together = together[together[:, 0] < together[:, 1]]
    return people, together[:, 0], together[:, 1], random.integers(0, most, len(together))


@pytest.mark.prove  # compiling it alone takes half a minute on a fresh machine
@pytest.mark.parametrize("most", [4, 1000])
def test_compiled_code_and_lists_choose_the_same_pairs(monkeypatch, most):
    problem = crowd(120, 700, most, seed=most)
    answers = []
    for least in (0, 10**9):
        monkeypatch.setattr(equals, "COMPILED_FROM_EDGES", least)
        taken, value = equals.best_pairing(*problem)
        answers.append((taken.tolist(), value))
    assert answers[0] == answers[1]


def test_numbers_too_large_for_int64_give_the_same_pairs(monkeypatch):
    n, low, high, weight = crowd(40, 200, 1000, seed=5)
    taken, value = equals.best_pairing(n, low, high, weight * 2**50)
    wide = equals.best_pairing(n, low, high, weight.astype(object) * 2**90)
    assert (taken.tolist(), value * 2**40) == (wide[0].tolist(), wide[1])
