"""What somebody holds of matching: matches, meetings to come, company, open suggestions, parts in programmes."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.clock import local_date
from timebank.handover.away import away_now, leaving_now
from timebank.handover.holding import OWN, RESTING, Holding, ways_of
from timebank.life.rests import resting_now
from timebank.matches.cards import MatchedPeople
from timebank.matches.moves import matches_now
from timebank.matches.rules import OPEN_STATES
from timebank.matches.tables import match, match_person, suggestion, suggestion_person, taster
from timebank.matches.titles import titles
from timebank.meetings.company import people_of_each, who_could_come
from timebank.meetings.tables import meeting, meeting_company
from timebank.members.reads import concerning
from timebank.members.tables import member
from timebank.programmes.keeping import part_of
from timebank.programmes.tables import participation, programme_pair
from timebank.work import Look

Row = sa.Row[Any]


def matched(look: Look, member_id: str) -> Iterator[Holding]:
    """The matches somebody is in, each with who could take their place in a pair."""
    theirs = sa.select(match_person.c.match_id).where(match_person.c.member_id == member_id)
    rows = look.rows(sa.select(match).where(match.c.state == "active", match.c.id.in_(theirs)).order_by(match.c.id))
    people, named, rests = people_of_each(look, {row.id for row in rows}), titles(look), resting_now(look)
    for row in rows:
        found = people[row.id]
        others = tuple(found.others(member_id))
        is_own = look.actor.member_id in found.ids
        instead = () if is_own or len(others) != 1 else _instead(look, row.programme_id, member_id, found)
        facts = {OWN} if is_own else set()
        is_resting = row.id in rests
        facts |= {RESTING} if is_resting else set()
        ways = () if is_own else ways_of("match", to_whom=instead, is_resting=is_resting)
        yield Holding("match", row.id, named.get(row.programme_id, ""), others, None, ways, instead, frozenset(facts))


def _instead(look: Look, programme_id: str, member_id: str, found: MatchedPeople) -> tuple[tuple[str, str], ...]:
    """Who is ready in the same role with room, by name.

    What people said in private of one another is not looked at: the next round does, and nobody learns of it here.
    """
    role = next(role for one, role, _ in found.people if one == member_id)
    ((other_id, _),) = found.others(member_id)
    if part_of(look, programme_id, other_id) is None:
        return ()
    ready = look.rows(
        sa.select(participation.c.member_id, participation.c.capacity, member.c.name, member.c.area_id)
        .join(member, member.c.id == participation.c.member_id)
        .where(participation.c.programme_id == programme_id, participation.c.role == role)
        .where(participation.c.state == "ready", member.c.state == "active")
        .order_by(member.c.search_name, member.c.id)
    )
    busy = Counter(row.member_id for row in look.rows(matches_now(programme_id)))
    no = found.ids | {look.actor.member_id} | _forbidden(look, programme_id, found.ids - {member_id})
    no |= away_now(look, {row.member_id for row in ready}).keys()
    return tuple(
        (row.member_id, row.name)
        for row in ready
        if row.member_id not in no and busy[row.member_id] < row.capacity and _may_pin(look, other_id, row)
    )


def _may_pin(look: Look, other_id: str, row: Row) -> bool:
    areas = concerning(look, other_id).area_ids | frozenset({row.area_id} if row.area_id else ())
    return look.allows(May.REVIEW_SUGGESTION, Thing(involved=frozenset({other_id, row.member_id}), area_ids=areas))


def _forbidden(look: Look, programme_id: str, ids: frozenset[str]) -> set[str]:
    """Whom a coordinator keeps apart from some people in a programme."""
    said = (programme_pair.c.programme_id == programme_id, programme_pair.c.kind == "forbidden")
    either = sa.or_(programme_pair.c.first_id.in_(ids), programme_pair.c.second_id.in_(ids))
    rows = look.rows(sa.select(programme_pair.c.first_id, programme_pair.c.second_id).where(*said, either))
    return {one for row in rows for one in (row.first_id, row.second_id)}


def meetings(look: Look, member_id: str) -> Iterator[Holding]:
    """The meetings somebody is to have."""
    theirs = sa.select(match_person.c.match_id).where(match_person.c.member_id == member_id)
    for row, found in _to_come(look, meeting.c.match_id.in_(theirs)):
        is_own = look.actor.member_id in found.ids
        ways, facts = (() if is_own else ways_of("meeting")), frozenset({OWN} if is_own else ())
        yield Holding("meeting", row.id, "", tuple(found.others(member_id)), _day(row), ways, facts=facts)


def companies(look: Look, member_id: str) -> Iterator[Holding]:
    """The first meetings somebody is to come along to, with who could come instead."""
    theirs = sa.select(meeting_company.c.meeting_id).where(meeting_company.c.member_id == member_id)
    found = list(_to_come(look, meeting.c.id.in_(theirs)))
    for row, people in found:
        could = [one for one in who_could_come(look, people) if one[0] != member_id]
        ids = {one for one, _ in could}
        going = away_now(look, ids).keys() | leaving_now(look, ids)
        instead = tuple(one for one in could if one[0] not in going)
        is_own = look.actor.member_id in people.ids
        ways, facts = (() if is_own else ways_of("company", to_whom=instead)), frozenset({OWN} if is_own else ())
        yield Holding("company", row.id, "", tuple(people.others(None)), _day(row), ways, instead, facts)


def _to_come(look: Look, wanted: "sa.ColumnElement[bool]") -> Iterator[tuple[Row, MatchedPeople]]:
    soon = (meeting.c.state == "planned", meeting.c.starts_at > look.now, match.c.state == "active", wanted)
    statement = sa.select(meeting).join(match, match.c.id == meeting.c.match_id).where(*soon)
    rows = look.rows(statement.order_by(meeting.c.starts_at, meeting.c.id))
    people = people_of_each(look, {row.match_id for row in rows})
    yield from ((row, people[row.match_id]) for row in rows)


def _day(row: Row) -> date:
    return local_date(row.starts_at, row.zone)


def suggestions(look: Look, member_id: str) -> Iterator[Holding]:
    """The suggestions somebody has been asked about and that are still open; drafts are nobody's yet."""
    other = suggestion_person.alias("other")
    statement = (
        sa.select(suggestion.c.id, suggestion.c.programme_id, suggestion.c.closes_at, other.c.member_id, member.c.name)
        .join(suggestion_person, suggestion_person.c.suggestion_id == suggestion.c.id)
        .join(other, other.c.suggestion_id == suggestion.c.id)
        .join(member, member.c.id == other.c.member_id)
        .where(suggestion_person.c.member_id == member_id, suggestion.c.state.in_(OPEN_STATES))
        .where(other.c.member_id != member_id)
        .order_by(suggestion.c.id, other.c.member_id)
    )
    people: dict[str, list[tuple[str, str]]] = {}
    heads: dict[str, Row] = {}
    for row in look.rows(statement):
        people.setdefault(row.id, []).append((row.member_id, row.name))
        heads[row.id] = row
    named = titles(look)
    for one, row in heads.items():
        closes = row.closes_at.date() if row.closes_at else None
        yield Holding("suggestion", one, named.get(row.programme_id, ""), tuple(people[one]), closes)


def tasters(look: Look, member_id: str) -> Iterator[Holding]:
    """The short meetings of a first step somebody has been asked to and that are still open."""
    is_first = taster.c.first_id == member_id
    other_id = sa.case((is_first, taster.c.second_id), else_=taster.c.first_id)
    columns = (taster.c.id, taster.c.programme_id, taster.c.closes_at, member.c.id.label("other_id"), member.c.name)
    theirs = (sa.or_(is_first, taster.c.second_id == member_id), taster.c.state == "asked")
    statement = sa.select(*columns).join(member, member.c.id == other_id).where(*theirs)
    named = titles(look)
    for row in look.rows(statement.order_by(taster.c.asked_at, taster.c.id)):
        closes = row.closes_at.date() if row.closes_at else None
        yield Holding("taster", row.id, named.get(row.programme_id, ""), ((row.other_id, row.name),), closes)


def parts(look: Look, member_id: str) -> Iterator[Holding]:
    """The programmes somebody takes part in."""
    theirs = (participation.c.member_id == member_id, participation.c.state != "left")
    named = titles(look)
    for row in look.rows(sa.select(participation).where(*theirs).order_by(participation.c.joined_at)):
        is_resting = row.state not in ("applied", "screening", "training", "ready")
        ways = tuple(way for way in ways_of("part") if way != "pause" or not is_resting)
        facts = frozenset({RESTING} if is_resting else ())
        yield Holding("part", row.id, named.get(row.programme_id, ""), (), None, ways, (), facts, role=row.role)
