"""The noticeboard: what members offer and would like, a search, and answers in both directions."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.listings import actions
from timebank.listings.answer_reads import AnswerCard, agreed_not_recorded, answers_waiting, what_i_asked
from timebank.listings.reads import Board, Category, ListingCard, categories, noticeboard
from timebank.work import Look
from ui import context, words
from ui.parts.asking import agreed_card, asked_card, call_off
from ui.parts.cards import card
from ui.parts.dates import day, local_day
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.tables import table, turn_pages
from ui.parts.text import plain

SAID = words.Board
SIZE = 10
_KEY = "board"


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    me: str
    today: date
    zone: str
    board: Board
    categories: tuple[Category, ...]
    asked_me: tuple[AnswerCard, ...]
    agreed: tuple[AnswerCard, ...]
    my_asks: tuple[AnswerCard, ...]


def page() -> None:
    """Draw the noticeboard."""
    state = st.session_state
    wanted = (state.get("board-words") or "", state.get("board-category") or "", state.get("board-kind") or "")
    seen = context.see(_look, *wanted, int(state.get(f"page of {_KEY}") or 1))
    head(words.TITLES["noticeboard"], SAID.lead)
    way_to("my_listings", SAID.own)
    _answers(seen)
    _search(seen)
    for one in seen.board.cards:
        _listing(one, seen.zone)
    turn_pages(seen.board.total, _KEY, SIZE)
    _my_asks(seen)


def _look(look: Look, sought: str, category: str, kind: str, number: int) -> Seen:
    zone = community(look).zone
    return Seen(
        me=look.actor.member_id or "",
        today=local_date(look.now, zone),
        zone=zone,
        board=noticeboard(look, sought, category, kind, page=number, page_size=SIZE),
        categories=categories(look),
        asked_me=answers_waiting(look),
        agreed=agreed_not_recorded(look),
        my_asks=what_i_asked(look),
    )


def _answers(seen: Seen) -> None:
    if seen.asked_me:
        part(SAID.waiting)
        for one in seen.asked_me:
            asked_card(one, seen.today)
    if seen.agreed:
        part(SAID.to_record)
        for one in seen.agreed:
            agreed_card(one, seen.me)
    if seen.asked_me or seen.agreed:
        part(words.TITLES["noticeboard"])


def _search(seen: Seen) -> None:
    names = {one.slug: one.name if not one.parent_slug else f"· {one.name}" for one in seen.categories}
    with st.container(horizontal=True, key="board-search"):
        st.text_input(SAID.search, key="board-words", placeholder=SAID.search_help, on_change=_first_page)
        st.selectbox(
            SAID.category,
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=SAID.all_categories,
            key="board-category",
            on_change=_first_page,
        )
        st.selectbox(
            SAID.kind, list(SAID.kinds), format_func=SAID.kinds.__getitem__, key="board-kind", on_change=_first_page
        )
    st.markdown(SAID.found.get(seen.board.total) or SAID.found_many.format(count=seen.board.total))


def _first_page() -> None:
    st.session_state.pop(f"page of {_KEY}", None)


def _listing(one: ListingCard, zone: str) -> None:
    who = (SAID.offers if one.kind == "offer" else SAID.requests).format(name=one.member_name)
    details = SAID.details.format(category=one.category_name, day=local_day(one.written_at, zone))
    with card(f"listing-{one.listing_id}", one.title, f"{who}\n{details}", one.words):
        if one.my_answer:
            st.markdown(SAID.asked if one.my_answer == "asked" else SAID.agreed)
        else:
            _ask(one)


def _ask(one: ListingCard) -> None:
    said = SAID.ask_offer.format(name=plain(one.member_name)) if one.kind == "offer" else SAID.ask_request
    opened = st.expander(said, key=f"open-{one.listing_id}", on_change="rerun")
    if not opened.open:
        return
    with opened, st.form(f"ask-{one.listing_id}", border=False):
        name = plain(one.member_name)
        st.text_area(SAID.message.format(name=name), key=f"words-{one.listing_id}", max_chars=600)
        st.form_submit_button(
            SAID.send.format(name=name), key=f"send-{one.listing_id}", on_click=_send, args=(one.listing_id, name)
        )


def _send(listing_id: str, name: str) -> None:
    said = st.session_state[f"words-{listing_id}"]
    context.act(f"ask {listing_id}", SAID.sent.format(name=name), actions.ask, listing_id, said)


def _my_asks(seen: Seen) -> None:
    if not seen.my_asks:
        return
    part(SAID.my_asks)
    rows = [(one.title, one.owner_name, _state(one)) for one in seen.my_asks]
    table(SAID.asks_columns, rows, SAID.asks_alt, "asks", 10)
    waiting = [one for one in seen.my_asks if one.state == "asked"]
    for one in waiting:
        st.button(
            f"{SAID.take_back}: {plain(one.title)}",
            key=f"take-back-{one.answer_id}",
            on_click=call_off,
            args=(one.answer_id, one.owner_name),
        )


def _state(one: AnswerCard) -> str:
    return SAID.states[one.state].format(day=day(one.agreed_on) if one.agreed_on else "")
