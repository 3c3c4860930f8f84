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

    from matching.two_sides import Problem, Settled, Sides, Stay

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
    from matching.evening import evened
    from matching.two_sides import read

    problem = read(left, right, score, left_capacity, right_capacity, objective, pinned)
    if problem.bonus:
        roomy = problem.bonus * HEADROOM
        problem = read(left, right, score, left_capacity, right_capacity, objective, pinned, least_bonus=roomy)
    return _kept(problem, evened(problem, settled(problem.sides)), objective)


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
    from matching.two_sides import read

    changed = change(kept, left_capacity, right_capacity, left_was=left_was, right_was=right_was, stay_bonus=stay_bonus)
    problem = read(
        left,
        right,
        score,
        left_capacity,
        right_capacity,
        kept.objective,
        pinned,
        least_bonus=kept.bonus,
        stay=changed.stay,
    )
    return resettled(kept, problem, changed)


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """Where everybody of a kept round is now, what stands of it with what that is worth, and how many pairs stood."""

    left_now: NDArray[np.int64]
    right_now: NDArray[np.int64]
    stay: Stay
    stood: int


def change(
    kept: Kept,
    left_capacity: ArrayLike,
    right_capacity: ArrayLike,
    *,
    left_was: ArrayLike | None,
    right_was: ArrayLike | None,
    stay_bonus: int | float,
) -> Change:
    """What has become of the people and pairs of a kept round; see `reassign`. Raises WrongInput."""
    import numpy as np

    from matching.numbers import whole_scores
    from matching.two_sides import Stay

    whole, scale = whole_scores([stay_bonus])
    if int(whole[0]) < 0:
        raise WrongInput("The stay bonus is below 0.")
    left_now = _numbers_now("left_was", left_was, kept.left_price.size, np.asarray(left_capacity).size)
    right_now = _numbers_now("right_was", right_was, kept.right_price.size, np.asarray(right_capacity).size)
    stay = Stay(*_pairs_now(kept, left_now, right_now), int(whole[0]), scale)
    return Change(left_now, right_now, stay, kept.left.size)


def resettled(
    kept: Kept, problem: Problem, changed: Change, start: Kept | None = None, *, is_large: bool = False
) -> Kept:
    """The best choice for a changed problem, from where `kept` left off, or `start`, which is of the same people.

    Small problems are solved from nothing, unless they stand for a large one (`is_large`).
    """
    import numpy as np

    from matching.two_sides import large

    sides = problem.sides
    numbers = changed.left_now, changed.right_now
    if start is not None:
        numbers = np.arange(sides.left_room.size), np.arange(sides.right_room.size)
    begins = start or kept
    same_units = problem.scale == begins.scale and problem.bonus == begins.bonus and sides.fits
    many = is_large or large(sides.weight.size, sides.left_room.size + sides.right_room.size)
    if same_units and many and begins.left_price.dtype != object:
        found = _from_kept(begins, problem, *numbers)
    else:
        found = settled(sides)
    return _kept(problem, found, kept.objective, changed.stood)


def _pairs_now(
    kept: Kept, left_now: NDArray[np.int64], right_now: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The pairs of a kept round whose people are both still here, by their numbers now."""
    here = (left_now[kept.left] >= 0) & (right_now[kept.right] >= 0)
    return left_now[kept.left[here]], right_now[kept.right[here]]


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
    if np.bincount(given[known], minlength=1).max() > 1:
        raise WrongInput(f"{name} names somebody twice.")
    numbers[given[known]] = known
    return numbers


def _from_kept(kept: Kept, problem: Problem, left_now: NDArray[np.int64], right_now: NDArray[np.int64]) -> Settled:
    """Start from the kept prices and pairs; somebody new starts as one who needs nobody."""
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
    held = problem.open_places(*_pairs_now(kept, left_now, right_now))
    return settle_from(sides, fine, prices[0], prices[1], held, steady=steady)


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
