"""What members see of matching: their suggestions with why, and their matches with how to reach each other."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May, as_member
from timebank.errors import NotFound
from timebank.matches.cards import Contact, MatchedPeople, Met, MyMatch, MySuggestion
from timebank.matches.circles import in_words
from timebank.matches.moves import belonging_to
from timebank.matches.reasons import Shown, read_sentences
from timebank.matches.rules import OPEN_STATES, UNDO_WITHIN
from timebank.matches.tables import match, match_person, suggestion, suggestion_person
from timebank.matches.titles import titles
from timebank.members import links
from timebank.members.tables import member
from timebank.programmes.pool_reads import shown_now, shown_on_paper
from timebank.programmes.tables import programme
from timebank.roles import load_actor
from timebank.work import Look


def my_suggestions(look: Look, member_id: str, on_paper: bool = False) -> list[MySuggestion]:
    """Open suggestions made to a member, the one that closes first in front; for them, or for a coordinator's help.

    Nothing says whether the others have answered yet, so that nobody feels pressed. A coordinator who is one of the
    people does not see the other's side of it. What is read `on_paper` rests on no sensitive answer.
    """
    look.require(May.SEE_SUGGESTIONS, belonging_to(look, member_id))
    reader = look.actor.member_id
    return [
        card
        for card in _suggestions(look, member_id, shown_on_paper if on_paper else shown_now)
        if reader == member_id or reader not in {other.member_id for other in card.others}
    ]


def suggestion_by_link(look: Look, secret: str) -> MySuggestion:
    """The suggestion that the secret of a letter stands for, without using it up. Raises LinkSpent."""
    found = links.read(look, links.SUGGESTION, secret)
    look.actor = load_actor(look.connection, as_member(found.member_id), look.now)
    look.require(May.SEE_SUGGESTIONS, belonging_to(look, found.member_id))
    for card in _suggestions(look, found.member_id, shown_now):
        if card.suggestion_id == found.subject_id:
            return card
    raise links.LinkSpent


def _suggestions(look: Look, member_id: str, may_show: Callable[[Look, str], Shown]) -> list[MySuggestion]:
    mine = (
        sa.select(
            suggestion.c.id,
            suggestion.c.closes_at,
            suggestion.c.letter_words,
            suggestion_person.c.role,
            suggestion_person.c.why,
            suggestion_person.c.answer,
            suggestion_person.c.answered_at,
            suggestion.c.programme_id,
        )
        .join(suggestion_person, suggestion_person.c.suggestion_id == suggestion.c.id)
        .where(
            suggestion_person.c.member_id == member_id,
            suggestion.c.state.in_(OPEN_STATES),
            suggestion.c.closes_at > look.now,
        )
        .order_by(suggestion.c.closes_at, suggestion.c.id)
    )
    rows = look.rows(mine)
    others = _others(look, suggestion_person.c.suggestion_id, [row.id for row in rows], member_id)
    named = titles(look) if rows else {}
    shown = {one: may_show(look, one) for one in {row.programme_id for row in rows}}
    return [
        MySuggestion(
            suggestion_id=row.id,
            programme=named[row.programme_id],
            my_role=row.role,
            others=tuple(Met(one.member_id, one.name, one.about, one.role) for one in others[row.id]),
            sentences=_sentences(
                row.why, shown[row.programme_id], member_id, {one.member_id: one.name for one in others[row.id]}
            ),
            my_answer=row.answer,
            closes_at=row.closes_at,
            undo_until=_undo_until(look.now, row.answer, row.answered_at),
            letter_words=row.letter_words,
        )
        for row in rows
    ]


def _sentences(why: str, shown: Shown, reader: str, others: Mapping[str, str]) -> tuple[str, ...]:
    """The sentences made only of answers that both let be shown at this moment; of three people, with whom."""
    return in_words(read_sentences(why, shown, reader), others, reader)


def _others(look: Look, column: sa.Column[str], ids: list[str], member_id: str) -> dict[str, list[sa.Row[Any]]]:
    """The other people of some suggestions or matches, by its id."""
    table = column.table
    statement = (
        sa.select(
            column.label("of_id"),
            table.c.member_id,
            table.c.role,
            member.c.name,
            member.c.about,
            member.c.email,
            member.c.phone,
            member.c.is_offline,
        )
        .join(member, member.c.id == table.c.member_id)
        .where(column.in_(ids), table.c.member_id != member_id)
        .order_by(table.c.role, sa.func.lower(member.c.name), member.c.id)
    )
    found: dict[str, list[sa.Row[Any]]] = {one: [] for one in ids}
    for row in look.rows(statement):
        found[row.of_id].append(row)
    return found


def _undo_until(now: datetime, answer: str | None, answered_at: datetime | None) -> datetime | None:
    if answer != "accepted" or answered_at is None or now - answered_at > UNDO_WITHIN:
        return None
    return answered_at + UNDO_WITHIN


def my_matches(look: Look, member_id: str) -> list[MyMatch]:
    """A member's matches, active ones first; how to reach the others only while the match is active."""
    look.require(May.SEE_SUGGESTIONS, belonging_to(look, member_id))
    statement = (
        sa.select(match, match_person.c.role, programme.c.kind, suggestion_person.c.answered_at)
        .join(match_person, match_person.c.match_id == match.c.id)
        .join(programme, programme.c.id == match.c.programme_id)
        .join(
            suggestion_person,
            sa.and_(
                suggestion_person.c.suggestion_id == match.c.suggestion_id,
                suggestion_person.c.member_id == match_person.c.member_id,
            ),
        )
        .where(match_person.c.member_id == member_id)
        .order_by(match.c.state, match.c.started_at.desc(), match.c.id)
    )
    rows = look.rows(statement)
    others = _others(look, match_person.c.match_id, [row.id for row in rows], member_id)
    named = titles(look) if rows else {}
    return [_my_match(look, row, named[row.programme_id], others[row.id]) for row in rows]


def _my_match(look: Look, row: sa.Row[Any], title: str, others: Iterable[sa.Row[Any]]) -> MyMatch:
    is_active = row.state == "active"
    return MyMatch(
        match_id=row.id,
        suggestion_id=row.suggestion_id,
        programme=title,
        kind=row.kind,
        my_role=row.role,
        others=tuple(_contact(one, is_active) for one in others),
        is_active=is_active,
        started_at=row.started_at,
        ended_at=row.ended_at,
        undo_until=_undo_until(look.now, "accepted" if is_active else None, row.answered_at),
    )


def _contact(one: sa.Row[Any], is_active: bool) -> Contact:
    return Contact(
        member_id=one.member_id,
        name=one.name,
        about=one.about,
        role=one.role,
        email=(one.email or "") if is_active else "",
        phone=one.phone if is_active else "",
        is_offline=one.is_offline,
    )


def people_of(look: Look, match_id: str) -> MatchedPeople:
    """Who is in a match, for rooms above that ask for permission with it; raises NotFound."""
    head = look.row(
        sa.select(match, programme.c.kind)
        .join(programme, programme.c.id == match.c.programme_id)
        .where(match.c.id == match_id)
    )
    if head is None:
        raise NotFound
    rows = look.rows(
        sa.select(match_person.c.member_id, match_person.c.role, member.c.name, member.c.area_id)
        .join(member, member.c.id == match_person.c.member_id)
        .where(match_person.c.match_id == match_id)
        .order_by(match_person.c.role, match_person.c.member_id)
    )
    return MatchedPeople(
        match_id,
        titles(look)[head.programme_id],
        head.kind,
        head.state == "active",
        head.started_at,
        head.ended_at,
        tuple((row.member_id, row.role, row.name) for row in rows),
        frozenset(row.area_id for row in rows if row.area_id),
    )
