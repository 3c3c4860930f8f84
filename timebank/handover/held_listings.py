"""What somebody holds on the noticeboard: what was agreed, what waits for an answer, what they offer and would like."""

from collections.abc import Iterator

import sqlalchemy as sa

from timebank.handover.holding import ONLY, OWN, Holding, ways_of
from timebank.handover.sole import sole_offers
from timebank.listings.reads import came_through
from timebank.listings.tables import answer, listing
from timebank.members.tables import member
from timebank.work import Look


def promises(look: Look, member_id: str) -> Iterator[Holding]:
    """What somebody agreed with others and is not recorded, and what waits for their answer or that of the others.

    Coordinators read their own as any member would: what did not reach them is not there.
    """
    asker, owner = member.alias("asker"), member.alias("owner")
    wanted = [sa.or_(answer.c.member_id == member_id, listing.c.member_id == member_id)]
    if look.actor.member_id == member_id:
        wanted.append(sa.or_(answer.c.member_id == member_id, answer.c.state == "agreed", came_through()))
    rows = look.rows(
        sa.select(
            *(answer.c.id, answer.c.state, answer.c.agreed_on, answer.c.asked_at, listing.c.title),
            *(asker.c.id.label("asker_id"), asker.c.name.label("asker"), owner.c.id.label("owner_id")),
            owner.c.name.label("owner"),
        )
        .join(listing, listing.c.id == answer.c.listing_id)
        .join(asker, asker.c.id == answer.c.member_id)
        .join(owner, owner.c.id == listing.c.member_id)
        .where(answer.c.state.in_(("asked", "agreed")), *wanted)
        .order_by(answer.c.agreed_on, answer.c.asked_at, answer.c.id)
    )
    for row in rows:
        other = (row.owner_id, row.owner) if row.asker_id == member_id else (row.asker_id, row.asker)
        is_own = other[0] == look.actor.member_id
        facts = frozenset({OWN} if is_own else ())
        if row.state == "agreed":
            ways = () if is_own else ways_of("promise")
            yield Holding("promise", row.id, row.title, (other,), row.agreed_on, ways, facts=facts)
        else:
            ways = () if is_own else ways_of("question")
            yield Holding("question", row.id, row.title, (other,), row.asked_at.date(), ways, facts=facts)


def listings(look: Look, member_id: str) -> Iterator[Holding]:
    """What somebody has on the noticeboard; of an offer, whether nobody else makes one of its kind."""
    alone = {one.category_id for one in sole_offers(look) if one.member_id == member_id}
    up = (listing.c.member_id == member_id, listing.c.state == "open")
    for row in look.rows(sa.select(listing).where(*up).order_by(listing.c.kind, listing.c.written_at, listing.c.id)):
        is_only = row.kind == "offer" and row.category_id in alone
        facts = frozenset({ONLY} if is_only else ())
        ways = ways_of("listing")
        yield Holding("listing", row.id, row.title, (), row.expires_on, ways, facts=facts, role=row.kind)
