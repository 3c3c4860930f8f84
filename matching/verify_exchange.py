"""An independent second look at the circles of a programme of help: every rule, limit and sum again, in plain steps."""

import numpy as np

from matching.circles import Circle, Circulation
from matching.criteria import meets_must, score
from matching.errors import ProposalWrong
from matching.exchange import places_taken, what_is_asked
from matching.exchange_market import helpings_to_even_out
from matching.people import Person, Pool
from matching.proposal import Proposal, SuggestedCircle, SuggestedPair
from matching.rules import allows, apart, musts, pins
from matching.verify_circles import verify_circulation


def verify_exchange(pool: Pool, proposal: Proposal) -> None:
    """Return quietly when the circles keep every promise; raise ProposalWrong with the first that they break.

    Promises: only people of the pool, what is offered meets what is asked, every rule kept, nobody in a circle with
    somebody they are kept apart from, nobody over their room, everybody gives as much as they get (or it evens out),
    circles are real and short enough, points and minutes add up and are within their bounds, nobody is forgotten.
    """
    people = {person.number: person for person in pool.people if person.role == pool.programme.roles[0]}
    if proposal.pairs or proposal.trios:
        raise ProposalWrong("A programme of help has circles, no pairs and no trios.")
    kept_apart = apart(pool.bonds)
    for circle in proposal.circles:
        _circle(pool, people, circle, kept_apart)
        for link in circle.links:
            _link(pool, people, link, kept_apart)
    _exchange(pool, people, proposal)
    _totals(pool, people, proposal)


def _circle(
    pool: Pool, people: dict[int, Person], circle: SuggestedCircle, kept_apart: frozenset[tuple[int, int]]
) -> None:
    """Each helps the next, for as long as the programme says, and all of them may be in it together."""
    if not people.keys() >= set(circle.people):
        raise ProposalWrong("A circle names somebody who is not in this round.")
    for first in circle.people:
        if any((min(first, other), max(first, other)) in kept_apart for other in circle.people if other != first):
            raise ProposalWrong("Two are in one circle who are kept apart.")
    if circle.minutes != pool.programme.minutes_each:
        raise ProposalWrong("A circle is not of the minutes that this programme says.")


def _link(pool: Pool, people: dict[int, Person], link: SuggestedPair, kept_apart: frozenset[tuple[int, int]]) -> None:
    """One who is helped and one who helps: what is asked is offered, every rule is kept, the points add up."""
    programme, helped, helper = pool.programme, people[link.first], people[link.second]
    asked = what_is_asked(programme)
    if helped.plain_values(asked.first).isdisjoint(helper.plain_values(asked.second)):
        raise ProposalWrong("Somebody would help with what was not asked for.")
    if link.first == link.second or (min(link.first, link.second), max(link.first, link.second)) in kept_apart:
        raise ProposalWrong("Two would help each other who are kept apart.")
    for rule in programme.rules:
        if not allows(rule, helped, helper):
            raise ProposalWrong(f"A circle breaks the rule {rule.code}.")
    for must in musts(programme):
        if not meets_must(must, helped, helper):
            raise ProposalWrong(f"A circle does not fit in {must.code}, which is a Must.")
    if not link.score == score(programme, helped, helper) == sum(reason.points for reason in link.reasons):
        raise ProposalWrong("The points of a link do not add up.")


def _exchange(pool: Pool, people: dict[int, Person], proposal: Proposal) -> None:
    """All circles together as one exchange, in helpings; verify_circles looks at each limit and sum."""
    place = {number: at for at, number in enumerate(sorted(people))}
    links = [link for circle in proposal.circles for link in circle.links]
    arcs = {(place[link.second], place[link.first]): at for at, link in enumerate(links)}
    if len(arcs) != len(links):
        raise ProposalWrong("Somebody would help the same person twice.")
    edges = iter(range(len(links)))
    circles = tuple(
        Circle(tuple(place[one] for one in circle.people), tuple(next(edges) for _ in circle.links), 1, circle.closed)
        for circle in proposal.circles
    )
    each, points = pool.programme.minutes_each, [link.score for link in links]
    if proposal.minutes != each * len(links) or proposal.minutes_bound % each:
        raise ProposalWrong("The minutes are not the sum of the circles.")
    bound = proposal.minutes_bound // each
    room = [max(people[number].capacity, 0) for number in sorted(people)]
    verify_circulation(
        Circulation(np.ones(len(links), dtype=np.int64), circles, len(links), sum(points), bound, bound),
        len(people),
        [start for start, _ in arcs],
        [end for _, end in arcs],
        [1] * len(links),
        points,
        give_limit=room,
        receive_limit=room,
        balance=[helpings_to_even_out(pool.programme, people[number]) for number in sorted(people)],
        max_length=pool.programme.most_in_circle,
    )


def _totals(pool: Pool, people: dict[int, Person], proposal: Proposal) -> None:
    """The points, their bound, the coverage and the people left out."""
    if proposal.score != sum(link.score for circle in proposal.circles for link in circle.links):
        raise ProposalWrong("The score is not the sum of the circles.")
    if proposal.score > proposal.bound:
        raise ProposalWrong("The score is above its bound.")
    given, received = places_taken(proposal.circles)
    in_one, left_out = given.keys() | received.keys(), [one.number for one in proposal.unmatched]
    if in_one != {number for circle in proposal.circles for number in circle.people}:
        raise ProposalWrong("Somebody is in a circle and neither gives nor receives.")
    links = [link for circle in proposal.circles for link in circle.links]
    linked = {(min(link.first, link.second), max(link.first, link.second)) for link in links}
    here = {pair for pair in pins(pool.bonds) if people.keys() >= set(pair)}
    if set(proposal.missed) != here - linked:
        raise ProposalWrong("A pinned pair is neither in a circle nor named as in none.")
    if dict(proposal.covered) != {pool.programme.roles[0]: len(in_one)}:
        raise ProposalWrong("The number of people with a circle is wrong.")
    if len(set(left_out)) != len(left_out) or in_one | set(left_out) != people.keys() or in_one & set(left_out):
        raise ProposalWrong("Somebody is neither in a circle nor named as in none, or both.")
