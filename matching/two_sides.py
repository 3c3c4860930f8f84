"""Two sides of people with edges between them as checked arrays, and the bound that any prices give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from matching.errors import PinsCannotHold, WrongInput
from matching.numbers import exact_sum, whole_numbers, whole_positions, whole_scores
from matching.people import Objective

Whole = NDArray[np.int64]
Wide = NDArray[Any]
LARGE_EDGES = 40_000
LARGE_PEOPLE = 1_500
DENSE_EDGES = 1_000_000
LARGEST_PRICE = 2**59


@dataclass(frozen=True, slots=True, eq=False)
class Sides:
    """Edges in order of left, then right, and what each person has: room, and a bonus for the first match.

    All in whole numbers: int64 where everything a solver adds up fits, Python ints (dtype object) where it does not.
    """

    left: Whole
    right: Whole
    weight: Wide
    left_room: Whole
    right_room: Whole
    left_first: Wide
    right_first: Wide

    @property
    def reach(self) -> int:
        """No price needs to be larger than this."""
        if self.weight.size == 0:
            return 0
        firsts = sum(int(first.max()) for first in (self.left_first, self.right_first) if first.size)
        return max(abs(int(self.weight.max())), abs(int(self.weight.min()))) + firsts

    @property
    def fits(self) -> bool:
        """Whether int64 holds every price and distance."""
        return self.weight.dtype != object and self.reach < LARGEST_PRICE


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Chosen places in `Sides`, and the prices that prove them best; `fine` parts of a price are one unit of weight."""

    chosen: Whole
    left_price: Wide
    right_price: Wide
    bound: int
    fine: int = 1


def large(edges: int, people: int) -> bool:
    """Whether compiled code earns the time it takes to start; a few hundred people never wait for it."""
    return edges >= DENSE_EDGES or (edges >= LARGE_EDGES and people >= LARGE_PEOPLE)


def dual_bound(sides: Sides, left_price: Wide, right_price: Wide) -> int:
    """What these prices prove: no choice is worth more, bonuses included. True for any prices (weak duality).

    >>> one = np.ones(1, dtype=np.int64)
    >>> sides = Sides(one * 0, one * 0, one * 7, one, one, one * 0, one * 0)
    >>> dual_bound(sides, one * 5, one * 2), dual_bound(sides, one * 0, one * 9)
    (7, 9)
    """
    above = np.maximum(sides.weight - left_price[sides.left] - right_price[sides.right], 0)
    return exact_sum(above) + people_bound(sides, left_price, right_price)


def people_bound(sides: Sides, left_price: Wide, right_price: Wide, fine: int = 1) -> int:
    """The part of the bound that people give: for each, the best of so many matches at their price, in `fine` parts."""
    total = 0
    for price, first, room in (
        (left_price, sides.left_first, sides.left_room),
        (right_price, sides.right_first, sides.right_room),
    ):
        has = room > 0
        further = np.maximum(price[has], 0)
        total += exact_sum(np.maximum(first[has] * fine + price[has], 0))
        total += _product_sum(room[has] - 1, further)
    return total


def _product_sum(times: Whole, values: Wide) -> int:
    """The exact sum of products; most are 0 times or at price 0."""
    there = np.flatnonzero((times > 0) & (values > 0))
    return sum(int(a) * int(b) for a, b in zip(times[there].tolist(), values[there].tolist(), strict=True))


@dataclass(frozen=True, slots=True, eq=False)
class Stay:
    """Pairs that stand, by their people's numbers, and what it is worth that one of them stays: a whole bonus."""

    left: Whole
    right: Whole
    bonus: int
    scale: int

    def added(self, weight: Wide, scale: int, standing: Whole) -> tuple[Wide, int]:
        """Weights with the bonus on the standing edges, and the scale that both are whole in."""
        common = max(scale, self.scale)
        times, bonus = common // scale, self.bonus * (common // self.scale)
        largest = max(int(weight.max()), -int(weight.min()), 0) if weight.size else 0
        whole = weight * times if largest * times + abs(bonus) < 2**62 else weight.astype(object) * times
        whole[standing] += bonus
        return whole, common


@dataclass(frozen=True, slots=True, eq=False)
class Problem:
    """The caller's arrays, checked; `order` sorts their edges by left, then right (None: they stand so)."""

    sides: Sides
    left: Whole
    right: Whole
    weight: Wide
    order: NDArray[Any] | None
    places: Whole | None
    pinned: Whole
    standing: Whole
    scale: int
    bonus: int
    edge_bonus: int
    stay_bonus: int

    def taken(self, settled: Settled) -> Whole:
        """Places of the chosen and pinned edges among all the sorted ones."""
        taken = settled.chosen if self.places is None else self.places[settled.chosen]
        return np.sort(np.concatenate([self.pinned, taken])) if self.pinned.size else taken

    def chosen(self, settled: Settled) -> tuple[Whole, int, int]:
        """Positions in the caller's arrays, their total, and the bound, both as scaled whole numbers."""
        taken, sides = self.taken(settled), self.sides
        rewards = self.edge_bonus * settled.chosen.size
        if self.bonus and not self.edge_bonus:
            for of, first in ((sides.left, sides.left_first), (sides.right, sides.right_first)):
                rewards += exact_sum(first[np.bincount(of[settled.chosen], minlength=first.size) > 0])
        bound = exact_sum(self.weight[self.pinned]) + settled.bound - rewards
        positions = taken if self.order is None else self.order[taken].astype(np.int64)
        return positions, exact_sum(self.weight[taken]), bound

    def open_places(self, left: Whole, right: Whole) -> Whole:
        """Places among the edges of `sides` of these pairs, as far as they are there."""
        found = places_of(self.left, self.right, left, right, self.sides.right_room.size)
        if self.places is None or found.size == 0:
            return found
        places = np.minimum(np.searchsorted(self.places, found), max(self.places.size - 1, 0))
        return places[self.places[places] == found] if self.places.size else places[:0]


def _open_places(
    edges: tuple[NDArray[np.int64], NDArray[np.int64], NDArray[Any]],
    left_room: NDArray[np.int64],
    right_room: NDArray[np.int64],
    held: NDArray[np.int64],
    objective: Objective,
) -> NDArray[np.int64]:
    """Positions of the edges that could still be taken beside the pinned ones, and would not lower a total."""
    starts, ends, weight = edges
    free = (left_room[starts] > 0) & (right_room[ends] > 0)
    if objective == "score":
        free &= (weight >= 0).astype(np.bool_)
    free[held] = False
    return np.flatnonzero(free)


def read(
    left: ArrayLike,
    right: ArrayLike,
    score: ArrayLike,
    left_capacity: ArrayLike,
    right_capacity: ArrayLike,
    objective: Objective,
    pinned: ArrayLike | None,
    *,
    least_bonus: int = 0,
    stay: Stay | None = None,
) -> Problem:
    """Check everything the solvers take for granted, sort the edges, and take the pinned ones out."""
    if objective not in ("score", "pairs", "coverage"):
        raise WrongInput(f"The objective is score, pairs or coverage, not {objective!r}.")
    left_room, right_room = _capacity("left_capacity", left_capacity), _capacity("right_capacity", right_capacity)
    starts = whole_positions("left", left, left_room.size)
    ends = whole_positions("right", right, right_room.size)
    if not starts.size == ends.size == np.asarray(score).size:
        raise WrongInput("left, right and score must be equally long.")
    weight, scale = whole_scores(score)
    order = _order(starts, ends, left_room.size, right_room.size)
    if order is not None:
        starts, ends, weight = starts[order], ends[order], weight[order]
    standing = np.zeros(0, dtype=np.int64)
    if stay is not None:
        standing = places_of(starts, ends, stay.left, stay.right, right_room.size)
        weight, scale = stay.added(weight, scale, standing)
    held = _held(pinned, starts.size, order)
    covered = [np.bincount(side[held], minlength=room.size) for side, room in ((starts, left_room), (ends, right_room))]
    left_room, right_room = left_room - covered[0], right_room - covered[1]
    if min(left_room.min(initial=0), right_room.min(initial=0)) < 0:
        raise PinsCannotHold("Somebody has more pinned pairs than room for matches.")
    places, kept = None, (starts, ends, weight)
    if held.size or not large(starts.size, left_room.size + right_room.size):
        places = _open_places(kept, left_room, right_room, held, objective)
        kept = starts[places], ends[places], weight[places]
    sides, bonus = _sides(kept, left_room, right_room, objective, covered, least_bonus)
    bonuses = bonus, bonus if objective == "pairs" else 0
    stays = stay.bonus * (scale // stay.scale) if stay is not None else 0
    return Problem(sides, starts, ends, weight, order, places, held, standing, scale, *bonuses, stays)


def _capacity(name: str, given: ArrayLike) -> Whole:
    capacity = whole_numbers(name, given)
    if capacity.size and capacity.min() < 0:
        raise WrongInput(f"{name} holds a number below 0.")
    return capacity


def _order(left: Whole, right: Whole, lefts: int, rights: int) -> NDArray[Any] | None:
    """The order by left, then right; None when the edges stand in it already. No two may be the same."""
    order: NDArray[Any] | None
    if large(left.size, lefts + rights):
        from matching.market import sorted_order

        order, alike = sorted_order(left, right, lefts, rights)
    else:
        order = np.lexsort((right, left))
        one, other = left[order], right[order]
        alike = bool(((one[1:] == one[:-1]) & (other[1:] == other[:-1])).any())
    if alike:
        raise WrongInput("The same left and right stand together in two edges.")
    return order


def places_of(left: Whole, right: Whole, wanted_left: Whole, wanted_right: Whole, rights: int) -> Whole:
    """Where the wanted pairs are among the sorted edges, in order; one that is not among them is nowhere."""
    keys = wanted_left * rights + wanted_right
    if keys.size and (keys[1:] < keys[:-1]).any():
        order = np.argsort(keys, kind="stable")
        wanted_left, wanted_right = wanted_left[order], wanted_right[order]
    if large(left.size, rights):
        from matching.market import found_among

        return found_among(left, right, wanted_left, wanted_right)
    if left.size == 0:
        return np.zeros(0, dtype=np.int64)
    keys, wanted = left * rights + right, wanted_left * rights + wanted_right
    places = np.minimum(np.searchsorted(keys, wanted), keys.size - 1)
    found: Whole = places[keys[places] == wanted]
    return found


def _held(pinned: ArrayLike | None, edges: int, order: NDArray[Any] | None) -> Whole:
    """Places of the pinned edges in the sorted ones."""
    if pinned is None:
        return np.zeros(0, dtype=np.int64)
    mask = np.zeros(edges, dtype=np.bool_)
    mask[whole_positions("pinned", pinned, edges)] = True
    return np.flatnonzero(mask if order is None else mask[order])


def _sides(
    edges: tuple[Whole, Whole, Wide],
    left_room: Whole,
    right_room: Whole,
    objective: Objective,
    covered: list[Whole],
    least_bonus: int,
) -> tuple[Sides, int]:
    """Room no larger than the edges can use, and a bonus that outweighs any total of scores."""
    left, right, weight = edges
    rooms = [
        np.minimum(room, np.bincount(side, minlength=room.size))
        for room, side in ((left_room, left), (right_room, right))
    ]
    bonus = 0
    if objective != "score" and weight.size:
        highest, lowest = max(int(weight.max()), 0), min(int(weight.min()), 0)
        bonus = max((highest - lowest) * min(exact_sum(rooms[0]), exact_sum(rooms[1])) + 1, least_bonus)
        if bonus + highest - lowest >= LARGEST_PRICE:
            weight = weight.astype(object)
    if objective == "pairs":
        weight = weight + bonus
    first = np.array([0, bonus if objective == "coverage" else 0], dtype=weight.dtype)
    firsts = [first[(count == 0).astype(np.int64)] for count in covered]
    return Sides(left, right, weight, rooms[0], rooms[1], firsts[0], firsts[1]), bonus
