"""Which listings of others may fit one's own, or the words of a search, though no word is the same; with the reason."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import sqlalchemy as sa

from matching.lexicon import content_words
from matching.skills import Fit, Likely, Written, fits
from timebank.access import May
from timebank.listings.likely import Meaning, meaning
from timebank.listings.reads import ListingCard, cards, is_certain, on_board
from timebank.listings.tables import category, listing
from timebank.members.tables import member, member_bond
from timebank.work import Look

LOOKED_AT = 60  # listings of others that are compared with one of one's own, the newest first
WORDS_SOUGHT = 6
SHORTEST_WORD = 4
OTHER = {"offer": "request", "request": "offer"}


class Texts(Protocol):
    """Whatever holds the words of a listing; `slug` only where its kind of help is certain."""

    @property
    def title(self) -> Any: ...  # noqa: D102  # as of a listing
    @property
    def words(self) -> Any: ...  # noqa: D102  # as of a listing
    @property
    def slug(self) -> Any: ...  # noqa: D102  # as said above


@dataclass(frozen=True, slots=True)
class FittingCard:
    """One listing of somebody else that may fit, with a sentence that says why."""

    card: ListingCard
    reason: str


@dataclass(frozen=True, slots=True)
class Fitting:
    """What may fit one listing of one's own: offers for a request, requests for an offer, the best first."""

    listing_id: str
    kind: str
    title: str
    found: tuple[FittingCard, ...]


@dataclass(frozen=True, slots=True)
class Own:
    """One listing of the reader's, or the words of a search (of no kind); `slug` only where it is certain."""

    listing_id: str
    kind: str
    title: str
    words: str
    slug: str


def fitting(look: Look, most_listings: int = 3, most: int = 3) -> tuple[Fitting, ...]:
    """For the newest listings of the reader that stand on the noticeboard: what others wrote that may fit.

    Only what the reader may see anyway is compared, nobody is named whom a word of either keeps apart, and nothing
    they have asked about already is shown again.
    """
    look.require(May.SEE_LISTINGS)
    rows = look.rows(
        sa.select(listing.c.id, listing.c.kind, listing.c.title, listing.c.words, slug_where_certain())
        .join(category, category.c.id == listing.c.category_id)
        .join(member, member.c.id == listing.c.member_id)
        .where(*on_board(look, own=True), listing.c.member_id == (look.actor.member_id or ""))
        .order_by(listing.c.written_at.desc(), listing.c.id)
        .limit(most_listings)
    )
    mine = [Own(row.id, row.kind, row.title, row.words, row.slug) for row in rows]
    board = may_fit(look)
    found = (Fitting(one.listing_id, one.kind, one.title, _found(look, one, most, board)) for one in mine)
    return tuple(one for one in found if one.found)


def found_by_meaning(look: Look, words: str, kind: str = "", most: int = 5) -> tuple[FittingCard, ...]:
    """What stands on the noticeboard about the same as the words of a search that found nothing itself."""
    look.require(May.SEE_LISTINGS)
    sought = OTHER.get(kind, "")
    return _found(look, Own("", sought, words, "", ""), most, may_fit(look))


def slug_where_certain() -> "sa.ColumnElement[str]":
    """The kind of help where it is certain, else nothing."""
    return sa.case((is_certain(), category.c.slug), else_="").label("slug")


def _found(look: Look, mine: Own, most: int, board: "Sequence[sa.ColumnElement[bool]]") -> tuple[FittingCard, ...]:
    here = meaning(look)
    rows = _near(look, mine, touch(here, mine), board)
    if not rows:
        return ()
    by_id = {one.listing_id: one for one in cards(look, rows, here.categories)}
    found = [(by_id[rows[fit.number].id], fit) for fit in ranked(here, mine, rows)]
    say = here.names.__getitem__
    return tuple(FittingCard(one, _reason(fit, say)) for one, fit in found if not one.my_answer)[:most]


@dataclass(frozen=True, slots=True)
class Touch:
    """What a listing may be about to be compared at all: kinds that are the same or near, or one of some words."""

    same: frozenset[str]
    near: frozenset[str]
    words: tuple[str, ...]


def touch(here: Meaning, mine: Own) -> Touch:
    """What others must have written under or with to be compared with this."""
    read = (Likely(mine.slug, 100, ()),) if mine.slug else here.of(mine.title, mine.words)
    same = frozenset(one.slug for one in read)
    near = frozenset(slug for slug in here.tree.parents if any(here.tree.closeness(one, slug) for one in same))
    words = [word for word in content_words(mine.title) if len(word) >= SHORTEST_WORD][:WORDS_SOUGHT]
    return Touch(same, near, tuple(words))


def ranked(here: Meaning, mine: Own, rows: "Sequence[Texts]") -> tuple[Fit, ...]:
    """What fits, the best first; the number of each is its place among `rows`."""
    offered = [Written(number, f"{row.title} {row.words}", row.slug) for number, row in enumerate(rows)]
    asked = Written(-1, f"{mine.title} {mine.words}", mine.slug)
    texts = {one.number: here.read(one) for one in (asked, *offered)}
    return fits(asked, offered, here.tree, here.lexicon, here.learned, most=len(offered), known=texts)


def _near(
    look: Look, mine: Own, about: Touch, board: "Sequence[sa.ColumnElement[bool]]"
) -> "list[sa.Row[tuple[object, ...]]]":
    """Listings of others of the other kind (of any, for a search) under a kind of help that is near, or with a word."""
    has_word = (listing.c.search_words.contains(word, autoescape=True) for word in about.words)
    statement = (
        sa.select(listing, member.c.name.label("member_name"), slug_where_certain())
        .join(member, member.c.id == listing.c.member_id)
        .join(category, category.c.id == listing.c.category_id)
        .where(*board, sa.or_(category.c.slug.in_(about.near), *has_word))
        .order_by(sa.case((category.c.slug.in_(about.same), 0), else_=1), listing.c.written_at.desc(), listing.c.id)
        .limit(LOOKED_AT)
    )
    return look.rows(statement.where(listing.c.kind == OTHER[mine.kind]) if mine.kind in OTHER else statement)


def may_fit(look: Look) -> list["sa.ColumnElement[bool]"]:
    """The conditions on listings, joined with members, that a reader may be shown as fitting; before any ranking."""
    return [*on_board(look), *_may_be_shown(look)]


def _may_be_shown(look: Look) -> list[sa.ColumnElement[bool]]:
    """Nobody whom the reader named is put before them; they are left out before anything is ranked.

    Somebody who lives with the reader, or cares for them, and alone said so stays, as on the board itself.
    """
    named = sa.select(member_bond.c.other_id).where(member_bond.c.member_id == (look.actor.member_id or ""))
    return [listing.c.member_id.not_in(named)]


def _reason(fit: Fit, name: Callable[[str], str]) -> str:
    """Why, in one sentence: the kind of help both are about, the words it was read from, or words that are alike."""
    if not fit.kind_points:
        return "The words are alike."
    if fit.asked_slug == fit.offered_slug:
        told = f"Both are about “{name(fit.asked_slug)}”"
    else:
        told = f"“{name(fit.asked_slug)}” and “{name(fit.offered_slug)}” are near each other"
    read = " and ".join(dict.fromkeys(because.words for because in fit.because))
    return f"{told}: {read}." if read else f"{told}."
