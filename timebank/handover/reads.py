"""What people see of who looks after whom: parts of the community in which nobody does, or soon nobody."""

from dataclasses import replace

import sqlalchemy as sa

from timebank.access import May, Role
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.away import away_now
from timebank.handover.rules import Keeper, Orphan, orphan
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
    today = local_date(look.now, community(look).zone)
    away = {
        one: day for one, day in away_now(look, {row.member_id for row in rows}).items() if day is None or day > today
    }
    return [
        Keeper(row.member_id, row.area_id, row.expires_at, row.member_id in away, away.get(row.member_id))
        for row in rows
    ]
