"""Who is here, for those who look after the community: a searched list in pages, one row, and who holds which role."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

import sqlalchemy as sa

from timebank.access import EVERYBODYS, May, Role
from timebank.errors import NotFound
from timebank.members.reads import MemberRow, within
from timebank.members.rules import folded
from timebank.members.tables import credential, member
from timebank.roles import role_grant
from timebank.work import Look

Which = Literal["", "offline", "no_password"]


@dataclass(frozen=True, slots=True)
class Directory:
    """One page of members by name; pages count from 1, and there is always at least one."""

    rows: tuple[MemberRow, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class RoleHolder:
    """Somebody trusted with a role, and until when."""

    member_id: str
    name: str
    role: Role
    granted_at: datetime
    expires_at: datetime


def directory(look: Look, words: str = "", which: Which = "", page: int = 1, per_page: int = 25) -> Directory:
    """Active members whose name, e-mail or phone holds `words`, by name, for coordinators."""
    look.require(May.ADD_MEMBER)
    wanted = [member.c.state == "active", *within(look), *_holding(words)]
    if which == "offline":
        wanted.append(member.c.is_offline)
    if which == "no_password":
        wanted += [member.c.email.is_not(None), credential.c.member_id.is_(None)]
    source = member.outerjoin(credential, credential.c.member_id == member.c.id)
    total = int(look.value(sa.select(sa.func.count()).select_from(source).where(*wanted)) or 0)
    pages = max(1, -(-total // per_page))
    number = min(max(page, 1), pages)
    chosen = (
        sa.select(member, credential.c.member_id.is_not(None).label("has_password"))
        .select_from(source)
        .where(*wanted)
        .order_by(member.c.search_name, member.c.id)
        .limit(per_page)
        .offset((number - 1) * per_page)
    )
    return Directory(_rows(look, chosen), total, number, pages)


def listed(look: Look, member_id: str) -> MemberRow:
    """One active member as the directory shows them. Raises NotFound."""
    look.require(May.ADD_MEMBER)
    source = member.outerjoin(credential, credential.c.member_id == member.c.id)
    chosen = (
        sa.select(member, credential.c.member_id.is_not(None).label("has_password"))
        .select_from(source)
        .where(member.c.id == member_id, member.c.state == "active", *within(look))
    )
    for row in _rows(look, chosen):
        return row
    raise NotFound


def offline_names(look: Look) -> tuple[tuple[str, str], ...]:
    """The members without e-mail as (id, name), by name, for coordinators."""
    look.require(May.RECORD_FOR_OFFLINE)
    chosen = (
        sa.select(member.c.id, member.c.name)
        .where(member.c.is_offline, member.c.state == "active", *within(look))
        .order_by(member.c.search_name, member.c.id)
    )
    return tuple((row.id, row.name) for row in look.rows(chosen))


def role_holders(look: Look) -> tuple[RoleHolder, ...]:
    """Everybody who holds a role now, by role and name, for administrators."""
    look.require(May.GRANT_ROLE)
    return _holders(look)


def deciders(look: Look) -> tuple[RoleHolder, ...]:
    """The coordinators and second deciders: for whom a decision waits that the reader may not take."""
    if not look.allows(May.SETTLE_QUESTION, EVERYBODYS):
        look.require(May.REVIEW_SUGGESTION)
    return tuple(one for one in _holders(look) if one.role in (Role.COORDINATOR, Role.SECOND_DECIDER))


def roles_of(look: Look, member_id: str) -> tuple[str, ...]:
    """The roles somebody holds now."""
    look.require(May.ADD_MEMBER)
    return tuple(sorted(_roles(look, [member_id]).get(member_id, ())))


def _holders(look: Look) -> tuple[RoleHolder, ...]:
    statement = (
        sa.select(role_grant, member.c.name)
        .join(member, member.c.id == role_grant.c.member_id)
        .where(role_grant.c.ended_at.is_(None), role_grant.c.expires_at > look.now, member.c.state == "active")
        .order_by(role_grant.c.role, member.c.search_name, role_grant.c.expires_at.desc(), member.c.id)
    )
    found: dict[tuple[str, str], RoleHolder] = {}
    for row in look.rows(statement):
        holder = RoleHolder(row.member_id, row.name, Role(row.role), row.granted_at, row.expires_at)
        found.setdefault((row.role, row.member_id), holder)
    return tuple(found.values())


def _holding(words: str) -> list["sa.ColumnElement[bool]"]:
    """One condition for each word: it is somewhere in the name, the e-mail or the phone."""
    places = (sa.func.lower(member.c.email), sa.func.lower(member.c.phone))
    return [
        sa.or_(
            member.c.search_name.contains(folded(word), autoescape=True),
            *(place.contains(word.lower(), autoescape=True) for place in places),
        )
        for word in words.split()[:6]
    ]


def _roles(look: Look, member_ids: list[str]) -> dict[str, list[str]]:
    roles: dict[str, list[str]] = {}
    grants = sa.select(role_grant.c.member_id, role_grant.c.role).where(
        role_grant.c.member_id.in_(member_ids), role_grant.c.ended_at.is_(None), role_grant.c.expires_at > look.now
    )
    for grant in look.rows(grants.distinct().order_by(role_grant.c.role)):
        roles.setdefault(grant.member_id, []).append(grant.role)
    return roles


def _rows(look: Look, chosen: "sa.Select[Any]") -> tuple[MemberRow, ...]:
    rows = look.rows(chosen)
    roles = _roles(look, [row.id for row in rows])
    return tuple(
        MemberRow(
            row.id,
            row.name,
            row.email or "",
            row.phone,
            row.is_offline,
            row.state,
            row.joined_at,
            tuple(roles.get(row.id, ())),
            bool(row.has_password),
        )
        for row in rows
    )
