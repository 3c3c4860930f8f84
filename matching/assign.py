"""The provably best assignment between two groups of people, each with room for a number of matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.people import Objective

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from matching.two_sides import Settled, Sides


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """`edges`: positions in the input arrays; `total`: their score; `bound`: no allowed choice can score more."""

    edges: NDArray[np.int64]
    total: int | float
    bound: int | float


def assign(
    left: ArrayLike,
    right: ArrayLike,
    score: ArrayLike,
    *,
    left_capacity: ArrayLike,
    right_capacity: ArrayLike,
    objective: Objective = "score",
    pinned: ArrayLike | None = None,
) -> Assignment:
    """Choose edges so that nobody is over capacity and the objective is as high as it can be, with a proof.

    `left`, `right` and `score` are one entry for each edge, the capacities one for each person, counted from 0.
    `score`: highest total, leaving out edges that lower it. `pairs`: most edges first, then the total.
    `coverage`: most people with at least one edge first, both sides counting equally, then the total.
    `pinned` holds positions of edges that must be in. The bound is the value of the dual prices: of all choices
    (`score`), or of those with as many pairs or covered people as this one; it equals the total at an optimum.
    Of equally good choices with as many pairs the one is taken that shares them out most evenly (see evening.py).
    The same edges are chosen in whatever order they are given, and come back in order of left, then right.
    Scores are exact up to six decimals. Raises MatchingError (a ValueError) with one sentence for wrong input.
    The model is a minimum-cost flow: Ahuja, Magnanti and Orlin, Network Flows (1993), chapters 9 and 11. Small
    markets go to a network simplex, large ones to successive shortest paths with prices (chapter 9.7), compiled.

    >>> best = assign([0, 0, 1], [0, 1, 0], [5, 4, 4], left_capacity=[1, 1], right_capacity=[1, 1])
    >>> best.edges.tolist(), best.total, best.bound
    ([1, 2], 8, 8)
    >>> assign([0, 1], [0, 0], [2.5, 1], left_capacity=[1, 1], right_capacity=[2], pinned=[1]).total
    3.5
    """
    from matching.evening import evened
    from matching.numbers import unscaled
    from matching.two_sides import read

    problem = read(left, right, score, left_capacity, right_capacity, objective, pinned)
    edges, total, bound = problem.chosen(evened(problem, settled(problem.sides)))
    return Assignment(edges, unscaled(total, problem.scale), unscaled(bound, problem.scale))


def settled(sides: Sides) -> Settled:
    """The best choice by the solver that fits: compiled paths where there are many edges, else the network simplex."""
    from matching.two_sides import large

    people, edges = sides.left_room.size + sides.right_room.size, sides.weight.size
    too_large_for_simplex = edges > 5_000 and sides.reach * (people + 3) >= 2**61
    if sides.fits and (large(edges, people) or too_large_for_simplex):
        from matching.market import settle_market

        return settle_market(sides)
    from matching.by_flow import settle_by_flow

    return settle_by_flow(sides)
