"""Who is told what of meetings, each at the hour of their own clocks; for actions that have asked."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from timebank.community.reads import community
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.matches.cards import MatchedPeople
from timebank.meetings import letters
from timebank.members.tables import member
from timebank.work import Work

COORDINATOR = "Your coordinator"


def planned(work: Work, people: MatchedPeople, row: "sa.Row[Any]") -> None:
    """A meeting is planned; whoever planned it knows."""
    by_one_of_them = work.actor.member_id in people.ids

    def draft(name: str, zone: str, beside: str) -> Draft:
        when = letters.say_when_to(row.starts_at, row.zone, zone)
        others = "" if by_one_of_them else beside
        return letters.planned(name, community(work).name, _by(work, people), when, row.place, _link(work), others)

    _tell(work, people, "meeting_planned", row.id, draft)


def moved(work: Work, people: MatchedPeople, before: "sa.Row[Any]", row: "sa.Row[Any]") -> None:
    """A meeting has another time, length or place."""

    def draft(name: str, zone: str, _: str) -> Draft:
        was = letters.say_when_to(before.starts_at, before.zone, zone)
        when = letters.say_when_to(row.starts_at, row.zone, zone)
        return letters.moved(name, community(work).name, _by(work, people), was, when, row.place, _link(work))

    _tell(work, people, "meeting_moved", row.id, draft)


def cancelled(work: Work, people: MatchedPeople, row: "sa.Row[Any]", reason: str) -> None:
    """A meeting is called off."""

    def draft(name: str, zone: str, _: str) -> Draft:
        when = letters.say_when_to(row.starts_at, row.zone, zone)
        return letters.cancelled(name, community(work).name, _by(work, people), when, reason, _link(work))

    _tell(work, people, "meeting_cancelled", row.id, draft)


def _tell(
    work: Work, people: MatchedPeople, kind: str, meeting_id: str, draft: Callable[[str, str, str], Draft]
) -> None:
    """One letter to everybody in the match but whoever is acting."""
    statement = sa.select(member.c.id, member.c.zone).where(member.c.id.in_(sorted(people.ids)))
    zones = {row.id: row.zone for row in work.rows(statement)}
    for member_id, name in people.others(work.actor.member_id):
        beside = " and ".join(other for _, other in people.others(member_id))
        write(work, f"{kind}:{meeting_id}:{member_id}", member_id, kind, draft(name, zones[member_id], beside))


def _by(work: Work, people: MatchedPeople) -> str:
    return work.actor.name if work.actor.member_id in people.ids else f"{COORDINATOR} {work.actor.name}"


def _link(work: Work) -> str:
    return f"{work.settings.address}/matches"
