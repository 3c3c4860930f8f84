"""What people see of the noticeboard: kinds of help, listings, and what a member wrote themself."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from matching.skills import SURE
from timebank.access import May, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import NotFound
from timebank.listings.apart import apart_from, kept_apart
from timebank.listings.rules import search_terms
from timebank.listings.tables import answer, category, listing
from timebank.members.rules import folded
from timebank.members.tables import member
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Category:
    """One kind of help; `parent_slug` is empty for those at the top."""

    category_id: str
    slug: str
    name: str
    parent_slug: str


@dataclass(frozen=True, slots=True)
class ListingCard:
    """One offer or request on the noticeboard; `my_answer` is the state of what the reader asked, or empty."""

    listing_id: str
    kind: str
    title: str
    words: str
    category_id: str
    category_slug: str
    category_name: str
    member_id: str
    member_name: str
    written_at: datetime
    expires_on: date
    is_own: bool
    my_answer: str


@dataclass(frozen=True, slots=True)
class Board:
    """One page of the noticeboard; pages count from 1, and there is always at least one."""

    cards: tuple[ListingCard, ...]
    total: int
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class MyListing:
    """One listing for its owner; `is_up` when it stands on the noticeboard now."""

    listing_id: str
    kind: str
    title: str
    words: str
    category_id: str
    category_slug: str
    category_name: str
    is_up: bool
    written_at: datetime
    expires_on: date
    waiting_count: int


def categories(look: Look) -> tuple[Category, ...]:
    """Every kind of help by name, each one at the top followed by those below it."""
    look.require(May.SEE_LISTINGS)
    return categories_for(look)


def categories_for(look: Look) -> tuple[Category, ...]:
    """Every kind of help, for rooms that have asked for permission already."""
    rows = look.rows(sa.select(category.c.id, category.c.slug, category.c.name, category.c.parent_id))
    by_id = {row.id: row for row in rows}

    def place(row: "sa.Row[tuple[str, str, str, str]]") -> tuple[str, bool, str]:
        top = by_id[row.parent_id] if row.parent_id else row
        return folded(top.name), row.parent_id is not None, folded(row.name)

    return tuple(
        Category(row.id, row.slug, row.name, by_id[row.parent_id].slug if row.parent_id else "")
        for row in sorted(rows, key=place)
    )


def noticeboard(
    look: Look,
    words: str = "",
    category_slug: str = "",
    kind: str = "",
    own: bool = False,
    page: int = 1,
    page_size: int = 20,
) -> Board:
    """What stands on the noticeboard now, newest first; one's own only when asked for.

    Every word must stand in the title, the text or the kind of help; a kind of help includes those below it.
    """
    look.require(May.SEE_LISTINGS)
    known = categories_for(look)
    kept = on_board(look, own)
    if kind:
        kept.append(listing.c.kind == kind)
    if category_slug:
        kept.append(
            listing.c.category_id.in_([c.category_id for c in known if category_slug in (c.slug, c.parent_slug)])
        )
    kept += [_mentions(term, known) for term in search_terms(words)]
    joined = listing.join(member, member.c.id == listing.c.member_id)
    total = int(look.value(sa.select(sa.func.count()).select_from(joined).where(*kept)))
    pages = max(1, -(-total // page_size))
    page = min(max(page, 1), pages)
    rows = look.rows(
        sa.select(listing, member.c.name.label("member_name"))
        .select_from(joined)
        .where(*kept)
        .order_by(listing.c.written_at.desc(), listing.c.id)
        .limit(page_size)
        .offset((page - 1) * page_size)
    )
    return Board(cards(look, rows, known), total, page, pages)


def on_board(look: Look, own: bool = False) -> list[sa.ColumnElement[bool]]:
    """What a reader may see of listings joined with members; whatever is ranked or counted is asked this first.

    Two of whom one would rather not be matched with the other, or whose match was stopped, see the board as if the
    other had written nothing.
    """
    kept = [_stands(look), member.c.state == "active", listing.c.member_id.not_in(apart_from(look.actor.member_id))]
    return kept if own else [*kept, listing.c.member_id != (look.actor.member_id or "")]


def came_through() -> sa.ColumnElement[bool]:
    """Whether what was asked about a listing reached its owner, of answers and listings joined: see `answering.ask`."""
    return ~kept_apart(answer.c.member_id, listing.c.member_id, before=answer.c.asked_at)


def _stands(look: Look) -> sa.ColumnElement[bool]:
    today = local_date(look.now, community(look).zone)
    return sa.and_(listing.c.state == "open", listing.c.expires_on >= today)


def _mentions(term: str, known: tuple[Category, ...]) -> sa.ColumnElement[bool]:
    """Whether a listing has this word in it, or in its kind of help or the one above."""
    named = {c.slug for c in known if term in folded(c.name)}
    ids = [c.category_id for c in known if c.slug in named or c.parent_slug in named]
    return sa.or_(listing.c.search_words.contains(term, autoescape=True), listing.c.category_id.in_(ids))


def cards(look: Look, rows: "list[sa.Row[tuple[object, ...]]]", known: tuple[Category, ...]) -> tuple[ListingCard, ...]:
    """Rows of listings with their member's name, as cards in the same order; for reads that have asked."""
    by_id = {c.category_id: c for c in known}
    mine = (answer.c.member_id == (look.actor.member_id or ""), answer.c.state.in_(("asked", "agreed")))
    ids = [row.id for row in rows]
    states = look.rows(sa.select(answer.c.listing_id, answer.c.state).where(*mine, answer.c.listing_id.in_(ids)))
    asked = {row.listing_id: row.state for row in states}
    return tuple(
        ListingCard(
            row.id,
            row.kind,
            row.title,
            row.words,
            row.category_id,
            by_id[row.category_id].slug,
            by_id[row.category_id].name,
            row.member_id,
            row.member_name,
            row.written_at,
            row.expires_on,
            row.member_id == look.actor.member_id,
            asked.get(row.id, ""),
        )
        for row in rows
    )


def one(look: Look, listing_id: str) -> ListingCard:
    """One listing that stands on the noticeboard now, or one's own. Raises NotFound."""
    look.require(May.SEE_LISTINGS)
    is_own = listing.c.member_id == (look.actor.member_id or "")
    rows = look.rows(
        sa.select(listing, member.c.name.label("member_name"))
        .join(member, member.c.id == listing.c.member_id)
        .where(listing.c.id == listing_id, sa.or_(sa.and_(*on_board(look, own=True)), is_own))
    )
    if not rows:
        raise NotFound
    return cards(look, rows, categories_for(look))[0]


def my_listings(look: Look, member_id: str | None = None) -> tuple[MyListing, ...]:
    """Everything one wrote, what stands on the noticeboard first; for an offline member, their coordinator."""
    owner_id = own_or_offline(look, member_id)
    waiting = (
        sa.select(sa.func.count())
        .where(answer.c.listing_id == listing.c.id, answer.c.state == "asked", came_through())
        .scalar_subquery()
    )
    rows = look.rows(
        sa.select(
            listing,
            category.c.slug,
            category.c.name.label("category_name"),
            _stands(look).label("is_up"),
            waiting.label("waiting_count"),
        )
        .join(category, category.c.id == listing.c.category_id)
        .where(listing.c.member_id == owner_id)
        .order_by(sa.desc("is_up"), listing.c.written_at.desc(), listing.c.id)
    )
    return tuple(
        MyListing(
            row.id,
            row.kind,
            row.title,
            row.words,
            row.category_id,
            row.slug,
            row.category_name,
            bool(row.is_up),
            row.written_at,
            row.expires_on,
            int(row.waiting_count),
        )
        for row in rows
    )


def own_or_offline(look: Look, member_id: str | None) -> str:
    """Whose part of the noticeboard is meant: one's own, or an offline member's for a coordinator. Raises NotFound."""
    if member_id is None or member_id == look.actor.member_id:
        look.require(May.WRITE_LISTING, thing(owners=[look.actor.member_id]))
        return look.actor.member_id or ""
    look.require(May.RECORD_FOR_OFFLINE)
    if not look.value(sa.select(member.c.is_offline).where(member.c.id == member_id)):
        raise NotFound
    return member_id


def is_certain() -> sa.ColumnElement[bool]:
    """Whether a listing's kind of help was chosen by a person, or is as likely as makes no difference."""
    return sa.or_(listing.c.category_likelihood.is_(None), listing.c.category_likelihood >= SURE)


def offered_and_requested(
    look: Look, whose: "sa.Select[tuple[str]] | None" = None
) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each member with something up: their "offer" and "request" slugs with those above, each in order.

    Only of the members whose ids the query `whose` gives; for rooms that have asked for permission already. A kind of
    help that was read from the words counts where it is all but certain, or once its owner has looked at it.
    """
    above = {c.slug: c.parent_slug for c in categories_for(look)}
    found: dict[str, dict[str, set[str]]] = {}
    statement = (
        sa.select(listing.c.member_id, listing.c.kind, category.c.slug)
        .join(category, category.c.id == listing.c.category_id)
        .where(_stands(look), is_certain())
    )
    if whose is not None:
        statement = statement.where(listing.c.member_id.in_(whose))
    for row in look.rows(statement):
        slugs = {row.slug, above[row.slug]} - {""}
        found.setdefault(row.member_id, {}).setdefault(row.kind, set()).update(slugs)
    return {who: {kind: tuple(sorted(slugs)) for kind, slugs in kinds.items()} for who, kinds in found.items()}
