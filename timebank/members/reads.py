"""What people see of members: their own profile, a card others may see, and for coordinators everybody."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.errors import NotFound
from timebank.members.rules import Window
from timebank.members.tables import (
    access_need,
    free_time,
    member,
    member_language,
    organisation,
    organisation_agent,
)
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Profile:
    """All that is kept of one member, for themself and for the coordinator of an offline member."""

    member_id: str
    name: str
    email: str
    phone: str
    about: str
    language: str
    zone: str
    is_offline: bool
    wants_letters: bool
    joined_at: datetime
    languages: tuple[str, ...]
    access: tuple[str, ...]
    free_times: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class MemberCard:
    """What any member may see of another: a name and what they wrote about themself."""

    member_id: str
    name: str
    about: str


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One member in the coordinator's list."""

    member_id: str
    name: str
    email: str
    phone: str
    is_offline: bool
    state: str
    joined_at: datetime
    roles: tuple[str, ...]
    has_password: bool


def profile(look: Look, member_id: str) -> Profile:
    """One's own profile, or that of an offline member for a coordinator. Raises NotFound."""
    person = look.row(sa.select(member).where(member.c.id == member_id, member.c.state == "active"))
    if person is None:
        raise NotFound
    if look.actor.member_id == member_id or not person.is_offline:
        look.require(May.READ_OWN_PROFILE, Thing(owners=frozenset({member_id})))
    else:
        look.require(May.RECORD_FOR_OFFLINE, concerning(look, member_id))
    return Profile(
        member_id=member_id,
        name=person.name,
        email=person.email or "",
        phone=person.phone,
        about=person.about,
        language=person.language,
        zone=person.zone,
        is_offline=person.is_offline,
        wants_letters=person.wants_letters,
        joined_at=person.joined_at,
        languages=_codes(look, member_language, member_id),
        access=_codes(look, access_need, member_id),
        free_times=free_times(look, member_id),
    )


def free_times(look: Look, member_id: str) -> tuple[Window, ...]:
    """When a member is free each week; asked only by reads that have asked for permission."""
    columns = (free_time.c.weekday, free_time.c.start_minute, free_time.c.end_minute)
    return tuple(
        Window(row.weekday, row.start_minute, row.end_minute)
        for row in look.rows(sa.select(*columns).where(free_time.c.member_id == member_id).order_by(*columns))
    )


def _codes(look: Look, table: sa.Table, member_id: str) -> tuple[str, ...]:
    return tuple(
        row.code
        for row in look.rows(sa.select(table.c.code).where(table.c.member_id == member_id).order_by(table.c.code))
    )


def card(look: Look, member_id: str) -> MemberCard:
    """What the actor may see of another member. Raises NotFound."""
    look.require(May.SEE_CARD)
    row = look.row(
        sa.select(member.c.id, member.c.name, member.c.about).where(
            member.c.id == member_id, member.c.state == "active"
        )
    )
    if row is None:
        raise NotFound
    return MemberCard(row.id, row.name, row.about)


def others(look: Look) -> list[MemberCard]:
    """Every other active member, by name: the people one can have done something with."""
    look.require(May.SEE_CARD)
    statement = (
        sa.select(member.c.id, member.c.name, member.c.about)
        .where(member.c.state == "active", member.c.id != (look.actor.member_id or ""))
        .order_by(member.c.search_name, member.c.id)
    )
    return [MemberCard(row.id, row.name, row.about) for row in look.rows(statement)]


def present(look: Look, member_id: str) -> "sa.Row[tuple[str, bool]]":
    """The name and is_offline of an active member; for actions that have asked. Raises NotFound."""
    row = look.row(
        sa.select(member.c.name, member.c.is_offline).where(member.c.id == member_id, member.c.state == "active")
    )
    if row is None:
        raise NotFound
    return row


def concerning(look: Look, member_id: str) -> Thing:
    """What a rule needs to know of something that is a member's own: whose it is, and in which area they live."""
    area_id = look.value(sa.select(member.c.area_id).where(member.c.id == member_id))
    return Thing(owners=frozenset({member_id}), area_ids=frozenset({area_id} if area_id else ()))


def within(look: Look) -> list["sa.ColumnElement[bool]"]:
    """The condition that a coordinator of some areas sees only members who live in them, or in none."""
    areas = look.actor.area_ids
    return [] if areas is None else [sa.or_(member.c.area_id.is_(None), member.c.area_id.in_(sorted(areas)))]


def names(look: Look) -> dict[str, str]:
    """Every member's name by id, for rooms that have asked for permission already."""
    return {row.id: row.name for row in look.rows(sa.select(member.c.id, member.c.name))}


def member_id_of_email(look: Look, address: str) -> str | None:
    """Who has this address; for actions that never tell the person asking."""
    found = look.value(sa.select(member.c.id).where(member.c.email == address, member.c.state == "active"))
    return str(found) if found else None


def organisations(look: Look) -> list[tuple[str, str]]:
    """Partner organisations as (id, name), by name."""
    look.require(May.SEE_CARD)
    return [(row.id, row.name) for row in look.rows(sa.select(organisation).order_by(organisation.c.name))]


def agents_of(look: Look, organisation_id: str) -> frozenset[str]:
    """The members who may act for an organisation."""
    statement = sa.select(organisation_agent.c.member_id).where(organisation_agent.c.organisation_id == organisation_id)
    return frozenset(row.member_id for row in look.rows(statement))
