"""What somebody should know while they plan a meeting: how long, when, what the others need, who could come along."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.matches.reads import people_of
from timebank.matches.tables import match, match_person
from timebank.meetings.company import who_could_come
from timebank.meetings.moves import care_of, has_met
from timebank.meetings.places import ANSWERED_BY
from timebank.meetings.tables import meeting
from timebank.members.rules import ACCESS_NEEDS
from timebank.members.tables import access_need, member
from timebank.programmes.reads import shown_now
from timebank.work import Look

FIRST_AFTER = timedelta(days=7)
USUAL_TIME = time(10)


@dataclass(frozen=True, slots=True)
class Need:
    """What one of the people needs of a place, as codes; `name` is empty for the reader themself."""

    name: str
    codes: tuple[str, ...]

    @property
    def in_words(self) -> str:
        """As people say it."""
        return ", ".join(ACCESS_NEEDS[code] for code in self.codes)


@dataclass(frozen=True, slots=True)
class Planning:
    """What a form begins with: length in minutes, day and local time; `who_could_come` only at a first meeting."""

    minutes: int
    day: date
    at: time
    needs: tuple[Need, ...]
    who_could_come: tuple[tuple[str, str], ...]


def planning(look: Look, match_id: str) -> Planning:
    """What to suggest for the next meeting of a match, to one of its people or to a coordinator who helps them."""
    people = people_of(look, match_id)
    look.require(May.PLAN_MEETING, Thing(owners=people.ids, area_ids=people.area_ids))
    care, today = care_of(look, match_id), local_date(look.now, _zone(look))
    last = _last(look, match_id)
    ahead = last.date() + timedelta(days=care.meet_every_days) if last else today + FIRST_AFTER
    asks = care.accompany_first and not has_met(look, match_id)
    return Planning(
        care.meeting_minutes,
        max(ahead, today + timedelta(days=1)),
        last.time() if last else USUAL_TIME,
        needs_of(look, [match_id]).get(match_id, ()),
        who_could_come(look, people) if asks else (),
    )


def _zone(look: Look) -> str:
    zone = look.value(sa.select(member.c.zone).where(member.c.id == look.actor.member_id))
    return str(zone) if zone else community(look).zone


def _last(look: Look, match_id: str) -> datetime | None:
    """When the latest meeting held or planned is, by its own clocks."""
    wanted = (meeting.c.match_id == match_id, meeting.c.state.in_(("held", "planned")))
    row = look.row(
        sa.select(meeting.c.starts_at, meeting.c.zone).where(*wanted).order_by(meeting.c.starts_at.desc()).limit(1)
    )
    return row.starts_at.astimezone(ZoneInfo(row.zone)).replace(tzinfo=None, second=0) if row else None


def needs_of(look: Look, match_ids: list[str]) -> dict[str, tuple[Need, ...]]:
    """By match, what its people need of a place: the reader's own, and what others let be shown just now.

    For reads that have asked for permission.
    """
    rows = look.rows(
        sa.select(match.c.id, match.c.programme_id, member.c.id.label("member_id"), member.c.name, access_need.c.code)
        .join(match_person, match_person.c.match_id == match.c.id)
        .join(member, member.c.id == match_person.c.member_id)
        .join(access_need, access_need.c.member_id == member.c.id)
        .where(match.c.id.in_(match_ids), access_need.c.code.in_(sorted(ANSWERED_BY)))
        .order_by(sa.func.lower(member.c.name), member.c.id, access_need.c.code)
    )
    shown = {one: shown_now(look, one) for one in {row.programme_id for row in rows}}
    codes: dict[tuple[str, str, str], list[str]] = {}
    for row in rows:
        is_own = row.member_id == look.actor.member_id
        if is_own or "access" in shown[row.programme_id].get(row.member_id, ()):
            codes.setdefault((row.id, row.member_id, "" if is_own else row.name), []).append(row.code)
    found: dict[str, tuple[Need, ...]] = {}
    for (match_id, _, name), theirs in codes.items():
        found[match_id] = (*found.get(match_id, ()), Need(name, tuple(theirs)))
    return found
