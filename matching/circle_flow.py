"""Exchanges in circles of any length: one cheapest flow, proved by its prices, then cut into circles."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.flow import SAFE_IN_INT64, Network, cheapest_with_prices, proved_bound
from matching.numbers import Whole

Index = NDArray[np.int64]
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Exchange:
    """The checked problem, its arcs in order of giver, then receiver; `balance` is all 0 where none was given."""

    giver: Index
    receiver: Index
    minutes: Index
    score: Whole
    give_limit: Index
    receive_limit: Index
    balance: Index

    @property
    def people(self) -> int:
        """How many people there are."""
        return int(self.give_limit.size)


@dataclass(frozen=True, slots=True, eq=False)
class Prices:
    """What one more minute would bring: on each arc, and in what each person may give, receive, or even out."""

    arc: Real
    give: Real
    receive: Real
    even_out: Real


def most_minutes(exchange: Exchange) -> tuple[Index, int, Prices]:
    """Minutes on each arc, most minutes first and then the highest score; the most there can be; and its prices.

    Each person is three nodes (received, in between, given), so that both limits hold; a balance other than 0
    opens an arc between the middle and one hub, which lets the person give or receive as much more. A minute is
    worth more than the widest difference in score that all minutes together can make.
    """
    arcs, nothing = exchange.giver.size, np.zeros(exchange.people)
    if arcs == 0:
        return np.zeros(0, dtype=np.int64), 0, Prices(np.zeros(0), nothing, nothing, nothing)
    lowest = int(exchange.score.min())
    spread = int(exchange.score.max()) - lowest
    most = min(int(limit.sum()) for limit in (exchange.minutes, exchange.give_limit, exchange.receive_limit))
    minute = spread * most + 1
    wide = object if (minute + spread) >= SAFE_IN_INT64 // 4 else np.int64
    worth = exchange.score.astype(object if wide is object else exchange.score.dtype) - lowest + minute
    network = _network(exchange, worth.astype(wide))
    flow, price = cheapest_with_prices(network)
    return flow[:arcs], -proved_bound(network, price) // minute, _prices(exchange, network, price, minute)


def _prices(exchange: Exchange, network: Network, price: NDArray[Any], minute: int) -> Prices:
    """The prices of arcs that are full, in minutes, from those of the nodes."""
    reduced = network.cost + price[network.tail] - price[network.head]
    dear = np.maximum(0.0, -(reduced / minute).astype(np.float64))
    arcs, n = exchange.giver.size, exchange.people
    even_out = np.zeros(n)
    if dear.size == arcs + n:  # nobody's balance may move: one limit holds for both
        return Prices(dear[:arcs], dear[arcs:], np.zeros(n), even_out)
    balance = np.concatenate([np.flatnonzero(exchange.balance > 0), np.flatnonzero(exchange.balance < 0)])
    even_out[balance] = dear[arcs + 2 * n :]
    return Prices(dear[:arcs], dear[arcs + n : arcs + 2 * n], dear[arcs : arcs + n], even_out)


def _network(exchange: Exchange, worth: Whole) -> Network:
    """Arcs of help first, then each person's limits, then what balances allow."""
    n = exchange.people
    person = np.arange(n, dtype=np.int64)
    up, down = np.flatnonzero(exchange.balance > 0), np.flatnonzero(exchange.balance < 0)
    evens_out = bool(up.size and down.size)
    if evens_out:
        hub_of = np.full(n, 3 * n, dtype=np.int64)
        tail = [2 * n + exchange.giver, person, n + person, n + up, hub_of[down]]
        head = [exchange.receiver, n + person, 2 * n + person, hub_of[up], n + down]
        room = [exchange.minutes, exchange.receive_limit, exchange.give_limit]
        room += [exchange.balance[up], -exchange.balance[down]]
    else:
        tail, head = [n + exchange.giver, person], [exchange.receiver, n + person]
        room = [exchange.minutes, np.minimum(exchange.give_limit, exchange.receive_limit)]
    nodes = 3 * n + 1 if evens_out else 2 * n
    tails = np.concatenate(tail)
    cost = np.zeros(tails.size, dtype=worth.dtype)
    cost[: worth.size] = -worth
    price = np.zeros(nodes, dtype=worth.dtype)
    givers = slice(2 * n, 3 * n) if evens_out else slice(n, 2 * n)
    price[givers] = worth.max()
    return Network(nodes, tails, np.concatenate(head), np.concatenate(room), cost, price)


def cut_into_circles(exchange: Exchange, minutes: Index) -> list[tuple[list[int], int]]:
    """Circles, and chains from somebody who gives more to somebody who receives more, that add up to the minutes.

    Each is a list of arcs with its minutes. One walk over the arcs that carry something: whenever it meets itself,
    a circle is cut off, and at least one arc is done.
    """
    n, arcs = exchange.people, exchange.giver.size
    net = _sums(n, exchange.giver, minutes) - _sums(n, exchange.receiver, minutes)
    more, less = np.flatnonzero(net > 0), np.flatnonzero(net < 0)
    tail = np.concatenate([exchange.giver, np.full(more.size, n), less])
    head = np.concatenate([exchange.receiver, more, np.full(less.size, n)])
    left = np.concatenate([minutes, net[more], -net[less]])
    cut = _Walk(n + 1, tail.tolist(), head.tolist(), left.tolist()).circles()
    circles = []
    for circle, amount in cut:
        begin = next((place for place, arc in enumerate(circle) if arc >= arcs and tail[arc] == n), None)
        turned = circle if begin is None else circle[begin + 1 :] + circle[:begin]
        circles.append(([arc for arc in turned if arc < arcs], amount))
    return circles


def _sums(n: int, person: Index, minutes: Index) -> Index:
    """The minutes of each person."""
    total = np.zeros(n, dtype=np.int64)
    np.add.at(total, person, minutes)
    return total


class _Walk:
    """A walk along arcs that still carry something, each node's arcs in turn."""

    def __init__(self, nodes: int, tail: Sequence[int], head: Sequence[int], left: list[int]) -> None:
        self.tail, self.head, self.left = tail, head, left
        self.out: list[list[int]] = [[] for _ in range(nodes)]
        for arc in range(len(left) - 1, -1, -1):
            if left[arc] > 0:
                self.out[tail[arc]].append(arc)

    def circles(self) -> list[tuple[list[int], int]]:
        """Circles and what each carries, until nothing is left."""
        found: list[tuple[list[int], int]] = []
        for start in range(len(self.out)):
            while self.out[start]:
                self._from(start, found)
        return found

    def _from(self, start: int, found: list[tuple[list[int], int]]) -> None:
        """Walk on from a node until the walk is back there with all of it cut off."""
        path: list[int] = []
        at = {start: 0}
        node = start
        while self.out[node]:
            arc = self.out[node][-1]
            path.append(arc)
            node = self.head[arc]
            if node in at:
                circle = path[at[node] :]
                del path[at[node] :]
                for later in circle[1:]:
                    del at[self.tail[later]]
                found.append((circle, self._cut(circle)))
            else:
                at[node] = len(path)

    def _cut(self, circle: list[int]) -> int:
        """Take the least that any arc of a circle carries off all of them."""
        amount = min(self.left[arc] for arc in circle)
        for arc in circle:
            self.left[arc] -= amount
            if self.left[arc] == 0:
                self.out[self.tail[arc]].remove(arc)
        return amount
