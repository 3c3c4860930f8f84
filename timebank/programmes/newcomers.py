"""Who waits before they take part: for a conversation with a coordinator, or for a check that was not seen yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.members.reads import within
from timebank.members.tables import member
from timebank.programmes.keeping import parsed
from timebank.programmes.pool_reads import waiting_for_checks
from timebank.programmes.rules import FIRST_STEPS
from timebank.programmes.tables import participation, programme, programme_version
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who waits, in which programme, since when, and for which checks where it is for those."""

    programme_id: str
    title: str
    member_id: str
    name: str
    since: datetime
    checks: str = ""


def newcomers(look: Look) -> tuple[Newcomer, ...]:
    """Everybody at a first step of an open programme, by programme and name; of a coordinator's areas."""
    look.require(May.MOVE_STEP)
    return _in_order(
        Newcomer(row.programme_id, parsed(row.definition).title, row.member_id, row.name, row.joined_at)
        for row in _parts(look, participation.c.state.in_(FIRST_STEPS))
    )


def without_a_check(look: Look) -> tuple[Newcomer, ...]:
    """Everybody who would be ready but for a check that is missing or out of date; of a coordinator's areas.

    Nobody reads of themself: somebody else has to see their check.
    """
    look.require(May.RECORD_CHECK)
    missing: dict[str, dict[str, str]] = {}
    found = []
    for row in _parts(look, participation.c.state == "ready", member.c.id != (look.actor.member_id or "")):
        definition = parsed(row.definition)
        if row.programme_id not in missing:
            missing[row.programme_id] = waiting_for_checks(look, row.programme_id, definition)
        words = missing[row.programme_id].get(row.member_id, "")
        if words:
            found.append(
                Newcomer(row.programme_id, definition.title, row.member_id, row.name, row.waiting_since, words)
            )
    return _in_order(found)


def _parts(look: Look, *which: sa.ColumnElement[bool]) -> list[sa.Row[Any]]:
    """The parts that people of the reader's areas have in open programmes, by name."""
    is_now = sa.and_(
        programme_version.c.programme_id == programme.c.id, programme_version.c.version == programme.c.version
    )
    return look.rows(
        sa.select(
            participation.c.programme_id,
            participation.c.member_id,
            participation.c.joined_at,
            participation.c.waiting_since,
            member.c.name,
            programme_version.c.definition,
        )
        .join(member, member.c.id == participation.c.member_id)
        .join(programme, programme.c.id == participation.c.programme_id)
        .join(programme_version, is_now)
        .where(member.c.state == "active", programme.c.state == "open", *which)
        .where(*within(look))
        .order_by(member.c.search_name, member.c.id)
    )


def _in_order(found: Iterable[Newcomer]) -> tuple[Newcomer, ...]:
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.programme_id)))
