"""What prices prove about a pairing: added up so that the answer holds whatever solver they came from."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.blossoms import State

Row = NDArray[np.int64]


def value_of_prices(state: State, low: Row, high: Row, weight: NDArray[Any]) -> int:
    """A whole number that the weight of no pairing exceeds (Edmonds 1965: the dual with odd sets).

    Prices count in halves. The price of each person and (size - 1) / 2 times the width of each blossom are added;
    an edge whose weight its two prices and the blossoms around both do not cover is paid for on top, so that wrong
    prices make the value too high and never too low.
    """
    people = len(state.top)
    price = np.maximum(np.asarray(state.price), 0)
    parent = np.asarray(state.parent)
    alive = np.flatnonzero(parent[people:] != np.arange(people, 2 * people)) + people
    width = np.zeros(2 * people, dtype=price.dtype)
    width[alive] = np.maximum(np.asarray(state.width)[alive], 0)
    size, depth, above = _nested(people, parent, alive, width)
    covered = price[low] + price[high] + _around_both(parent, depth, above, low, high)
    missing = np.maximum(2 * weight - covered, 0)
    parts = (price, width[alive] * ((size[alive] - 1) // 2), missing)
    return sum(sum(map(int, part[part != 0])) for part in parts) // 2


def _nested(people: int, parent: Row, alive: Row, width: NDArray[Any]) -> tuple[Row, Row, NDArray[Any]]:
    """How many people are in each blossom, how many blossoms stand around each node, and their width with its own."""
    size, depth = np.zeros(2 * people, dtype=np.int64), np.zeros(2 * people, dtype=np.int64)
    above = width.copy()
    nodes = np.concatenate([np.arange(people), alive])
    around = parent[nodes]
    while (inside := around >= 0).any():
        nodes, around = nodes[inside], around[inside]
        depth[nodes] += 1
        above[nodes] += width[around]
        size += np.bincount(around[nodes < people], minlength=2 * people)
        around = parent[around]
    return size, depth, above


def _around_both(parent: Row, depth: Row, above: NDArray[Any], low: Row, high: Row) -> NDArray[Any]:
    """The width of all blossoms around both ends of each edge: climb from both until the ways meet."""
    found = np.zeros(low.size, dtype=above.dtype)
    places = np.flatnonzero((depth[low] > 0) & (depth[high] > 0))
    one, other = low[places], high[places]
    while places.size:
        higher = depth[one] >= depth[other]
        one, other = np.where(higher, parent[one], one), np.where(higher, other, parent[other])
        met = one == other
        found[places[met & (one >= 0)]] = above[one[met & (one >= 0)]]
        going = ~met & (one >= 0) & (other >= 0)
        places, one, other = places[going], one[going], other[going]
    return found
