"""What people see of short first meetings: members their own without a score, coordinators all with what was said."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from timebank.access import May, Relation, Role, Thing, relations
from timebank.matches.cards import ReasonCard
from timebank.matches.moves import belonging_to
from timebank.matches.reasons import Shown, read_reasons, read_sentences
from timebank.matches.tables import matching_round, taster, taster_word
from timebank.matches.taster_rules import TasterState
from timebank.matches.taster_saying import left_to_say, person_of_link
from timebank.matches.taster_telling import TASTERS
from timebank.matches.titles import titles
from timebank.members import links
from timebank.members.tables import member
from timebank.programmes.pool_reads import shown_now, shown_on_paper
from timebank.programmes.reads import definition_of
from timebank.roles import holders
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class MyTaster:
    """Somebody a member is to meet briefly: how that comes about, why, and what they have said of it so far."""

    taster_id: str
    programme: str
    name: str
    about: str
    arrangement: str
    sentences: tuple[str, ...]
    closes_at: datetime
    said: str  # empty while nothing is said
    words: str
    other_id: str


@dataclass(frozen=True, slots=True)
class TasterPerson:
    """One of two in a short meeting, for coordinators; `said` is empty while nothing is said."""

    member_id: str
    name: str
    is_offline: bool
    said: str
    words: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TasterCard:
    """One short meeting for whoever decides on it; who may not sees its names only."""

    taster_id: str
    state: TasterState
    people: tuple[TasterPerson, TasterPerson]
    points: float
    reasons: tuple[ReasonCard, ...]
    arrangement: str
    closes_at: datetime | None
    may_decide: bool


@dataclass(frozen=True, slots=True)
class FirstStep:
    """The newest first step of a programme: its meetings, by state, and whom nobody could be found for."""

    round_id: str
    made_at: datetime
    most: int
    drafts: tuple[TasterCard, ...]
    asked: tuple[TasterCard, ...]
    closed: tuple[TasterCard, ...]
    nobody: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Steps:
    """How many people each person of a programme meets briefly first (0: none), whether some did, what waits."""

    most: int
    has_run: bool
    drafts: int


def steps_of_programme(look: Look, programme_id: str) -> Steps:
    """Whether a programme works in two steps; for those who decide on suggestions. Raises NotFound."""
    look.require(May.REVIEW_SUGGESTION)
    definition = definition_of(look, programme_id)
    states = [row.state for row in look.rows(sa.select(taster.c.state).where(taster.c.programme_id == programme_id))]
    most = definition.care.shortlist if definition.kind != "help" else 0
    return Steps(most, bool(states), states.count("draft"))


def my_tasters(look: Look, member_id: str, on_paper: bool = False) -> list[MyTaster]:
    """The people a member is asked to meet briefly; for them, or for a coordinator's help.

    Nothing says whether the other has spoken. A coordinator who is one of the two does not see the other's side.
    What is read `on_paper` rests on no sensitive answer.
    """
    look.require(May.SEE_SUGGESTIONS, belonging_to(look, member_id))
    reader = look.actor.member_id
    cards = _mine(look, member_id, shown_on_paper if on_paper else shown_now)
    return [one for one in cards if reader in (member_id, None) or reader != one.other_id]


def tasters_by_link(look: Look, secret: str) -> list[MyTaster]:
    """The people of whom the reader of a letter can say how it was. Raises LinkSpent."""
    links.read(look, TASTERS, secret)
    person, round_id = person_of_link(look, secret)
    look.require(May.SEE_SUGGESTIONS, belonging_to(look, person))
    left = left_to_say(look, person, round_id)
    if not left:
        raise links.LinkSpent
    return [one for one in _mine(look, person, shown_now) if one.taster_id in left]


def _mine(look: Look, member_id: str, may_show: Callable[[Look, str], Shown]) -> list[MyTaster]:
    theirs = sa.or_(taster.c.first_id == member_id, taster.c.second_id == member_id)
    is_first = taster.c.first_id == member_id
    other = sa.case((is_first, taster.c.second_id), else_=taster.c.first_id)
    said = sa.and_(taster_word.c.taster_id == taster.c.id, taster_word.c.member_id == member_id)
    why = sa.case((is_first, taster.c.why_first), else_=taster.c.why_second).label("why")
    rows = look.rows(
        sa.select(taster.c.id, taster.c.programme_id, taster.c.closes_at, why, member.c.name, member.c.about)
        .add_columns(member.c.id.label("other_id"), taster_word.c.said, taster_word.c.words)
        .join(member, member.c.id == other)
        .outerjoin(taster_word, said)
        .where(theirs, taster.c.state == "asked", taster.c.closes_at > look.now)
        .order_by(taster.c.closes_at, member.c.search_name, taster.c.id)
    )
    named = titles(look) if rows else {}
    shown = {one: may_show(look, one) for one in {row.programme_id for row in rows}}
    found = []
    for row in rows:
        arrangement, *why_two = _read(row.why, shown[row.programme_id], member_id)
        told = (row.name, row.about, arrangement, tuple(why_two), row.closes_at, row.said or "", row.words or "")
        found.append(MyTaster(row.id, named[row.programme_id], *told, row.other_id))
    return found


def _read(why: str, shown: Shown, reader: str) -> list[str]:
    """How they come to meet, if they were asked, and why these two; without what a letter says around it."""
    kept = read_sentences(why, shown, reader)
    return [one.words for place, one in enumerate(kept) if one.other_id or not place]


def first_step(look: Look, programme_id: str) -> FirstStep | None:
    """The newest first step of a programme, or None; for those who decide on suggestions."""
    look.require(May.REVIEW_SUGGESTION)
    made = sa.select(taster.c.round_id).where(taster.c.programme_id == programme_id)
    newest = look.row(
        sa.select(matching_round.c.id, matching_round.c.ran_at, matching_round.c.inputs)
        .where(matching_round.c.id.in_(made))
        .order_by(matching_round.c.turn.desc())
        .limit(1)
    )
    if newest is None:
        return None
    rows = look.rows(
        sa.select(taster).where(taster.c.round_id == newest.id).order_by(taster.c.score.desc(), taster.c.id)
    )
    definition = definition_of(look, programme_id)
    cards = _cards(look, programme_id, rows)
    roles = {definition.roles[0].name} if definition.kind == "mentoring" else {one.name for one in definition.roles}
    found = {person for row in rows for person in (row.first_id, row.second_id)}
    return FirstStep(
        round_id=newest.id,
        made_at=newest.ran_at,
        most=definition.care.shortlist,
        drafts=tuple(one for one in cards if one.state == "draft"),
        asked=tuple(one for one in cards if one.state == "asked"),
        closed=tuple(one for one in cards if one.state == "closed"),
        nobody=_nobody(look, newest.inputs, roles, found),
    )


@dataclass(frozen=True, slots=True)
class FirstStepWaits:
    """What waits for the reader in the first step of a programme: drafts, since when, and who without e-mail to ask."""

    programme_id: str
    title: str
    drafts: int
    since: datetime
    to_ask: tuple[str, ...]


def first_steps_waiting(look: Look) -> list[FirstStepWaits]:
    """What waits in first steps, programme by programme; for those who decide on suggestions, never their own."""
    look.require(May.REVIEW_SUGGESTION)
    unfinished = sa.select(taster.c.programme_id).where(taster.c.state.in_(("draft", "asked"))).distinct()
    found = []
    for programme_id in sorted(row.programme_id for row in look.rows(unfinished)):
        step = first_step(look, programme_id)
        assert step is not None  # it has short meetings
        drafts = sum(one.may_decide for one in step.drafts)
        unheard = {
            who.name for one in step.asked if one.may_decide for who in one.people if who.is_offline and not who.said
        }
        if drafts or unheard:
            title = definition_of(look, programme_id).title
            to_ask = tuple(sorted(unheard, key=str.casefold))
            found.append(FirstStepWaits(programme_id, title, drafts, step.made_at, to_ask))
    return found


def _nobody(look: Look, inputs: str, roles: set[str], found: set[str]) -> tuple[str, ...]:
    """The names of those with room for whom nobody was found, where somebody was looked for for them."""
    people = json.loads(inputs)["people"]
    left = {one["member_id"] for one in people if one["role"] in roles and one["capacity"] > 0} - found
    rows = look.rows(sa.select(member.c.name).where(member.c.id.in_(left)).order_by(member.c.search_name))
    return tuple(row.name for row in rows)


def _cards(look: Look, programme_id: str, rows: Iterable["sa.Row[Any]"]) -> list[TasterCard]:
    shown = shown_now(look, programme_id)
    kept = list(rows)
    people = {
        row.id: row
        for row in look.rows(
            sa.select(member.c.id, member.c.name, member.c.is_offline, member.c.area_id).where(
                member.c.id.in_({person for row in kept for person in (row.first_id, row.second_id)})
            )
        )
    }
    ids = [row.id for row in kept]
    said = {
        (row.taster_id, row.member_id): row
        for row in look.rows(sa.select(taster_word).where(taster_word.c.taster_id.in_(ids)))
    }
    coordinators = frozenset(holders(look.connection, Role.COORDINATOR, look.now))
    return [card for row in kept if (card := _card(look, row, people, said, coordinators, shown))]


def _card(
    look: Look,
    row: "sa.Row[Any]",
    people: dict[str, "sa.Row[Any]"],
    said: dict[tuple[str, str], "sa.Row[Any]"],
    coordinators: frozenset[str],
    shown: Shown,
) -> TasterCard | None:
    both = (row.first_id, row.second_id)
    areas = frozenset(people[one].area_id for one in both if people[one].area_id)
    found = relations(look.actor, Thing(involved=frozenset(both), area_ids=areas))
    is_second = Relation.SECOND_DECIDER in found and not coordinators.isdisjoint(both)
    may_decide = Relation.OWN_AREA in found or is_second
    if not may_decide and Relation.CONFLICT not in found:
        return None
    was_asked = row.asked_at is not None

    def person(member_id: str, why: str) -> TasterPerson:
        who, word = people[member_id], said.get((row.id, member_id)) if may_decide else None
        sentences = tuple(_read(why, shown, member_id)[1:]) if may_decide else ()
        heard = (word.said, word.words) if word else ("", "")
        return TasterPerson(member_id, who.name, who.is_offline, heard[0], heard[1], sentences)

    return TasterCard(
        row.id,
        cast(TasterState, row.state),
        (person(row.first_id, row.why_first), person(row.second_id, row.why_second)),
        row.score if may_decide else 0.0,
        tuple(one.card() for one in read_reasons(row.reasons, shown)) if may_decide else (),
        _read(row.why_first, shown, row.first_id)[0] if may_decide and was_asked else "",
        row.closes_at,
        may_decide,
    )
