"""The drafts of a round as the matcher sees them, so that others can be looked for in the place of some of them."""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import sqlalchemy as sa

from matching import Bond, Pool, Proposal, SuggestedPair
from matching.compare import Outcome, Seat
from matching.people import Person
from timebank.errors import Refused
from timebank.ids import digest
from timebank.matches.as_of_now import Now
from timebank.matches.cards import ProposedCard
from timebank.matches.reasons import kept_reasons
from timebank.matches.tables import suggestion, suggestion_move, suggestion_person
from timebank.work import Look

NEXT_BEST = "the next best was looked for"


class ChangedMeanwhile(Refused):
    """Something has changed since this was worked out, so nothing was changed. Please look at it again."""


@dataclass(frozen=True, slots=True)
class Group:
    """People who are suggested to one another, by their numbers, with their points; `suggestion_id` of a draft."""

    numbers: tuple[int, ...]
    points: int
    links: tuple[SuggestedPair, ...] = ()
    kind: str = "pair"
    suggestion_id: str = ""

    @property
    def people(self) -> frozenset[int]:
        """Who is in it."""
        return frozenset(self.numbers)


def drafts_now(look: Look, now: Now, round_id: str) -> list[Group]:
    """The drafts of a round of which everybody still takes part."""
    numbers = {member_id: number for number, member_id in enumerate(now.gathered.member_ids)}
    drafts = (suggestion.c.round_id == round_id, suggestion.c.state == "draft")
    statement = (
        sa.select(suggestion.c.id, suggestion.c.kind, suggestion.c.score, suggestion_person.c.member_id)
        .join(suggestion_person, suggestion_person.c.suggestion_id == suggestion.c.id)
        .where(*drafts)
        .order_by(suggestion.c.id, suggestion_person.c.member_id)
    )
    people: dict[str, list[str]] = {}
    heads = {}
    for row in look.rows(statement):
        people.setdefault(row.id, []).append(row.member_id)
        heads[row.id] = row
    return [
        Group(tuple(sorted(numbers[who] for who in everybody)), int(heads[one].score), (), heads[one].kind, one)
        for one, everybody in people.items()
        if all(who in numbers for who in everybody)
    ]


def groups_in(proposal: Proposal) -> list[Group]:
    """Everything a proposal suggests."""
    found = [Group((one.first, one.second), one.score, (one,)) for one in proposal.pairs]
    found += [
        Group((one.first, one.second, one.third), one.score + one.joined, one.links, "trio") for one in proposal.trios
    ]
    return [*found, *(Group(one.people, one.score, one.links, "circle") for one in proposal.circles)]


def only(proposal: Proposal, kept: Collection[Group]) -> Proposal:
    """A proposal with some of its groups only."""
    people = {one.people for one in kept}
    return replace(
        proposal,
        pairs=tuple(one for one in proposal.pairs if frozenset((one.first, one.second)) in people),
        trios=tuple(one for one in proposal.trios if frozenset((one.first, one.second, one.third)) in people),
        circles=tuple(one for one in proposal.circles if frozenset(one.people) in people),
    )


def beside(now: Now, held: Iterable[Group], bonds: Iterable[Bond] = (), without: Collection[int] = frozenset()) -> Pool:
    """Everybody with the room that is left beside the groups that stay; those who are in one are not put together.

    Nobody is looked for for those `without`, such as the coordinator who asks.
    """
    held = list(held)
    taken = Counter(number for one in held for number in one.numbers)
    taken.update({number: now.gathered.pool.people[number].capacity for number in without})
    people = tuple(_with_less_room(one, taken[one.number]) for one in now.gathered.pool.people)
    together = [Bond(*pair, "present") for one in held for pair in combinations(sorted(one.numbers), 2)]
    # Whom a coordinator wants together is looked for by rounds; here a pin could only be in the way.
    known = [bond for bond in now.gathered.pool.bonds if bond.kind != "pinned"]
    return replace(now.gathered.pool, people=people, bonds=(*known, *together, *bonds))


def _with_less_room(one: Person, taken: int) -> Person:
    return replace(one, capacity=max(one.capacity - taken, 0)) if taken else one


def set_aside_before(look: Look, now: Now, round_id: str) -> list[tuple[int, ...]]:
    """The groups of a round in whose place the next best was looked for, by number, of whoever still takes part."""
    numbers = {member_id: number for number, member_id in enumerate(now.gathered.member_ids)}
    statement = (
        sa.select(suggestion.c.id, suggestion_person.c.member_id)
        .join(suggestion_person, suggestion_person.c.suggestion_id == suggestion.c.id)
        .join(suggestion_move, suggestion_move.c.suggestion_id == suggestion.c.id)
        .where(suggestion.c.round_id == round_id, suggestion_move.c.reason == NEXT_BEST)
    )
    people: dict[str, list[str]] = {}
    for row in look.rows(statement):
        people.setdefault(row.id, []).append(row.member_id)
    groups = people.values()
    return [tuple(sorted(numbers[who] for who in one)) for one in groups if all(who in numbers for who in one)]


def own_number(look: Look, now: Now) -> frozenset[int]:
    """The number of the reader, where they take part themself."""
    return frozenset(number for number, who in enumerate(now.gathered.member_ids) if who == look.actor.member_id)


def outcome_of(now: Now, groups: Iterable[Group]) -> Outcome:
    """Groups as a comparison takes them."""
    people = now.gathered.pool.people
    room = {(one.number, one.role): max(one.capacity, 0) for one in people}

    def seats(one: Group) -> tuple[Seat, ...]:
        return tuple((number, people[number].role) for number in sorted(one.numbers))

    return Outcome(room, {seats(one): one.points for one in groups})


def mark_of(groups: Sequence[Group]) -> str:
    """A mark that is the same only for the same groups with the same points."""
    return digest(json.dumps(sorted([list(one.numbers), one.points] for one in groups)))[:32]


def proposed_card(now: Now, one: Group) -> ProposedCard:
    """Two or more people who could be suggested to one another, with reasons, for coordinators."""
    reasons = tuple(reason.card() for reason in kept_reasons(now.gathered, one.links))
    return ProposedCard(tuple(now.names[number] for number in one.numbers), one.points, reasons)
