"""A round that follows another: few people changed, so only what no longer fits the kept prices and pairs is redone.

The prices of the last round prove the next one too, but for the people who changed; one search for each of them is
enough (Toroslu and Üçoluk, "Incremental Assignment Problem", 2007, for one change at a time). A stay bonus says what
it is worth that a standing pair stays together, so that nobody is moved about for next to nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.assign import Assignment, settled
from matching.errors import WrongInput
from matching.people import Objective

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from matching.two_sides import Problem, Settled, Sides

HEADROOM = 8
STEADY = 20


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """A solved round and what the next needs of it.

    `assignment`: positions, total and bound, with the stay bonus of every pair that stayed; `score`: the total
    without it; `stayed`: how many pairs of the round before are in again, and `parted` how many are not. `left` and
    `right`: the people of each pair. Prices are in parts: `fine` of them are one scaled unit of score.
    """

    assignment: Assignment
    score: int | float
    stayed: int
    parted: int
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    objective: Objective
    left_price: NDArray[np.int64]
    right_price: NDArray[np.int64]
    fine: int
    scale: int
    bonus: int


def keep(
    left: ArrayLike,
    right: ArrayLike,
    score: ArrayLike,
    *,
    left_capacity: ArrayLike,
    right_capacity: ArrayLike,
    objective: Objective = "score",
    pinned: ArrayLike | None = None,
) -> Kept:
    """The same as `assign`, with what `reassign` needs after a few changes.

    >>> first = keep([0, 0, 1], [0, 1, 0], [5, 4, 4], left_capacity=[1, 1], right_capacity=[1, 1])
    >>> first.assignment.total, first.left.tolist(), first.right.tolist()
    (8, [0, 1], [1, 0])
    """
    from matching.two_sides import read

    problem = read(left, right, score, left_capacity, right_capacity, objective, pinned)
    if problem.bonus:
        roomy = problem.bonus * HEADROOM
        problem = read(left, right, score, left_capacity, right_capacity, objective, pinned, least_bonus=roomy)
    return _kept(problem, settled(problem.sides), objective)


def reassign(
    kept: Kept,
    left: ArrayLike,
    right: ArrayLike,
    score: ArrayLike,
    *,
    left_capacity: ArrayLike,
    right_capacity: ArrayLike,
    pinned: ArrayLike | None = None,
    stay_bonus: int | float = 0,
    left_was: ArrayLike | None = None,
    right_was: ArrayLike | None = None,
) -> Kept:
    """The best choice for the changed arrays, each standing pair worth `stay_bonus` more, from where `kept` left off.

    Arrays as in `assign`; the objective is the kept one. People keep their numbers and new ones are added at the end,
    or else `left_was` and `right_was` say for each person their number in `kept`, -1 for somebody new.
    The total and bound are those of `assign` with the bonus added to the scores of the standing pairs. Only the time
    depends on how much changed; small markets, and numbers that no longer fit together, are solved from nothing.
    Raises MatchingError (a ValueError) with one sentence for wrong input.

    >>> first = keep([0, 0, 1], [0, 1, 0], [5, 4, 4], left_capacity=[1, 1], right_capacity=[1, 1])
    >>> after = {"left": [0, 0, 1, 1], "right": [0, 1, 0, 1], "score": [5, 4, 4, 4]}
    >>> moved = reassign(first, **after, left_capacity=[1, 1], right_capacity=[1, 1])
    >>> moved.left.tolist(), moved.right.tolist(), moved.score, moved.parted
    ([0, 1], [0, 1], 9, 2)
    >>> still = reassign(first, **after, left_capacity=[1, 1], right_capacity=[1, 1], stay_bonus=1)
    >>> still.left.tolist(), still.right.tolist(), still.score, still.assignment.total, still.parted
    ([0, 1], [1, 0], 8, 10, 0)
    """
    import numpy as np

    from matching.numbers import whole_scores
    from matching.two_sides import Stay, large, read

    whole, scale = whole_scores([stay_bonus])
    if int(whole[0]) < 0:
        raise WrongInput("The stay bonus is below 0.")
    lefts, rights = np.asarray(left_capacity).size, np.asarray(right_capacity).size
    left_now = _numbers_now("left_was", left_was, kept.left_price.size, lefts)
    right_now = _numbers_now("right_was", right_was, kept.right_price.size, rights)
    here = (left_now[kept.left] >= 0) & (right_now[kept.right] >= 0)
    stay = Stay(left_now[kept.left[here]], right_now[kept.right[here]], int(whole[0]), scale)
    problem = read(
        left,
        right,
        score,
        left_capacity,
        right_capacity,
        kept.objective,
        pinned,
        least_bonus=kept.bonus,
        stay=stay,
    )
    sides = problem.sides
    same_units = problem.scale == kept.scale and problem.bonus == kept.bonus and sides.fits
    if same_units and large(sides.weight.size, lefts + rights) and kept.left_price.dtype != object:
        found = _from_kept(kept, problem, left_now, right_now)
    else:
        found = settled(sides)
    return _kept(problem, found, kept.objective, kept.left.size)


def _numbers_now(name: str, was: ArrayLike | None, before: int, now: int) -> NDArray[np.int64]:
    """The new number of each person of the kept round, -1 for who is no longer here."""
    import numpy as np

    from matching.numbers import whole_numbers

    numbers = np.full(before, -1, dtype=np.int64)
    if was is None:
        numbers[: min(before, now)] = np.arange(min(before, now))
        return numbers
    given = whole_numbers(name, was)
    known = np.flatnonzero(given >= 0)
    if given.size != now or given.min(initial=-1) < -1 or given.max(initial=-1) >= before:
        raise WrongInput(f"{name} must say for each person their number in the kept round, or -1.")
    if np.unique(given[known]).size != known.size:
        raise WrongInput(f"{name} names somebody twice.")
    numbers[given[known]] = known
    return numbers


def _from_kept(kept: Kept, problem: Problem, left_now: NDArray[np.int64], right_now: NDArray[np.int64]) -> Settled:
    """Start from the kept prices and the standing pairs; somebody new starts as one who needs nobody."""
    import numpy as np

    from matching.two_sides import LARGEST_PRICE
    from matching.warm import settle_from

    sides: Sides = problem.sides
    fine = kept.fine if sides.reach * kept.fine < LARGEST_PRICE else 0
    if fine == 0:
        return settled(sides)
    prices = []
    for first, now, before in (
        (sides.left_first, left_now, kept.left_price),
        (sides.right_first, right_now, kept.right_price),
    ):
        price = -first * fine
        price[now[now >= 0]] = before[now >= 0]
        prices.append(price)
    weight = problem.weight
    steady = weight.size > 0 and problem.stay_bonus * STEADY >= int(np.ptp(weight)) > 0
    return settle_from(sides, fine, prices[0], prices[1], problem.standing_places, steady=steady)


def _kept(problem: Problem, found: Settled, objective: Objective, before: int = 0) -> Kept:
    """The solved round, with the stay bonus told apart from the score."""
    import numpy as np

    from matching.numbers import unscaled

    edges, total, bound = problem.chosen(found)
    taken = problem.taken(found)
    again = np.zeros(problem.left.size, dtype=np.bool_)
    again[taken] = True
    stayed = int(again[problem.standing].sum())
    plain = total - stayed * problem.stay_bonus
    return Kept(
        Assignment(edges, unscaled(total, problem.scale), unscaled(bound, problem.scale)),
        unscaled(plain, problem.scale),
        stayed,
        before - stayed,
        problem.left[taken],
        problem.right[taken],
        objective,
        np.asarray(found.left_price),
        np.asarray(found.right_price),
        found.fine,
        problem.scale,
        problem.bonus,
    )
