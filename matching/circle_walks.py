"""Finding the short circles worth most, without listing all circles: best walks that meet in the middle."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Index = NDArray[np.int64]
Real = NDArray[np.float64]
ArcCircle = tuple[int, ...]  # arcs, each beginning where the one before ends; the last ends where the first begins
NEVER = -np.inf
WORTH = 1e-7
CELLS_AT_ONCE = 16_000_000
LARGE = 4_000  # arcs; from here on compiled code is worth the time it takes to load


@dataclass(frozen=True, slots=True, eq=False)
class Arcs:
    """Who could help whom, in order of tail, then head; `hub` is the last node where balances may move, else -1."""

    nodes: int
    tail: Index
    head: Index
    hub: int

    def some(self, kept: Index) -> "Arcs":
        """The same nodes with fewer arcs."""
        return Arcs(self.nodes, self.tail[kept], self.head[kept], self.hub)


def best_circles(arcs: Arcs, worth: Real, longest: int) -> tuple[list[ArcCircle], float]:
    """Circles of 2 to `longest` people that are worth something, and the most that any such circle is worth.

    For each person and each length the best closed walk is looked at. One that meets somebody twice falls into
    shorter circles, of which at least one is worth something when the walk is: nothing found means that there is
    nothing. A circle through the hub is a chain, and the hub is none of its people. Each circle begins at the hub
    or else at its lowest person. Work: people times arcs for circles of four, and no more memory than people
    squared, or CELLS_AT_ONCE where that is less.
    """
    found: set[ArcCircle] = set()
    most = 0.0
    for walk in _closed_walks(arcs, worth, longest):
        most = max(most, float(worth[walk].sum()))
        found.update(circle for circle in simple_circles(arcs, walk) if worth[list(circle)].sum() > WORTH)
    return sorted(found), most


def simple_circles(arcs: Arcs, walk: list[int]) -> Iterator[ArcCircle]:
    """The circles a closed walk is made of, in which nobody stands twice."""
    path: list[int] = []
    at = {int(arcs.tail[walk[0]]): 0}
    for arc in walk:
        path.append(arc)
        end = int(arcs.head[arc])
        if end in at:
            circle = path[at[end] :]
            del path[at[end] :]
            for left in circle[1:]:
                del at[int(arcs.tail[left])]
            yield turned(arcs, circle)
        else:
            at[end] = len(path)


def turned(arcs: Arcs, circle: list[int]) -> ArcCircle:
    """The same circle, begun at the hub or else at its lowest person."""
    starts = [-1 if tail == arcs.hub else tail for tail in arcs.tail[circle].tolist()]
    first = starts.index(min(starts))
    return tuple(circle[first:] + circle[:first])


class _Steps:
    """Arcs that are worth something each, gathered by the node they leave; turned round, by the one they reach."""

    def __init__(self, nodes: int, tail: Index, head: Index, worth: Real, number: Index) -> None:
        order = np.lexsort((head, tail))
        self.nodes = nodes
        self.first = np.searchsorted(tail[order], np.arange(nodes + 1))
        self.tail, self.head, self.worth, self.number = tail[order], head[order], worth[order], number[order]

    def gathered(self) -> tuple[Index, Index, Real, Index, Index]:
        """The same as compiled code takes it."""
        return self.first, self.head, self.worth, self.number, self.tail

    def out(self, node: int) -> slice:
        """Where the arcs of a node stand."""
        return slice(int(self.first[node]), int(self.first[node + 1]))

    def layers(self, sources: Index, depth: int) -> list[Real]:
        """What the best walk of 1 to `depth` arcs from each source to each node is worth."""
        now = np.full((sources.size, self.nodes), NEVER)
        for row, source in enumerate(sources.tolist()):
            now[row, self.head[self.out(source)]] = self.worth[self.out(source)]
        layers = [now]
        for _ in range(depth - 1):
            following = np.full_like(now, NEVER)
            for middle in range(self.nodes):
                reached, out = np.flatnonzero(now[:, middle] > NEVER), self.out(middle)
                if reached.size and out.stop > out.start:
                    cells = np.ix_(reached, self.head[out])
                    longer = now[reached, middle][:, None] + self.worth[out]
                    following[cells] = np.maximum(following[cells], longer)
            layers.append(following)
            now = following
        return layers


def _closed_walks(arcs: Arcs, worth: Real, longest: int) -> Iterator[list[int]]:
    """The best closed walk of each length at each person, where it is worth something; then chains."""
    inner = np.flatnonzero((arcs.tail != arcs.hub) & (arcs.head != arcs.hub))
    tail, head = arcs.tail[inner], arcs.head[inner]
    there = _Steps(arcs.nodes, tail, head, worth[inner], inner)
    back = _Steps(arcs.nodes, head, tail, worth[inner], inner)
    people = np.intersect1d(tail, head)
    if tail.size >= LARGE:
        from matching.circle_trips import round_trips

        for walk in round_trips(people, longest, WORTH, there.gathered(), back.gathered()).tolist():
            yield [arc for arc in walk if arc >= 0]
    else:
        yield from _step_by_step(people, there, back, longest, arcs.nodes)
    if arcs.hub >= 0:
        yield from _chains(arcs, worth, there, back, longest)


def _step_by_step(people: Index, there: _Steps, back: _Steps, longest: int, nodes: int) -> Iterator[list[int]]:
    """The best closed walks for as many people at once as memory allows."""
    at_once = max(1, CELLS_AT_ONCE // max(1, nodes))
    for begin in range(0, people.size, at_once):
        yield from _round_trips(people[begin : begin + at_once], there, back, longest)


def _round_trips(sources: Index, there: _Steps, back: _Steps, longest: int) -> Iterator[list[int]]:
    """Half of the way there and half of the way back, for each source and each length."""
    away = there.layers(sources, (longest + 1) // 2)
    home = back.layers(sources, longest // 2)
    for length in range(2, longest + 1):
        go, come = (length + 1) // 2, length // 2
        both = away[go - 1] + home[come - 1]
        middles = both.argmax(axis=1)
        for row in np.flatnonzero(both[np.arange(sources.size), middles] > WORTH).tolist():
            source, middle = int(sources[row]), int(middles[row])
            way = _traced([layer[row] for layer in away[: go - 1]], back, source, middle)
            way_home = _traced([layer[row] for layer in home[: come - 1]], there, source, middle)
            yield way + way_home[::-1]


def _traced(layers: list[Real], against: _Steps, source: int, end: int) -> list[int]:
    """The arcs of a best walk, found from its end; `layers` are those before the last, `against` goes backwards."""
    walk = []
    for layer in layers[::-1]:
        out = against.out(end)
        best = int((layer[against.head[out]] + against.worth[out]).argmax())
        walk.append(int(against.number[out][best]))
        end = int(against.head[out][best])
    out = against.out(end)
    walk.append(int(against.number[out][np.searchsorted(against.head[out], source)]))
    return walk[::-1]


def _chains(arcs: Arcs, worth: Real, there: _Steps, back: _Steps, longest: int) -> Iterator[list[int]]:
    """The best chain of each number of people that ends at each person, from the hub and back to it."""
    first, last = np.flatnonzero(arcs.tail == arcs.hub), np.flatnonzero(arcs.head == arcs.hub)
    start = np.full(arcs.nodes, NEVER)
    start[arcs.head[first]] = worth[first]
    entry, way_out = dict(zip(arcs.head[first].tolist(), first.tolist(), strict=True)), arcs.tail[last]
    tails = np.repeat(np.arange(arcs.nodes), np.diff(there.first))
    layers = [start]
    for _ in range(longest - 1):
        following = np.full(arcs.nodes, NEVER)
        np.maximum.at(following, there.head, layers[-1][tails] + there.worth)
        gain = following[way_out] + worth[last]
        for place in np.flatnonzero(gain > WORTH).tolist():
            walk, end = [int(last[place])], int(way_out[place])
            for layer in layers[::-1]:
                out = back.out(end)
                best = int((layer[back.head[out]] + back.worth[out]).argmax())
                walk.append(int(back.number[out][best]))
                end = int(back.head[out][best])
            yield [entry[end], *walk[::-1]]
        layers.append(following)
