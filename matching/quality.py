"""How good a round is: who is covered, how weak its weakest matches are, and what covering more people would cost."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from statistics import median

from matching.compare import compare, outcome
from matching.people import Pool
from matching.proposal import Proposal
from matching.round import solve


@dataclass(frozen=True, slots=True)
class Quality:
    """One round in figures.

    `covered` and `people` are counts by role, `bound` the most points any such choice of pairs could have. `weak`
    are the pairs with less than half of the points of the pair in the middle (or circles, for each helping in them).
    `minutes` are those of circles, `minutes_bound` the most there could be. `more_people` could have a match besides,
    for `more_cost` points fewer in all; both are 0 where nobody more can, whatever it costs. Each further person
    costs at least as much as the one before, so one more costs at most the cost of all divided by them.
    """

    covered: Mapping[str, int]
    people: Mapping[str, int]
    score: int
    bound: int
    weak: tuple[tuple[int, ...], ...]
    more_people: int
    more_cost: int
    minutes: int = 0
    minutes_bound: int = 0


def quality(pool: Pool, proposal: Proposal) -> Quality:
    """The figures of one round.

    >>> from matching import Criterion, Person, Programme, solve
    >>> like = Criterion("like", "same", "Likes", (5,), first="likes", second="likes")
    >>> people = [Person(n, role, answers={"likes": ("tea",)}) for n, role in ((1, "mentee"), (2, "mentor"))]
    >>> pool = Pool(tuple(people), (), Programme("p", "mentoring", ("mentee", "mentor"), criteria=(like,)))
    >>> found = quality(pool, solve(pool))
    >>> found.score, found.bound, found.weak, found.more_people
    (5, 5, (), 0)
    """
    people = {role: sum(person.role == role for person in pool.people) for role in pool.programme.roles}
    more_people, more_cost = _more(pool, proposal)
    return Quality(
        proposal.covered,
        people,
        proposal.score,
        proposal.bound,
        weak_circles(proposal) if proposal.circles else weak_pairs(proposal),
        more_people,
        more_cost,
        proposal.minutes,
        proposal.minutes_bound,
    )


def weak_pairs(proposal: Proposal) -> tuple[tuple[int, int], ...]:
    """The pairs, also inside trios, with less than half of the points of the pair in the middle; weakest first."""
    points = {(one.first, one.second): one.score for one in proposal.pairs}
    points |= {(trio.first, trio.second): trio.score for trio in proposal.trios}
    middle = median(points.values()) if points else 0
    weak = [pair for pair, score in points.items() if 2 * score < middle]
    return tuple(sorted(weak, key=lambda pair: (points[pair], pair)))


def weak_circles(proposal: Proposal) -> tuple[tuple[int, ...], ...]:
    """The circles with less than half of the points for each helping of the one in the middle; weakest first."""
    points = {circle.people: Fraction(circle.score, len(circle.links)) for circle in proposal.circles}
    middle = median(points.values())
    return tuple(
        sorted((people for people, one in points.items() if 2 * one < middle), key=lambda who: (points[who], who))
    )


def _more(pool: Pool, proposal: Proposal) -> tuple[int, int]:
    """How many more people the best coverage has, and how many points that costs in all."""
    if pool.programme.kind == "help":  # in circles most minutes come first, whatever the points
        return 0, 0
    if pool.programme.objective == "coverage" or (pool.programme.kind, pool.programme.objective) == (
        "buddying",
        "pairs",
    ):
        return 0, 0
    widest = replace(pool, programme=replace(pool.programme, objective="coverage"))
    change = compare(outcome(pool, proposal), outcome(widest, solve(widest)))
    return (change.people_more, -change.points_more) if change.people_more > 0 else (0, 0)
