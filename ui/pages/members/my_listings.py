"""My offers and requests: write, change, take down, put up again; and who asked about them."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.listings import actions
from timebank.listings.answer_reads import AnswerCard, answers_waiting
from timebank.listings.likely import LikelyKind, proposals
from timebank.listings.reads import Category, MyListing, categories, my_listings
from timebank.work import Look
from ui import context, words
from ui.parts.asking import asked_card
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.head import head, part
from ui.parts.text import plain

SAID = words.Listings


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    mine: tuple[MyListing, ...]
    asked: tuple[AnswerCard, ...]
    categories: tuple[Category, ...]
    proposals: dict[str, tuple[LikelyKind, ...]]
    today: date


def page() -> None:
    """Draw my listings."""
    seen = context.see(_look)
    head(words.TITLES["my_listings"], SAID.lead)
    if seen.asked:
        part(SAID.answers)
        for one in seen.asked:
            asked_card(one, seen.today)
    part(SAID.up)
    up, down = [one for one in seen.mine if one.is_up], [one for one in seen.mine if not one.is_up]
    if not up:
        st.markdown(SAID.none)
    for listing in up:
        _listing(listing, seen)
    part(SAID.new)
    _write(seen)
    if down:
        part(SAID.down)
        for listing in down:
            _listing(listing, seen)


def _look(look: Look) -> Seen:
    today = local_date(look.now, community(look).zone)
    return Seen(my_listings(look), answers_waiting(look), categories(look), proposals(look), today)


def _kinds_of_help(seen: Seen) -> dict[str, str]:
    return {one.slug: one.name if not one.parent_slug else f"· {one.name}" for one in seen.categories}


def _listing(one: MyListing, seen: Seen) -> None:
    parts = [SAID.kinds[one.kind], one.category_name]
    if one.is_up:
        parts.append(SAID.until.format(day=long_day(one.expires_on)))
    if one.waiting_count:
        parts.append(SAID.waiting.format(count=one.waiting_count))
    with card(f"mine-{one.listing_id}", one.title, " · ".join(parts), one.words):
        _propose(one, seen.proposals.get(one.listing_id, ()))
        with buttons(f"mine-ways-{one.listing_id}"):
            if one.is_up:
                st.button(SAID.renew_up, key=f"renew-{one.listing_id}", on_click=_renew, args=(one.listing_id,))
                st.button(SAID.close, key=f"close-{one.listing_id}", on_click=_close, args=(one.listing_id,))
            else:
                st.button(SAID.renew, key=f"renew-{one.listing_id}", on_click=_renew, args=(one.listing_id,))
        _change(one, seen)


def _propose(one: MyListing, likely: tuple[LikelyKind, ...]) -> None:
    """The kind of help that was read from the words, to be said right or changed with one tap."""
    if not likely:
        return
    filed, *others = likely
    said = SAID.read_as if filed.reason else SAID.read_as_plain
    st.markdown(said.format(name=plain(filed.name), reason=plain(filed.reason)))
    with buttons(f"likely-{one.listing_id}"):
        for kind in likely:
            label = SAID.rather.format(name=plain(kind.name)) if kind in others else SAID.right
            key = f"likely-{one.listing_id}-{kind.slug}"
            st.button(label, key=key, on_click=_sort_under, args=(one.listing_id, kind))


def _change(one: MyListing, seen: Seen) -> None:
    opened = st.expander(SAID.change, key=f"open-{one.listing_id}", on_change="rerun")
    if not opened.open:
        return
    names = _kinds_of_help(seen)
    with opened, st.form(f"change-{one.listing_id}", border=False):
        st.selectbox(
            SAID.category,
            list(names),
            index=list(names).index(one.category_slug),
            format_func=names.__getitem__,
            key=f"category-{one.listing_id}-{one.category_slug}",  # another kind read begins anew with that one
        )
        st.text_input(SAID.title, value=one.title, key=f"title-{one.listing_id}", max_chars=80)
        st.text_area(SAID.words, value=one.words, key=f"words-{one.listing_id}", max_chars=600)
        its = (one.listing_id, one.category_slug)
        st.form_submit_button(SAID.save_change, key=f"keep-{one.listing_id}", on_click=_keep, args=its)


def _write(seen: Seen) -> None:
    names = _kinds_of_help(seen)
    with st.form("write-listing"):
        st.radio(SAID.kind, list(SAID.kinds), format_func=SAID.kinds.__getitem__, horizontal=True, key="new-kind")
        st.text_input(SAID.title, key="new-title", max_chars=80, placeholder=SAID.title_help)
        st.selectbox(
            SAID.category,
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=SAID.leave_it,
            key="new-category",
        )
        st.text_area(SAID.words, key="new-words", max_chars=600)
        st.form_submit_button(SAID.save, type="primary", on_click=_save)


def _save() -> None:
    state = st.session_state
    slug, title, said = state["new-category"] or "", state["new-title"], state["new-words"]
    if context.act("write listing", SAID.saved, actions.write_listing, state["new-kind"], slug, title, said):
        state["new-title"] = state["new-words"] = ""
        state["new-category"] = None


def _keep(listing_id: str, filed: str) -> None:
    boxes = (f"category-{listing_id}-{filed}", f"title-{listing_id}", f"words-{listing_id}")
    slug, title, said = (st.session_state[box] for box in boxes)
    context.act(f"change {listing_id}", SAID.changed, actions.change, listing_id, slug, title, said)


def _sort_under(listing_id: str, kind: LikelyKind) -> None:
    said = SAID.sorted_under.format(name=plain(kind.name))
    context.act(f"kind of {listing_id}", said, actions.correct_category, listing_id, kind.slug)


def _close(listing_id: str) -> None:
    context.act(f"close {listing_id}", SAID.closed, actions.close, listing_id)


def _renew(listing_id: str) -> None:
    context.act(f"renew {listing_id}", SAID.renewed, actions.renew, listing_id)
