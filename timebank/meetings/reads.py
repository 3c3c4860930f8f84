"""What people see of meetings: those to come, those that wait to hear how they went, and those past."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.matches.moves import belonging_to
from timebank.matches.reads import people_of
from timebank.matches.tables import match, match_person
from timebank.matches.titles import titles
from timebank.meetings.moves import hours_fell
from timebank.meetings.tables import meeting
from timebank.members.tables import member
from timebank.programmes.tables import programme
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """One meeting as one of its people sees it; `starts_local` is naive wall time in `zone`."""

    meeting_id: str
    match_id: str
    programme: str
    kind: str  # mentoring or buddying
    others: tuple[tuple[str, str], ...]  # member id, name
    starts_at: datetime
    starts_local: datetime
    zone: str
    minutes: int
    place: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Meetings:
    """A member's meetings: `to_come` soonest first, `waiting` oldest first, `past` newest first."""

    to_come: tuple[MeetingCard, ...]
    waiting: tuple[MeetingCard, ...]
    past: tuple[MeetingCard, ...]


def meetings_of(look: Look, member_id: str, match_id: str = "") -> Meetings:
    """A member's meetings, of all matches or of one, for them or for a coordinator who helps them.

    Planned meetings of a match that has ended since are not shown, unless they came before its end. A meeting held
    waits again where its hours were declined or taken back.
    """
    if match_id:
        people = people_of(look, match_id)
        look.require(May.PLAN_MEETING, Thing(owners=people.ids, area_ids=people.area_ids))
    look.require(May.PLAN_MEETING, belonging_to(look, member_id))
    rows = look.rows(_of_member(member_id, match_id))
    others = _others(look, member_id)
    named = titles(look) if rows else {}
    cards = [(row, _card(row, named[row.programme_id], others.get(row.match_id, ()))) for row in rows]
    fell = hours_fell(look, rows)
    open_ones = [card for row, card in cards if (card.state == "planned" and _counts(row)) or row.id in fell]
    return Meetings(
        tuple(card for card in open_ones if card.starts_at > look.now),
        tuple(card for card in open_ones if card.starts_at <= look.now),
        tuple(card for row, card in reversed(cards) if card.state != "planned" and row.id not in fell),
    )


def waiting_for_answer(look: Look, member_id: str) -> tuple[MeetingCard, ...]:
    """The meetings that have begun and wait to hear how they went, oldest first."""
    return meetings_of(look, member_id).waiting


def _of_member(member_id: str, match_id: str) -> sa.Select[Any]:
    statement = (
        sa.select(meeting, match.c.ended_at, match.c.programme_id, programme.c.kind)
        .join(match, match.c.id == meeting.c.match_id)
        .join(match_person, match_person.c.match_id == match.c.id)
        .join(programme, programme.c.id == match.c.programme_id)
        .where(match_person.c.member_id == member_id)
        .order_by(meeting.c.starts_at, meeting.c.id)
    )
    return statement.where(match.c.id == match_id) if match_id else statement


def _counts(row: sa.Row[Any]) -> bool:
    return row.ended_at is None or row.starts_at <= row.ended_at


def _others(look: Look, member_id: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """The other people of each of a member's matches."""
    theirs = sa.select(match_person.c.match_id).where(match_person.c.member_id == member_id)
    statement = (
        sa.select(match_person.c.match_id, match_person.c.member_id, member.c.name)
        .join(member, member.c.id == match_person.c.member_id)
        .where(match_person.c.match_id.in_(theirs), match_person.c.member_id != member_id)
        .order_by(sa.func.lower(member.c.name), member.c.id)
    )
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for row in look.rows(statement):
        found[row.match_id] = (*found.get(row.match_id, ()), (row.member_id, row.name))
    return found


def _card(row: sa.Row[Any], title: str, others: tuple[tuple[str, str], ...]) -> MeetingCard:
    return MeetingCard(
        meeting_id=row.id,
        match_id=row.match_id,
        programme=title,
        kind=row.kind,
        others=others,
        starts_at=row.starts_at,
        starts_local=row.starts_at.astimezone(ZoneInfo(row.zone)).replace(tzinfo=None),
        zone=row.zone,
        minutes=row.minutes,
        place=row.place,
        state=row.state,
        reason=row.reason,
    )
