"""Shortest paths of changed minds, in compiled code: who moves where when one more person is given a place.

People of one side ask, people of the other side are asked. Everybody has a price (a dual) in whole numbers. Between
calls these hold, and together they prove that the choice is the best there is:

- an edge that is not taken scores at most the two prices together, one that is taken at least as much;
- somebody with a match has a price of at least minus what losing it would cost in bonus;
- somebody with room has a price of at most minus what one more match would earn in bonus. Whoever breaks only this
  last promise is *waiting*, and `settle` is called for them until they keep it too.

`settle` is Dijkstra's search over reduced costs, one unit at a time (Edmonds and Karp 1972; Tomizawa 1971), from one
side or, with the sides exchanged, from the other. Ties go to the node found first, so the same arrays give the same
choice.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Whole = NDArray[np.int64]
Places = NDArray[np.int32]

HEAP, READY, TOUCHED, SEARCHES, NEAREST, END = range(6)


class Market(NamedTuple):
    """Both sides and the edges between them; `first` is the bonus somebody's first match earns.

    `asking_edges` lists the edges of the asking person p from `asking_start[p]` to `asking_start[p + 1]`;
    `slots` lists the taken edges of the asked person p in the `asked_held[p]` places from `slot_start[p]`.
    """

    asking_price: Whole
    asking_room: Whole
    asking_held: Whole
    asking_first: Whole
    asking_start: Whole
    asking_edges: Places
    asked_price: Whole
    asked_room: Whole
    asked_held: Whole
    asked_first: Whole
    slot_start: Whole
    slots: Places
    asking_of: Places
    asked_of: Places
    weight: Whole
    taken: NDArray[np.bool_]


class Search(NamedTuple):
    """Room to work in; asked people are nodes from 0, asking people are nodes after them."""

    distance: Whole
    via: Places
    reached: Places
    touched: Places
    ready: Places
    heap_distance: Whole
    heap_node: Places
    tally: Whole

    @staticmethod
    def room_for(people: int, edges: int) -> "Search":
        """Room for a market of so many people on both sides and so many edges."""
        return Search(
            np.empty(people, np.int64),
            np.empty(people, np.int32),
            np.zeros(people, np.int32),
            np.empty(people, np.int32),
            np.empty(people, np.int32),
            np.empty(edges + 1, np.int64),
            np.empty(edges + 1, np.int32),
            np.zeros(6, np.int64),
        )


@compiled
def next_gain(first: Any, held: Any) -> Any:
    """What one more match earns beside its score."""
    return first if held == 0 else 0


@compiled
def _queue(search: Search, distance: Any, node: Any, here: Any) -> None:
    """Remember a node to look at: at once when it is no further, by the heap otherwise."""
    if distance == here:
        search.ready[search.tally[READY]] = node
        search.tally[READY] += 1
        return
    keys, nodes = search.heap_distance, search.heap_node
    place = search.tally[HEAP]
    search.tally[HEAP] += 1
    while place > 0:
        parent = (place - 1) >> 1
        if keys[parent] <= distance:
            break
        keys[place], nodes[place] = keys[parent], nodes[parent]
        place = parent
    keys[place], nodes[place] = distance, node


@compiled
def _drop_top(search: Search) -> None:
    """Take the nearest node off the heap."""
    keys, nodes = search.heap_distance, search.heap_node
    search.tally[HEAP] -= 1
    last = search.tally[HEAP]
    key, node = keys[last], nodes[last]
    place = 0
    while True:
        child = 2 * place + 1
        if child >= last:
            break
        if child + 1 < last and keys[child + 1] < keys[child]:
            child += 1
        if keys[child] >= key:
            break
        keys[place], nodes[place] = keys[child], nodes[child]
        place = child
    keys[place], nodes[place] = key, node


@compiled
def _nearer(search: Search, node: Any, distance: Any, edge: Any) -> bool:
    """Note a shorter way to a node, and say whether it is one."""
    if search.reached[node] == search.tally[SEARCHES]:
        if distance >= search.distance[node]:
            return False
    else:
        search.reached[node] = search.tally[SEARCHES]
        search.touched[search.tally[TOUCHED]] = node
        search.tally[TOUCHED] += 1
    search.distance[node] = distance
    search.via[node] = edge
    return True


@compiled
def _ask(market: Market, search: Search, person: Any, here: Any) -> None:
    """Look at everybody this person could still be given; whoever has room may end the search."""
    nearest = search.tally[NEAREST]
    base = here + market.asking_price[person]
    for place in range(market.asking_start[person], market.asking_start[person + 1]):
        edge = market.asking_edges[place]
        asked = market.asked_of[edge]
        distance = base + market.asked_price[asked] - market.weight[edge]
        if distance >= nearest or market.taken[edge] or not _nearer(search, asked, distance, edge):
            continue
        held = market.asked_held[asked]
        if held < market.asked_room[asked]:
            further = -market.asked_price[asked] - next_gain(market.asked_first[asked], held)
            if further <= 0:
                nearest = distance
                search.tally[END] = asked
                continue
            if distance + further < nearest:
                nearest = distance + further
                search.tally[END] = asked
        _queue(search, distance, asked, here)
    search.tally[NEAREST] = nearest


@compiled
def _displace(market: Market, search: Search, asked: Any, here: Any) -> None:
    """Look at everybody who could make room at this person; whoever may go without ends the search."""
    nearest = search.tally[NEAREST]
    base = here - market.asked_price[asked]
    first_slot = market.slot_start[asked]
    for place in range(first_slot, first_slot + market.asked_held[asked]):
        edge = market.slots[place]
        person = market.asking_of[edge]
        distance = base + market.weight[edge] - market.asking_price[person]
        node = market.asked_price.size + person
        if distance >= nearest or not _nearer(search, node, distance, edge):
            continue
        lost = next_gain(market.asking_first[person], market.asking_held[person] - 1)
        without = distance + market.asking_price[person] + lost
        if without < nearest:
            nearest = without
            search.tally[END] = node
        _queue(search, distance, node, here)
    search.tally[NEAREST] = nearest


@compiled
def _next_node(search: Search, here: Any) -> Any:
    """The nearest node not looked at yet, or -1 when the end is at least as near."""
    while search.tally[READY] > 0:
        search.tally[READY] -= 1
        node = search.ready[search.tally[READY]]
        if search.distance[node] == here:
            return node
    while search.tally[HEAP] > 0 and search.heap_distance[0] < search.tally[NEAREST]:
        node, distance = search.heap_node[0], search.heap_distance[0]
        _drop_top(search)
        if search.distance[node] == distance:
            return node
    return -1


@compiled
def _change(market: Market, search: Search) -> None:
    """Give everybody on the way from the end back to the start the place that was found for them."""
    asked_people = market.asked_price.size
    node = search.tally[END]
    if node >= asked_people:
        market.asking_held[node - asked_people] -= 1
    else:
        edge = search.via[node]
        market.slots[market.slot_start[node] + market.asked_held[node]] = edge
        market.asked_held[node] += 1
        market.taken[edge] = True
        node = asked_people + market.asking_of[edge]
    while search.via[node] >= 0:
        gone = search.via[node]
        asked = market.asked_of[gone]
        edge = search.via[asked]
        market.taken[gone] = False
        market.taken[edge] = True
        slot = market.slot_start[asked]
        while market.slots[slot] != gone:
            slot += 1
        market.slots[slot] = edge
        node = asked_people + market.asking_of[edge]
    market.asking_held[node - asked_people] += 1


@compiled
def settle(market: Market, search: Search, person: Any) -> bool:
    """Find one more match for a waiting person, or the price at which they go without; say which."""
    asked_people = market.asked_price.size
    tally, node = search.tally, asked_people + person
    tally[HEAP] = tally[READY] = tally[TOUCHED] = 0
    tally[SEARCHES] += 1
    tally[NEAREST] = market.asking_price[person] + next_gain(market.asking_first[person], market.asking_held[person])
    tally[END] = -1
    _nearer(search, node, 0, -1)
    while node >= 0:
        here = search.distance[node]
        if here >= tally[NEAREST]:
            break
        if node >= asked_people:
            _ask(market, search, node - asked_people, here)
        else:
            _displace(market, search, node, here)
        node = _next_node(search, here)
    for place in range(tally[TOUCHED]):
        node = search.touched[place]
        less = tally[NEAREST] - search.distance[node]
        if less > 0 and node >= asked_people:
            market.asking_price[node - asked_people] -= less
        elif less > 0:
            market.asked_price[node] += less
    if tally[END] < 0:
        return False
    _change(market, search)
    return True


@compiled
def settle_all(market: Market, search: Search) -> None:
    """Settle everybody on the asking side who is waiting."""
    for person in range(market.asking_price.size):
        while market.asking_held[person] < market.asking_room[person]:
            gain = next_gain(market.asking_first[person], market.asking_held[person])
            if market.asking_price[person] + gain <= 0 or not settle(market, search, person):
                break
