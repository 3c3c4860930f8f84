"""What those who decide see of matching: rounds, suggestions with reasons side by side, who is left out, matches."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

import sqlalchemy as sa

from timebank.access import May, Relation, Role, Thing, relations
from timebank.errors import NotFound
from timebank.matches.cards import (
    MatchRow,
    MoveCard,
    ReviewCard,
    ReviewPerson,
    RoundCard,
    UnmatchedCard,
)
from timebank.matches.circles import helpings, in_words
from timebank.matches.moves import load, require_judge
from timebank.matches.reasons import Shown, read_reasons, read_sentences
from timebank.matches.round_moves import HAS_RUN
from timebank.matches.rules import State
from timebank.matches.tables import (
    match,
    match_person,
    matching_round,
    suggestion,
    suggestion_move,
    suggestion_person,
    unmatched,
)
from timebank.matches.titles import definitions, titles
from timebank.members.reads import names, within
from timebank.members.tables import member
from timebank.programmes.definition import Definition
from timebank.programmes.reads import shown_now
from timebank.roles import holders
from timebank.work import Look

WAITING: tuple[State, ...] = ("draft", "offered", "partly_accepted")


def rounds(look: Look, programme_id: str, most: int = 20) -> list[RoundCard]:
    """The runs of the matcher for a programme, newest first, with what each found."""
    look.require(May.RUN_MATCHING)
    statement = (
        sa.select(
            matching_round.c.id,
            matching_round.c.programme_id,
            matching_round.c.turn,
            matching_round.c.ran_at,
            matching_round.c.summary,
            matching_round.c.state,
            member.c.name,
        )
        .outerjoin(member, member.c.id == matching_round.c.ran_by_id)
        .where(matching_round.c.programme_id == programme_id, HAS_RUN)
        .order_by(matching_round.c.turn.desc())
        .limit(most)
    )
    known = names(look)
    return [
        RoundCard(
            round_id=row.id,
            programme_id=row.programme_id,
            turn=row.turn,
            ran_at=row.ran_at,
            ran_by=row.name or "",
            state=row.state,
            **_summary(look, row.summary, known),
        )
        for row in look.rows(statement)
    ]


def _summary(look: Look, text: str, known: Mapping[str, str]) -> dict[str, Any]:
    """What a round was in figures, with names for those whom no circle could hold together."""
    told: dict[str, Any] = json.loads(text)
    pairs = [pair for pair in told.get("missed", ()) if look.actor.member_id not in pair]
    return {**told, "missed": tuple(tuple(known.get(who, "") for who in pair) for pair in pairs)}


def unmatched_people(look: Look, round_id: str) -> list[UnmatchedCard]:
    """Everybody a round found nobody for, by name, with why; of the reader's areas."""
    look.require(May.RUN_MATCHING)
    statement = (
        sa.select(unmatched, member.c.name)
        .join(member, member.c.id == unmatched.c.member_id)
        .where(unmatched.c.round_id == round_id, *within(look))
        .order_by(sa.func.lower(member.c.name), member.c.id)
    )
    return [UnmatchedCard(row.member_id, row.name, row.role, row.code, row.reason) for row in look.rows(statement)]


def review(
    look: Look, programme_id: str = "", round_id: str = "", states: Sequence[State] = WAITING
) -> list[ReviewCard]:
    """Suggestions to decide on or to follow, highest points first; all programmes and rounds unless one is named.

    A coordinator sees neither reasons, points nor answers of a suggestion they are in themself; a second decider
    sees only those in which a coordinator is one of the people. Of answers that may not be shown only points are told.
    """
    look.require(May.REVIEW_SUGGESTION)
    wanted: list[sa.ColumnElement[bool]] = [suggestion.c.state.in_(states)]
    if programme_id:
        wanted.append(suggestion.c.programme_id == programme_id)
    if round_id:
        wanted.append(suggestion.c.round_id == round_id)
    heads = look.rows(sa.select(suggestion).where(*wanted).order_by(suggestion.c.score.desc(), suggestion.c.id))
    people = _people(look, wanted)
    coordinators = frozenset(holders(look.connection, Role.COORDINATOR, look.now))
    known = definitions(look)
    shown = {one: shown_now(look, one) for one in {head.programme_id for head in heads}}
    cards = (
        _review_card(look, head, known[head.programme_id], people[head.id], coordinators, shown[head.programme_id])
        for head in heads
    )
    return [card for card in cards if card]


def one_review(look: Look, suggestion_id: str) -> ReviewCard:
    """One suggestion in whatever state, for those who decide on it. Raises NotFound."""
    look.require(May.REVIEW_SUGGESTION)
    case = load(look, suggestion_id)
    for card in review(look, programme_id=case.programme_id, states=[case.state]):
        if card.suggestion_id == suggestion_id:
            return card
    raise NotFound


def _people(look: Look, wanted: Iterable[sa.ColumnElement[bool]]) -> dict[str, list[sa.Row[Any]]]:
    statement = (
        sa.select(suggestion_person, member.c.name, member.c.is_offline, member.c.area_id)
        .join(suggestion, suggestion.c.id == suggestion_person.c.suggestion_id)
        .join(member, member.c.id == suggestion_person.c.member_id)
        .where(*wanted)
    )
    found: dict[str, list[sa.Row[Any]]] = {}
    for row in look.rows(statement):
        found.setdefault(row.suggestion_id, []).append(row)
    return found


def _review_card(
    look: Look,
    head: sa.Row[Any],
    definition: Definition,
    people: list[sa.Row[Any]],
    coordinators: frozenset[str],
    shown: Shown,
) -> ReviewCard | None:
    ids = frozenset(row.member_id for row in people)
    places = {role.name: place for place, role in enumerate(definition.roles)}
    around = helpings(people, shown) if head.kind == "circle" else ()
    turn = {one.helper_id: place for place, one in enumerate(around)}
    ordered = sorted(
        people, key=lambda row: (turn.get(row.member_id, len(turn)), places.get(row.role, len(places)), row.member_id)
    )
    names = {row.member_id: row.name for row in people}
    found = relations(look.actor, Thing(involved=ids, area_ids=frozenset(row.area_id for row in people if row.area_id)))
    is_second = Relation.SECOND_DECIDER in found and not ids.isdisjoint(coordinators)
    may_decide = Relation.OWN_AREA in found or is_second
    if not may_decide and Relation.CONFLICT not in found:
        return None
    return ReviewCard(
        suggestion_id=head.id,
        round_id=head.round_id,
        programme_id=head.programme_id,
        programme=definition.title,
        kind=head.kind,
        state=cast(State, head.state),
        people=tuple(_person(row, may_decide, shown, names) for row in ordered),
        reasons=tuple(one.card() for one in read_reasons(head.reasons, shown)) if may_decide else (),
        points=head.score if may_decide else 0.0,
        made_at=head.made_at,
        offered_at=head.offered_at,
        closes_at=head.closes_at,
        may_decide=may_decide,
        helpings=around if may_decide else (),
    )


def _person(row: sa.Row[Any], may_decide: bool, shown: Shown, names: Mapping[str, str]) -> ReviewPerson:
    return ReviewPerson(
        member_id=row.member_id,
        name=row.name,
        role=row.role,
        is_offline=row.is_offline,
        answer=row.answer if may_decide else None,
        answered_at=row.answered_at if may_decide else None,
        reason_code=row.reason_code if may_decide else "",
        reason=row.reason if may_decide else "",
        sentences=in_words(read_sentences(row.why, shown, row.member_id), names, row.member_id) if may_decide else (),
    )


def moves_of(look: Look, suggestion_id: str) -> list[MoveCard]:
    """Every step of one suggestion, first to last, for those who may decide on it.

    Who or what set one aside is left out: it could be something that one of the people said of the other.
    """
    case = load(look, suggestion_id)
    require_judge(look, May.REVIEW_SUGGESTION, case)
    statement = (
        sa.select(suggestion_move, member.c.name)
        .outerjoin(member, member.c.id == suggestion_move.c.moved_by_id)
        .where(suggestion_move.c.suggestion_id == suggestion_id)
        .order_by(suggestion_move.c.moved_at, suggestion_move.c.id)
    )
    return [
        MoveCard(cast(State, row.from_state), cast(State, row.to_state), row.moved_at, *_said_by(row))
        for row in look.rows(statement)
    ]


def all_matches(look: Look, programme_id: str = "") -> list[MatchRow]:
    """Every match of the reader's areas, active ones first and newest first.

    Those the reader is in are there too, without the reason of an ending and its words.
    """
    look.require(May.RUN_MATCHING)
    wanted = [match.c.programme_id == programme_id] if programme_id else []
    people: dict[str, list[sa.Row[Any]]] = {}
    columns = (match_person.c.match_id, match_person.c.member_id, match_person.c.role, member.c.name, member.c.area_id)
    statement = (
        sa.select(*columns)
        .join(match, match.c.id == match_person.c.match_id)
        .join(member, member.c.id == match_person.c.member_id)
        .where(*wanted)
        .order_by(match_person.c.role, sa.func.lower(member.c.name), member.c.id)
    )
    for row in look.rows(statement):
        people.setdefault(row.match_id, []).append(row)
    heads = sa.select(match).where(*wanted).order_by(match.c.state, match.c.started_at.desc(), match.c.id)
    named = titles(look)
    found = (_match_row(look, row, named[row.programme_id], people[row.id]) for row in look.rows(heads))
    return [one for one in found if one]


def _match_row(look: Look, row: sa.Row[Any], title: str, people: list[sa.Row[Any]]) -> MatchRow | None:
    ids, areas = (
        frozenset(filter(None, some)) for some in zip(*((one.member_id, one.area_id) for one in people), strict=True)
    )
    is_theirs = look.actor.member_id in ids
    if not is_theirs and not look.allows(May.RUN_MATCHING, Thing(involved=ids, area_ids=areas)):
        return None
    return MatchRow(
        match_id=row.id,
        programme_id=row.programme_id,
        programme=title,
        people=tuple((one.member_id, one.name, one.role) for one in people),
        is_active=row.state == "active",
        started_at=row.started_at,
        ended_at=row.ended_at,
        ending_code="" if is_theirs else row.ending_code,
        ending_words="" if is_theirs else row.ending_words,
    )


def _said_by(row: sa.Row[Any]) -> tuple[str, str]:
    return ("", "") if row.to_state == "superseded" else (row.name or "", row.reason)
