"""Edmonds' blossoms with dual prices, written so that lists of Python ints and compiled int64 arrays both run it.

Every function reads and writes one `State`. Costs are doubled (`cost`), so that all prices stay whole numbers: for
each edge price[u] + price[v] + the widths of the blossoms around both is at least its doubled weight. One search at
a time grows one tree from a free person; its outer vertices become cheaper as time passes, its inner ones dearer.
"""

from heapq import heappush
from typing import NamedTuple

OUTER, INNER = 1, 2
TO_NOTHING, ALONG_EDGE, OPEN_UP = 0, 1, 2  # what an event in the queue is about
Event = tuple[int, int, int, int]  # when, what, and what it is about


class State(NamedTuple):
    """People are the nodes 0 to n - 1, blossoms n to 2 n - 1; -1 is nobody. `start`, `to`, `cost` are the graph.

    Only the top blossom around somebody, or they themself, knows its `base`, the one matched outwards to `mate`;
    matches inside follow from it when it is opened. Children of a blossom stand in a ring (`following`), joined
    by the edges `edge_from` to `edge_to`; its people stand in one `chain` from `first` to `last`.
    """

    start: list[int]
    to: list[int]
    cost: list[int]
    price: list[int]
    mate: list[int]
    top: list[int]
    chain: list[int]
    base: list[int]
    label: list[int]
    since: list[int]  # the moment up to which prices and width are settled
    link_from: list[int]  # the edge over which an inner node was reached
    link_to: list[int]
    width: list[int]
    parent: list[int]
    child: list[int]
    following: list[int]
    edge_from: list[int]
    edge_to: list[int]
    first: list[int]
    last: list[int]
    mark: list[int]
    spare: list[int]  # unused blossoms, the count of them at the end
    labelled: list[int]  # nodes that had a label in this search, the count of them at the end
    near: list[int]  # when an unlabelled node is reached, as far as is known
    near_in: list[int]  # the search that knows it; the number of this search at the end


def price_at(state: State, person: int, now: int) -> int:
    """Somebody's price at a moment."""
    node = state.top[person]
    passed = now - state.since[node]
    if state.label[node] == OUTER:
        return state.price[person] - passed
    if state.label[node] == INNER:
        return state.price[person] + passed
    return state.price[person]


def settle(state: State, node: int, now: int) -> None:
    """Write the prices and the width of a top node down as they are now."""
    passed = now - state.since[node]
    state.since[node] = now
    if passed == 0 or state.label[node] == 0:
        return
    if state.label[node] == OUTER:
        passed = -passed
    person = state.first[node]
    state.price[person] += passed
    while person != state.last[node]:
        person = state.chain[person]
        state.price[person] += passed
    if node >= len(state.top):
        state.width[node] -= 2 * passed


def put_label(state: State, node: int, label: int, now: int) -> None:
    """Begin the time of a node in the tree."""
    state.label[node] = label
    state.since[node] = now
    count = state.labelled[-1]
    state.labelled[count] = node
    state.labelled[-1] = count + 1


def is_nearer(state: State, node: int, when: int) -> bool:
    """Note the moment at which an unlabelled node is reached, if none so early was known."""
    if state.near_in[node] == state.near_in[-1] and state.near[node] <= when:
        return False
    state.near_in[node] = state.near_in[-1]
    state.near[node] = when
    return True


def look_around(state: State, events: list[Event], first: int, last: int, now: int, limit: int) -> int:
    """Queue what some new outer people can lead to; the limit is a moment by which the search surely ends."""
    person = first
    while True:
        node = state.top[person]
        price = price_at(state, person, now)
        if now + price <= limit:
            limit = now + price
            heappush(events, (limit, TO_NOTHING, person, 0))
        for edge in range(state.start[person], state.start[person + 1]):
            other = state.to[edge]
            there = state.top[other]
            if there == node or state.label[there] == INNER:
                continue
            slack = price + price_at(state, other, now) - state.cost[edge]
            if state.label[there] == OUTER:
                if now + slack // 2 <= limit:
                    heappush(events, (now + slack // 2, ALONG_EDGE, person, edge))
            elif now + slack <= limit and is_nearer(state, there, now + slack):
                heappush(events, (now + slack, ALONG_EDGE, person, edge))
                if state.mate[state.base[there]] < 0:
                    limit = now + slack
        if person == last:
            return limit
        person = state.chain[person]


def look_towards(state: State, events: list[Event], node: int, now: int, limit: int) -> None:
    """Queue the edges from outer people to a node that has just lost its label."""
    person = state.first[node]
    while True:
        for edge in range(state.start[person], state.start[person + 1]):
            other = state.to[edge]
            if state.label[state.top[other]] == OUTER:
                slack = price_at(state, other, now) + price_at(state, person, now) - state.cost[edge]
                if now + slack <= limit and is_nearer(state, node, now + slack):
                    heappush(events, (now + slack, ALONG_EDGE, person, edge))
        if person == state.last[node]:
            return
        person = state.chain[person]


def flip(state: State, person: int, partner: int) -> None:
    """Give an outer person a partner (or nobody) and pass the change on along the tree to its root."""
    while True:
        node = state.top[person]
        old = state.mate[state.base[node]]
        state.base[node] = person
        state.mate[person] = partner
        if old < 0:
            return
        inner = state.top[old]
        partner = state.link_to[inner]
        person = state.link_from[inner]
        state.base[inner] = partner
        state.mate[partner] = person


def grow(state: State, events: list[Event], outer: int, reached: int, now: int, limit: int) -> int:
    """Take an unlabelled node into the tree as inner, and the node it is matched with as outer."""
    node = state.top[reached]
    state.link_from[node] = outer
    state.link_to[node] = reached
    put_label(state, node, INNER, now)
    if node >= len(state.top) and now + state.width[node] // 2 <= limit:
        heappush(events, (now + state.width[node] // 2, OPEN_UP, node, 0))
    beyond = state.top[state.mate[state.base[node]]]
    put_label(state, beyond, OUTER, now)
    return look_around(state, events, state.first[beyond], state.last[beyond], now, limit)


def meeting_point(state: State, one: int, other: int) -> int:
    """The outer node in which the ways of two outer nodes to the root meet."""
    node = one
    while True:
        state.mark[node] = 1
        mate = state.mate[state.base[node]]
        if mate < 0:
            break
        node = state.top[state.link_from[state.top[mate]]]
    found = other
    while state.mark[found] == 0:
        found = state.top[state.link_from[state.top[state.mate[state.base[found]]]]]
    node = one
    while True:
        state.mark[node] = 0
        mate = state.mate[state.base[node]]
        if mate < 0:
            return found
        node = state.top[state.link_from[state.top[mate]]]


def join_ring(state: State, one: int, other: int, meeting: int) -> None:
    """Make a ring of the two ways from the meeting point and the edge that joins their ends."""
    node = state.top[one]
    while node != meeting:
        mate = state.mate[state.base[node]]
        inner = state.top[mate]
        state.following[inner] = node
        state.edge_from[inner] = mate
        state.edge_to[inner] = state.base[node]
        node = state.top[state.link_from[inner]]
        state.following[node] = inner
        state.edge_from[node] = state.link_from[inner]
        state.edge_to[node] = state.link_to[inner]
    node = state.top[one]
    state.following[node] = state.top[other]
    state.edge_from[node] = one
    state.edge_to[node] = other
    node = state.top[other]
    while node != meeting:
        mate = state.mate[state.base[node]]
        inner = state.top[mate]
        state.following[node] = inner
        state.edge_from[node] = state.base[node]
        state.edge_to[node] = mate
        state.following[inner] = state.top[state.link_from[inner]]
        state.edge_from[inner] = state.link_to[inner]
        state.edge_to[inner] = state.link_from[inner]
        node = state.following[inner]


def shrink(state: State, events: list[Event], one: int, other: int, now: int, limit: int) -> int:
    """Make one outer blossom of the ring that a tight edge between two outer nodes closes."""
    meeting = meeting_point(state, state.top[one], state.top[other])
    join_ring(state, one, other, meeting)
    state.spare[-1] -= 1
    blossom = state.spare[state.spare[-1]]
    state.child[blossom] = meeting
    state.base[blossom] = state.base[meeting]
    state.width[blossom] = 0
    state.parent[blossom] = -1
    state.first[blossom] = state.first[meeting]
    put_label(state, blossom, OUTER, now)
    node = meeting
    while True:
        settle(state, node, now)
        state.parent[node] = blossom
        person = state.first[node]
        state.top[person] = blossom
        while person != state.last[node]:
            person = state.chain[person]
            state.top[person] = blossom
        state.last[blossom] = person
        node = state.following[node]
        if node == meeting:
            break
        state.chain[person] = state.first[node]
    while True:
        was_inner = state.label[node] == INNER
        state.label[node] = 0
        if was_inner:
            limit = look_around(state, events, state.first[node], state.last[node], now, limit)
        node = state.following[node]
        if node == meeting:
            return limit


def match_inside(state: State, blossom: int) -> None:
    """Let the matches between the children of a blossom follow from its base."""
    odd = state.base[blossom]
    while state.parent[odd] != blossom:
        odd = state.parent[odd]
    state.base[odd] = state.base[blossom]
    node = state.following[odd]
    while node != odd:
        one, other = state.edge_from[node], state.edge_to[node]
        state.mate[one] = other
        state.mate[other] = one
        state.base[node] = one
        node = state.following[node]
        state.base[node] = other
        node = state.following[node]
