"""The cheapest circulation in a network of whole numbers, and a bound from its prices that needs no trust."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

SAFE_IN_INT64 = 2**61


@dataclass(frozen=True, slots=True, eq=False)
class Network:
    """Arcs from tail to head, each with a capacity of at least 0 and a cost; costs are int64 or Python ints.

    `price` holds starting prices of the nodes: any will do, good ones save work.
    """

    nodes: int
    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    capacity: NDArray[np.int64]
    cost: NDArray[Any]
    price: NDArray[Any]


def fits_pylmcf(network: Network) -> bool:
    """Whether int64 holds whatever the compiled network simplex adds up."""
    if network.cost.dtype == object or network.cost.size == 0:
        return network.cost.size == 0
    steepest = max(abs(int(network.cost.max())), abs(int(network.cost.min())))
    return steepest * (network.nodes + 2) < SAFE_IN_INT64


def cheapest_with_prices(network: Network) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """The flow on each arc at least total cost, and the node prices that prove it.

    Network simplex (LEMON's, through pylmcf) in int64; numbers too large for it go to networkx in Python ints.
    On every arc, cost + price[tail] - price[head] is at least 0 where it is empty and at most 0 where it is full.
    """
    if network.tail.size == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(network.nodes, dtype=np.int64)
    return _by_pylmcf(network) if fits_pylmcf(network) else _by_networkx(network)


def _by_pylmcf(network: Network) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Flow and node prices from the compiled network simplex.

    It wants costs of at least 0 and arcs in order of tail, then head: an arc that still costs less than 0 after
    the starting prices is taken as full and turned round, so that what it carries is what is sent back.
    """
    from pylmcf import Graph  # type: ignore[import-untyped]  # the package carries no types

    start = network.price.astype(np.int64)
    cost = network.cost.astype(np.int64) + start[network.tail] - start[network.head]
    turned = cost < 0
    tail, head = np.where(turned, network.head, network.tail), np.where(turned, network.tail, network.head)
    sent = np.where(turned, network.capacity, 0)
    supply = np.zeros(network.nodes, dtype=np.int64)
    np.add.at(supply, network.head[turned], sent[turned])
    np.subtract.at(supply, network.tail[turned], sent[turned])
    order = np.lexsort((head, tail))
    graph = Graph(network.nodes, tail[order].astype(np.int32), head[order].astype(np.int32))
    graph.set_node_supply(supply)
    graph.set_edge_capacities(network.capacity[order])
    graph.set_edge_costs(np.abs(cost[order]))
    graph.solve()
    flow = np.empty(order.size, dtype=np.int64)
    flow[order] = graph.result()
    return np.where(turned, sent - flow, flow), np.array(graph.potentials(), dtype=np.int64) + start


def _by_networkx(network: Network) -> tuple[NDArray[np.int64], NDArray[Any]]:
    """Flow in Python's unbounded whole numbers, and prices by shortest paths in what the flow left over."""
    import networkx as nx

    graph: Any = nx.MultiDiGraph()
    graph.add_nodes_from(range(network.nodes), demand=0)
    columns: Sequence[list[int]] = [
        network.tail.tolist(),
        network.head.tolist(),
        network.capacity.tolist(),
        network.cost.tolist(),
    ]
    for place, (tail, head, capacity, cost) in enumerate(zip(*columns, strict=True)):
        graph.add_edge(tail, head, key=place, capacity=capacity, weight=cost)
    _, flows = nx.network_simplex(graph)
    flow = np.zeros(network.tail.size, dtype=np.int64)
    for arcs in flows.values():
        for keyed in arcs.values():
            for place, amount in keyed.items():
                flow[place] = amount
    return flow, _prices(network, flow)


def _prices(network: Network, flow: NDArray[np.int64]) -> NDArray[Any]:
    """Shortest distances from a point outside to every node over arcs that could still change (Bellman-Ford)."""
    cost = network.cost.astype(object)
    forward, backward = flow < network.capacity, flow > 0
    start = np.concatenate([network.tail[forward], network.head[backward]])
    end = np.concatenate([network.head[forward], network.tail[backward]])
    length = np.concatenate([cost[forward], -cost[backward]])
    distance = np.array([0] * network.nodes, dtype=object)
    for _ in range(network.nodes):
        before = distance.copy()
        np.minimum.at(distance, end, distance[start] + length)
        if (before == distance).all():
            break
    return distance


def proved_bound(network: Network, price: NDArray[Any]) -> int:
    """The dual value of these prices: no circulation can cost less.

    It holds for any prices: each arc contributes capacity times its reduced cost where that is negative.
    """
    if network.cost.size == 0:
        return 0
    rough = np.abs(network.cost.astype(np.float64)).max() + 2.0 * np.abs(price.astype(np.float64)).max()
    if rough * (float(network.capacity.sum()) + 1.0) < SAFE_IN_INT64:
        reduced = network.cost.astype(np.int64) + price[network.tail] - price[network.head]
        return int((network.capacity * np.minimum(reduced, 0)).sum())
    exact = price.astype(object)
    reduced = network.cost.astype(object) + exact[network.tail] - exact[network.head]
    return int((network.capacity.astype(object) * np.minimum(reduced, 0)).sum())
