"""One meeting as an action sees it, what it belongs to, and the only way its state ever changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.db import lock_rows
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note as remember
from timebank.ledger.meeting_parts import MEETING, POT_PART, meeting_in
from timebank.ledger.tables import entry, exchange
from timebank.matches.cards import MatchedPeople
from timebank.matches.reads import people_of
from timebank.matches.tables import match, match_person
from timebank.meetings import rules
from timebank.meetings.tables import meeting, meeting_company
from timebank.members.tables import member
from timebank.programmes.care import Care
from timebank.programmes.reads import definition_of
from timebank.work import Look, Work

FALLEN = ("declined", "withdrawn", "expired")  # hours in these states count nowhere and wait for nobody


@dataclass(frozen=True, slots=True)
class Kept:
    """One meeting as it stands, with the people of its match."""

    row: sa.Row[Any]
    people: MatchedPeople


def load(work: Look, meeting_id: str) -> Kept:
    """A meeting with its people; raises NotFound. Asked by actions before they ask for permission."""
    row = work.row(sa.select(meeting).where(meeting.c.id == meeting_id))
    if row is None:
        raise NotFound
    return Kept(row, people_of(work, row.match_id))


def held_people(work: Work, match_id: str) -> MatchedPeople:
    """The people of a match as it stands, held until the end of this work, so that no meeting is made as it ends."""
    work.row(lock_rows(sa.select(match.c.id).where(match.c.id == match_id)))
    return people_of(work, match_id)


def care_of(look: Look, match_id: str) -> Care:
    """How the programme of a match, as it is now, looks after it."""
    programme_id = look.value(sa.select(match.c.programme_id).where(match.c.id == match_id))
    return definition_of(look, str(programme_id)).care


def has_met(look: Look, match_id: str) -> bool:
    """Whether a meeting of a match took place, so that the next is not its first."""
    held = sa.select(meeting.c.id).where(meeting.c.match_id == match_id, meeting.c.state == "held")
    return look.value(held.limit(1)) is not None


def chain_of(look: Look, meeting_id: str) -> str:
    """The id of the first of those that were moved one into another; their entry in a calendar is one."""
    first: str = meeting_id
    while before := look.value(sa.select(meeting.c.id).where(meeting.c.moved_to_id == first).limit(1)):
        first = before
    return first


def newest_of(look: Look, meeting_id: str) -> str:
    """The id of what a meeting was moved to in the end; its own where it was not."""
    newest: str = meeting_id
    while after := look.value(sa.select(meeting.c.moved_to_id).where(meeting.c.id == newest)):
        newest = after
    return newest


def companions(look: Look, meeting_ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """By meeting, the id and name of the coordinator who comes along."""
    statement = (
        sa.select(meeting_company.c.meeting_id, member.c.id, member.c.name)
        .join(member, member.c.id == meeting_company.c.member_id)
        .where(meeting_company.c.meeting_id.in_(sorted(set(meeting_ids))))
    )
    return {row.meeting_id: (row.id, row.name) for row in look.rows(statement)}


def require(work: Look, people: MatchedPeople) -> None:
    """Go on for one of the matched people, or for a coordinator who helps them."""
    work.require(May.PLAN_MEETING, Thing(owners=people.ids, area_ids=people.area_ids))


def decide(work: Work, before: "sa.Row[Any]", after: str, **values: object) -> None:
    """Move a meeting on: a planned one, or one held whose hours do not stand any more.

    Raises AlreadyDecided, for the second of two who try as well.
    """
    if before.state != "held" or before.id not in hours_fell(work, [before]):
        rules.check_move(before.state, after)
    elif after not in ("held", "not_held"):
        raise AlreadyDecided
    same = meeting.c.decided_at.is_(None) if before.decided_at is None else meeting.c.decided_at == before.decided_at
    claimed = work.claim(
        sa.update(meeting)
        .where(meeting.c.id == before.id, meeting.c.state == before.state, same)
        .values(state=after, decided_at=work.now, decided_by_id=work.actor.member_id, **values)
    )
    if not claimed:
        raise AlreadyDecided
    remember(work, f"meeting_{after}", "meeting", before.id)


def hours_fell(look: Look, meetings: "Iterable[sa.Row[Any]]") -> frozenset[str]:
    """The ids of those meetings held whose hours, as last written down, were declined, taken back or ran out."""
    decided = {row.id: row.decided_at for row in meetings if row.state == "held"}
    if not decided:
        return frozenset()
    fallen: dict[str, datetime] = {}
    standing: set[str] = set()
    for row in look.rows(_hours_of(decided)):
        its = meeting_in(row.source_id)
        if row.state in FALLEN:
            fallen[its] = max(row.recorded_at, fallen.get(its, row.recorded_at))
        else:
            standing.add(its)
    return frozenset(one for one, at in fallen.items() if one not in standing and at >= decided[one])


def _hours_of(meeting_ids: Iterable[str]) -> "sa.Select[Any]":
    """The hours of meetings, also those from the pot, which name whoever was helped as well."""
    some = meeting.c.id.in_(sorted(meeting_ids))
    of_pot = (
        sa.select(match_person.c.member_id + sa.literal(":") + meeting.c.id)
        .join(meeting, meeting.c.match_id == match_person.c.match_id)
        .where(some)
    )
    own = sa.and_(exchange.c.source_kind == MEETING, exchange.c.source_id.in_(sorted(meeting_ids)))
    pots = sa.and_(exchange.c.source_kind == POT_PART, exchange.c.source_id.in_(of_pot))
    columns = (exchange.c.source_id, entry.c.state, entry.c.recorded_at)
    return sa.select(*columns).join(entry, entry.c.exchange_id == exchange.c.id).where(sa.or_(own, pots))
