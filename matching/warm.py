"""A large market solved from prices and pairs that fitted before: only what no longer fits is searched again."""

from typing import Any

import numpy as np

from matching.compiled import compiled
from matching.market import close, contested, fill_slots, opened, settle_market
from matching.paths import Market, Places, Whole, next_gain
from matching.two_sides import Settled, Sides

FEW = 15


def settle_from(
    sides: Sides, fine: int, left_price: Whole, right_price: Whole, held: Whole, *, steady: bool = False
) -> Settled:
    """The best choice, found from any prices (in `fine` parts) and any places of edges that were held.

    The result is proved like one from nothing; how fast it comes depends on how nearly the prices and pairs fit.
    Where every place is needed, one change reaches far, and more than a few are sooner solved from nothing, unless
    the market is `steady`: what is held is worth so much more that few are moved.
    """
    market = opened(sides, fine, left_price.copy(), right_price.copy())
    _hold(market, held)
    _floor(market.asking_price, market.asking_first, market.asking_held)
    _floor(market.asked_price, market.asked_first, market.asked_held)
    _lift(market, _misfits(market))
    _let_go(market, held)
    waiting = int((market.asking_room - market.asking_held)[market.asking_price > 0].sum())
    if waiting > FEW and not steady and contested(sides):
        return settle_market(sides)
    fill_slots(market.slots, market.slot_start, market.asked_of, held[market.taken[held]])
    return close(sides, market, fine)


@compiled
def _hold(market: Market, held: Any) -> None:
    """Take the held edges, as far as both people have room."""
    for edge in held:
        person, asked = market.asking_of[edge], market.asked_of[edge]
        fits = market.asking_held[person] < market.asking_room[person]
        if fits and market.asked_held[asked] < market.asked_room[asked]:
            market.taken[edge] = True
            market.asking_held[person] += 1
            market.asked_held[asked] += 1


@compiled
def _floor(price: Whole, first: Whole, held: Whole) -> None:
    """Nobody's price is below what their last match is worth in bonus, nor, without any, below the first."""
    for person in range(price.size):
        last = max(held[person] - 1, 0)
        price[person] = max(price[person], -next_gain(first[person], last))


@compiled
def _misfits(market: Market) -> Places:
    """The edges that are not taken and score more than both prices."""
    found = np.empty(market.weight.size, np.int32)
    count = 0
    for person in range(market.asking_price.size):
        price = market.asking_price[person]
        for edge in range(market.asking_start[person], market.asking_start[person + 1]):
            if market.weight[edge] - market.asked_price[market.asked_of[edge]] > price and not market.taken[edge]:
                found[count] = edge
                count += 1
    return found[:count]


@compiled
def _lift(market: Market, misfits: Places) -> None:
    """Raise the price of whoever has more misfits, as it is most likely they who changed; then of the others."""
    asking = np.zeros(market.asking_price.size, np.int64)
    asked = np.zeros(market.asked_price.size, np.int64)
    for edge in misfits:
        asking[market.asking_of[edge]] += 1
        asked[market.asked_of[edge]] += 1
    for edge in misfits:
        one, other = market.asking_of[edge], market.asked_of[edge]
        if asking[one] >= asked[other]:
            least = market.weight[edge] - market.asked_price[other]
            market.asking_price[one] = max(market.asking_price[one], least)
    for edge in misfits:
        one, other = market.asking_of[edge], market.asked_of[edge]
        least = market.weight[edge] - market.asking_price[one]
        market.asked_price[other] = max(market.asked_price[other], least)


@compiled
def _let_go(market: Market, held: Any) -> None:
    """Give back the held edges that now score less than both prices."""
    for edge in held:
        person, asked = market.asking_of[edge], market.asked_of[edge]
        prices = market.asking_price[person] + market.asked_price[asked]
        if market.taken[edge] and market.weight[edge] < prices:
            market.taken[edge] = False
            market.asking_held[person] -= 1
            market.asked_held[asked] -= 1
