"""Who has a match as things stand, and who would with one rule less or with more people: counted, or matched again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

import numpy as np

from matching.covering import Links
from matching.people import Person, Pool
from matching.proposal import Proposal
from matching.questions import Questions, questions_after, questions_of
from matching.rules import pins
from matching.seats_matched import Seats, matched
from matching.whatif import Recruit, changed


class Seated(Protocol):
    """A pool and the seats (number and role) in it that are left over though they have room."""

    @property
    def pool(self) -> Pool:
        """Everybody, with whoever has joined."""

    @property
    def left(self) -> Seats:
        """Who has room and no match."""

    def more_without(self, code: str) -> int | None:
        """How many more people would have a match without one rule or Must; None where that cannot be tried."""

    def joined(self, recruits: Sequence[Person]) -> tuple[Self, int]:
        """The same with those new people of one role who are of use, and how many those are."""


def seated(pool: Pool, proposal: Proposal) -> Seated:
    """How things stand after a round.

    Where as many as can be have a match, the numbers of those who would are counted without choosing for whom.
    """
    if pool.programme.kind == "mentoring" and pool.programme.objective == "coverage":
        return _counted(pool, proposal)
    return matched(pool, proposal)


@dataclass(frozen=True, slots=True)
class Counted:
    """Most people with a match is what counts, and how many those are is counted for each side alone.

    `links` hold for each side who of it has a match, everybody there with room for one and everybody beyond with all
    of theirs. What can be had for the one side and what can be had for the other can be had together (Ford and
    Fulkerson, "Flows in Networks", 1962: the symmetric supply and demand theorem), so the sum of both is exact.
    """

    pool: Pool
    asked: Questions
    links: tuple[Links, Links]

    @property
    def left(self) -> Seats:
        """Who has room and no match."""
        return frozenset(
            (person.number, person.role)
            for side, (people, links) in enumerate(zip(self._sides, self.links, strict=True))
            for person, room in zip(people, links.room[side].tolist(), strict=True)
            if room > 0
        )

    def more_without(self, code: str) -> int | None:
        """Look for chains over pairs that only this rule keeps apart."""
        tests = tuple((one, test) for one, test in self.asked.tests if one != code)
        ask = replace(self.asked, tests=tests).allowed
        return sum(links.copy().grow(ask) for links in self.links)

    def joined(self, recruits: Sequence[Person]) -> tuple[Counted, int]:
        """Look for chains that end with each of them in turn, until one brings nobody more a match."""
        side = self.pool.programme.roles.index(recruits[0].role)
        asked = self._asked_with(recruits, side)
        rooms = [max(one.capacity, 0) for one in recruits]
        theirs = self.links[1 - side].copy(more=_for_side(side, rooms))
        first, used = len(self._sides[side]), 0
        while used < len(recruits) and theirs.grow(asked.allowed, np.array([first + used]), side):
            used += 1
        if used < len(recruits):
            return self.joined(recruits[:used]) if used else (self, 0)
        ours = self.links[side].copy(more=_for_side(side, [0] * used))  # nobody asks whether they have a match
        links = (theirs, ours) if side else (ours, theirs)
        return Counted(changed(self.pool, *map(Recruit, recruits)), asked, links), used

    def _asked_with(self, recruits: Sequence[Person], side: int) -> Questions:
        """What is asked of everybody and of some who stand after them."""
        sides = [[*people, *(recruits if place == side else ())] for place, people in enumerate(self._sides)]
        was = tuple(
            np.array([at if at < len(before) else -1 for at in range(len(people))], dtype=np.int64)
            for people, before in zip(sides, self._sides, strict=True)
        )
        return questions_after(self.asked, self.pool, tuple(sides), was)

    @property
    def _sides(self) -> tuple[Sequence[Person], Sequence[Person]]:
        return self.asked.firsts, self.asked.seconds


def _for_side(side: int, rooms: Sequence[int]) -> tuple[Sequence[int], Sequence[int]]:
    return ((), rooms) if side else (rooms, ())


def _counted(pool: Pool, proposal: Proposal) -> Counted:
    """Read a proposal as links for either side; whoever is pinned keeps that place whatever else is moved."""
    asked = questions_of(pool)
    rows, columns = ({one.number: at for at, one in enumerate(side)} for side in (asked.firsts, asked.seconds))
    pairs = sorted((rows[one.first], columns[one.second]) for one in proposal.pairs)
    pinned = {}
    for i, j in reversed(pairs):  # of two that are each in both roles, the first way round is the pinned one
        one, other = asked.firsts[i].number, asked.seconds[j].number
        pinned[min(one, other), max(one, other)] = i, j
    held = {pinned[pair] for pair in pins(pool.bonds) if pair in pinned}
    free = [pair for pair in pairs if pair not in held]
    links = _links_for(0, asked, held, free), _links_for(1, asked, held, free)
    if not proposal.whole:
        for one_side in links:
            one_side.grow(asked.allowed)
    return Counted(pool, asked, links)


def _links_for(side: int, asked: Questions, held: set[tuple[int, int]], pairs: Sequence[tuple[int, int]]) -> Links:
    """Links that give everybody of one side at most one, beside the pairs that are held."""
    rooms = [[max(person.capacity, 0) for person in people] for people in (asked.firsts, asked.seconds)]
    rooms[side] = [min(room, 1) for room in rooms[side]]
    for pair in held:
        for place in (0, 1):
            rooms[place][pair[place]] = 0 if place == side else rooms[place][pair[place]] - 1
    return Links((rooms[0], rooms[1]), pairs)
