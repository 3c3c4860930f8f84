"""What only one person does: offers nobody else makes, and places in programmes that only one could fill."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.listings.tables import category, listing
from timebank.matches.titles import definitions
from timebank.members.tables import member, member_language
from timebank.programmes.definition import Definition
from timebank.programmes.pool_reads import shown_now
from timebank.programmes.tables import participation, programme
from timebank.work import Look

COMMON = ("en",)  # the language nearly everybody here speaks


@dataclass(frozen=True, slots=True)
class SoleOffer:
    """An offer that stands, of a kind of help nobody else offers; one of them where its owner makes several."""

    member_id: str
    listing_id: str
    category_id: str
    category: str
    title: str


@dataclass(frozen=True, slots=True)
class SolePlace:
    """The only one who is ready to give help in a programme (`language` ""), or to give it in a language."""

    member_id: str
    programme_id: str
    programme: str
    role: str
    language: str = ""


def sole_offers(look: Look) -> tuple[SoleOffer, ...]:
    """Every kind of help that one person alone offers now, by name; for reads that have asked."""
    today = local_date(look.now, community(look).zone)
    stands = (listing.c.kind == "offer", listing.c.state == "open", listing.c.expires_on >= today)
    alone = (
        sa.select(listing.c.category_id)
        .join(member, member.c.id == listing.c.member_id)
        .where(*stands, member.c.state == "active")
        .group_by(listing.c.category_id)
        .having(sa.func.count(listing.c.member_id.distinct()) == 1)
    )
    rows = look.rows(
        sa.select(listing.c.id, listing.c.member_id, listing.c.category_id, listing.c.title, category.c.name)
        .join(category, category.c.id == listing.c.category_id)
        .join(member, member.c.id == listing.c.member_id)
        .where(*stands, member.c.state == "active", listing.c.category_id.in_(alone))
        .order_by(category.c.name, category.c.id, listing.c.written_at, listing.c.id)
    )
    first = {row.category_id: row for row in reversed(rows)}
    found = (first[one] for one in dict.fromkeys(row.category_id for row in rows))
    return tuple(SoleOffer(row.member_id, row.id, row.category_id, row.name, row.title) for row in found)


def sole_places(look: Look) -> tuple[SolePlace, ...]:
    """Every place in a mentoring programme that one person alone could fill now; for reads that have asked.

    In a language: only where somebody who looks for help speaks it too, and of those who let it be used and shown.
    """
    described = {
        one: definition for one, definition in definitions(look).items() if definition.programme().kind == "mentoring"
    }
    ready = (participation.c.programme_id.in_(sorted(described)), participation.c.state == "ready")
    rows = look.rows(
        sa.select(participation.c.programme_id, participation.c.member_id, participation.c.role)
        .join(member, member.c.id == participation.c.member_id)
        .join(programme, programme.c.id == participation.c.programme_id)
        .where(*ready, member.c.state == "active", programme.c.state == "open")
        .order_by(participation.c.programme_id, participation.c.member_id)
    )
    languages = _languages(look)
    found: list[SolePlace] = []
    for programme_id, definition in sorted(described.items(), key=lambda one: (one[1].title, one[0])):
        giver = _giver(definition)
        giving = [row.member_id for row in rows if row.programme_id == programme_id and row.role == giver]
        looking = [row.member_id for row in rows if row.programme_id == programme_id and row.role != giver]
        label = definition.role(giver).label
        if len(giving) == 1:
            found.append(SolePlace(giving[0], programme_id, definition.title, label))
            continue
        shown = {one for one, answers in shown_now(look, programme_id).items() if "languages" in answers}
        speaks = {one: languages[one] if one in shown else set[str]() for one in (*giving, *looking)}
        asked = {code for one in looking for code in speaks[one]} - set(COMMON)
        for code in sorted(asked):
            able = [one for one in giving if code in speaks[one]]
            if len(able) == 1:
                found.append(SolePlace(able[0], programme_id, definition.title, label, code))
    return tuple(found)


def _giver(definition: Definition) -> str:
    """The role that gives help: the one called mentor, or else the second."""
    names = [one.name for one in definition.roles]
    return "mentor" if "mentor" in names else names[-1]


def _languages(look: Look) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in look.rows(sa.select(member_language.c.member_id, member_language.c.code)):
        found[row.member_id].add(row.code)
    return found
