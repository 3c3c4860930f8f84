"""Two sides of people as a network in which the cheapest circulation is the best choice: the way for small markets."""

from typing import Any

import numpy as np

from matching.flow import Network, cheapest_with_prices, fits_pylmcf
from matching.two_sides import Settled, Sides, Whole, dual_bound


def settle_by_flow(sides: Sides) -> Settled:
    """The best choice, its prices and its bound, for weights of any size."""
    network, edges = network_of(sides)
    flow, price = cheapest_with_prices(network)
    lefts, hub = sides.left_room.size, network.nodes - 1
    wide: Any = price if fits_pylmcf(network) else price.astype(object)
    left_price, right_price = wide[:lefts] - wide[hub], wide[hub] - wide[lefts:hub]
    chosen = np.flatnonzero(flow[:edges] > 0)
    return Settled(chosen, left_price, right_price, dual_bound(sides, left_price, right_price))


def network_of(sides: Sides) -> tuple[Network, int]:
    """Edges first, then each person's arcs to or from one hub: the first match earns a bonus, the others do not."""
    lefts, rights, weight = sides.left_room.size, sides.right_room.size, sides.weight
    hub = lefts + rights
    room = np.concatenate([sides.left_room, sides.right_room])
    first = np.concatenate([sides.left_first, sides.right_first]).astype(weight.dtype)
    persons = np.arange(hub, dtype=np.int64)
    ones, more = persons[room > 0], persons[room > 1]
    arcs = np.concatenate([ones, more])
    hubs = np.full(arcs.size, hub, dtype=np.int64)
    price = np.zeros(hub + 1, dtype=weight.dtype)
    np.maximum.at(price, sides.left, weight)
    network = Network(
        hub + 1,
        np.concatenate([sides.left, np.where(arcs < lefts, hubs, arcs)]),
        np.concatenate([lefts + sides.right, np.where(arcs < lefts, arcs, hubs)]),
        np.concatenate([_ones(weight.size), _ones(ones.size), room[more] - 1]),
        np.concatenate([-weight, -first[ones], np.zeros(more.size, dtype=weight.dtype)]),
        price,
    )
    return network, weight.size


def _ones(size: int) -> Whole:
    return np.ones(size, dtype=np.int64)
