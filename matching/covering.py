"""How many more people could have a match, exactly: chains of moves from whoever is left over to whoever has room."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from matching.bits import Index
from matching.questions import PAIRS_A_BLOCK

Row = NDArray[np.int64]
Ask = Callable[[Index, Index], Index]
"""Where in two rows of positions (first side, second side) the pairs stand that may meet."""


class Links:
    """Who is linked with whom between two sides, and how much room each has left; it only ever takes more people in.

    Nobody who is linked loses their links to others for good: a chain gives each of them another instead. As many
    are linked as can be once no chain is left, found in ever longer ones (Hopcroft and Karp, "An n^5/2 Algorithm for
    Maximum Matchings in Bipartite Graphs", SIAM Journal on Computing 2, 1973).
    """

    def __init__(self, rooms: tuple[Sequence[int], Sequence[int]], pairs: Sequence[tuple[int, int]] = ()) -> None:
        """Take the room of everybody on each side, and pairs (positions) of which those are kept that have room."""
        self.room: tuple[Row, Row] = (np.array(rooms[0], dtype=np.int64), np.array(rooms[1], dtype=np.int64))
        self.held: tuple[list[list[int]], list[list[int]]] = ([[] for _ in rooms[0]], [[] for _ in rooms[1]])
        for one, other in pairs:
            if self.room[0][one] > 0 and self.room[1][other] > 0:
                self._link(0, one, other)

    def copy(self, *, more: tuple[Sequence[int], Sequence[int]] = ((), ())) -> Links:
        """The same links, in which the rooms of `more` people come after everybody who is there."""
        links = Links(((), ()))
        first, second = (np.append(room, np.array(new, np.int64)) for room, new in zip(self.room, more, strict=True))
        ours, theirs = ([*map(list, held), *([] for _ in new)] for held, new in zip(self.held, more, strict=True))
        links.room, links.held = (first, second), (ours, theirs)
        return links

    def grow(self, ask: Ask, ends: Row | None = None, side: int = 0) -> int:
        """Link as many more as can be and answer how many; `ends` of a side are then the only ones to begin with."""
        if ends is None:
            spare = [np.flatnonzero(room > 0) for room in self.room]
            side = int(spare[1].size < spare[0].size)
            ends = spare[side]
        count = 0
        while found := _Phase(self, ask, side).chains(ends):
            count += found
        return count

    def _link(self, side: int, one: int, other: int, by: int = 1) -> None:
        """Link two (or undo it, with `by` -1), the first of this side."""
        for place, person, beside in ((side, one, other), (1 - side, other, one)):
            if by > 0:
                self.held[place][person].append(beside)
            else:
                self.held[place][person].remove(beside)
            self.room[place][person] -= by

    def follow(self, side: int, chain: Sequence[tuple[int, int]]) -> None:
        """Link each pair of a chain; whom its second one had to let go of is the first of the next."""
        for (_, left), (gone, _) in pairwise(chain):
            self._link(side, gone, left, -1)
        for one, other in chain:
            self._link(side, one, other)


class _Phase:
    """The shortest chains there are at one moment, from `side` with its ends back to the other side's free people."""

    def __init__(self, links: Links, ask: Ask, side: int) -> None:
        self.links, self.ask = links, ask
        self.near, self.far = 1 - side, side  # chains are walked from the far end of the search to the `ends`
        self.level = np.zeros(links.room[self.near].size, dtype=np.int64)
        self.layers: list[Row] = []
        self.used = np.zeros(links.room[self.far].size, dtype=np.bool_)

    def chains(self, ends: Row) -> int:
        """Find where the shortest chains begin, follow as many as do not cross, and answer how many those are."""
        ends = ends[self.links.room[self.far][ends] > 0]
        count = 0
        for start in self._reached(ends):
            if chain := self._chain(start):
                self.links.follow(self.near, chain)
                count += 1
        return count

    def _reached(self, ends: Row) -> list[int]:
        """Those with room to whom the ends reach over the fewest moves; layer by layer."""
        waiting = self.links.room[self.near] > 0
        unseen = ~waiting
        seen = np.zeros(self.used.size, dtype=np.bool_)
        layer = ends
        while layer.size and waiting.any():
            seen[layer] = True
            self.layers.append(layer)
            if (found := self._beside(layer, np.flatnonzero(waiting))).size:
                self.level[found] = len(self.layers)
                return [int(person) for person in found]
            found = self._beside(layer, np.flatnonzero(unseen))
            unseen[found] = False
            self.level[found] = len(self.layers)
            holders = [other for person in found.tolist() for other in self.links.held[self.near][person]]
            layer = np.unique(np.array(holders, dtype=np.int64))
            layer = layer[~seen[layer]]
        return []

    def _beside(self, layer: Row, people: Row) -> Row:
        """Those of some near people whom somebody of a layer could newly be linked with."""
        met = []
        for some in _blocks(layer, people.size):
            may = self._may(some, people)
            met.append(people[may.any(axis=0)])
            people = people[~may.any(axis=0)]
        return np.concatenate([people[:0], *met])

    def _may(self, some: Row, people: Row) -> NDArray[np.bool_]:
        """Which of some far people (rows) may meet which near ones (columns) and are not linked with them."""
        theirs, ours = np.repeat(some, people.size), np.tile(people, some.size)
        i, j = (ours, theirs) if self.near == 0 else (theirs, ours)
        may = np.zeros((some.size, people.size), dtype=np.bool_)
        may.flat[self.ask(i, j)] = True
        few, many = (some, people) if some.size < people.size else (people, some)
        places = np.full(max(self.level.size, self.used.size), -1, dtype=np.int64)
        places[many] = np.arange(many.size)
        held = self.links.held[self.far if few is some else self.near]
        for at, person in enumerate(few.tolist()):
            linked = places[held[person]]
            linked = linked[linked >= 0]
            may[(at, linked) if few is some else (linked, at)] = False
        return may

    def _chain(self, start: int) -> list[tuple[int, int]]:
        """One shortest chain from somebody with room to an end, over nobody whom another chain has used."""
        chain: list[tuple[int, int]] = []
        steps = [self._steps(start)]
        while steps:
            step = next(steps[-1], None)
            if step is None:
                steps.pop()
                if chain:
                    chain.pop()
                continue
            person, other, following = step
            if following is None:
                return [*chain, (person, other)]
            chain.append((person, other))
            steps.append(self._steps(following))
        return []

    def _steps(self, person: int) -> Iterator[tuple[int, int, int | None]]:
        """Whom somebody could be linked with, one layer nearer to the ends, and who would then have to move on."""
        level = int(self.level[person])
        layer = self.layers[level - 1]
        layer = layer[~self.used[layer]]
        held, room = self.links.held[self.far], self.links.room[self.far]
        for other in layer[self._may(layer, np.array([person]))[:, 0]].tolist():
            if self.used[other]:
                continue
            if level == 1:
                self.used[other] = room[other] <= 1
                yield person, other, None
                continue
            self.used[other] = True
            for following in list(held[other]):
                if self.level[following] == level - 1:
                    yield person, other, following


def _blocks(layer: Row, width: int) -> Iterator[Row]:
    """People in blocks of ever more, of no more pairs than are asked about at once."""
    start, rows = 0, 1
    most = max(1, PAIRS_A_BLOCK // max(width, 1))
    while start < layer.size:
        yield layer[start : start + rows]
        start, rows = start + rows, min(2 * rows, most)
