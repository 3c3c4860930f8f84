"""Suggestions that came to nothing, for those who decide on them: when, and what their people said to it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.matches.rules import State
from timebank.matches.tables import suggestion, suggestion_move, suggestion_person
from timebank.members.judging import may_judge
from timebank.members.tables import member
from timebank.work import Look

CLOSED: tuple[State, ...] = ("declined", "expired", "superseded", "discarded")


@dataclass(frozen=True, slots=True)
class SaidNo:
    """Somebody's no, as they gave it: a code of DECLINE_REASONS or UNDONE, and own words; both may be blank."""

    name: str
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ClosedCard:
    """One suggestion that came to nothing; `by` and `reason` are those of whoever set it aside, else empty."""

    suggestion_id: str
    names: tuple[str, ...]
    state: State
    at: datetime
    by: str
    reason: str
    noes: tuple[SaidNo, ...]
    unanswered: tuple[str, ...]


def came_to_nothing(look: Look, programme_id: str, most: int = 50) -> list[ClosedCard]:
    """The last suggestions of a programme that somebody was asked about or set aside, newest first; never one's own.

    Who or what closed one that could not go on is left out: it could be something that one said of the other.
    """
    look.require(May.REVIEW_SUGGESTION)
    statement = (
        sa.select(
            suggestion.c.id, suggestion.c.state, suggestion_move.c.moved_at, suggestion_move.c.reason, member.c.name
        )
        .join(suggestion_move, suggestion_move.c.suggestion_id == suggestion.c.id)
        .outerjoin(member, member.c.id == suggestion_move.c.moved_by_id)
        .where(
            suggestion.c.programme_id == programme_id,
            suggestion.c.state.in_(CLOSED),
            suggestion_move.c.to_state == suggestion.c.state,
            sa.or_(suggestion.c.offered_at.is_not(None), suggestion.c.state == "discarded"),
        )
        .order_by(suggestion_move.c.moved_at.desc(), suggestion.c.id)
        .limit(most)
    )
    heads = look.rows(statement)
    people = _people(look, [row.id for row in heads])
    return [_card(row, people[row.id]) for row in heads if may_judge(look, May.REVIEW_SUGGESTION, _of(people[row.id]))]


def _people(look: Look, ids: list[str]) -> dict[str, list[sa.Row[Any]]]:
    statement = (
        sa.select(suggestion_person, member.c.name, member.c.area_id)
        .join(member, member.c.id == suggestion_person.c.member_id)
        .where(suggestion_person.c.suggestion_id.in_(ids))
        .order_by(member.c.search_name, member.c.id)
    )
    found: dict[str, list[sa.Row[Any]]] = {}
    for row in look.rows(statement):
        found.setdefault(row.suggestion_id, []).append(row)
    return found


def _of(people: list[sa.Row[Any]]) -> Thing:
    areas = frozenset(row.area_id for row in people if row.area_id)
    return Thing(involved=frozenset(row.member_id for row in people), area_ids=areas)


def _card(head: sa.Row[Any], people: list[sa.Row[Any]]) -> ClosedCard:
    is_set_aside = head.state == "discarded"
    return ClosedCard(
        head.id,
        tuple(row.name for row in people),
        cast(State, head.state),
        head.moved_at,
        (head.name or "") if is_set_aside else "",
        head.reason if is_set_aside else "",
        tuple(SaidNo(row.name, row.reason_code, row.reason) for row in people if row.answer == "declined"),
        tuple(row.name for row in people if row.answer is None) if head.state == "expired" else (),
    )
