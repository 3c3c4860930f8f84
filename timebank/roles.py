"""Which roles members hold at a moment: what is kept of them, who is acting with them, and who holds one."""

from datetime import datetime

import sqlalchemy as sa

from timebank.access import Actor, Caller, Role
from timebank.db import Moment, metadata
from timebank.ready import Ready

role_grant = sa.Table(
    "role_grant",
    metadata,
    sa.Column("id", sa.String(20), primary_key=True),
    sa.Column("member_id", sa.String(20), sa.ForeignKey("member.id"), nullable=False, index=True),
    sa.Column("role", sa.String(30), nullable=False),
    sa.Column("area_id", sa.String(20), sa.ForeignKey("area.id")),
    sa.Column("granted_at", Moment, nullable=False),
    sa.Column("granted_by_id", sa.String(20), sa.ForeignKey("member.id")),
    sa.Column("expires_at", Moment, nullable=False),
    sa.Column("ended_at", Moment),
    sa.CheckConstraint(
        "role IN ('coordinator', 'administrator', 'second_decider', 'safeguarding_lead')", name="role_known"
    ),
)
_member = sa.table("member", *map(sa.column, ("id", "name", "state", "language", "area_id")))
_active = _member.c.state == "active"
_held = sa.and_(role_grant.c.ended_at.is_(None), role_grant.c.expires_at > sa.bindparam("now", type_=Moment))
_of_member = role_grant.c.member_id == _member.c.id
_ACTOR = Ready(
    sa.select(_member.c.name, _member.c.language, role_grant.c.role, role_grant.c.area_id)
    .outerjoin(role_grant, sa.and_(_of_member, _held))
    .where(_member.c.id == sa.bindparam("member"), _active)
)
_HOLDERS = Ready(
    sa.select(role_grant.c.member_id, role_grant.c.area_id)
    .join(_member, _of_member)
    .where(role_grant.c.role == sa.bindparam("held"), _held, _active)
)


def load_actor(connection: sa.Connection, caller: Caller, now: datetime) -> Actor:
    """The person behind `caller` with the roles they hold at `now`; anonymous when they are gone."""
    if caller.kind != "member":
        return Actor(caller.kind, name={"worker": "the worker", "operator": "the operator"}.get(caller.kind, ""))
    found = _ACTOR.rows(connection, {"member": caller.member_id, "now": now})
    if not found:
        return Actor("anonymous")
    grants = [row for row in found if row.role is not None]
    areas = {grant.area_id for grant in grants if grant.role == Role.COORDINATOR}
    return Actor(
        kind="member",
        member_id=caller.member_id,
        name=found[0].name,
        language=found[0].language,
        roles=frozenset(Role(grant.role) for grant in grants),
        area_ids=None if None in areas or not areas else frozenset(areas),
    )


def areas(connection: sa.Connection) -> dict[str, str]:
    """The part of the community each member lives in, by their ids; whoever has none is left out."""
    rows = connection.execute(sa.select(_member.c.id, _member.c.area_id).where(_member.c.area_id.is_not(None)))
    return {row.id: row.area_id for row in rows}


def coordinators_of(connection: sa.Connection, now: datetime, people: frozenset[str]) -> list[str]:
    """The ids of the coordinators who look after these people, in a fixed order: where one lives, or everywhere."""
    found, of_members = _HOLDERS.rows(connection, {"held": Role.COORDINATOR, "now": now}), areas(connection)
    where = {of_members[one] for one in people if one in of_members}
    return sorted({row.member_id for row in found if not where or row.area_id is None or row.area_id in where})


def holders(connection: sa.Connection, role: Role, now: datetime) -> list[str]:
    """The ids of the members who hold `role` at `now` and have not left, in a fixed order."""
    return sorted({row.member_id for row in _HOLDERS.rows(connection, {"held": role, "now": now})})
