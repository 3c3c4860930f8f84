"""Who may be matched, with only what each person lets be used; the matches room builds its pool from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.members.checks import checks_that_hold, missing
from timebank.members.reads import concerning, within
from timebank.members.rules import Window
from timebank.members.tables import member
from timebank.programmes.built_in import BuiltIn, built_ins
from timebank.programmes.definition import Definition
from timebank.programmes.keeping import definition_of, given_of
from timebank.programmes.rules import KEPT, STEP_WORDS, Asked, Given, asked
from timebank.programmes.tables import answer, participation
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class PoolMember:
    """One ready member as the matcher may know them.

    `answers`, `free_times` (in `zone`), `place` (latitude and longitude) and `travel_kilometres` hold only what may be
    used; `shown` names the answers, and "week", that may be shown to the other side, `essential` those that the
    member will not do without. `balance_minutes` is what they have given more than received, where their hours may be
    used.
    """

    member_id: str
    role: str
    capacity: int
    waiting_since: datetime
    zone: str
    free_times: tuple[Window, ...]
    answers: Mapping[str, tuple[str, ...]]
    shown: frozenset[str]
    essential: frozenset[str] = frozenset()
    place: tuple[float, float] | None = None
    travel_kilometres: int | None = None
    balance_minutes: int = 0


@dataclass(frozen=True, slots=True)
class NotInRound:
    """Somebody who takes part and is in no round just now; `words` finish "is in no round because ..."."""

    member_id: str
    name: str
    code: str
    words: str


def pool_members(look: Look, programme_id: str) -> tuple[PoolMember, ...]:
    """Everybody ready in a programme with every check their role asks for in date, by id. Raises NotFound."""
    look.require(May.RUN_MATCHING)
    definition = definition_of(look, programme_id)
    waiting = waiting_for_checks(look, programme_id, definition)
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
    return tuple(
        _pool_member(row, asked_of[row.role], given.get(row.id, {}), own[row.member_id])
        for row in people
        if row.member_id not in waiting
    )


def not_in_round(look: Look, programme_id: str) -> tuple[NotInRound, ...]:
    """Everybody of the reader's areas who takes part and could be in no round today, by name, with the first reason.

    Raises NotFound.
    """
    look.require(May.RUN_MATCHING)
    waiting = waiting_for_checks(look, programme_id, definition_of(look, programme_id))
    people = look.rows(
        sa.select(participation.c.member_id, participation.c.state, member.c.name)
        .join(member, member.c.id == participation.c.member_id)
        .where(
            participation.c.programme_id == programme_id, participation.c.state != "left", member.c.state == "active"
        )
        .where(*within(look))
        .order_by(member.c.search_name, member.c.id)
    )
    found = []
    for row in people:
        if row.state == "paused":
            found.append(NotInRound(row.member_id, row.name, "paused", "they are taking a break"))
        elif row.state != "ready":
            words = f"they are not ready yet ({STEP_WORDS.get(row.state, row.state)})"
            found.append(NotInRound(row.member_id, row.name, "not_ready", words))
        elif row.member_id in waiting:
            words = f"this has not been seen, or is out of date: {waiting[row.member_id]}"
            found.append(NotInRound(row.member_id, row.name, "checks", words))
    return tuple(found)


def missing_of(look: Look, programme_id: str, member_id: str) -> str:
    """What has not been seen of somebody, or is out of date, before they can be ready, in words.

    For coordinators of their area. Raises NotFound.
    """
    look.require(May.MOVE_STEP, Thing(area_ids=concerning(look, member_id).area_ids))
    return checks_missing(look, programme_id, member_id)


def would_wait(look: Look, programme_id: str, definition: Definition) -> int:
    """How many of those in the pool now would be in no round if a programme asked for the checks of `definition`."""
    look.require(May.RUN_MATCHING)
    return len(
        waiting_for_checks(look, programme_id, definition).keys()
        & {one.member_id for one in pool_members(look, programme_id)}
    )


def checks_missing(look: Look, programme_id: str, member_id: str) -> str:
    """The checks of somebody's role that are missing or out of date, in words; for rooms that have asked."""
    return waiting_for_checks(look, programme_id, definition_of(look, programme_id), member_id).get(member_id, "")


def waiting_for_checks(look: Look, programme_id: str, definition: Definition, member_id: str = "") -> dict[str, str]:
    """By member, the checks of their role that are missing or out of date, in words; of all, or of one."""
    needed = {role.name: role.checks for role in definition.roles if role.checks}
    if not needed:
        return {}
    here = [participation.c.programme_id == programme_id, participation.c.role.in_(sorted(needed))]
    if member_id:
        here.append(participation.c.member_id == member_id)
    held = checks_that_hold(
        look, sa.select(participation.c.member_id).where(*here), local_date(look.now, community(look).zone)
    )
    found = {
        row.member_id: missing(needed[row.role], held.get(row.member_id, ()))
        for row in look.rows(sa.select(participation.c.member_id, participation.c.role).where(*here))
    }
    return {who: words for who, words in found.items() if words}


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


def shown_on_paper(look: Look, programme_id: str) -> dict[str, frozenset[str]]:
    """The same without what a programme asks as sensitive: a sheet of paper passes through other hands."""
    kept_back = {one.name for one in definition_of(look, programme_id).questions if one.sensitive}
    return {who: names - kept_back for who, names in shown_now(look, programme_id).items()}


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
    used = {name for name, one in given.items() if one.may_be_used}
    return PoolMember(
        row.member_id,
        row.role,
        row.capacity,
        row.waiting_since,
        own.zone,
        own.free_times if "week" in used else (),
        answers,
        frozenset(question.name for question in ask if question.name in given and given[question.name].may_be_shown),
        frozenset(q.name for q in ask if q.may_be_essential and q.name in used and given[q.name].is_essential),
        own.place if "place" in used else None,
        own.reach.travel_kilometres if "place" in used else None,
        own.balance_minutes if "hours" in used else 0,
    )
