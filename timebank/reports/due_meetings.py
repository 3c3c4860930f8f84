"""Planned meetings whose time has passed, and matches in which nothing has been planned or written down for long."""

from collections import defaultdict
from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.meeting_parts import MEETING, POT_PART, meeting_in
from timebank.ledger.tables import did_not_happen, entry, exchange
from timebank.life.rests import last_rests_over, resting_now
from timebank.matches.tables import match, match_person
from timebank.matches.titles import definitions
from timebank.meetings.moves import FALLEN, hours_fell
from timebank.meetings.tables import meeting
from timebank.programmes.definition import Definition
from timebank.programmes.tables import programme
from timebank.reports.due_hours import Hours, last_day
from timebank.reports.found import Found
from timebank.work import Look

QUIET_DAYS = 30  # unless the programme says how often people meet: settings, meet_every_days
USUAL_MINUTES = 60
LOOKED_AT = timedelta(days=120)
_MEETING = tuple(meeting.c[name] for name in ("id", "match_id", "state", "starts_at", "zone", "minutes", "decided_at"))


@dataclass(frozen=True, slots=True)
class MeetingsNow:
    """The matches that stand, and all that was planned in them lately; people by the match, as (member id, role)."""

    matches: "tuple[sa.Row[Any], ...]"
    meetings: "tuple[sa.Row[Any], ...]"
    people: dict[str, tuple[tuple[str, str], ...]]
    ids: dict[str, tuple[str, ...]]  # the people of each match, in order
    programmes: dict[str, Definition]

    def days(self, among: Container[tuple[str, ...]]) -> Iterator[tuple[tuple[str, ...], date]]:
        """Who of some meant to meet on which day; what was moved counts on its new day only."""
        for row in self.meetings:
            if row.state != "moved" and (people := self.ids[row.match_id]) in among:
                yield people, day_of(row)

    def planned_ahead(self, now: datetime) -> frozenset[tuple[str, ...]]:
        """Those who have a meeting before them."""
        return frozenset(
            self.ids[row.match_id] for row in self.meetings if row.state == "planned" and row.starts_at > now
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
        sa.select(*_MEETING, match.c.programme_id, match.c.ended_at, programme.c.kind)
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
    in_order = {match_id: tuple(sorted(one for one, _ in some)) for match_id, some in people.items()}
    return MeetingsNow(matches, meetings, people, in_order, definitions(look) if ids else {})


def passed_meetings(look: Look, now: MeetingsNow) -> Iterator[Found]:
    """Meetings that have begun and wait to hear how they went, or whose hours were declined or taken back.

    Not where the programme writes no hours down: nothing is missing there.
    """
    fell = _fell(look, now)
    for row in now.meetings:
        if now.programmes[row.programme_id].care.hours == "none":
            continue
        counts = row.ended_at is None or row.starts_at <= row.ended_at
        if row.id in fell or (row.state == "planned" and row.starts_at <= look.now and counts):
            title = now.programmes[row.programme_id].title
            who = _who_helps(row.kind, now.people[row.match_id])
            yield Found("meeting", row.id, day_of(row), title, row.minutes, now.ids[row.match_id], *who)


def _fell(look: Look, now: MeetingsNow) -> frozenset[str]:
    """The meetings held whose hours do not stand; only those with hours that fell are looked at more closely."""
    fallen = (
        sa.select(exchange.c.source_id)
        .join(entry, entry.c.exchange_id == exchange.c.id)
        .where(
            entry.c.state.in_(FALLEN),
            entry.c.recorded_at >= look.now - LOOKED_AT,
            exchange.c.source_kind.in_((MEETING, POT_PART)),
        )
    )
    held = [row for row in now.meetings if row.state == "held"]
    if not held:
        return frozenset()
    ids = set(map(meeting_in, look.connection.execute(fallen).scalars()))
    return hours_fell(look, [row for row in held if row.id in ids])


def _who_helps(kind: str, people: tuple[tuple[str, str], ...]) -> tuple[str, str]:
    """The ids of helper and helped where roles say it: in mentoring between two; else nothing."""
    roles = {role: one for one, role in people}
    if kind != "mentoring" or len(people) != 2 or "mentor" not in roles:
        return "", ""
    return roles["mentor"], next(one for one, role in people if role != "mentor")


def quiet_matches(look: Look, now: MeetingsNow, hours: Hours, today: date) -> list[Found]:
    """Matches that stand with nothing planned, held or written down for as long as their programme finds long.

    None that is on hold; once it goes on, it counts afresh.
    """
    zone = community(look).zone
    of_match = defaultdict(list)
    for row in now.meetings:
        of_match[row.match_id].append(row)
    quiet = [row for row in now.matches if not any(one.state == "planned" for one in of_match[row.id])]
    resting = resting_now(look) if quiet else frozenset()
    silent = [row for row in quiet if row.id not in resting]
    rested = last_rests_over(look, [row.id for row in silent]) if silent else {}
    said = _last_said(look, [row.id for row in silent], zone)
    found = []
    for row in silent:
        people, days = now.ids[row.id], _patience(now, row)
        over = local_date(rested[row.id], zone) if row.id in rested else None
        heard = (_last_heard(row, of_match[row.id], zone), last_day(hours, people), said.get(row.id), over)
        due_on = max(one for one in heard if one) + timedelta(days=days)
        if due_on < today:
            held = [one.minutes for one in sorted(of_match[row.id], key=_start) if one.state == "held"]
            who = _who_helps(row.kind, now.people[row.id])
            title, minutes = now.programmes[row.programme_id].title, held[-1] if held else USUAL_MINUTES
            found.append(Found("match", row.id, due_on, title, minutes, people, *who, None, days))
    return found


def _start(row: "sa.Row[Any]") -> datetime:
    found: datetime = row.starts_at
    return found


def _patience(now: MeetingsNow, row: "sa.Row[Any]") -> int:
    chosen = now.programmes[row.programme_id].settings.get("meet_every_days")
    return chosen if isinstance(chosen, int) and not isinstance(chosen, bool) and chosen > 0 else QUIET_DAYS


def _last_heard(row: "sa.Row[Any]", meetings: "list[sa.Row[Any]]", zone: str) -> date:
    """The last day on which anything was heard of a match by its meetings."""
    moments = [one.starts_at if one.state == "held" else one.decided_at for one in meetings]
    return local_date(max([row.started_at, *(one for one in moments if one is not None)]), zone)


def _last_said(look: Look, match_ids: list[str], zone: str) -> dict[str, date]:
    """For each match the last day on which one of its people said that nothing had happened."""
    if not match_ids:
        return {}
    said = sa.select(did_not_happen.c.source_id, did_not_happen.c.said_at).where(
        did_not_happen.c.source_kind == "match", did_not_happen.c.source_id.in_(match_ids)
    )
    return {row.source_id: local_date(row.said_at, zone) for row in look.rows(said.order_by(did_not_happen.c.said_at))}
