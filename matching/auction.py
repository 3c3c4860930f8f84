"""A quick guess of everybody's price by bidding, in compiled code, for markets in which nearly every place is needed.

Bids as in Bertsekas, "The Auction Algorithm: A Distributed Relaxation Method for the Assignment Problem" (1988), with
ever smaller least raises and several places for one person. Only the prices are used, and any prices will do: the
searches of paths.py make them exact. Here good ones only save time.
"""

from typing import Any

import numpy as np

from matching.compiled import compiled
from matching.paths import Market, Whole
from matching.two_sides import LARGEST_PRICE

BIDS_EACH = 40
EVEN_STEP, UNEVEN_STEP, LOWERED = 10, 6, 8
FINEST = 2**14


@compiled
def _best_offer(asked_of: Any, weight: Any, taken: Any, price: Any, leave: Any) -> tuple[Any, Any, Any]:
    """Which of somebody's edges is worth most (-1: none is worth more than to leave), its worth, and the next best."""
    chosen, best, second = -1, leave, leave
    for place in range(asked_of.size):
        worth = weight[place] - price[np.uint32(asked_of[place])]
        if worth > second and not taken[place]:
            if worth > best:
                chosen, best, second = place, worth, best
            else:
                second = worth
    return chosen, best, second


@compiled
def _hand_over(market: Market, bids: Whole, edge: Any, offer: Any) -> Any:
    """Give the cheapest place to the bidder; returns the edge that lost it or -1, and sets the price of the next.

    An empty place costs 0, the first of all minus the bonus that the first match earns.
    """
    asked = market.asked_of[edge]
    first, room, held = market.slot_start[asked], market.asked_room[asked], market.asked_held[asked]
    slot, lost = first, -1
    for place in range(first + 1, first + held):
        if bids[place] < bids[slot]:
            slot = place
    if held < room and (held == 0 or bids[slot] >= 0):
        slot = first + held
        market.asked_held[asked] = held = held + 1
    else:
        lost = market.slots[slot]
        market.taken[lost] = False
    market.slots[slot], bids[slot] = edge, offer
    market.taken[edge] = True
    lowest = offer
    for place in range(first, first + held):
        lowest = min(lowest, bids[place])
    market.asked_price[asked] = min(lowest, 0) if held < room else lowest
    return lost


@compiled
def _bid_round(market: Market, bids: Whole, waiting: Whole, least_raise: Any, leave: Any) -> None:
    """Everybody bids for what they would gain most from, until all have a place, leave, or bid too often."""
    size = 0
    for person in range(market.asking_price.size - 1, -1, -1):
        for _ in range(market.asking_room[person]):
            waiting[size] = person
            size += 1
    left = BIDS_EACH * size
    while size > 0 and left > 0:
        left -= 1
        size -= 1
        person = waiting[size]
        start, end = market.asking_start[person], market.asking_start[person + 1]
        place, best, second = _best_offer(
            market.asked_of[start:end], market.weight[start:end], market.taken[start:end], market.asked_price, leave
        )
        if place < 0:
            continue
        edge = start + place
        offer = market.asked_price[market.asked_of[edge]] + best - second + least_raise
        lost = _hand_over(market, bids, edge, offer)
        if lost >= 0:
            waiting[size] = market.asking_of[lost]
            size += 1


@compiled
def _let_go(market: Market, lowered: Any) -> None:
    """End a round: nobody holds anything, prices fall a little, and to the lowest where nobody bid."""
    for person in range(market.asked_price.size):
        base = -market.asked_first[person]
        bids = market.asked_held[person] > 0
        market.asked_price[person] = max(market.asked_price[person] - lowered, base) if bids else base
    market.taken[:] = False
    market.asked_held[:] = 0


def bid(market: Market, spread: int, leave: int, even: bool) -> None:
    """Set the asked prices; edges stand person by person, and nothing is held before or after.

    `spread` is the range of the weights. Who could gain no more than `leave` stops bidding, so that a few who cannot
    be placed do not raise every price. Where some places will stay empty (not `even`), prices fall between rounds,
    for a place that nobody takes in the end must be as cheap as at the start.
    """
    bids, waiting = np.empty(market.slots.size, np.int64), np.empty(int(market.asking_room.sum()), np.int64)
    last, least_raise = max(spread // FINEST, 1), spread
    shut = market.asked_room == 0
    while least_raise > last:
        least_raise = max(least_raise // (EVEN_STEP if even else UNEVEN_STEP), last)
        market.asked_price[shut] = LARGEST_PRICE
        _bid_round(market, bids, waiting, least_raise, leave)
        _let_go(market, 0 if even or least_raise == last else LOWERED * least_raise)
        if even:
            above = market.asked_price + market.asked_first
            market.asked_price[~shut] -= above[~shut].min()
