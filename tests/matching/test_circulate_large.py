"""Exchanges of many people: the compiled search finds what the plain one finds, and what comes of it is good."""

import numpy as np
import pytest
from bench.exchanges import community

from matching import circle_walks
from matching.circle_swaps import instead
from matching.circles import circulate
from matching.verify_circles import verify_circulation


@pytest.mark.parametrize(("longest", "helps"), [(2, 7), (3, 5), (4, 5), (5, 7), (6, 5)])
def test_compiled_code_finds_the_same_circles(monkeypatch, longest, helps):
    case = community(60, seed=3, helps=helps)
    giver, receiver = np.array(case.arcs[1]), np.array(case.arcs[2])
    arcs = circle_walks.Arcs(60, giver, receiver, -1)
    worth = np.round(np.random.default_rng(longest).normal(0, 1, giver.size), 1)  # with many ties
    plain = circle_walks.best_circles(arcs, worth, longest)
    monkeypatch.setattr(circle_walks, "LARGE", 0)
    assert circle_walks.best_circles(arcs, worth, longest) == plain
    assert plain[0]


@pytest.mark.parametrize("balanced", [False, True])
def test_hundreds_of_people_come_within_a_fiftieth_of_the_best(balanced):
    case = community(350, seed=4, helps=12)
    limits = case.limits | ({"balance": [30 * (person % 5 - 2) for person in range(350)]} if balanced else {})
    found = circulate(*case.arcs, **limits)
    verify_circulation(found, *case.arcs, **limits)
    assert found.total_minutes >= 0.98 * found.bound_within_limit
    mixed = np.random.default_rng(1).permutation(len(case.arcs[1]))
    n, *columns = case.arcs
    other = circulate(n, *(np.array(column)[mixed] for column in columns), **limits)
    assert [(one.people, one.minutes) for one in other.circles] == [(one.people, one.minutes) for one in found.circles]


def test_a_circle_makes_way_for_two_that_move_more():
    # 0 and 1 swap; without them 0 could swap with 2, and 1 with 3
    tail, head = np.array([0, 0, 1, 1, 2, 3]), np.array([1, 2, 0, 3, 0, 1])
    first = np.searchsorted(tail, np.arange(5))
    rows, left = tail[:, None].copy(), np.array([0, 0, 1, 1])
    old = np.array([0, 2])
    found = instead(old, first, head, rows, left, np.ones(6), -1, 3)
    assert {tuple(arc for arc in row if arc >= 0) for row in found.tolist()} in ({(1, 4), (3, 5)}, {(4, 1), (5, 3)})
    assert left.tolist() == [0, 0, 1, 1]
    assert instead(old, first, head, rows, np.array([0, 0, 1, 0]), np.ones(6), -1, 3).size == 0
