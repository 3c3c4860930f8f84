"""Who everything depends on: what would have nobody without one person, and whom to ask so that it has two."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from timebank.access import May, Role
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.asking import who_could_learn, who_is_on_the_way
from timebank.handover.network import Place, places
from timebank.handover.sole import SoleOffer, SolePlace, sole_offers, sole_places
from timebank.members.reads import within
from timebank.members.tables import area, member
from timebank.roles import role_grant
from timebank.work import Look

MOST = 10
FEW = 10  # a count of people below this is not told
ENDS_WITHIN = timedelta(days=60)
ENOUGH = 2  # coordinators of an area
NOBODY = Place(0, False)
Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leaned:
    """One person on whom much depends.

    `offers` and `places`: what would have nobody, each with whom one could ask. `cut_off`: how many others would lose
    touch with the rest, 0 where hardly anybody; None where it is a few, which are not counted.
    """

    member_id: str
    name: str
    offers: tuple[tuple[SoleOffer, Names], ...]
    places: tuple[tuple[SolePlace, Names], ...]
    cut_off: int | None
    carries_much: bool


@dataclass(frozen=True, slots=True)
class RoleEnds:
    """A role that ends soon and is not given to the same person for longer."""

    name: str
    role: str
    area: str
    day: date


@dataclass(frozen=True, slots=True)
class Depends:
    """People by name, in no order of worth; areas with their coordinators where those are fewer than two; roles."""

    people: tuple[Leaned, ...]
    thin_areas: tuple[tuple[str, Names], ...]
    thin_roles: tuple[tuple[str, Names], ...]
    ending: tuple[RoleEnds, ...]


def depends(look: Look) -> Depends:
    """The ten people without whom most would be lost, of the reader's areas, and thin roles; for coordinators."""
    look.require(May.HAND_OVER)
    return Depends(_people(look), _thin_areas(look), _thin_roles(look), _ending(look))


def _people(look: Look) -> tuple[Leaned, ...]:
    offers: dict[str, list[SoleOffer]] = defaultdict(list)
    for offer in sole_offers(look):
        offers[offer.member_id].append(offer)
    chairs: dict[str, list[SolePlace]] = defaultdict(list)
    for chair in sole_places(look):
        chairs[chair.member_id].append(chair)
    known = places(look)
    here = (member.c.state == "active", *within(look))
    people = {row.id: (row.search_name, row.name) for row in look.rows(sa.select(member).where(*here))}
    loss = {
        one: len(offers[one]) + len(chairs[one]) + place.cut_off + (1 if place.carries_much else 0)
        for one, place in ((one, known.get(one, NOBODY)) for one in people)
    }
    most = sorted((one for one in loss if loss[one]), key=lambda one: (-loss[one], people[one], one))[:MOST]
    asked = who_could_learn(look, [offer for one in most for offer in offers[one]])
    coming = who_is_on_the_way(look, [chair for one in most for chair in chairs[one]])
    return tuple(
        Leaned(
            *(one, people[one][1]),
            tuple((offer, asked.get(offer.category_id, ())) for offer in offers[one]),
            tuple((chair, coming.get((chair.programme_id, one), ())) for chair in chairs[one]),
            _told(known.get(one, NOBODY).cut_off),
            known.get(one, NOBODY).carries_much,
        )
        for one in sorted(most, key=lambda one: (people[one], one))
    )


def _told(cut_off: int) -> int | None:
    return cut_off if cut_off == 0 or cut_off >= FEW else None


def _grants(look: Look) -> "list[sa.Row[tuple[object, ...]]]":
    held = (role_grant.c.ended_at.is_(None), role_grant.c.expires_at > look.now, member.c.state == "active")
    return look.rows(
        sa.select(role_grant, member.c.name, area.c.name.label("area"))
        .join(member, member.c.id == role_grant.c.member_id)
        .outerjoin(area, area.c.id == role_grant.c.area_id)
        .where(*held)
        .order_by(member.c.search_name, member.c.id, role_grant.c.id)
    )


def _thin_areas(look: Look) -> tuple[tuple[str, Names], ...]:
    """Areas with fewer than two coordinators; a community without areas is one, called ""."""
    grants = [row for row in _grants(look) if row.role == Role.COORDINATOR]
    lived_in = sa.select(member.c.area_id).where(member.c.state == "active", *within(look))
    areas = look.rows(sa.select(area.c.id, area.c.name).where(area.c.id.in_(lived_in)).order_by(area.c.name))
    found = []
    for area_id, name in [(row.id, row.name) for row in areas] or [(None, "")]:
        names = tuple(dict.fromkeys(row.name for row in grants if row.area_id in (None, area_id)))
        if len(names) < ENOUGH:
            found.append((name, names))
    return tuple(found)


def _thin_roles(look: Look) -> tuple[tuple[str, Names], ...]:
    """The other roles that nobody or only one person holds."""
    grants = _grants(look)
    found = []
    for role in (Role.ADMINISTRATOR, Role.SAFEGUARDING_LEAD, Role.SECOND_DECIDER):
        names = tuple(dict.fromkeys(row.name for row in grants if row.role == role))
        if len(names) < ENOUGH:
            found.append((role.value, names))
    return tuple(found)


def _ending(look: Look) -> tuple[RoleEnds, ...]:
    """Roles that end within 60 days, the soonest first."""
    last: dict[tuple[str, str, str], RoleEnds] = {}
    zone = community(look).zone
    for row in sorted(_grants(look), key=lambda row: row.expires_at):
        day = local_date(row.expires_at, zone)
        last[row.member_id, row.role, row.area_id or ""] = RoleEnds(row.name, row.role, row.area or "", day)
    soon = local_date(look.now + ENDS_WITHIN, zone)
    return tuple(
        sorted((one for one in last.values() if one.day <= soon), key=lambda one: (one.day, one.name, one.role))
    )
