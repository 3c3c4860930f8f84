"""The coordinator who comes along to a first meeting: who could, who does, and which first meetings have nobody yet."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from timebank.access import May, Role, Thing, allows, as_member
from timebank.errors import AlreadyDecided, InvalidInput
from timebank.history.actions import note as remember
from timebank.matches.cards import MatchedPeople
from timebank.matches.tables import match, match_person
from timebank.matches.titles import definitions
from timebank.meetings import telling
from timebank.meetings.moves import companions, load, require
from timebank.meetings.tables import meeting, meeting_company
from timebank.members.tables import member
from timebank.roles import holders, load_actor
from timebank.work import Look, Work, insert_for


@dataclass(frozen=True, slots=True)
class FirstMeeting:
    """The first meeting of a match, or one still to be planned (then `meeting_id` is empty and there is no time)."""

    match_id: str
    programme: str
    people: tuple[tuple[str, str], ...]  # member id, name
    matched_at: datetime
    meeting_id: str = ""
    starts_local: datetime | None = None
    minutes: int = 0
    place: str = ""
    access: str = ""
    others: tuple[tuple[str, str], ...] = ()  # coordinators who could come instead


def who_could_come(look: Look, people: MatchedPeople) -> tuple[tuple[str, str], ...]:
    """The id and name of each coordinator who could come along, by name: of this area, and none of the two."""
    about = Thing(owners=people.ids, area_ids=people.area_ids)
    found = []
    for one in holders(look.connection, Role.COORDINATOR, look.now):
        actor = load_actor(look.connection, as_member(one), look.now)
        if one not in people.ids and allows(actor, May.PLAN_MEETING, about):
            found.append((one, actor.name))
    return tuple(sorted(found, key=lambda one: (one[1].casefold(), one[0])))


def bring_along(work: Work, key: str, meeting_id: str, coordinator_id: str) -> str:
    """Say which coordinator comes along to a meeting to come; "" for none. Answers the meeting's id.

    By one of its people, or by a coordinator: so one hands it to another. Both coordinators are told.
    Raises InvalidInput, AlreadyDecided, NotFound.
    """
    kept = load(work, meeting_id)
    require(work, kept.people)

    def do() -> str:
        row = load(work, meeting_id).row
        if row.state != "planned" or row.starts_at <= work.now:
            raise AlreadyDecided
        before = companions(work, [meeting_id]).get(meeting_id, ("", ""))[0]
        if before == coordinator_id:
            return meeting_id
        if before:
            work.execute(sa.delete(meeting_company).where(meeting_company.c.meeting_id == meeting_id))
            telling.need_not_come(work, kept.people, row, before, key)
        if coordinator_id:
            note_company(work, kept.people, row, coordinator_id, key)
        else:
            remember(work, "come_alone", "meeting", meeting_id)
        return meeting_id

    return work.once(key, "bring_along", {"meeting": meeting_id, "coordinator": coordinator_id}, do)


def note_company(work: Work, people: MatchedPeople, row: "sa.Row[Any]", coordinator_id: str, key: str = "") -> None:
    """Keep who comes along; called by actions that have asked. With the `key` of the action they are told.

    Raises InvalidInput.
    """
    if coordinator_id not in [one for one, _ in who_could_come(work, people)]:
        raise InvalidInput("Please choose a coordinator of your community who is not one of you.")
    kept = {"meeting_id": row.id, "member_id": coordinator_id, "said_at": work.now}
    again = insert_for(work, meeting_company).on_conflict_do_update(index_elements=["meeting_id"], set_=kept)
    work.execute(again, kept)
    remember(work, "bring_along", "meeting", row.id)
    if key:
        telling.come_along(work, people, row, coordinator_id, key)


def where_i_come_along(look: Look) -> tuple[FirstMeeting, ...]:
    """The meetings to come which the reader, a coordinator, comes along to; the soonest first."""
    look.require(May.RUN_MATCHING)
    mine = sa.select(meeting_company.c.meeting_id).where(meeting_company.c.member_id == look.actor.member_id)
    soon = (meeting.c.id.in_(mine), meeting.c.starts_at > look.now)
    return tuple(sorted(_first(look, soon, with_others=True), key=_start))


def without_company(look: Look) -> tuple[FirstMeeting, ...]:
    """Matches of programmes where a coordinator comes along to the first meeting, with none and nobody to come yet.

    The longest matched first; not those the reader is part of, nor those of other areas. For coordinators.
    """
    look.require(May.RUN_MATCHING)
    held = sa.select(meeting.c.match_id).where(meeting.c.state == "held")
    accompanied = (
        sa.select(meeting.c.match_id)
        .join(meeting_company, meeting_company.c.meeting_id == meeting.c.id)
        .where(meeting.c.state == "planned", meeting.c.starts_at > look.now)
    )
    alone = (match.c.id.not_in(held), match.c.id.not_in(accompanied))
    found = {one.match_id: one for one in sorted(_first(look, alone), key=_start, reverse=True)}
    return tuple(sorted(found.values(), key=lambda one: (one.matched_at, one.match_id)))


def _first(look: Look, wanted: "Iterable[sa.ColumnElement[bool]]", with_others: bool = False) -> "list[FirstMeeting]":
    """Matches that stand in programmes that ask for company, or where somebody comes; each meeting to come, or none."""
    programmes = definitions(look)
    to_come = sa.and_(meeting.c.match_id == match.c.id, meeting.c.state == "planned", meeting.c.starts_at > look.now)
    columns = (meeting.c.starts_at, meeting.c.zone, meeting.c.minutes, meeting.c.place, meeting.c.access)
    asked = sorted(one for one, definition in programmes.items() if definition.care.accompany_first or with_others)
    rows = look.rows(
        sa.select(match.c.id, match.c.programme_id, match.c.started_at, meeting.c.id.label("meeting_id"), *columns)
        .outerjoin(meeting, to_come)
        .where(match.c.state == "active", match.c.programme_id.in_(asked), *wanted)
    )
    people = people_of_each(look, {row.id for row in rows})
    return [
        FirstMeeting(
            row.id,
            programmes[row.programme_id].title,
            tuple((one, name) for one, _, name in people[row.id].people),
            row.started_at,
            row.meeting_id or "",
            row.starts_at and row.starts_at.astimezone(ZoneInfo(row.zone)).replace(tzinfo=None),
            row.minutes or 0,
            row.place or "",
            row.access or "",
            _instead(look, people[row.id]) if with_others else (),
        )
        for row in rows
        if look.allows(May.RUN_MATCHING, Thing(involved=people[row.id].ids, area_ids=people[row.id].area_ids))
    ]


def _instead(look: Look, people: MatchedPeople) -> tuple[tuple[str, str], ...]:
    return tuple(one for one in who_could_come(look, people) if one[0] != look.actor.member_id)


def people_of_each(look: Look, match_ids: set[str]) -> dict[str, MatchedPeople]:
    """Who is in each match, all read at once, for reads that have asked; of the match itself only what they need."""
    found: dict[str, list[sa.Row[Any]]] = {one: [] for one in match_ids}
    statement = (
        sa.select(match_person.c.match_id, match_person.c.role, member.c.id, member.c.name, member.c.area_id)
        .join(member, member.c.id == match_person.c.member_id)
        .where(match_person.c.match_id.in_(sorted(match_ids)))
        .order_by(match_person.c.role, member.c.id)
    )
    for row in look.rows(statement):
        found[row.match_id].append(row)
    return {
        one: MatchedPeople(
            *(one, "", "", True, look.now, None),
            tuple((row.id, row.role, row.name) for row in rows),
            frozenset(row.area_id for row in rows if row.area_id),
        )
        for one, rows in found.items()
    }


def _start(one: FirstMeeting) -> tuple[datetime, str]:
    return one.starts_local or datetime.max, one.match_id
