"""What somebody holds that a form cannot hand over: roles, desks, groups, and places that only they could fill."""

from collections.abc import Iterator
from datetime import timedelta

import sqlalchemy as sa

from timebank.access import Actor, Role
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.holding import ONLY, Holding
from timebank.handover.sole import sole_places
from timebank.ledger.reads import to_settle
from timebank.ledger.tables import account, entry, exchange
from timebank.life.reads import care_list
from timebank.matches.review_reads import review
from timebank.members.tables import area, member
from timebank.programmes.newcomers import newcomers
from timebank.roles import holders, role_grant
from timebank.work import Look

LATELY = timedelta(days=92)


def alone(look: Look, member_id: str) -> Iterator[Holding]:
    """The places in programmes which only this person could fill."""
    for one in sole_places(look):
        if one.member_id == member_id:
            where = f"{one.programme_id}:{one.language}"
            yield Holding("only", where, one.programme, role=one.role, facts=frozenset({ONLY}))


def roles(look: Look, member_id: str) -> Iterator[Holding]:
    """The roles somebody holds, each with its area, until when, and whether nobody else holds it there."""
    held = (role_grant.c.ended_at.is_(None), role_grant.c.expires_at > look.now, member.c.state == "active")
    rows = look.rows(
        sa.select(role_grant, area.c.name.label("area"))
        .join(member, member.c.id == role_grant.c.member_id)
        .outerjoin(area, area.c.id == role_grant.c.area_id)
        .where(*held)
        .order_by(role_grant.c.role, role_grant.c.expires_at, role_grant.c.id)
    )
    zone = community(look).zone
    for row in rows:
        if row.member_id == member_id:
            others = [
                one
                for one in rows
                if one.member_id != member_id and one.role == row.role and one.area_id in (None, row.area_id)
            ]
            facts = frozenset[str]() if others else frozenset({ONLY})
            until = local_date(row.expires_at, zone)
            yield Holding("role", row.id, row.area or "", day=until, facts=facts, role=row.role)


def desk(look: Look, acts: Actor) -> Iterator[Holding]:
    """How much waits for a coordinator at this moment, and whether nobody else could see to it."""
    seen = Look(look.connection, acts, look.now, look.settings)
    facts = frozenset[str]() if len(holders(look.connection, Role.COORDINATOR, look.now)) > 1 else frozenset({ONLY})
    waits = {
        "tasks": sum(1 for one in care_list(seen) if one.tasks),
        "drafts": sum(1 for one in review(seen, states=("draft",)) if one.may_decide),
        "settle": len(to_settle(seen)),
        "newcomers": len(newcomers(seen)),
    }
    for what, count in waits.items():
        if count:
            yield Holding("desk", what, facts=facts, count=count)


def groups(look: Look, member_id: str) -> Iterator[Holding]:
    """The sessions of groups somebody led in the last three months, in one line."""
    theirs = sa.select(account.c.id).where(account.c.member_id == member_id)
    led = (
        sa.select(entry.c.exchange_id, entry.c.service_date, sa.func.count(entry.c.from_account_id.distinct()))
        .join(exchange, exchange.c.id == entry.c.exchange_id)
        .where(entry.c.to_account_id.in_(theirs), entry.c.state == "posted", exchange.c.source_kind == "group")
        .where(entry.c.service_date >= local_date(look.now - LATELY, community(look).zone))
        .group_by(entry.c.exchange_id, entry.c.service_date)
        .having(sa.or_(sa.func.count(entry.c.from_account_id.distinct()) > 1, sa.func.max(exchange.c.people) > 1))
    )
    found = look.rows(led)
    if found:
        yield Holding("group", member_id, day=max(row.service_date for row in found), count=len(found))
