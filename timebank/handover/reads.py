"""What people see of who looks after whom: parts of the community where nobody does, and who is away until when."""

from dataclasses import dataclass, replace
from datetime import date

import sqlalchemy as sa

from timebank.access import May, Role, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.away import away_now, last_turn, leaving_now
from timebank.handover.rules import Keeper, Orphan, orphan
from timebank.members.reads import within
from timebank.members.tables import area, member
from timebank.roles import role_grant
from timebank.work import Look


def orphans(look: Look) -> tuple[Orphan, ...]:
    """The parts of the community without a coordinator now or within a day, by name; none where all are looked after.

    An area in which nobody lives needs none. With no coordinator at all it is the whole community. For coordinators
    of any area, because nobody else can see it, and for administrators, who name new ones.
    """
    look.require(May.CHANGE_SETTINGS)
    among = keepers(look)
    whole = orphan("", "", [replace(one, area_id=None) for one in among], look.now)
    if whole is not None:
        return (whole,)
    lived_in = sa.select(member.c.area_id).where(member.c.state == "active", member.c.area_id.is_not(None))
    areas = look.rows(sa.select(area.c.id, area.c.name).where(area.c.id.in_(lived_in)).order_by(area.c.name))
    return tuple(found for row in areas if (found := orphan(row.id, row.name, among, look.now)))


def keepers(look: Look) -> list[Keeper]:
    """Every coordinator who is trusted now, each with the area and how long; for reads that have asked."""
    held = (role_grant.c.role == Role.COORDINATOR, role_grant.c.ended_at.is_(None), role_grant.c.expires_at > look.now)
    rows = look.rows(
        sa.select(role_grant.c.member_id, role_grant.c.area_id, role_grant.c.expires_at)
        .join(member, member.c.id == role_grant.c.member_id)
        .where(*held, member.c.state == "active")
        .order_by(role_grant.c.member_id, role_grant.c.area_id, role_grant.c.expires_at)
    )
    today, ids = local_date(look.now, community(look).zone), {row.member_id for row in rows}
    away = {one: day for one, day in away_now(look, ids).items() if day is None or day > today}
    leaving = leaving_now(look, ids)
    return [
        Keeper(
            *(row.member_id, row.area_id, row.expires_at),
            is_away=row.member_id in away,
            back_on=away.get(row.member_id),
            is_leaving=row.member_id in leaving,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class AwayCard:
    """Somebody who is away, and the day they mean to be back; `is_due`: it has come, and things still wait for them."""

    member_id: str
    name: str
    back_on: date | None
    is_due: bool


def due_back(look: Look) -> tuple[AwayCard, ...]:
    """Those of the reader's areas whose day to be back has come while things still wait for them; for coordinators."""
    return tuple(one for one in who_is_away(look) if one.is_due)


def who_is_away(look: Look) -> tuple[AwayCard, ...]:
    """Those of the reader's areas who are away, the soonest back first; for coordinators."""
    look.require(May.HAND_OVER)
    today, away = local_date(look.now, community(look).zone), away_now(look)
    here = (member.c.state == "active", member.c.id.in_(sorted(away)), *within(look))
    rows = look.rows(sa.select(member.c.id, member.c.name).where(*here).order_by(member.c.search_name, member.c.id))
    found = ((row, away[row.id]) for row in rows)
    cards = [AwayCard(row.id, row.name, day, day is not None and day <= today) for row, day in found]
    return tuple(sorted(cards, key=lambda one: one.back_on or date.max))


@dataclass(frozen=True, slots=True)
class Absence:
    """The reader is away; `back_on` is the day they mean to be back, where one was said; `is_due`: it has come."""

    back_on: date | None
    is_due: bool


def own_absence(look: Look) -> Absence | None:
    """Whether the reader is away themself, so that they can say they are back; see `actions.come_back`."""
    me = look.actor.member_id or ""
    look.require(May.TAKE_PART, thing(owners=[me]))
    goes, back_on = last_turn(look, me)
    if goes != "away":
        return None
    return Absence(back_on, back_on is not None and back_on <= local_date(look.now, community(look).zone))
