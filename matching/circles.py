"""Time exchange: who helps whom for how long, so that everybody gives as much as they get, in circles of a few.

After Andersson, Cseh, Ehlers and Erlanson, "Organizing Time Exchanges: Lessons from Matching Markets" (AEJ:
Microeconomics 2021). Without a length limit the answer is exact: a cheapest flow (Ahuja, Magnanti and Orlin, Network
Flows, 1993), its prices proving the bound. With a limit of three or more, even the plainest case is NP-hard (Abraham,
Blum and Sandholm 2007, of kidney exchange): the best fractions of circles, found by column generation from those
prices, are made whole, and then circles are given up wherever others in their place are worth more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matching.errors import WrongInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from matching.circle_flow import Exchange

MOST_MINUTES = 2**40


@dataclass(frozen=True, slots=True)
class Circle:
    """Each of `people` helps the next one for so many minutes, by the arcs at the positions `edges`.

    The last one helps the first where `closed`. An open one is a chain, which only balances make: its first person
    gives without receiving, its last receives without giving.
    """

    people: tuple[int, ...]
    edges: tuple[int, ...]
    minutes: int
    closed: bool


@dataclass(frozen=True, slots=True, eq=False)
class Circulation:
    """`minutes` of each arc, which the `circles` add up to; their total, and their total score times minutes.

    No exchange can move more minutes than `bound`; none in circles of up to the length limit more than
    `bound_within_limit`. The first is exact: with circles of any length it is reached.
    """

    minutes: NDArray[np.int64]
    circles: tuple[Circle, ...]
    total_minutes: int
    total: int | float
    bound: int
    bound_within_limit: int

    @property
    def cost_of_limit(self) -> int:
        """How many minutes circles of any length would bring on top of these."""
        return self.bound - self.total_minutes


def circulate(
    n: int,
    giver: ArrayLike,
    receiver: ArrayLike,
    minutes: ArrayLike,
    score: ArrayLike,
    *,
    give_limit: ArrayLike,
    receive_limit: ArrayLike,
    balance: ArrayLike | None = None,
    max_length: int | None = 4,
) -> Circulation:
    """Choose exchanges in which everybody gives as much as they get: most minutes first, then the best score.

    `n` people, counted from 0. For each arc: `giver` could help `receiver` for at most `minutes` (whole numbers, any
    unit), each of which counts `score`. For each person: the most they would give and receive. What all numbers are
    multiples of, the answer is as well. `balance`: how much more each has given than received so far; then nobody's
    moves away from zero, or past it, all others stay even, and there are also chains (see Circle). `max_length`: the
    most people in a circle or chain; None for any number.

    Of the model of Andersson and others (above) is kept: help from somebody is acceptable or not, with a quota for
    each; everybody's time is balanced; as much as possible is exchanged. Changed: the score decides among choices
    with most minutes, no priority order of members, so it is not promised that nobody gains by answering untruly;
    giving and receiving have a limit each. Balance and length limit are ours.

    With a length limit a minute weighs a thousand times the range of scores, `bound_within_limit` tells how near the
    best it came, and no further circle fits. A second or two for a thousand people. Arcs in any order get the same
    answer, in order of people, each circle from its lowest. Scores are exact up to six decimals. Raises MatchingError.

    >>> sixty = {"give_limit": [60] * 5, "receive_limit": [60] * 5}
    >>> found = circulate(5, [0, 1, 2, 3, 4], [1, 2, 0, 4, 3], [60, 30, 60, 60, 60], [1, 1, 1, 2, 2], **sixty)
    >>> found.minutes.tolist(), found.total_minutes, found.bound
    ([30, 30, 30, 60, 60], 210, 210)
    >>> [circle.people for circle in found.circles]
    [(0, 1, 2), (3, 4)]
    """
    from matching.circle_flow import cut_into_circles, most_minutes

    exchange, scale, order = _read(n, giver, receiver, minutes, score, give_limit, receive_limit, balance)
    limit = _length(max_length)
    flow, bound, prices = most_minutes(exchange)
    within = bound
    if limit is None or limit >= n:
        cut = cut_into_circles(exchange, flow)
    else:
        from matching.circle_short import short_circles

        cut, within = short_circles(exchange, limit, bound, prices)
    return _told(exchange, cut, order, scale, (bound, within))


def _length(max_length: int | None) -> int | None:
    """The checked length limit."""
    from matching.numbers import whole_numbers

    if max_length is None:
        return None
    limit = int(whole_numbers("max_length", [max_length])[0])
    if limit < 2:
        raise WrongInput("max_length must be 2 or more, or None for no limit.")
    return limit


def _read(
    n: int,
    giver: ArrayLike,
    receiver: ArrayLike,
    minutes: ArrayLike,
    score: ArrayLike,
    give_limit: ArrayLike,
    receive_limit: ArrayLike,
    balance: ArrayLike | None,
) -> tuple[Exchange, int, NDArray[np.int64]]:
    """The checked problem, the scale of its scores, and where each of its arcs stands in the caller's arrays."""
    import numpy as np

    from matching.circle_flow import Exchange
    from matching.numbers import whole_numbers, whole_positions, whole_scores

    people = int(whole_numbers("n", [n])[0])
    if people < 0:
        raise WrongInput("n must be 0 or more.")
    start, end = whole_positions("giver", giver, people), whole_positions("receiver", receiver, people)
    most, (weight, scale) = _amounts("minutes", minutes), whole_scores(score)
    if not start.size == end.size == most.size == weight.size:
        raise WrongInput("giver, receiver, minutes and score must be equally long.")
    if (start == end).any():
        raise WrongInput("An arc leads from somebody to themselves.")
    order = np.lexsort((end, start))
    start, end = start[order], end[order]
    if ((start[1:] == start[:-1]) & (end[1:] == end[:-1])).any():
        raise WrongInput("The same giver and receiver stand together in two arcs.")
    limits = _amounts("give_limit", give_limit), _amounts("receive_limit", receive_limit)
    even = np.zeros(people, dtype=np.int64) if balance is None else whole_numbers("balance", balance)
    for name, values in zip(("give_limit", "receive_limit", "balance"), (*limits, even), strict=True):
        if values.size != people:
            raise WrongInput(f"{name} must hold one number for each of the {people} people.")
    _amounts("balance", np.where(even < 0, -(even + 1), even))
    return Exchange(start, end, most[order], weight[order], *limits, even), scale, order


def _amounts(name: str, given: ArrayLike) -> NDArray[np.int64]:
    """Whole numbers from 0 up, small enough that sums of them fit."""
    from matching.numbers import whole_numbers

    values = whole_numbers(name, given)
    if values.size and values.min() < 0:
        raise WrongInput(f"{name} holds a number below 0.")
    if values.size and values.max() > MOST_MINUTES:
        raise WrongInput(f"{name} holds a number that is too large: at most {MOST_MINUTES} will do.")
    return values


def _told(
    exchange: Exchange,
    cut: list[tuple[list[int], int]],
    order: NDArray[np.int64],
    scale: int,
    bounds: tuple[int, int],
) -> Circulation:
    """The answer in the caller's own positions."""
    import numpy as np

    from matching.numbers import unscaled

    moved = np.zeros(order.size, dtype=np.int64)
    circles = []
    for arcs, amount in cut:
        moved[arcs] += amount
        people, end = exchange.giver[arcs].tolist(), int(exchange.receiver[arcs[-1]])
        closed = end == people[0]
        first = people.index(min(people)) if closed else 0
        arcs, people = arcs[first:] + arcs[:first], people[first:] + people[:first]
        whole = tuple(people if closed else [*people, end])
        circles.append(Circle(whole, tuple(order[arcs].tolist()), amount, closed))
    minutes = np.zeros(order.size, dtype=np.int64)
    minutes[order] = moved
    total: Any = sum(score * amount for score, amount in zip(exchange.score.tolist(), moved.tolist(), strict=True))
    in_order = sorted(circles, key=lambda circle: (circle.people, not circle.closed))
    return Circulation(minutes, tuple(in_order), int(moved.sum()), unscaled(total, scale), *bounds)
