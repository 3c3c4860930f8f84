"""What people see of meetings: those to come, those that wait to hear how they went, and those past."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.errors import NotFound, SignInNeeded
from timebank.matches.moves import belonging_to
from timebank.matches.reads import people_of
from timebank.matches.tables import match, match_person
from timebank.matches.titles import definitions
from timebank.meetings.calendar import calendar_file
from timebank.meetings.moves import companions, hours_fell, load, newest_of, require
from timebank.meetings.places import not_named
from timebank.meetings.planning import Need, needs_of
from timebank.meetings.rules import say_reason
from timebank.meetings.tables import meeting
from timebank.meetings.telling import event_of
from timebank.members.tables import member
from timebank.programmes.definition import Definition
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
    reason: str  # in words, with its code where there is one
    access: str = ""  # what the place offers, in words
    hours: str = "by_mentee"  # who gives them, as the programme says; see programmes.care.HOURS
    company: str = ""  # the coordinator who comes along
    company_id: str = ""
    wants_company: bool = False  # a coordinator wanted to be there, and nobody comes along yet
    is_mine: bool = False  # the reader is one of them or comes along, and may take it into their calendar
    not_named: tuple[tuple[str, str], ...] = ()  # who (empty: the reader) needs what nothing said of the place names


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
    others, beside = _others(look, member_id), _beside(look, rows)
    cards = [(row, _card(look, member_id, row, others.get(row.match_id, ()), beside)) for row in rows]
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


@dataclass(frozen=True, slots=True)
class _Beside:
    """What cards need beside their rows."""

    programmes: dict[str, Definition]
    met: frozenset[str]  # matches that are past their first meeting
    companions: dict[str, tuple[str, str]]
    accompanied: frozenset[str]  # matches with somebody who comes along to a meeting
    needs: dict[str, tuple[Need, ...]]


def _beside(look: Look, rows: list[sa.Row[Any]]) -> _Beside:
    planned = [row for row in rows if row.state == "planned"]
    come_along = companions(look, [row.id for row in planned]) if planned else {}
    return _Beside(
        definitions(look) if rows else {},
        frozenset(row.match_id for row in rows if row.state == "held"),
        come_along,
        frozenset(row.match_id for row in planned if row.id in come_along),
        needs_of(look, sorted({row.match_id for row in planned})) if planned else {},
    )


def _card(
    look: Look, member_id: str, row: sa.Row[Any], others: tuple[tuple[str, str], ...], beside: _Beside
) -> MeetingCard:
    definition = beside.programmes[row.programme_id]
    is_planned, (company_id, company) = row.state == "planned", beside.companions.get(row.id, ("", ""))
    is_alone = is_planned and row.match_id not in beside.met | beside.accompanied
    needs = beside.needs.get(row.match_id, ()) if is_planned else ()
    missing = ((need.name, ", ".join(not_named(need.codes, row.place, row.access))) for need in needs)
    return MeetingCard(
        meeting_id=row.id,
        match_id=row.match_id,
        programme=definition.title,
        kind=row.kind,
        others=others,
        starts_at=row.starts_at,
        starts_local=row.starts_at.astimezone(ZoneInfo(row.zone)).replace(tzinfo=None),
        zone=row.zone,
        minutes=row.minutes,
        place=row.place,
        state=row.state,
        reason=say_reason(row.state, row.reason_code, row.reason),
        access=row.access,
        hours=definition.care.hours,
        company=company,
        company_id=company_id,
        wants_company=definition.care.accompany_first and is_alone,
        is_mine=look.actor.member_id in (member_id, company_id, *(one for one, _ in others)),
        not_named=tuple((name, words) for name, words in missing if words),
    )


def calendar_of(look: Look, meeting_id: str) -> str:
    """The calendar file of a meeting, for one of its people or the coordinator who comes along; else NotFound.

    Of one that was moved it is the file of what it was moved to; once its match has ended it says that it is off.
    Raises SignInNeeded for everybody who is no member, whether there is such a meeting or not.
    """
    reader = look.actor.member_id
    if reader is None:
        raise SignInNeeded
    kept = load(look, newest_of(look, meeting_id))
    require(look, kept.people)
    if reader not in kept.people.ids and companions(look, [kept.row.id]).get(kept.row.id, ("", ""))[0] != reader:
        raise NotFound
    ended = kept.people.ended_at
    is_off = kept.row.state == "planned" and ended is not None and kept.row.starts_at > ended
    return calendar_file(event_of(look, kept.people, kept.row, reader, is_off))
