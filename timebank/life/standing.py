"""How matches stand, many at once and with few questions to the database; for reads and actions that have asked."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.life.needs import Person, Standing
from timebank.life.tables import agreement, match_rest, match_task, match_word, planned_ending, signature
from timebank.matches.rules import UNDONE
from timebank.matches.tables import ending_talk, match, match_person
from timebank.matches.titles import definitions
from timebank.meetings.tables import meeting
from timebank.members.tables import member
from timebank.programmes.tables import participation
from timebank.work import Look

CONTACT = ("quiet", "first_meeting")  # once a coordinator has looked at either, silence counts afresh
ACTIVE = match.c.state == "active"
Rows = dict[str, list[sa.Row[Any]]]


def standing(look: Look, match_id: str) -> Standing | None:
    """How one match stands; None where there is none, or its acceptance was taken back."""
    return standings(look, match.c.id == match_id).get(match_id)


def standings(look: Look, which: "sa.ColumnElement[bool]") -> dict[str, Standing]:
    """How each of some matches stands, by id, the longest first; acceptances taken back are left out."""
    chosen = (which, match.c.ending_code != UNDONE)
    heads = look.rows(sa.select(match).where(*chosen).order_by(match.c.started_at, match.c.id))
    if not heads:
        return {}
    found = _Found(look, sa.select(match.c.id).where(*chosen))
    care = {programme_id: one.care for programme_id, one in definitions(look).items()}
    zone = community(look).zone

    def day(moment: datetime | None) -> date | None:
        return local_date(moment, zone) if moment else None

    made = {}
    for row in heads:
        met, written = found.met.get(row.id), found.written.get(row.id)
        rests, tasks = found.rests[row.id], found.tasks[row.id]
        people = tuple(_person(one) for one in found.people[row.id])
        signed = found.signed[written.id] if written else frozenset()
        made[row.id] = Standing(
            match_id=row.id,
            programme_id=row.programme_id,
            care=care[row.programme_id],
            people=people,
            area_ids=frozenset(one.area_id for one in found.people[row.id] if one.area_id),
            is_active=row.state == "active",
            started=local_date(row.started_at, zone),
            ended=day(row.ended_at),
            ended_by_id=row.ended_by_id,
            first_held=day(met.first_held) if met else None,
            last_held=day(met.last_held) if met else None,
            has_planned=bool(met and met.last_planned and met.last_planned > look.now),
            has_met_or_planned=bool(met and (met.last_held or met.last_planned)),
            is_resting=any(rest.over_at is None for rest in rests),
            rested_until=max((local_date(rest.over_at, zone) for rest in rests if rest.over_at), default=None),
            version=written.version if written else 0,
            written=day(written.written_at) if written else None,
            unsigned=frozenset(one.member_id for one in people) - signed,
            said={(one.member_id, one.occasion): one.answer for one in found.said[row.id]},
            ends_on=found.ends_on.get(row.id),
            open_tasks=frozenset((one.kind, one.occasion) for one in tasks if one.closed_at is None),
            closed_tasks=frozenset((one.kind, one.occasion) for one in tasks if one.closed_at),
            quiet_closed=max(
                (local_date(one.closed_at, zone) for one in tasks if one.closed_at and one.kind in CONTACT),
                default=None,
            ),
        )
    return made


class _Found:
    """What is kept of some matches, each table asked once."""

    def __init__(self, look: Look, ids: "sa.Select[tuple[str]]") -> None:
        self.people = _by_match(look.rows(_people(ids)))
        self.met = {row.match_id: row for row in look.rows(_meetings(ids))}
        self.rests = _by_match(look.rows(sa.select(match_rest).where(match_rest.c.match_id.in_(ids))))
        self.tasks = _by_match(look.rows(sa.select(match_task).where(match_task.c.match_id.in_(ids))))
        self.said = _by_match(look.rows(sa.select(match_word).where(match_word.c.match_id.in_(ids))))
        versions = sa.select(agreement).where(agreement.c.match_id.in_(ids)).order_by(agreement.c.version)
        self.written = {row.match_id: row for row in look.rows(versions)}  # the last version of each stays
        self.signed: dict[str, frozenset[str]] = defaultdict(frozenset)
        signatures = sa.select(signature.c.agreement_id, signature.c.member_id).join(
            agreement, agreement.c.id == signature.c.agreement_id
        )
        for row in look.rows(signatures.where(agreement.c.match_id.in_(ids))):
            self.signed[row.agreement_id] |= {row.member_id}
        endings = sa.select(planned_ending).where(planned_ending.c.match_id.in_(ids))
        self.ends_on: dict[str, date] = {row.match_id: row.ends_on for row in look.rows(endings)}


def _by_match(rows: Iterable["sa.Row[Any]"]) -> Rows:
    found: Rows = defaultdict(list)
    for row in rows:
        found[row.match_id].append(row)
    return found


def _people(ids: "sa.Select[tuple[str]]") -> "sa.Select[Any]":
    part = sa.and_(
        participation.c.programme_id == match.c.programme_id,
        participation.c.member_id == match_person.c.member_id,
        participation.c.state != "left",
    )
    talk = sa.and_(
        ending_talk.c.match_id == match_person.c.match_id, ending_talk.c.member_id == match_person.c.member_id
    )
    return (
        sa.select(
            match_person.c.match_id,
            match_person.c.member_id,
            match_person.c.role,
            *(member.c.name, member.c.is_offline, member.c.state, member.c.area_id),
            participation.c.id.label("part_id"),
            ending_talk.c.talked_at,
        )
        .join(match, match.c.id == match_person.c.match_id)
        .join(member, member.c.id == match_person.c.member_id)
        .outerjoin(participation, part)
        .outerjoin(ending_talk, talk)
        .where(match_person.c.match_id.in_(ids))
        .order_by(match_person.c.role, member.c.search_name, member.c.id)
    )


def _meetings(ids: "sa.Select[tuple[str]]") -> "sa.Select[Any]":
    at, state = meeting.c.starts_at, meeting.c.state
    return (
        sa.select(
            meeting.c.match_id,
            sa.func.min(at).filter(state == "held").label("first_held"),
            sa.func.max(at).filter(state == "held").label("last_held"),
            sa.func.max(at).filter(state == "planned").label("last_planned"),
        )
        .where(meeting.c.match_id.in_(ids))
        .group_by(meeting.c.match_id)
    )


def _person(row: "sa.Row[Any]") -> Person:
    return Person(
        member_id=row.member_id,
        name=row.name,
        role=row.role,
        is_offline=row.is_offline,
        is_here=row.state == "active",
        takes_part=row.part_id is not None,
        has_talked=row.talked_at is not None,
    )
