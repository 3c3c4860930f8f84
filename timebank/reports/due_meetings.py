"""Planned meetings whose time has passed, and matches in which nothing has been planned or written down for long."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.tables import account, did_not_happen, entry, exchange
from timebank.matches.tables import match, match_person
from timebank.matches.titles import definitions
from timebank.meetings.moves import FALLEN, hours_fell
from timebank.meetings.tables import meeting
from timebank.programmes.definition import Definition
from timebank.programmes.tables import programme
from timebank.reports.due_pairs import STANDING
from timebank.reports.found import Found
from timebank.work import Look

QUIET_DAYS = 30  # unless the programme says how often people meet: settings, meet_every_days
USUAL_MINUTES = 60
LOOKED_AT = timedelta(days=120)
_here, _there = match_person.alias("here"), match_person.alias("there")
_from, _to = account.alias("from_account"), account.alias("to_account")


@dataclass(frozen=True, slots=True)
class MeetingsNow:
    """The matches that stand, and all that was planned in them lately; people by the match, as (member id, role)."""

    matches: "tuple[sa.Row[Any], ...]"
    meetings: "tuple[sa.Row[Any], ...]"
    people: dict[str, tuple[tuple[str, str], ...]]
    programmes: dict[str, Definition]

    def ids(self, match_id: str) -> tuple[str, ...]:
        """The people of a match, in order."""
        return tuple(sorted(one for one, _ in self.people[match_id]))

    def days(self) -> Iterator[tuple[tuple[str, ...], date]]:
        """Who meant to meet on which day; what was moved counts on its new day only."""
        for row in self.meetings:
            if row.state != "moved":
                yield self.ids(row.match_id), day_of(row)

    def planned_ahead(self, now: datetime) -> frozenset[tuple[str, ...]]:
        """Those who have a meeting before them."""
        return frozenset(
            self.ids(row.match_id) for row in self.meetings if row.state == "planned" and row.starts_at > now
        )


def day_of(row: "sa.Row[Any]") -> date:
    """The day of a meeting in its own zone."""
    found: datetime = row.starts_at
    return found.astimezone(ZoneInfo(row.zone)).date()


def meetings_now(look: Look, member_id: str | None) -> MeetingsNow:
    """Everybody's, or those of one member."""
    theirs = sa.select(match_person.c.match_id).where(match_person.c.member_id == member_id)
    columns = (match.c.id, match.c.programme_id, match.c.started_at, programme.c.kind)
    standing = sa.select(*columns).join(programme, programme.c.id == match.c.programme_id)
    standing = standing.where(match.c.state == "active")
    lately = (
        sa.select(meeting, match.c.programme_id, match.c.ended_at, programme.c.kind)
        .join(match, match.c.id == meeting.c.match_id)
        .join(programme, programme.c.id == match.c.programme_id)
        .where(sa.or_(meeting.c.state == "planned", meeting.c.starts_at >= look.now - LOOKED_AT))
    )
    if member_id is not None:
        standing, lately = standing.where(match.c.id.in_(theirs)), lately.where(match.c.id.in_(theirs))
    matches, meetings = tuple(look.rows(standing)), tuple(look.rows(lately))
    ids = {row.id for row in matches} | {row.match_id for row in meetings}
    people: dict[str, tuple[tuple[str, str], ...]] = {}
    if ids:
        for row in look.rows(sa.select(match_person).where(match_person.c.match_id.in_(sorted(ids)))):
            people[row.match_id] = (*people.get(row.match_id, ()), (row.member_id, row.role))
    return MeetingsNow(matches, meetings, people, definitions(look) if ids else {})


def passed_meetings(look: Look, now: MeetingsNow) -> Iterator[Found]:
    """Meetings that have begun and wait to hear how they went, or whose hours were declined or taken back."""
    fell = _fell(look, now)
    for row in now.meetings:
        counts = row.ended_at is None or row.starts_at <= row.ended_at
        if row.id in fell or (row.state == "planned" and row.starts_at <= look.now and counts):
            title = now.programmes[row.programme_id].title
            who = _who_helps(row.kind, now.people[row.match_id])
            yield Found("meeting", row.id, day_of(row), title, row.minutes, now.ids(row.match_id), *who)


def _fell(look: Look, now: MeetingsNow) -> frozenset[str]:
    """The meetings held whose hours do not stand; only those with hours that fell are looked at more closely."""
    fallen = (
        sa.select(exchange.c.source_id)
        .join(entry, entry.c.exchange_id == exchange.c.id)
        .where(
            entry.c.state.in_(FALLEN), entry.c.recorded_at >= look.now - LOOKED_AT, exchange.c.source_kind == "meeting"
        )
    )
    held = [row for row in now.meetings if row.state == "held"]
    if not held:
        return frozenset()
    ids = set(look.connection.execute(fallen).scalars())
    return hours_fell(look, [row for row in held if row.id in ids])


def _who_helps(kind: str, people: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The ids of helper and helped where roles say it: in mentoring between two; else nothing."""
    roles = {role: one for one, role in people}
    if kind != "mentoring" or len(people) != 2 or "mentor" not in roles:
        return "", ""
    return roles["mentor"], next(one for one, role in people if role != "mentor")


def quiet_matches(look: Look, now: MeetingsNow, today: date) -> list[Found]:
    """Matches that stand with nothing planned, held or written down for as long as their programme finds long."""
    of_match = defaultdict(list)
    for row in now.meetings:
        of_match[row.match_id].append(row)
    zone = community(look).zone
    candidates = {
        row.id: (row, _last_day(row, of_match[row.id], zone))
        for row in now.matches
        if not any(one.state == "planned" for one in of_match[row.id])
    }
    quiet = {
        match_id: (row, last)
        for match_id, (row, last) in candidates.items()
        if last + timedelta(days=_patience(now, row)) < today
    }
    spoken = _last_spoken_of(look, sorted(quiet), zone)
    found = []
    for match_id, (row, last) in quiet.items():
        days = _patience(now, row)
        due_on = max([last, *spoken[match_id]]) + timedelta(days=days)
        if due_on < today:
            held = [one.minutes for one in sorted(of_match[match_id], key=_start) if one.state == "held"]
            who = _who_helps(row.kind, now.people[match_id])
            title, minutes = now.programmes[row.programme_id].title, held[-1] if held else USUAL_MINUTES
            found.append(Found("match", match_id, due_on, title, minutes, now.ids(match_id), *who, None, days))
    return found


def _start(row: "sa.Row[Any]") -> datetime:
    found: datetime = row.starts_at
    return found


def _patience(now: MeetingsNow, row: "sa.Row[Any]") -> int:
    chosen = now.programmes[row.programme_id].settings.get("meet_every_days")
    return chosen if isinstance(chosen, int) and not isinstance(chosen, bool) and chosen > 0 else QUIET_DAYS


def _last_day(row: "sa.Row[Any]", meetings: "list[sa.Row[Any]]", zone: str) -> date:
    """The last day on which anything was heard of a match by its meetings."""
    moments = [one.starts_at if one.state == "held" else one.decided_at for one in meetings]
    return local_date(max([row.started_at, *(one for one in moments if one is not None)]), zone)


def _last_spoken_of(look: Look, match_ids: list[str], zone: str) -> dict[str, list[date]]:
    """For each match the last day its people wrote hours down for, and when they last said that nothing happened."""
    spoken: dict[str, list[date]] = defaultdict(list)
    if not match_ids:
        return spoken
    hours = (
        sa.select(_here.c.match_id, sa.func.max(entry.c.service_date).label("day"))
        .join(_from, _from.c.member_id == _here.c.member_id)
        .join(entry, entry.c.from_account_id == _from.c.id)
        .join(_to, _to.c.id == entry.c.to_account_id)
        .join(_there, sa.and_(_there.c.match_id == _here.c.match_id, _there.c.member_id == _to.c.member_id))
        .where(_here.c.match_id.in_(match_ids), entry.c.kind == "exchange", entry.c.state.in_(STANDING))
        .group_by(_here.c.match_id)
    )
    for row in look.rows(hours):
        spoken[row.match_id].append(row.day)
    said = sa.select(did_not_happen.c.source_id, did_not_happen.c.said_at).where(
        did_not_happen.c.source_kind == "match", did_not_happen.c.source_id.in_(match_ids)
    )
    for row in look.rows(said):
        spoken[row.source_id].append(local_date(row.said_at, zone))
    return spoken
