"""Who may be matched, with only what each person lets be used; the matches room builds its pool from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.members.rules import Window
from timebank.members.tables import member
from timebank.programmes.built_in import BuiltIn, built_ins
from timebank.programmes.keeping import definition_of, given_of
from timebank.programmes.rules import KEPT, Asked, Given, asked
from timebank.programmes.tables import answer, participation
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class PoolMember:
    """One ready member as the matcher may know them.

    `answers` and `free_times` (in `zone`) hold only what may be used; `shown` names the answers, and "week", that may
    be shown to the other side.
    """

    member_id: str
    role: str
    capacity: int
    waiting_since: datetime
    zone: str
    free_times: tuple[Window, ...]
    answers: Mapping[str, tuple[str, ...]]
    shown: frozenset[str]


def pool_members(look: Look, programme_id: str) -> tuple[PoolMember, ...]:
    """Everybody ready in a programme, in the order of their ids. Raises NotFound."""
    look.require(May.RUN_MATCHING)
    definition = definition_of(look, programme_id)
    is_ready = (
        participation.c.programme_id == programme_id,
        participation.c.state == "ready",
        member.c.state == "active",
    )
    people = look.rows(
        sa.select(participation)
        .join(member, member.c.id == participation.c.member_id)
        .where(*is_ready)
        .order_by(participation.c.member_id)
    )
    given = _ticked(look, programme_id)
    own = built_ins(look, sa.select(participation.c.member_id).where(*is_ready[:2]))
    asked_of = {role.name: asked(definition, role.name) for role in definition.roles}
    return tuple(_pool_member(row, asked_of[row.role], given.get(row.id, {}), own[row.member_id]) for row in people)


def shown_now(look: Look, programme_id: str) -> dict[str, frozenset[str]]:
    """By member, the answers that may be shown at this moment, whether they are ready or not.

    For rooms that have asked for permission already, and want to tell an old reason from one that still may be read.
    """
    statement = (
        sa.select(participation.c.member_id, answer.c.question)
        .join(answer, answer.c.participation_id == participation.c.id)
        .where(participation.c.programme_id == programme_id, participation.c.state != "left", answer.c.may_be_shown)
    )
    found: dict[str, set[str]] = {}
    for row in look.rows(statement):
        found.setdefault(row.member_id, set()).add(row.question)
    return {who: frozenset(names) for who, names in found.items()}


def _ticked(look: Look, programme_id: str) -> dict[str, dict[str, Given]]:
    """The answers with any tick, by participation and question."""
    statement = (
        sa.select(answer)
        .join(participation, participation.c.id == answer.c.participation_id)
        .where(participation.c.programme_id == programme_id, sa.or_(answer.c.may_be_used, answer.c.may_be_shown))
    )
    found: dict[str, dict[str, Given]] = {}
    for row in look.rows(statement):
        found.setdefault(row.participation_id, {})[row.question] = given_of(row)
    return found


def _pool_member(
    row: "sa.Row[tuple[object, ...]]", ask: tuple[Asked, ...], given: Mapping[str, Given], own: BuiltIn
) -> PoolMember:
    answers: dict[str, tuple[str, ...]] = {}
    for question in ask:
        one = given.get(question.name)
        values = own.values(question.name) if question.kind == KEPT else one.values if one else ()
        if one and one.may_be_used and values:
            answers[question.name] = values
    used_week = "week" in given and given["week"].may_be_used
    return PoolMember(
        row.member_id,
        row.role,
        row.capacity,
        row.waiting_since,
        own.zone,
        own.free_times if used_week else (),
        answers,
        frozenset(question.name for question in ask if question.name in given and given[question.name].may_be_shown),
    )
