"""The graph of who helped whom: what comes back, on whom much depends, and which circles lack one step."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.errors import WrongInput

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

Steps = list[dict[int, int]]


@dataclass(frozen=True, slots=True)
class PersonLinks:
    """One person's place: minutes, how many different people they helped, were helped by, and both with.

    `share`: the part of all minutes that this person gave or received. `cut_off`: how many people would lose their
    connection to the largest part of their group without this person; 0 for most.
    """

    person: int
    given_minutes: int
    received_minutes: int
    helped: int
    helped_by: int
    both_ways: int
    share: float
    cut_off: int


@dataclass(frozen=True, slots=True)
class Bridge:
    """Two people who are the only connection between two sides; `cut_off` people are on the smaller one."""

    first: int
    second: int
    cut_off: int


@dataclass(frozen=True, slots=True)
class HelpNetwork:
    """Everybody's place, and the whole: shares from 0 to 1, None where nothing can be said; people in order.

    `returned_links`: the share of links (one person ever helped another) that also run the other way.
    `above_chance`: the same against chance: 1 all, 0 as by chance, below 0 less than by chance.
    `returned_minutes`: the share of minutes that the same two people also gave the other way.
    `group_sizes`: how many people are connected with one another, the largest group first; people without any link
    stand alone. `bridges`: those that cut off most people first.
    """

    people: tuple[PersonLinks, ...]
    links: int
    returned_links: float | None
    above_chance: float | None
    returned_minutes: float | None
    group_sizes: tuple[int, ...]
    bridges: tuple[Bridge, ...]

    def holding_together(self) -> tuple[PersonLinks, ...]:
        """The people without whom others would lose their connection, those with most of them first."""
        held = [person for person in self.people if person.cut_off > 0]
        return tuple(sorted(held, key=lambda one: (-one.cut_off, one.person)))


@dataclass(frozen=True, slots=True)
class OpenChain:
    """Each of `people` helped the next one, by `minutes` at the least; the last could help the first by arc `edge`."""

    people: tuple[int, ...]
    edge: int
    minutes: int


def who_helped_whom(n: int, giver: ArrayLike, receiver: ArrayLike, minutes: ArrayLike) -> HelpNetwork:
    """Measure a graph of help given: `n` people counted from 0, one entry for each exchange, repeats are summed.

    Entries of 0 minutes are no link. Reciprocity of links, and its comparison with chance, after Garlaschelli and
    Loffredo, "Patterns of link reciprocity in directed networks" (Physical Review Letters 2004); of minutes after
    Squartini, Picciuto, Ruzzenenti and Garlaschelli, "Reciprocity of weighted networks" (Scientific Reports 2013).
    Bridges and the people who hold groups together by one depth-first walk (Hopcroft and Tarjan 1973, Tarjan 1974).
    Work grows with people and links. Raises MatchingError with one sentence for wrong input.

    >>> network = who_helped_whom(4, [0, 1, 1, 2], [1, 0, 2, 3], [60, 30, 60, 45])
    >>> network.links, network.returned_links, network.group_sizes
    (4, 0.5, (4,))
    >>> [(one.person, one.cut_off) for one in network.holding_together()]
    [(1, 1), (2, 1)]
    """
    given = _steps(n, giver, receiver, minutes)
    received: Steps = [{} for _ in given]
    for person, step in enumerate(given):
        for other, amount in step.items():
            received[other][person] = amount
    walk = _Walk([sorted({*out, *into}) for out, into in zip(given, received, strict=True)])
    whole = sum(sum(step.values()) for step in given)
    people = tuple(_place(person, given, received, whole, walk.lost[person]) for person in range(len(given)))
    bridges = sorted(walk.bridges, key=lambda bridge: (-bridge.cut_off, bridge.first, bridge.second))
    sizes = tuple(sorted(walk.sizes, reverse=True))
    return HelpNetwork(people, sum(map(len, given)), *_reciprocity(given, whole), sizes, tuple(bridges))


def _steps(n: int, giver: ArrayLike, receiver: ArrayLike, minutes: ArrayLike) -> Steps:
    """For each person whom they helped, and by how many minutes."""
    from matching.numbers import whole_numbers, whole_positions

    people = int(whole_numbers("n", [n])[0])
    if people < 0:
        raise WrongInput("n must be 0 or more.")
    columns = whole_positions("giver", giver, people), whole_positions("receiver", receiver, people)
    amounts = whole_numbers("minutes", minutes)
    if not columns[0].size == columns[1].size == amounts.size:
        raise WrongInput("giver, receiver and minutes must be equally long.")
    if (columns[0] == columns[1]).any():
        raise WrongInput("An entry leads from somebody to themselves.")
    if amounts.size and amounts.min() < 0:
        raise WrongInput("minutes holds a number below 0.")
    steps: Steps = [{} for _ in range(people)]
    for start, end, amount in zip(columns[0].tolist(), columns[1].tolist(), amounts.tolist(), strict=True):
        if amount:
            steps[start][end] = steps[start].get(end, 0) + amount
    return steps


def _place(person: int, given: Steps, received: Steps, whole: int, cut_off: int) -> PersonLinks:
    """One person's numbers."""
    out, into = given[person], received[person]
    gave, got = sum(out.values()), sum(into.values())
    share = (gave + got) / whole if whole else 0.0
    return PersonLinks(person, gave, got, len(out), len(into), len(out.keys() & into.keys()), share, cut_off)


def _reciprocity(given: Steps, whole: int) -> tuple[float | None, float | None, float | None]:
    """The returned share of links, the same against chance, and the returned share of minutes."""
    links, n = sum(map(len, given)), len(given)
    if links == 0:
        return None, None, None
    answers = [
        (amount, given[other][person])
        for person, step in enumerate(given)
        for other, amount in step.items()
        if person in given[other]
    ]
    returned = len(answers) / links
    dense = links / (n * (n - 1))
    above = (returned - dense) / (1 - dense) if dense < 1 else None
    return returned, above, sum(min(pair) for pair in answers) / whole


class _Walk:
    """One depth-first walk over all connections, whichever way help went."""

    def __init__(self, near: Sequence[Sequence[int]]) -> None:
        self._near = near
        self._seen = [-1] * len(near)
        self._low = [0] * len(near)
        self._below = [1] * len(near)
        self.lost = [0] * len(near)
        self.sizes: list[int] = []
        self.bridges: list[Bridge] = []
        for root in range(len(near)):
            if self._seen[root] < 0:
                self._group(root)

    def _group(self, root: int) -> None:
        """Number everybody connected with the root, then look at each step of the walk."""
        order, before = [root], {root: root}
        self._seen[root] = self._low[root] = 0
        path = [(root, iter(self._near[root]))]
        while path:
            person, others = path[-1]
            other = next((one for one in others if one != before[person]), None)
            if other is None:
                path.pop()
            elif self._seen[other] < 0:
                self._seen[other] = self._low[other] = len(order)
                order.append(other)
                before[other] = person
                path.append((other, iter(self._near[other])))
            else:
                self._low[person] = min(self._low[person], self._seen[other])
        self.sizes.append(len(order))
        self._count(order, before)

    def _count(self, order: list[int], before: dict[int, int]) -> None:
        """What hangs on each person and on each connection, from the last met to the first."""
        apart: defaultdict[int, list[int]] = defaultdict(list)
        for person in order[:0:-1]:
            up = before[person]
            self._below[up] += self._below[person]
            self._low[up] = min(self._low[up], self._low[person])
            if self._low[person] >= self._seen[up]:
                apart[up].append(self._below[person])
            if self._low[person] > self._seen[up]:
                smaller = min(self._below[person], len(order) - self._below[person])
                self.bridges.append(Bridge(min(up, person), max(up, person), smaller))
        for person, parts in apart.items():
            sides = [*parts, len(order) - 1 - sum(parts)]
            self.lost[person] = len(order) - 1 - max(sides)


def chains_to_close(
    n: int,
    giver: ArrayLike,
    receiver: ArrayLike,
    minutes: ArrayLike,
    could_give: ArrayLike,
    could_receive: ArrayLike,
    *,
    max_length: int = 4,
    at_most: int = 100,
) -> tuple[OpenChain, ...]:
    """Circles of 2 to `max_length` people that lack one step, which somebody could take.

    Help given as in `who_helped_whom`; `could_give` and `could_receive` name who could help whom, one entry for each
    arc. A step that was ever taken is not lacking. Shortest first, then most minutes at the narrowest link, then in
    order of people; `at_most` so many. Work grows with the walks of `max_length` people, not with all pairs.

    >>> chains_to_close(3, [0, 1], [1, 2], [60, 45], [2], [0])
    (OpenChain(people=(0, 1, 2), edge=0, minutes=45),)
    """
    from matching.numbers import whole_positions

    given = _steps(n, giver, receiver, minutes)
    starts, ends = whole_positions("could_give", could_give, n), whole_positions("could_receive", could_receive, n)
    if starts.size != ends.size:
        raise WrongInput("could_give and could_receive must be equally long.")
    if max_length < 2 or at_most < 0:
        raise WrongInput("max_length must be 2 or more, and at_most 0 or more.")
    could: dict[tuple[int, int], int] = {}
    for edge, step in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        could.setdefault(step, edge)
    found = _open_chains(given, could, max_length)
    return tuple(heapq.nsmallest(at_most, found, key=lambda one: (len(one.people), -one.minutes, one.people)))


def _open_chains(given: Steps, could: dict[tuple[int, int], int], longest: int) -> Iterator[OpenChain]:
    """Walks along help given whose last person could help the first and never did."""
    wanted = {first for _, first in could}
    ways: list[tuple[tuple[int, ...], int]] = [((first,), 0) for first in sorted(wanted)]
    while ways:
        people, least = ways.pop()
        first, last = people[0], people[-1]
        edge = could.get((last, first))
        if len(people) > 1 and edge is not None and first not in given[last]:
            yield OpenChain(people, edge, least)
        if len(people) < longest:
            for other, amount in given[last].items():
                if other not in people:
                    ways.append(((*people, other), min(least, amount) if least else amount))
