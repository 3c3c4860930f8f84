"""One search after another from each free person, until nobody who is worth something is left free."""

from heapq import heappop, heappush

from matching.blossoms import (
    ALONG_EDGE,
    INNER,
    OPEN_UP,
    OUTER,
    TO_NOTHING,
    Event,
    State,
    flip,
    grow,
    look_around,
    look_towards,
    match_inside,
    price_at,
    put_label,
    settle,
    shrink,
)


def open_up(state: State, events: list[Event], blossom: int, now: int, limit: int) -> int:
    """Take an inner blossom without width apart; the part of its ring that the tree needs stays in the tree."""
    settle(state, blossom, now)
    match_inside(state, blossom)
    came_from, came_to = state.link_from[blossom], state.link_to[blossom]
    ring = state.child[blossom]
    node = ring
    while True:
        state.parent[node] = -1
        person = state.first[node]
        state.top[person] = node
        while person != state.last[node]:
            person = state.chain[person]
            state.top[person] = node
        node = state.following[node]
        if node == ring:
            break
    state.label[blossom] = 0
    state.parent[blossom] = blossom
    state.spare[state.spare[-1]] = blossom
    state.spare[-1] += 1
    label_way_through(state, state.top[came_to], state.top[state.base[blossom]], now)
    state.link_from[state.top[came_to]] = came_from
    state.link_to[state.top[came_to]] = came_to
    while True:
        if state.label[node] == OUTER:
            limit = look_around(state, events, state.first[node], state.last[node], now, limit)
        elif state.label[node] == 0:
            look_towards(state, events, node, now, limit)
        elif node >= len(state.top) and now + state.width[node] // 2 <= limit:
            heappush(events, (now + state.width[node] // 2, OPEN_UP, node, 0))
        node = state.following[node]
        if node == ring:
            return limit


def label_way_through(state: State, entry: int, way_out: int, now: int) -> None:
    """Label the nodes of an opened ring between where the tree came in and where it goes on, in turn."""
    put_label(state, entry, INNER, now)
    steps, node = 0, way_out
    while node != entry:
        node = state.following[node]
        steps += 1
    if steps % 2 == 1:
        while node != way_out:
            outer = state.following[node]
            put_label(state, outer, OUTER, now)
            node = state.following[outer]
            put_label(state, node, INNER, now)
            state.link_from[node] = state.edge_from[outer]
            state.link_to[node] = state.edge_to[outer]
        return
    node = way_out
    while node != entry:
        put_label(state, node, INNER, now)
        state.link_from[node] = state.edge_to[node]
        state.link_to[node] = state.edge_from[node]
        outer = state.following[node]
        put_label(state, outer, OUTER, now)
        node = state.following[outer]


def follow_edge(state: State, events: list[Event], edge: int, person: int, now: int, limit: int) -> int:
    """What an edge leads to once it is tight; -1 when it ended the search by matching somebody who was free."""
    other = state.to[edge]
    if state.label[state.top[person]] != OUTER:
        person, other = other, person
    there = state.top[other]
    if there == state.top[person] or state.label[state.top[person]] != OUTER or state.label[there] == INNER:
        return limit
    slack = price_at(state, person, now) + price_at(state, other, now) - state.cost[edge]
    if slack > 0:
        when = now + (slack // 2 if state.label[there] == OUTER else slack)
        if when <= limit:
            heappush(events, (when, ALONG_EDGE, person, edge))
        return limit
    if state.label[there] == OUTER:
        return shrink(state, events, person, other, now, limit)
    if state.mate[state.base[there]] < 0:
        flip(state, person, other)
        state.base[there] = other
        state.mate[other] = person
        return -1
    return grow(state, events, person, other, now, limit)


def search(state: State, root: int) -> None:
    """Match a free person, or leave free somebody who is worth nothing, at the least loss."""
    node = state.top[root]
    put_label(state, node, OUTER, 0)
    now = 0
    limit = state.price[root]
    events = [(limit, TO_NOTHING, root, 0)]
    limit = look_around(state, events, state.first[node], state.last[node], now, limit)
    while limit >= 0:
        now, what, about, edge = heappop(events)
        if what == TO_NOTHING:
            flip(state, about, -1)
            limit = -1
        elif what == ALONG_EDGE:
            limit = follow_edge(state, events, edge, about, now, limit)
        elif state.parent[about] < 0 and state.label[about] == INNER:
            limit = open_up(state, events, about, now, limit)
    for place in range(state.labelled[-1]):
        node = state.labelled[place]
        if state.parent[node] < 0:
            settle(state, node, now)
        state.label[node] = 0
    state.labelled[-1] = 0
    state.near_in[-1] += 1


def match_all(state: State) -> None:
    """Search from everybody who is free and worth something, in order; afterwards `mate` holds for everybody."""
    people = len(state.top)
    for person in range(people):
        node = state.top[person]
        if state.base[node] == person and state.mate[person] < 0 and price_at(state, person, 0) > 0:
            search(state, person)
    for node in range(people, 2 * people):
        if state.parent[node] < 0:
            match_nested(state, node)


def match_nested(state: State, blossom: int) -> None:
    """Let all matches in a blossom follow from its base, from outside in."""
    people = len(state.top)
    waiting = [blossom]
    while len(waiting) > 0:
        outer = waiting.pop()
        match_inside(state, outer)
        node = state.child[outer]
        while True:
            if node >= people:
                waiting.append(node)
            node = state.following[node]
            if node == state.child[outer]:
                break
