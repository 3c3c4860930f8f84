"""Who could help whom in one round of help, with the room that circles leave: best circles, and better ones."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.circle_flow import Exchange, most_minutes
from matching.circle_short import better_circles
from matching.circles import Circle, circulate
from matching.closing import Around, kept_apart
from matching.people import Person, Pool, Programme
from matching.rules import apart

if TYPE_CHECKING:
    from matching.candidates import Candidates

Index = NDArray[np.int64]


def helpings_to_even_out(programme: Programme, person: Person) -> int:
    """How many whole helpings somebody has given more than received; below 0 where they have received more."""
    whole = abs(person.balance_minutes) // programme.minutes_each
    return whole if person.balance_minutes > 0 else -whole


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """What some circles leave, in helpings: for each person to give, to receive and to even out, and of each arc."""

    giving: Index
    receiving: Index
    balance: Index
    arcs: Index

    def take(self, circle: Circle, candidates: Candidates) -> None:
        """Take a circle out of it."""
        edges = np.array(circle.edges, dtype=np.int64)
        givers, receivers = candidates.second[edges], candidates.first[edges]
        self.arcs[edges] -= 1
        np.subtract.at(self.giving, givers, 1)
        np.subtract.at(self.receiving, receivers, 1)
        np.add.at(self.balance, givers, 1)
        np.subtract.at(self.balance, receivers, 1)

    def fits(self, circle: Circle, candidates: Candidates) -> bool:
        """Whether a circle is within it."""
        edges = np.array(circle.edges, dtype=np.int64)
        room = self.giving[candidates.second[edges]], self.receiving[candidates.first[edges]], self.arcs[edges]
        evens = circle.closed or (self.balance[circle.people[0]] < 0 < self.balance[circle.people[-1]])
        return bool(evens and min(int(part.min()) for part in room) > 0)


class Market:
    """The candidates of one round as an exchange in helpings; people and arcs are positions in the candidates."""

    def __init__(self, pool: Pool, candidates: Candidates) -> None:
        self.candidates, self.people = candidates, candidates.firsts
        self.longest = pool.programme.most_in_circle
        self._places = np.array([max(one.capacity, 0) for one in self.people], dtype=np.int64)
        self._balance = np.array([helpings_to_even_out(pool.programme, one) for one in self.people], dtype=np.int64)
        self._apart = apart(pool.bonds)
        self._arc = {
            (helper, helped): arc
            for arc, (helped, helper) in enumerate(
                zip(candidates.first.tolist(), candidates.second.tolist(), strict=True)
            )
        }

    def rest(self, circles: Iterable[Circle]) -> Rest:
        """What circles leave."""
        arcs = np.ones(self.candidates.score.size, dtype=np.int64)
        rest = Rest(self._places.copy(), self._places.copy(), self._balance.copy(), arcs)
        for circle in circles:
            rest.take(circle, self.candidates)
        return rest

    def best(self, held: Sequence[Circle]) -> tuple[list[Circle], int]:
        """The best circles beside those held, and no circles' most helpings.

        A circle of two who are kept apart loses its weakest arc for good, and what is left is tried again.
        """
        rest, chosen, most = self.rest(held), list[Circle](), -1
        while True:
            found = circulate(
                len(self.people),
                self.candidates.second,
                self.candidates.first,
                rest.arcs,
                self.candidates.score,
                give_limit=rest.giving,
                receive_limit=rest.receiving,
                balance=rest.balance,
                max_length=self.longest,
            )
            most = found.bound_within_limit if most < 0 else most
            together, weakest = self._without_strangers(found.circles)
            for circle in together:
                rest.take(circle, self.candidates)
            chosen += together
            if not weakest:
                return chosen, most
            rest.arcs[weakest] = 0

    def better(self, held: Sequence[Circle], standing: Iterable[Circle]) -> list[Circle]:
        """Circles beside those held that begin with what stands, as far as it fits, and only change for the better."""
        left, begin, barred = self.rest(held), list[Circle](), list[int]()
        for circle in standing:
            if left.fits(circle, self.candidates):
                left.take(circle, self.candidates)
                begin.append(circle)
        while True:
            rest = self.rest(held)
            rest.arcs[barred] = 0
            exchange, order = self._exchange(rest)
            place = np.argsort(order)
            stands = [(place[list(circle.edges)].tolist(), circle.closed) for circle in begin]
            found = [self._circle(order[arcs].tolist()) for arcs in better_circles(exchange, self.longest, stands)]
            begin, weakest = self._without_strangers(found)
            if not weakest:
                return begin
            barred += weakest

    def worth(self, circles: Iterable[Circle]) -> tuple[int, int]:
        """How many helpings circles are, and how many points they have."""
        edges = [edge for circle in circles for edge in circle.edges]
        return len(edges), int(self.candidates.score[edges].sum())

    def most_helpings(self) -> int:
        """No circles of any length have more helpings."""
        return most_minutes(self._exchange(self.rest([]))[0])[1]

    def most_points(self) -> int:
        """No circles have more points than if each were helped in the best ways there are, as often as they may."""
        candidates = self.candidates
        order = np.lexsort((-candidates.score, candidates.first))
        helped = candidates.first[order]
        rank = np.arange(helped.size) - np.searchsorted(helped, helped)
        counts = (rank < self._places[helped]) & (candidates.score[order] > 0)
        return int(candidates.score[order][counts].sum())

    def around(self, rest: Rest) -> Around:
        """Whom each could help in what is left; where balances may move, a hub after everybody stands for that."""
        hub = len(self.people) if (rest.balance > 0).any() and (rest.balance < 0).any() else -1
        helps: list[set[int]] = [set() for _ in range(len(self.people) + (hub >= 0))]
        giver, receiver = self.candidates.second, self.candidates.first
        usable = (rest.arcs > 0) & (rest.giving[giver] > 0) & (rest.receiving[receiver] > 0)
        for helper, helped in zip(giver[usable].tolist(), receiver[usable].tolist(), strict=True):
            helps[helper].add(helped)
        if hub >= 0:
            helps[hub] = set(np.flatnonzero(rest.balance < 0).tolist())
            for person in np.flatnonzero(rest.balance > 0).tolist():
                helps[person].add(hub)
        return Around(helps, self.longest, kept_apart(self._apart, [one.number for one in self.people]), hub)

    def circle(self, people: Sequence[int]) -> Circle:
        """The circle in which each of these positions helps the next; with the hub among them a chain."""
        hub = next((place for place, one in enumerate(people) if one == len(self.people)), None)
        around = list(people) if hub is None else [*people[hub + 1 :], *people[:hub]]
        following = around[1:] + (around[:1] if hub is None else [])
        edges = [self._arc[link] for link in zip(around, following, strict=False)]
        return self._circle(edges)

    def of_numbers(self, circles: Iterable[Sequence[tuple[int, int]]]) -> list[Circle]:
        """Circles given as the numbers of who helps whom, as far as each link may still be."""
        at = {person.number: place for place, person in enumerate(self.people)}
        told = [[self._arc.get((at.get(one, -1), at.get(other, -1)), -1) for one, other in links] for links in circles]
        found = [self._circle(edges) for edges in told if min(edges) >= 0]
        return self._without_strangers(found)[0]

    def _circle(self, edges: Sequence[int]) -> Circle:
        """A circle of one helping from its arcs in order, begun at its lowest position where it is closed."""
        people = self.candidates.second[list(edges)].tolist()
        end = int(self.candidates.first[edges[-1]])
        if end != people[0]:
            return Circle((*people, end), tuple(edges), 1, closed=False)
        turn = people.index(min(people))
        return Circle((*people[turn:], *people[:turn]), (*edges[turn:], *edges[:turn]), 1, closed=True)

    def _without_strangers(self, circles: Iterable[Circle]) -> tuple[list[Circle], list[int]]:
        """The circles in which nobody is kept apart from another, and the weakest arc of each of the others."""
        together, weakest = [], []
        for circle in circles:
            numbers = [self.people[at].number for at in circle.people]
            if any((min(pair), max(pair)) in self._apart for pair in combinations(numbers, 2)):
                weakest.append(min(circle.edges, key=lambda edge: (int(self.candidates.score[edge]), edge)))
            else:
                together.append(circle)
        return together, weakest

    def _exchange(self, rest: Rest) -> tuple[Exchange, Index]:
        """What is left as a problem for the search, and which arc stands where in it."""
        giver, receiver = self.candidates.second.astype(np.int64), self.candidates.first.astype(np.int64)
        order = np.lexsort((receiver, giver))
        score = self.candidates.score[order]
        limits = rest.giving, rest.receiving, rest.balance
        return Exchange(giver[order], receiver[order], rest.arcs[order], score, *limits), order


def close(around: Around, rest: Rest, circle: Circle, candidates: Candidates) -> None:
    """Take a circle out of what is left, and out of whom each could help."""
    rest.take(circle, candidates)
    for edge in circle.edges:
        helper, helped = int(candidates.second[edge]), int(candidates.first[edge])
        around.helps[helper].discard(helped)
    for who in circle.people:
        if rest.giving[who] < 1:
            around.helps[who].intersection_update({around.hub})
        if rest.receiving[who] < 1:
            for whom in around.helps[: around.hub if around.hub >= 0 else None]:
                whom.discard(who)
    if around.hub >= 0 and not circle.closed:
        _close_hub(around, rest, circle)


def _close_hub(around: Around, rest: Rest, chain: Circle) -> None:
    """A chain evens out a little for the first and the last in it."""
    if rest.balance[chain.people[0]] >= 0:
        around.helps[around.hub].discard(chain.people[0])
    if rest.balance[chain.people[-1]] <= 0:
        around.helps[chain.people[-1]].discard(around.hub)
