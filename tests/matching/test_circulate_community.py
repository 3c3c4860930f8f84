"""Communities of a hundred: short circles come near the best there is, and far beyond swaps of two."""

import numpy as np
import pytest
from bench.exchanges import community
from scipy.optimize import linprog
from scipy.sparse import lil_array

from matching.circles import circulate
from matching.verify_circles import verify_circulation

HUNDREDS = [
    pytest.param(community(100, seed=1, helps=8), id="eight each would help"),
    pytest.param(community(100, seed=2, helps=5, kinds=60), id="few know much of one another"),
    pytest.param(community(100, seed=3, helps=12, kinds=25), id="many know one another"),
    pytest.param(community(100, seed=4, helps=8, step=1), id="small whole numbers"),
]


def all_circles(n, giver, receiver, longest):
    """Every circle of 2 to so many people, by walking on from its lowest person."""
    helps = [[] for _ in range(n)]
    for arc, person in enumerate(giver):
        helps[person].append(arc)
    ways = [([arc], {giver[arc]}) for arc in range(len(giver))]
    while ways:
        way, met = ways.pop()
        end, first = receiver[way[-1]], giver[way[0]]
        if end == first:
            yield way
        elif end > first and end not in met and len(way) < longest:
            ways += [([*way, arc], met | {end}) for arc in helps[end]]


def best_with_fractions(case, longest):
    """The linear programme over all circles: no whole choice of circles can move more minutes."""
    n, giver, receiver, minutes, _ = case.arcs
    circles = list(all_circles(n, giver, receiver, longest))
    matrix = lil_array((len(minutes) + n, len(circles)))
    for place, circle in enumerate(circles):
        for arc in circle:
            matrix[arc, place] = 1
            matrix[len(minutes) + giver[arc], place] = 1
    room = np.minimum(case.limits["give_limit"], case.limits["receive_limit"])
    lengths = np.array([len(circle) for circle in circles])
    return -linprog(-lengths, A_ub=matrix.tocsr(), b_ub=np.concatenate([minutes, room]), method="highs-ipm").fun


@pytest.mark.parametrize("case", HUNDREDS)
def test_circles_of_four_come_within_a_twentieth_of_the_best_possible(case):
    found = circulate(*case.arcs, **case.limits)
    verify_circulation(found, *case.arcs, **case.limits)
    best = best_with_fractions(case, 4)
    assert 0.95 * best <= found.total_minutes <= best + 1e-6
    assert best - 1 <= found.bound_within_limit <= best + 1e-3


@pytest.mark.parametrize("case", HUNDREDS)
def test_circles_of_four_move_at_least_twice_the_minutes_of_swaps(case):
    swaps = circulate(*case.arcs, **case.limits, max_length=2)
    assert circulate(*case.arcs, **case.limits).total_minutes >= 2 * swaps.total_minutes > 0


def test_circles_of_three_and_four_together_with_balances_keep_every_promise():
    case = community(60, seed=5, helps=6, kinds=25)
    limits = case.limits | {"balance": [30 * (person % 7 - 3) for person in range(60)]}
    even, moving = circulate(*case.arcs, **case.limits), circulate(*case.arcs, **limits)
    verify_circulation(moving, *case.arcs, **limits)
    assert moving.bound >= even.bound
    assert any(not circle.closed for circle in moving.circles)


def test_where_everybody_could_help_everybody_the_limits_are_filled():
    n = 45
    giver = [a for a in range(n) for b in range(n) if a != b]
    receiver = [b for a in range(n) for b in range(n) if a != b]
    arcs = (n, giver, receiver, [60] * len(giver), [(a * b) % 7 for a, b in zip(giver, receiver, strict=True)])
    limits = {"give_limit": [60 + 30 * (a % 4) for a in range(n)], "receive_limit": [120] * n}
    found = circulate(*arcs, **limits)
    verify_circulation(found, *arcs, **limits)
    assert found.total_minutes >= 0.97 * found.bound
