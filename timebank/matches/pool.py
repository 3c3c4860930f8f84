"""The pool of one round, built from the database: who is ready, what may be used, and who is kept apart."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations

import sqlalchemy as sa

from matching import Bond, Person, Pool
from matching.hours import Window, week_bits
from matching.people import BondKind
from matching.pins import pins_that_hold
from matching.rarity import weighed
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.listings.reads import categories_for
from timebank.matches.asked_before import from_suggestions
from timebank.matches.ending_talks import waiting_for_talk
from timebank.matches.kinds_of_help import narrowed
from timebank.matches.moves import asked_now, matches_now
from timebank.matches.rules import UNDONE, ending_keeps_apart
from timebank.matches.tables import match, match_person
from timebank.matches.taster_pool import in_final_round, said_no
from timebank.members.bonds import bonds
from timebank.programmes.built_in import words_of
from timebank.programmes.definition import Definition
from timebank.programmes.pairs import pairs_said
from timebank.programmes.reads import PoolMember, pool_members
from timebank.work import Look

SAID: Mapping[str, BondKind] = {
    "rather_not": "excluded",
    "household": "household",
    "cares_for": "conflict",
    "manages": "conflict",
}
WEEK = "week"  # the answer that the hours of a week stand for


@dataclass(frozen=True, slots=True)
class Gathered:
    """A pool, the member behind each number, everybody's zone, and the day whose week was meant."""

    pool: Pool
    member_ids: tuple[str, ...]  # by number
    zones: tuple[str, ...]  # by number
    reference: date


def gather(look: Look, programme_id: str, definition: Definition, turn: int) -> Gathered:
    """Everybody ready in a programme, with the room they have left, as the matcher takes them.

    Asked only by actions that have asked for permission, with drafts of earlier rounds already set aside.
    """
    reference = local_date(look.now, community(look).zone)
    waiting = waiting_for_talk(look, programme_id, definition)
    ready = (one for one in pool_members(look, programme_id) if one.member_id not in waiting)
    members = sorted(ready, key=lambda one: one.member_id)
    numbers = {one.member_id: number for number, one in enumerate(members)}
    places = sa.union_all(matches_now(programme_id), asked_now(programme_id))
    taken = Counter(row.member_id for row in look.rows(places))
    going = Counter(row.member_id for row in look.rows(matches_now(programme_id)))
    people = tuple(
        _person(number, one, taken[one.member_id], going[one.member_id], look, reference)
        for number, one in enumerate(members)
    )
    programme = definition.programme(values=words_of(look))
    if programme.kind == "help":
        above = {one.slug: one.parent_slug for one in categories_for(look)}
        programme, people = narrowed(programme, people, above)
        people = _waiting_again(look, programme_id, people, numbers)
    programme = weighed(programme, people)
    if definition.settings.get("evens_out") is True:
        people = tuple(
            replace(one, balance_minutes=member.balance_minutes) for one, member in zip(people, members, strict=True)
        )
    apart = _bonds(look, programme_id, numbers)
    wanted = _pins(look, programme_id, numbers)
    programme, people = in_final_round(look, programme_id, (programme, people), numbers, apart, wanted)
    if programme.kind == "help":  # which of them circles can hold shows only when circles are chosen
        pinned = [Bond(min(pair), max(pair), "pinned") for pair in wanted]
    else:
        pinned = pins_that_hold(programme, people, apart, wanted)
    return Gathered(
        Pool(people, (*apart, *pinned), programme, turn),
        tuple(one.member_id for one in members),
        tuple(one.zone for one in members),
        reference,
    )


def _person(number: int, one: PoolMember, taken: int, going: int, look: Look, reference: date) -> Person:
    windows = [Window(window.weekday, window.start_minute, window.end_minute) for window in one.free_times]
    return Person(
        number=number,
        role=one.role,
        capacity=max(one.capacity - taken, 0),
        answers=one.answers,
        week=week_bits(windows, one.zone, reference) if windows else 0,
        waiting_days=max((look.now - one.waiting_since).days, 0),
        shown=one.shown,
        essential=one.essential,
        place=one.place,
        travel_kilometres=one.travel_kilometres,
        matches_now=going,
    )


def _waiting_again(
    look: Look, programme_id: str, people: Iterable[Person], numbers: Mapping[str, int]
) -> tuple[Person, ...]:
    """In circles of help whoever was in one waits only since then: others come first who have had nobody."""
    statement = (
        sa.select(match_person.c.member_id, sa.func.max(match.c.started_at).label("at"))
        .join(match, match.c.id == match_person.c.match_id)
        .where(match.c.programme_id == programme_id)
        .group_by(match_person.c.member_id)
    )
    since = {numbers[row.member_id]: row.at for row in look.rows(statement) if row.member_id in numbers}
    return tuple(
        replace(one, waiting_days=min(one.waiting_days, max((look.now - since[one.number]).days, 0)))
        if one.number in since
        else one
        for one in people
    )


def _bonds(look: Look, programme_id: str, numbers: Mapping[str, int]) -> list[Bond]:
    """Who is kept apart and why; exclusions have the matcher's one code and sentence for whoever has met before."""
    said: list[tuple[list[str], BondKind]] = [([one, other], SAID[kind]) for one, other, kind in bonds(look)]
    said += [(two, "past") for two in said_no(look)]
    said += [([one, other], "forbidden") for one, other, kind in pairs_said(look, programme_id) if kind == "forbidden"]
    kept: set[tuple[int, int, BondKind]] = set()
    for people, kind in [*_from_matches(look, programme_id), *from_suggestions(look, programme_id), *said]:
        here = sorted(numbers[person] for person in people if person in numbers)
        kept.update((first, second, kind) for first, second in combinations(here, 2))
    return [Bond(first, second, kind) for first, second, kind in sorted(kept)]


def _pins(look: Look, programme_id: str, numbers: Mapping[str, int]) -> list[tuple[int, int]]:
    """The pairs of numbers that a coordinator wants matched, the oldest first."""
    said = ((one, other) for one, other, kind in pairs_said(look, programme_id) if kind == "pinned")
    return [(numbers[one], numbers[other]) for one, other in said if one in numbers and other in numbers]


def _from_matches(look: Look, programme_id: str) -> list[tuple[list[str], BondKind]]:
    people = _people_of(look)
    found: list[tuple[list[str], BondKind]] = []
    for row in look.rows(sa.select(match.c.id, match.c.programme_id, match.c.state, match.c.ending_code)):
        same = row.programme_id == programme_id
        if row.state == "active" and same:
            found.append((people[row.id], "present"))
        elif row.ending_code == UNDONE:
            continue  # the suggestion says between whom there was a no
        elif row.state == "ended" and ending_keeps_apart(row.ending_code, same):
            found.append((people[row.id], "past"))
    return found


def _people_of(look: Look) -> dict[str, list[str]]:
    people: dict[str, list[str]] = {}
    for row in look.rows(sa.select(match_person.c.match_id, match_person.c.member_id)):
        people.setdefault(row.match_id, []).append(row.member_id)
    return people


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence a member reads, with the answers it is made of; it is shown only while both let them be shown.

    One about help in a circle names who would help whom for how long: then `words` are only what with (see circles),
    `mine` the answers of the helper, and `theirs` those of whoever is helped.
    """

    words: str
    mine: tuple[str, ...] = ()  # answers of the reader
    theirs: tuple[str, ...] = ()  # answers of the other
    other_id: str = ""
    helper_id: str = ""
    helped_id: str = ""
    minutes: int = 0


def say_sentences(gathered: Gathered, numbers: tuple[int, ...], reader: int) -> list[Sentence]:
    """What one of the people in a suggestion reads: why each other person, only from answers both let be shown."""
    from matching.told import for_member

    people = gathered.pool.people  # each at the place of their number
    others = [people[number] for number in numbers if number != reader]
    told = for_member(
        gathered.pool.programme,
        people[reader],
        others,
        zone=gathered.zones[reader],
        reference=gathered.reference,
    )
    return [
        Sentence(one.words, one.mine, one.theirs, "" if one.other is None else gathered.member_ids[one.other])
        for one in told
    ]
