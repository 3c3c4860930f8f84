"""What was written lately and fits what members wrote: compared as in `fitting`, for everybody in one run."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.listings.fitting import LOOKED_AT, OTHER, Own, Touch, may_fit, ranked, slug_where_certain, touch
from timebank.listings.likely import meaning
from timebank.listings.tables import answer, category, listing
from timebank.members.tables import member
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class NewListing:
    """One listing written lately; `kind_slug` is what it is filed under, `slug` the same where that is certain."""

    listing_id: str
    kind: str
    title: str
    words: str
    search_words: str
    kind_slug: str
    slug: str
    member_id: str
    member_name: str


@dataclass(frozen=True, slots=True)
class Lately:
    """Everybody's newest listings by member, and all that was written since a moment; nobody's to see as it is."""

    since: datetime
    own: dict[str, tuple[Own, ...]]
    listings: dict[str, NewListing]


def written_lately(look: Look, since: datetime, most_listings: int = 3) -> Lately:
    """Read once what is on the noticeboard, for actions that have asked; who sees what is asked for each reader."""
    today = local_date(look.now, community(look).zone)
    rows = look.rows(
        sa.select(listing, member.c.name.label("member_name"), category.c.slug.label("kind_slug"), slug_where_certain())
        .join(member, member.c.id == listing.c.member_id)
        .join(category, category.c.id == listing.c.category_id)
        .where(listing.c.state == "open", listing.c.expires_on >= today, member.c.state == "active")
        .order_by(listing.c.written_at.desc(), listing.c.id)
    )
    own: dict[str, list[Own]] = defaultdict(list)
    for row in rows:
        if len(own[row.member_id]) < most_listings:
            own[row.member_id].append(Own(row.id, row.kind, row.title, row.words, row.slug))
    new = {
        row.id: NewListing(
            *(row.id, row.kind, row.title, row.words, row.search_words, row.kind_slug, row.slug),
            *(row.member_id, row.member_name),
        )
        for row in rows
        if row.written_at > since
    }
    return Lately(since, {who: tuple(found) for who, found in own.items()}, new)


def lately_fitting(
    look: Look, lately: Lately, is_wanted: Callable[[NewListing], bool], most: int
) -> Iterator[tuple[str, NewListing]]:
    """What was written lately and fits the reader's own listings, the best first, each with the kind of the own one.

    What the reader may not see, has asked about, or does not want is left out before anything is compared.
    """
    look.require(May.SEE_LISTINGS)
    mine = lately.own.get(look.actor.member_id or "", ())
    if not mine:
        return
    here = meaning(look)
    board = [one for one in _seen(look, lately) if is_wanted(one)]
    for own in mine:
        rows = _touching(board, own, touch(here, own))
        for fit in ranked(here, own, rows)[:most] if rows else ():
            yield own.kind, rows[fit.number]


def _seen(look: Look, lately: Lately) -> list[NewListing]:
    """What was written lately as far as the reader may see it at this moment, newest first."""
    asked = sa.select(answer.c.listing_id).where(
        answer.c.member_id == (look.actor.member_id or ""), answer.c.state.in_(("asked", "agreed"))
    )
    rows = look.rows(
        sa.select(listing.c.id)
        .join(member, member.c.id == listing.c.member_id)
        .where(*may_fit(look), listing.c.written_at > lately.since, listing.c.id.not_in(asked))
        .order_by(listing.c.written_at.desc(), listing.c.id)
    )
    return [lately.listings[row.id] for row in rows if row.id in lately.listings]


def _touching(board: list[NewListing], own: Own, about: Touch) -> list[NewListing]:
    """Those of the other kind under a kind of help that is near, or with a word; the same kind of help first."""
    found = [
        one
        for one in board
        if one.kind == OTHER[own.kind]
        and (one.kind_slug in about.near or any(word in one.search_words for word in about.words))
    ]
    return sorted(found, key=lambda one: one.kind_slug not in about.same)[:LOOKED_AT]
