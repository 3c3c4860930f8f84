"""The best choice among all candidates of a large community, by solving for each person's best and then widening."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from matching.assign import settled
from matching.candidates import Candidates, in_order
from matching.evening import evened
from matching.people import Objective
from matching.set_aside import dear
from matching.two_sides import Problem, Settled, read

MOST_TIMES = 12
NO_ROOM = 2**61  # a price that no pair is worth

Row = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """Positions of the chosen pairs in `candidates` (which may have grown), and the bound of all that it is proved for.

    `whole` tells that no allowed pair at all could better it; otherwise none of those in `candidates` could.
    """

    candidates: Candidates
    edges: Row
    bound: int
    whole: bool


def choose(candidates: Candidates, objective: Objective, pairs_pinned: Sequence[tuple[int, int]]) -> Choice:
    """The best choice between two roles; `pairs_pinned` (positions of people) must be in.

    Where candidates were set aside, the prices of the best choice among the others tell which of those set aside
    could better it: they join, and it is solved again, until there are none. Then the prices prove the choice for
    all of them, as if all had been there from the start (column generation: Ford and Fulkerson, "A Suggested
    Computation for Maximal Multi-Commodity Network Flows", Management Science 5, 1958).
    """
    rooms = [
        np.array([max(person.capacity, 0) for person in side], dtype=np.int64)
        for side in (candidates.firsts, candidates.seconds)
    ]
    for goes_left in reversed(range(MOST_TIMES)):
        held = candidates.places_of(pairs_pinned)
        problem = read(candidates.first, candidates.second, candidates.score, rooms[0], rooms[1], objective, held)
        best = settled(problem.sides)
        better = _better(candidates, problem, best)
        if better is None or better.size == 0 or goes_left == 0:
            break
        candidates = joined(candidates, better)
    edges, _, bound = problem.chosen(evened(problem, best))
    return Choice(candidates, edges, bound, candidates.whole or (better is not None and better.size == 0))


def _better(candidates: Candidates, problem: Problem, best: Settled) -> Row | None:
    """Which of the pairs set aside to take in, if any is worth more than the prices of its people; None: not known."""
    if candidates.set_aside is None or best.left_price.dtype == object or best.right_price.dtype == object:
        return None
    sides, fine = problem.sides, best.fine
    left_price = np.where(sides.left_room > 0, best.left_price, NO_ROOM)
    right_price = np.where(sides.right_room > 0, best.right_price, NO_ROOM)
    return worth_taking_in(candidates, left_price, right_price, problem.scale * fine, problem.edge_bonus * fine)


def worth_taking_in(candidates: Candidates, left_price: Row, right_price: Row, times: int, bonus: int) -> Row:
    """Places in `set_aside` of those not yet here, if any is worth more than the prices of its people: else none.

    A point is worth `times` and a pair `bonus` besides. With those that are worth more go all that are worth no more
    than a point less: prices move, and the next time it would be they.
    """
    assert candidates.set_aside is not None
    first, second, score = candidates.set_aside
    places = dear(candidates.set_aside, (left_price, right_price), times, bonus, -times)
    places = places[candidates.places_among(first[places], second[places]) < 0]
    gain = score[places] * times + bonus - left_price[first[places]] - right_price[second[places]]
    return places if (gain > 0).any() else places[:0]


def joined(candidates: Candidates, places: Row) -> Candidates:
    """The candidates with some of those that were set aside."""
    assert candidates.set_aside is not None
    rest = candidates.set_aside
    first, second, score = in_order(
        (
            np.concatenate([candidates.first, rest[0][places]]).astype(np.int64),
            np.concatenate([candidates.second, rest[1][places]]).astype(np.int64),
            np.concatenate([candidates.score, rest[2][places]]),
        ),
        len(candidates.seconds),
    )
    return replace(candidates, first=first.astype(np.int32), second=second.astype(np.int32), score=score)
