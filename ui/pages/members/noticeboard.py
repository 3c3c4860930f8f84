"""The noticeboard: what members offer and would like, a search, and answers in both directions."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.listings import actions
from timebank.listings.answer_reads import AnswerCard, agreed_not_recorded, answers_waiting, what_i_asked
from timebank.listings.fitting import Fitting, FittingCard, fitting, found_by_meaning
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
    fitting: tuple[Fitting, ...]
    about_the_same: tuple[FittingCard, ...]


def page() -> None:
    """Draw the noticeboard."""
    state = st.session_state
    wanted = (state.get("board-words") or "", state.get("board-category") or "", state.get("board-kind") or "")
    seen = context.see(_look, *wanted, int(state.get(f"page of {_KEY}") or 1))
    head(words.TITLES["noticeboard"], SAID.lead)
    way_to("my_listings", SAID.own)
    _answers(seen)
    _fitting(seen)
    _search(seen)
    for one in seen.board.cards:
        _listing(one, seen.zone)
    if seen.about_the_same:
        st.markdown(SAID.about_the_same)
    for found in seen.about_the_same:
        _listing(found.card, seen.zone, "same", found.reason)
    turn_pages(seen.board.total, _KEY, SIZE)
    _my_asks(seen)


def _look(look: Look, sought: str, category: str, kind: str, number: int) -> Seen:
    zone = community(look).zone
    board = noticeboard(look, sought, category, kind, page=number, page_size=SIZE)
    return Seen(
        me=look.actor.member_id or "",
        today=local_date(look.now, zone),
        zone=zone,
        board=board,
        categories=categories(look),
        asked_me=answers_waiting(look),
        agreed=agreed_not_recorded(look),
        my_asks=what_i_asked(look),
        fitting=() if sought or category or kind or number > 1 else fitting(look),
        about_the_same=found_by_meaning(look, sought, kind) if sought and not board.total else (),
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
    if (seen.asked_me or seen.agreed) and not seen.fitting:
        part(words.TITLES["noticeboard"])


def _fitting(seen: Seen) -> None:
    """What others wrote that may fit the reader's own listings; not while they search for something else."""
    for place, one in enumerate(seen.fitting):
        part(SAID.may_fit[one.kind].format(title=plain(one.title)))
        for found in one.found:
            _listing(found.card, seen.zone, f"fit{place}", found.reason)
    if seen.fitting:
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


def _listing(one: ListingCard, zone: str, where: str = "", reason: str = "") -> None:
    """One listing; `where` tells its places on the page apart, for it may stand there twice."""
    who = (SAID.offers if one.kind == "offer" else SAID.requests).format(name=one.member_name)
    details = SAID.details.format(category=one.category_name, day=local_day(one.written_at, zone))
    told = "\n".join(filter(None, (who, details, reason)))
    key = f"{where}{one.listing_id}"
    with card(f"listing-{key}", one.title, told, one.words):
        if one.my_answer:
            st.markdown(SAID.asked if one.my_answer == "asked" else SAID.agreed)
        else:
            _ask(one, key)


def _ask(one: ListingCard, key: str) -> None:
    said = SAID.ask_offer.format(name=plain(one.member_name)) if one.kind == "offer" else SAID.ask_request
    opened = st.expander(said, key=f"open-{key}", on_change="rerun")
    if not opened.open:
        return
    with opened, st.form(f"ask-{key}", border=False):
        name = plain(one.member_name)
        st.text_area(SAID.message.format(name=name), key=f"words-{key}", max_chars=600)
        send = SAID.send.format(name=name)
        st.form_submit_button(send, key=f"send-{key}", on_click=_send, args=(one.listing_id, name, key))


def _send(listing_id: str, name: str, key: str) -> None:
    said = st.session_state[f"words-{key}"]
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
