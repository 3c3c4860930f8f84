"""What people do on the noticeboard: write what they offer or would like, keep it fresh, take it down."""

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.listings import letters, rules
from timebank.listings.answering import agree, ask, decline, mark_recorded, withdraw
from timebank.listings.learning import learn
from timebank.listings.likely import guess
from timebank.listings.tables import category, listing
from timebank.mail.actions import write
from timebank.members.actions import as_themself_or_offline
from timebank.members.rules import clean_words, folded
from timebank.members.tables import member
from timebank.work import Work

__all__ = [
    "agree",
    "ask",
    "change",
    "close",
    "correct_category",
    "decline",
    "lapse",
    "mark_recorded",
    "renew",
    "withdraw",
    "write_listing",
]


def write_listing(
    work: Work,
    key: str,
    kind: str,
    category_slug: str,
    title: str,
    words: str = "",
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Put an "offer" or a "request" on the noticeboard, for oneself or an offline member. Answers the listing's id.

    Without a kind of help the likely one is read from the words, and its owner is asked about it afterwards.
    It stands for as many days as the community keeps listings. Raises InvalidInput, NotFound.
    """
    owner_id = member_id or work.actor.member_id or ""
    as_themself_or_offline(work, May.WRITE_LISTING, owner_id, how_told)

    def do() -> str:
        listing_id = work.ids.new()
        work.execute(
            sa.insert(listing).values(
                id=listing_id,
                member_id=owner_id,
                kind=rules.clean_kind(kind),
                **_content(work, category_slug, title, words),
                state="open",
                written_at=work.now,
                written_by_id=work.actor.member_id,
                expires_on=_last_day(work),
            )
        )
        _note(work, "write_listing", listing_id, owner_id, how_told)
        return listing_id

    content = {"kind": kind, "category": category_slug, "title": title, "words": words, "member": owner_id}
    return work.once(key, "write_listing", {**content, "told": how_told}, do)


def change(
    work: Work, key: str, listing_id: str, category_slug: str, title: str, words: str = "", how_told: str = ""
) -> str:
    """Put other words on a listing of one's own; see `write_listing`. Raises InvalidInput, NotFound.

    A kind of help that was only read from the old words, and is sent along as it was, was not chosen by anybody.
    """
    owner_id = _require_own(work, listing_id, how_told)

    def do() -> str:
        content = _content(work, category_slug, title, words, _read_as(work, listing_id))
        work.execute(sa.update(listing).where(listing.c.id == listing_id).values(**content))
        _note(work, "change_listing", listing_id, owner_id, how_told)
        return listing_id

    content = {"listing": listing_id, "category": category_slug, "title": title, "words": words, "told": how_told}
    return work.once(key, "change_listing", content, do)


def correct_category(work: Work, key: str, listing_id: str, category_slug: str, how_told: str = "") -> str:
    """Say what kind of help a listing of one's own is about; the community learns it for words like these.

    Saying that the kind read from the words is right is said in the same way. Raises InvalidInput, NotFound.
    """
    owner_id = _require_own(work, listing_id, how_told)

    def do() -> str:
        category_id = _category_id(work, category_slug)
        title = str(work.value(sa.select(listing.c.title).where(listing.c.id == listing_id)))
        values = {"category_id": category_id, "category_likelihood": None}
        work.execute(sa.update(listing).where(listing.c.id == listing_id).values(**values))
        learn(work, title, category_id)
        _note(work, "correct_category", listing_id, owner_id, how_told)
        return listing_id

    content = {"listing": listing_id, "category": category_slug, "told": how_told}
    return work.once(key, "correct_category", content, do)


def close(work: Work, key: str, listing_id: str, how_told: str = "") -> str:
    """Take a listing of one's own off the noticeboard; whoever asked already still gets an answer.

    Raises AlreadyDecided, NotFound.
    """
    owner_id = _require_own(work, listing_id, how_told)

    def do() -> str:
        is_open = (listing.c.id == listing_id, listing.c.state == "open")
        if not work.claim(sa.update(listing).where(*is_open).values(state="closed")):
            raise AlreadyDecided
        _note(work, "close_listing", listing_id, owner_id, how_told)
        return listing_id

    return work.once(key, "close_listing", {"listing": listing_id, "told": how_told}, do)


def renew(work: Work, key: str, listing_id: str, how_told: str = "") -> str:
    """Keep a listing of one's own up for the full time from today, or put it back. Raises NotFound."""
    owner_id = _require_own(work, listing_id, how_told)

    def do() -> str:
        values = {"state": "open", "expires_on": _last_day(work)}
        work.execute(sa.update(listing).where(listing.c.id == listing_id).values(**values))
        _note(work, "renew_listing", listing_id, owner_id, how_told)
        return listing_id

    return work.once(key, "renew_listing", {"listing": listing_id, "told": how_told}, do)


def lapse(work: Work, key: str) -> str:
    """Take every listing down whose time has come and tell its owner, once; the worker's. Answers how many."""
    work.require(May.LET_LAPSE)

    def do() -> str:
        today = local_date(work.now, community(work).zone)
        is_over = (listing.c.state == "open", listing.c.expires_on < today)
        over = work.rows(sa.select(listing.c.id, listing.c.member_id).where(*is_over).order_by(listing.c.id))
        counts: dict[str, int] = {}
        for row in over:
            if work.claim(sa.update(listing).where(listing.c.id == row.id, *is_over).values(state="closed")):
                counts[row.member_id] = counts.get(row.member_id, 0) + 1
                note(work, "lapse_listing", "listing", row.id)
        _tell_owners(work, key, counts)
        return str(sum(counts.values()))

    return work.once(key, "lapse_listings", {}, do)


def _tell_owners(work: Work, key: str, counts: dict[str, int]) -> None:
    if not counts:
        return
    people = work.rows(sa.select(member.c.id, member.c.name).where(member.c.id.in_(counts)).order_by(member.c.id))
    link, place = f"{work.settings.address}/my_listings", community(work).name
    for person in people:
        draft = letters.ended(place, person.name, counts[person.id], link)
        write(work, f"listing_ended:{key}:{person.id}", person.id, "listing_ended", draft)


def _read_as(work: Work, listing_id: str) -> str:
    """The kind of help that was read from the words of a listing; blank where a person said it."""
    was_read = (listing.c.id == listing_id, listing.c.category_likelihood.is_not(None))
    slug = work.value(sa.select(category.c.slug).join(listing, listing.c.category_id == category.c.id).where(*was_read))
    return str(slug or "")


def _content(work: Work, category_slug: str, title: str, words: str, read_before: str = "") -> dict[str, object]:
    """What is kept of the words; where they say nothing, the kind `read_before` stays, as something to be asked."""
    clean_title, clean = rules.clean_title(title), clean_words(words)
    likely = guess(work, clean_title, clean)
    if category_slug and category_slug == read_before:
        slug, likelihood = (likely.slug, likely.likelihood) if likely else (read_before, 0)
        kind: dict[str, object] = {"category_id": _category_id(work, slug), "category_likelihood": likelihood}
    elif category_slug:
        kind = {"category_id": _category_id(work, category_slug), "category_likelihood": None}
        if likely is None or likely.slug != category_slug:
            learn(work, clean_title, str(kind["category_id"]))
    elif likely is None:
        raise InvalidInput("We cannot tell from your words what kind of help it is. Please choose one.")
    else:
        kind = {"category_id": _category_id(work, likely.slug), "category_likelihood": likely.likelihood}
    return {**kind, "title": clean_title, "words": clean, "search_words": folded(f"{clean_title} {clean}")}


def _category_id(work: Work, slug: str) -> str:
    category_id = work.value(sa.select(category.c.id).where(category.c.slug == slug))
    if category_id is None:
        raise InvalidInput("Please choose what kind of help it is.")
    return str(category_id)


def _last_day(work: Work) -> object:
    choices = community(work)
    return rules.expires_on(local_date(work.now, choices.zone), choices.listing_days)


def _require_own(work: Work, listing_id: str, how_told: str) -> str:
    owner_id = work.value(sa.select(listing.c.member_id).where(listing.c.id == listing_id))
    if owner_id is None:
        raise NotFound
    as_themself_or_offline(work, May.WRITE_LISTING, owner_id, how_told)
    return str(owner_id)


def _note(work: Work, action: str, listing_id: str, owner_id: str, how_told: str) -> None:
    behalf = None if work.actor.member_id == owner_id else owner_id
    note(work, action, "listing", listing_id, reason=how_told, on_behalf_of_id=behalf)
