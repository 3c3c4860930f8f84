"""A large market of two sides built from arrays, solved from nothing or from prices and pairs that nearly fit."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.auction import bid
from matching.compiled import compiled
from matching.numbers import exact_sum
from matching.paths import Market, Places, Search, Whole, settle_all
from matching.two_sides import LARGEST_PRICE, Settled, Sides, people_bound

CROWDED = 0.9
PATIENCE = 4
FINE = 2**20


@compiled
def grouped(of: Any, people: Any) -> tuple[Places, Whole]:
    """Positions of the edges person by person, in their order for each; and where each person's begin."""
    start = np.zeros(people + 1, np.int64)
    for person in of:
        start[person + 1] += 1
    for person in range(people):
        start[person + 1] += start[person]
    order = np.empty(of.size, np.int32)
    after = start[:-1].copy()
    for place in range(of.size):
        person = of[place]
        order[after[person]] = place
        after[person] += 1
    return order, start


@compiled
def in_order(left: Any, right: Any) -> int:
    """1: sorted by left, then right, all different; 0: two are the same; -1: not sorted."""
    state = 1
    for place in range(1, left.size):
        if left[place] < left[place - 1] or (left[place] == left[place - 1] and right[place] < right[place - 1]):
            return -1
        if left[place] == left[place - 1] and right[place] == right[place - 1]:
            state = 0
    return state


def sorted_order(left: Whole, right: Whole, lefts: int, rights: int) -> tuple[NDArray[Any] | None, bool]:
    """The order by left, then right (None: they stand in it), in linear time, and whether two edges are alike."""
    state = in_order(left, right)
    if state >= 0:
        return None, state == 0
    by_right, _ = grouped(right, rights)
    by_left, _ = grouped(left[by_right], lefts)
    order: NDArray[Any] = by_right[by_left]
    return order, in_order(left[order], right[order]) == 0


@compiled
def found_among(left: Any, right: Any, wanted_left: Any, wanted_right: Any) -> Whole:
    """Places of the wanted pairs among the edges, both in order of left, then right; some may not be there."""
    found = np.empty(wanted_left.size, np.int64)
    count = place = 0
    for wanted in range(wanted_left.size):
        one, other = wanted_left[wanted], wanted_right[wanted]
        while place < left.size and (left[place] < one or (left[place] == one and right[place] < other)):
            place += 1
        if place < left.size and left[place] == one and right[place] == other:
            found[count] = place
            count += 1
    return found[:count]


def settle_market(sides: Sides) -> Settled:
    """The best choice from nothing: whoever is scarcer asks; where nearly every place is needed, bids come first."""
    if sides.weight.size == 0 or sides.left_room.sum() <= sides.right_room.sum():
        return _from_nothing(sides)
    order, _ = grouped(sides.right, sides.right_room.size)
    turned = Sides(
        sides.right[order],
        sides.left[order],
        sides.weight[order],
        sides.right_room,
        sides.left_room,
        sides.right_first,
        sides.left_first,
    )
    found = _from_nothing(turned)
    return Settled(np.sort(order[found.chosen]), found.right_price, found.left_price, found.bound, found.fine)


def _from_nothing(sides: Sides) -> Settled:
    """The same with the left side asking."""
    filled = contested(sides)
    fine = finest(sides) if filled else 1
    market = opened(sides, fine, -sides.left_first * fine, -sides.right_first * fine)
    if filled:
        spread, highest = int(np.ptp(market.weight)), int(market.weight.max())
        without = -int(market.asking_first.max(initial=0))
        modest = highest + int(market.asked_first.max(initial=0)) - PATIENCE * spread - 4
        bid(market, spread, max(without, modest), filled == int(sides.left_room.sum()))
    ask_the_most(market)
    return close(sides, market, fine)


def contested(sides: Sides) -> int:
    """How many places the asking would just about fill: all, or those whose first match earns a bonus; 0 if neither."""
    asking, rooms = int(sides.left_room.sum()), sides.right_room
    for places in (int((rooms[sides.right_first > 0] > 0).sum()), int(rooms.sum())):
        if CROWDED * places < asking <= places / CROWDED:
            return places
    return 0


def finest(sides: Sides) -> int:
    """In how many parts a unit of weight is cut, so that prices can lie between whole scores: a power of two."""
    fine = 1
    spread = max(int(np.ptp(sides.weight)), 1) if sides.weight.size else FINE
    while spread * fine < FINE and sides.reach * fine * 2 < LARGEST_PRICE:
        fine *= 2
    return fine


def opened(sides: Sides, fine: int, left_price: Whole, right_price: Whole) -> Market:
    """A market in which nobody has a match yet, at these prices."""
    start, slot_start = (
        np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        for counts in (np.bincount(sides.left, minlength=sides.left_room.size), sides.right_room)
    )
    return Market(
        left_price,
        sides.left_room,
        np.zeros(sides.left_room.size, np.int64),
        sides.left_first * fine,
        start,
        np.arange(sides.left.size, dtype=np.int32),
        right_price,
        sides.right_room,
        np.zeros(sides.right_room.size, np.int64),
        sides.right_first * fine,
        slot_start,
        np.empty(slot_start[-1], np.int32),
        sides.left.astype(np.int32),
        sides.right.astype(np.int32),
        sides.weight * fine if fine > 1 else sides.weight,
        np.zeros(sides.left.size, np.bool_),
    )


@compiled
def ask_the_most(market: Market) -> None:
    """Raise each asking price to what the best edge offers above the price of the asked."""
    for person in range(market.asking_price.size):
        price = -market.asking_first[person]
        for place in range(market.asking_start[person], market.asking_start[person + 1]):
            edge = market.asking_edges[place]
            price = max(price, market.weight[edge] - market.asked_price[market.asked_of[edge]])
        market.asking_price[person] = price


def close(sides: Sides, market: Market, fine: int) -> Settled:
    """Settle everybody who waits on either side, and prove the result."""
    search = Search.room_for(market.asking_price.size + market.asked_price.size, market.weight.size)
    settle_all(market, search)
    if _anybody_waits(market):
        other, edges = exchanged(market)
        settle_all(other, search)
        market.taken[edges] = other.taken
    bound = edges_bound(market) + people_bound(sides, market.asking_price, market.asked_price, fine)
    chosen = np.flatnonzero(market.taken)
    return Settled(chosen, market.asking_price, market.asked_price, bound // fine, fine)


def _anybody_waits(market: Market) -> bool:
    """Whether somebody who was asked has room at a price at which they would rather be taken."""
    gain = np.where(market.asked_held == 0, market.asked_first, 0)
    return bool(((market.asked_held < market.asked_room) & (market.asked_price + gain > 0)).any())


def exchanged(market: Market) -> tuple[Market, Places]:
    """The same market with those who were asked now asking, and where its edges stood.

    Prices and what everybody holds are shared; the edges stand person by person again, as searches go through them.
    """
    edges, start = grouped(market.asked_of, market.asked_price.size)
    slot_start = np.concatenate([[0], np.cumsum(market.asking_room)]).astype(np.int64)
    slots = np.empty(slot_start[-1], np.int32)
    asked_of, weight, taken = _by_edge(edges, market.asking_of, market.weight, market.taken)
    fill_slots(slots, slot_start, asked_of, np.flatnonzero(taken))
    other = market._replace(
        asking_price=market.asked_price,
        asking_room=market.asked_room,
        asking_held=market.asked_held,
        asking_first=market.asked_first,
        asking_start=start,
        asking_edges=np.arange(edges.size, dtype=np.int32),
        asked_price=market.asking_price,
        asked_room=market.asking_room,
        asked_held=market.asking_held,
        asked_first=market.asking_first,
        slot_start=slot_start,
        slots=slots,
        asking_of=np.repeat(np.arange(start.size - 1, dtype=np.int32), np.diff(start)),
        asked_of=asked_of,
        weight=weight,
        taken=taken,
    )
    return other, edges


@compiled
def _by_edge(edges: Places, of: Places, weight: Whole, taken: Any) -> tuple[Places, Whole, NDArray[np.bool_]]:
    """What is known of the edges, in this order of them, in one pass."""
    one, other, third = np.empty(edges.size, np.int32), np.empty(edges.size, np.int64), np.empty(edges.size, np.bool_)
    for place in range(edges.size):
        edge = edges[place]
        one[place], other[place], third[place] = of[edge], weight[edge], taken[edge]
    return one, other, third


@compiled
def fill_slots(slots: Places, slot_start: Whole, of: Places, taken: Any) -> None:
    """List the taken edges of each person."""
    used = np.zeros(slot_start.size, np.int64)
    for edge in taken:
        person = of[edge]
        slots[slot_start[person] + used[person]] = edge
        used[person] += 1


@compiled
def _above(market: Market, part: Whole) -> None:
    """For each asking person, how much their edges score above the prices."""
    for person in range(market.asking_price.size):
        above = 0
        for place in range(market.asking_start[person], market.asking_start[person + 1]):
            edge = market.asking_edges[place]
            more = market.weight[edge] - market.asking_price[person] - market.asked_price[market.asked_of[edge]]
            above += max(more, 0)
        part[person] = above


def edges_bound(market: Market) -> int:
    """The part of the bound that edges give, in one pass; exact however large."""
    part = np.empty(market.asking_price.size, np.int64)
    _above(market, part)
    return exact_sum(part)
