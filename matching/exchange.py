"""A round of a programme of help: who could help whom, and the circles in which everybody gives and receives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from matching.criteria import reasons
from matching.people import Pool, Programme
from matching.proposal import Proposal, SuggestedCircle, SuggestedPair
from matching.rules import pins
from matching.terms import Criterion, Rule

if TYPE_CHECKING:
    from matching.candidates import Candidates
    from matching.circles import Circle

HELPED, HELPER = "helped", "helper"
MANY_WAYS, BEST_WAYS = 30_000, 16
ASKED = "asked_and_offered"
Link = tuple[int, int]
"""Somebody who helps and whom they help, as positions or as numbers."""


def what_is_asked(programme: Programme) -> Criterion:
    """The criterion that says which answer asks for help (its first) and which offers it (its second)."""
    return next(criterion for criterion in programme.criteria if criterion.kind == "meets")


def solve_exchange(pool: Pool, *, wanted: Sequence[Link] = (), standing: Proposal | None = None) -> Proposal:
    """The best circles for a pool of one role, the same for any order of its people, verified.

    Somebody could help somebody where an offer meets a request and every rule and Must lets the two meet. Each person
    gives and gets `minutes_each` in as many circles as they have room for; most minutes come first, then the points
    (see circles.circulate). Nobody is in one circle with somebody they are kept apart from, also where neither would
    help the other. Of more than 30,000 ways of helping only each person's best count, both as helped and as helper.
    Pins do not count here. Raises MatchingError (a ValueError) when the pool cannot be.

    >>> from matching import Criterion, Person, solve
    >>> asks = Criterion("help", "meets", "Help", (2,), first="requests", second="offers")
    >>> people = [
    ...     Person(1, "member", answers={"offers": ("garden",), "requests": ("lifts",)}),
    ...     Person(2, "member", answers={"offers": ("law",), "requests": ("garden",)}),
    ...     Person(3, "member", answers={"offers": ("lifts",), "requests": ("law",)}),
    ... ]
    >>> found = solve(Pool(tuple(people), (), Programme("p", "help", ("member",), criteria=(asks,))))
    >>> [circle.people for circle in found.circles], found.minutes
    ([(1, 2, 3)], 360)
    """
    from matching.candidates import find
    from matching.exchange_choice import choose
    from matching.verify import verify
    from matching.why_no_circle import why_no_circle

    ways = arcs_pool(pool)
    candidates = find(ways)
    best = _best_ways(pool, candidates, wanted, standing)
    stands = None if standing is None else [links_of(circle) for circle in standing.circles]
    chosen = choose(pool, best, wanted=wanted, standing=stands)
    circles = tuple(sorted(_told(pool, best, chosen.circles), key=lambda one: (one.people, one.closed)))
    in_one = {number for circle in circles for number in circle.people}
    proposal = Proposal(
        pairs=(),
        trios=(),
        unmatched=why_no_circle(pool, ways, candidates, in_one),
        feasible_pairs=candidates.possible,
        score=sum(circle.score for circle in circles),
        bound=chosen.points_bound,
        covered={pool.programme.roles[0]: len(in_one)},
        whole=best.whole,
        circles=circles,
        minutes=sum(circle.minutes * len(circle.links) for circle in circles),
        minutes_bound=chosen.helpings_bound * pool.programme.minutes_each,
        missed=_missed(pool, circles),
    )
    verify(pool, proposal)
    return proposal


def narrowest_first(programme: Programme, answer: str, values: Iterable[str]) -> list[str]:
    """Values in order, those last that share their words with another one: they stand for more than one kind."""
    words = Counter(programme.values.get(answer, {}).values())
    return sorted(values, key=lambda value: (words[programme.say(answer, value)] > 1, value))


def patience(programme: Programme) -> int | None:
    """The days of waiting after which somebody comes first: when their points for waiting can grow no further."""
    found = [one.days * one.most for one in programme.criteria if one.kind == "waiting" and one.strength != "off"]
    return min(found, default=None)


def arcs_pool(pool: Pool) -> Pool:
    """The same people twice, as those who are helped and those who help, so that each pair is one way of helping."""
    programme = pool.programme
    asked = what_is_asked(programme)
    offered = Rule(
        ASKED, "share", "what one asks for is not what the other offers", asked.first, asked.second, "refuse"
    )
    both_ways = replace(
        programme,
        kind="mentoring",
        roles=(HELPED, HELPER),
        rules=(offered, *programme.rules),
        labels={
            **programme.labels,
            **{
                HELPED: "other person",
                f"{HELPED}s": "other people",
                HELPER: "other person",
                f"{HELPER}s": "other people",
            },
        },
    )
    here = [person for person in pool.people if person.role == programme.roles[0]]
    people = tuple(replace(person, role=role) for role in (HELPED, HELPER) for person in here)
    return Pool(people, pool.bonds, both_ways, pool.turn)


def _best_ways(pool: Pool, candidates: Candidates, wanted: Sequence[Link], standing: Proposal | None) -> Candidates:
    """All ways of helping, or of very many each person's best both as helped and as helper.

    Equally good ones go by who comes next in this turn, so that they are shared out evenly. All ways of those who
    come first in any case are kept, and all that stand.
    """
    import numpy as np

    size, people = candidates.score.size, max(len(candidates.firsts), 1)
    if size <= MANY_WAYS:
        return candidates
    kept = np.zeros(size, dtype=np.bool_)
    for one, other in ((candidates.first, candidates.second), (candidates.second, candidates.first)):
        order = np.lexsort(((other - one) % people, -candidates.score, one))
        start = np.searchsorted(one[order], one[order])
        kept[order[np.arange(size) - start < BEST_WAYS]] = True
    comes_first = np.array([one.number in _first(pool, wanted) for one in candidates.firsts], dtype=np.bool_)
    kept |= comes_first[candidates.first] | comes_first[candidates.second]
    at = {person.number: place for place, person in enumerate(candidates.firsts)}
    stands = [
        (at[link.first], at[link.second])
        for circle in (standing.circles if standing else ())
        for link in circle.links
        if link.first in at and link.second in at
    ]
    places = candidates.places_of(stands)
    kept[places[places >= 0]] = True
    columns = candidates.first[kept], candidates.second[kept], candidates.score[kept]
    return replace(candidates, first=columns[0], second=columns[1], score=columns[2], whole=False)


def _first(pool: Pool, wanted: Sequence[Link]) -> set[int]:
    """The numbers of those who come first in any case: pinned, wanted, or waiting for so long."""
    days = patience(pool.programme)
    waiting = [one.number for one in pool.people if days is not None and one.waiting_days >= days]
    return {*waiting, *(number for link in (*wanted, *pins(pool.bonds)) for number in link)}


def links_of(circle: SuggestedCircle) -> tuple[Link, ...]:
    """Who helps whom in a circle, in order, by number."""
    return tuple((link.second, link.first) for link in circle.links)


def _missed(pool: Pool, circles: Sequence[SuggestedCircle]) -> tuple[Link, ...]:
    """The pinned pairs of people of this round of whom neither helps the other."""
    here = {person.number for person in pool.people if person.role == pool.programme.roles[0]}
    in_circles = {link for circle in circles for link in links_of(circle)}
    return tuple(
        pair for pair in sorted(pins(pool.bonds)) if here.issuperset(pair) and in_circles.isdisjoint((pair, pair[::-1]))
    )


def _told(pool: Pool, candidates: Candidates, circles: Sequence[Circle]) -> list[SuggestedCircle]:
    """Circles of positions as circles of people with their reasons, each from its lowest number."""
    found = []
    for circle in circles:
        links = []
        for edge in circle.edges:
            helped = candidates.firsts[int(candidates.first[edge])]
            helper = candidates.seconds[int(candidates.second[edge])]
            why = reasons(pool.programme, helped, helper)
            links.append(SuggestedPair(helped.number, helper.number, int(candidates.score[edge]), why))
        numbers = [candidates.firsts[at].number for at in circle.people]
        turn = numbers.index(min(numbers)) if circle.closed else 0
        around = tuple(links[turn:] + links[:turn])
        in_order = tuple(numbers[turn:] + numbers[:turn])
        found.append(SuggestedCircle(in_order, around, circle.minutes * pool.programme.minutes_each, circle.closed))
    return found


def places_taken(circles: Sequence[SuggestedCircle]) -> tuple[Counter[int], Counter[int]]:
    """How often each person helps, and how often each is helped."""
    links = [link for circle in circles for link in circle.links]
    return Counter(link.second for link in links), Counter(link.first for link in links)
