"""A round of a programme of help: who could help whom, and the circles in which everybody gives and receives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from matching.circles import circulate
from matching.criteria import reasons
from matching.people import Person, Pool, Programme
from matching.proposal import Proposal, SuggestedCircle, SuggestedPair
from matching.rules import apart
from matching.terms import Criterion, Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matching.candidates import Candidates
    from matching.circles import Circle

HELPED, HELPER = "helped", "helper"
MANY_WAYS, BEST_WAYS = 30_000, 16
ASKED = "asked_and_offered"


def what_is_asked(programme: Programme) -> Criterion:
    """The criterion that says which answer asks for help (its first) and which offers it (its second)."""
    return next(criterion for criterion in programme.criteria if criterion.kind == "meets")


def solve_exchange(pool: Pool) -> Proposal:
    """The best circles for a pool of one role, the same for any order of its people, verified.

    Somebody could help somebody where an offer meets a request and every rule and Must lets the two meet. Each person
    gives and gets `minutes_each` in as many circles as they have room for; most minutes come first, then the points
    (see circles.circulate). Nobody is in one circle with somebody they are kept apart from, also where neither would
    help the other. Of more than 30,000 ways of helping only each person's best count, both as helped and as helper.
    Pins do not count here. Raises MatchingError (a ValueError) when the pool cannot be.

    >>> from matching import solve
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
    from matching.verify import verify
    from matching.why_no_circle import why_no_circle

    ways = arcs_pool(pool)
    candidates = find(ways)
    best = _best_ways(candidates)
    chosen = _choose(pool, best)
    circles = tuple(sorted(_told(pool, best, chosen.circles), key=lambda one: (one.people, one.closed)))
    in_one = {number for circle in circles for number in circle.people}
    proposal = Proposal(
        pairs=(),
        trios=(),
        unmatched=why_no_circle(pool, ways, candidates, in_one),
        feasible_pairs=candidates.possible,
        score=sum(circle.score for circle in circles),
        bound=chosen.bound,
        covered={pool.programme.roles[0]: len(in_one)},
        whole=best.whole,
        circles=circles,
        minutes=sum(circle.minutes * len(circle.links) for circle in circles),
        minutes_bound=chosen.units_bound * pool.programme.minutes_each,
    )
    verify(pool, proposal)
    return proposal


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


def _best_ways(candidates: Candidates) -> Candidates:
    """All ways of helping, or of very many each person's best both as helped and as helper.

    Equally good ones go by who comes next in this turn, so that they are shared out evenly.
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
    columns = candidates.first[kept], candidates.second[kept], candidates.score[kept]
    return replace(candidates, first=columns[0], second=columns[1], score=columns[2], whole=False)


@dataclass(slots=True)
class _Chosen:
    """Circles as positions, and what no circles could be above: points, and helpings (each of `minutes_each`)."""

    circles: list[Circle]
    bound: int
    units_bound: int


def _choose(pool: Pool, candidates: Candidates) -> _Chosen:
    """The best circles; those with two people who are kept apart are taken out, and what is left is tried again.

    Each such circle loses its weakest link for good, so this ends, and what was found beside it stays.
    """
    import numpy as np

    people = candidates.firsts
    places = np.array([max(person.capacity, 0) for person in people], dtype=np.int64)
    balance = np.array([helpings_to_even_out(pool.programme, person) for person in people], dtype=np.int64)
    giving, receiving = places.copy(), places.copy()
    open_arcs = np.ones(candidates.score.size, dtype=np.int64)
    kept_apart = apart(pool.bonds)
    chosen = _Chosen([], _most_points(candidates, places), -1)
    while True:
        found = circulate(
            len(people),
            candidates.second,
            candidates.first,
            open_arcs,
            candidates.score,
            give_limit=giving,
            receive_limit=receiving,
            balance=balance,
            max_length=pool.programme.most_in_circle,
        )
        if chosen.units_bound < 0:
            chosen.units_bound = found.bound_within_limit
        is_done = True
        for circle in found.circles:
            edges = np.array(circle.edges, dtype=np.int64)
            if _has_two_apart([people[at].number for at in circle.people], kept_apart):
                open_arcs[min(circle.edges, key=lambda edge: (int(candidates.score[edge]), edge))] = 0
                is_done = False
                continue
            chosen.circles.append(circle)
            open_arcs[edges] = 0
            givers, receivers = candidates.second[edges], candidates.first[edges]
            giving[givers] -= 1
            receiving[receivers] -= 1
            np.add.at(balance, givers, 1)
            np.subtract.at(balance, receivers, 1)
        if is_done:
            return chosen


def helpings_to_even_out(programme: Programme, person: Person) -> int:
    """How many whole helpings somebody has given more than received; below 0 where they have received more."""
    whole = abs(person.balance_minutes) // programme.minutes_each
    return whole if person.balance_minutes > 0 else -whole


def _has_two_apart(numbers: Sequence[int], kept_apart: frozenset[tuple[int, int]]) -> bool:
    return any((min(pair), max(pair)) in kept_apart for pair in combinations(numbers, 2))


def _most_points(candidates: Candidates, places: NDArray[np.int64]) -> int:
    """No circles have more points than if each person were helped in the best ways there are, as often as they may."""
    import numpy as np

    order = np.lexsort((-candidates.score, candidates.first))
    helped = candidates.first[order]
    rank = np.arange(helped.size) - np.searchsorted(helped, helped)
    counts = (rank < places[helped]) & (candidates.score[order] > 0)
    return int(candidates.score[order][counts].sum())


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
