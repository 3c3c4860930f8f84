"""Whom to ask so that what one person alone does has two: who has done it, does something like it, or is on the way."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.away import away_now, leaving_now
from timebank.handover.sole import SoleOffer, SolePlace
from timebank.ledger.tables import account, entry, exchange
from timebank.listings.tables import category, listing
from timebank.members.tables import member
from timebank.programmes.tables import participation
from timebank.work import Look

MOST = 3
LOOKED_BACK = timedelta(days=2 * 365)
ON_THE_WAY = ("applied", "screening", "training")


def who_could_learn(look: Look, offers: Sequence[SoleOffer]) -> dict[str, tuple[str, ...]]:
    """By kind of help, the names of up to three who helped so within two years, or offer something close to it.

    For reads that have asked.
    """
    owners = {one.category_id: one.member_id for one in offers}
    going = away_now(look).keys() | leaving_now(look)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in (*_gave(look, owners), *_close(look, owners)):
        if row.member_id != owners[row.category_id] and row.member_id not in going:
            found[row.category_id].setdefault(row.member_id, row.name)
    return {one: tuple(people.values())[:MOST] for one, people in found.items()}


def _gave(look: Look, wanted: Iterable[str]) -> "list[sa.Row[tuple[str, str, str]]]":
    since = local_date(look.now - LOOKED_BACK, community(look).zone)
    return look.rows(
        sa.select(exchange.c.category_id, member.c.id.label("member_id"), member.c.name)
        .join(entry, entry.c.exchange_id == exchange.c.id)
        .join(account, account.c.id == entry.c.to_account_id)
        .join(member, member.c.id == account.c.member_id)
        .where(exchange.c.category_id.in_(sorted(wanted)), entry.c.state == "posted", entry.c.kind == "exchange")
        .where(entry.c.service_date >= since, member.c.state == "active")
        .group_by(exchange.c.category_id, member.c.id, member.c.name)
        .order_by(sa.func.sum(entry.c.minutes).desc(), member.c.id)
    )


def _close(look: Look, wanted: Iterable[str]) -> "list[sa.Row[tuple[str, str, str]]]":
    """Those who offer a kind of help of the same family now."""
    today = local_date(look.now, community(look).zone)
    own, near = category.alias("own"), category.alias("near")
    return look.rows(
        sa.select(own.c.id.label("category_id"), member.c.id.label("member_id"), member.c.name)
        .join(near, near.c.parent_id == own.c.parent_id)
        .join(listing, listing.c.category_id == near.c.id)
        .join(member, member.c.id == listing.c.member_id)
        .where(own.c.id.in_(sorted(wanted)), listing.c.kind == "offer", listing.c.state == "open")
        .where(listing.c.expires_on >= today, member.c.state == "active")
        .order_by(member.c.search_name, member.c.id)
    )


def who_is_on_the_way(look: Look, places: Sequence[SolePlace]) -> dict[tuple[str, str], tuple[str, ...]]:
    """By programme and the only one who is ready, the names of up to three who are getting ready for the same role.

    For reads that have asked.
    """
    role = {(one.programme_id, one.member_id) for one in places}
    same = participation.alias("same")
    rows = look.rows(
        sa.select(same.c.programme_id, same.c.member_id.label("only_id"), member.c.name)
        .join(
            participation,
            sa.and_(participation.c.programme_id == same.c.programme_id, participation.c.role == same.c.role),
        )
        .join(member, member.c.id == participation.c.member_id)
        .where(same.c.member_id.in_(sorted(one for _, one in role)), participation.c.state.in_(ON_THE_WAY))
        .where(member.c.state == "active", participation.c.member_id != same.c.member_id)
        .order_by(participation.c.waiting_since, member.c.id)
    )
    found: dict[tuple[str, str], tuple[str, ...]] = defaultdict(tuple)
    for row in rows:
        found[row.programme_id, row.only_id] += (row.name,)
    return {one: names[:MOST] for one, names in found.items() if one in role}
