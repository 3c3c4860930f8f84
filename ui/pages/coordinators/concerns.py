"""Concerns: for the safeguarding lead alone; their words are shown only on asking, which history remembers."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.safeguarding.notes import close_note, read_note
from timebank.safeguarding.reads import ConcernCard, concerns
from timebank.work import Look
from ui import context
from ui.parts.cards import card
from ui.parts.dates import local_day, moment
from ui.parts.desk import desk_head, names_in_words
from ui.parts.head import part
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.safeguarding import Concerns as SAID


@dataclass(frozen=True, slots=True)
class Seen:
    """What may be read."""

    found: tuple[ConcernCard, ...]
    zone: str


def page() -> None:
    """Draw open concerns, then closed ones."""
    seen = context.see(_look)
    desk_head(words.TITLES["concerns"], SAID.lead)
    open_ones = [one for one in seen.found if one.closed_at is None]
    closed = [one for one in seen.found if one.closed_at is not None]
    if not open_ones:
        st.markdown(SAID.none)
    for one in open_ones:
        _concern(one, seen.zone)
    if closed:
        part(SAID.closed)
    for one in closed:
        _concern(one, seen.zone)


def _look(look: Look) -> Seen:
    return Seen(concerns(look), community(look).zone)


def _concern(one: ConcernCard, zone: str) -> None:
    about = SAID.about_match if one.about_kind == "match" else SAID.about_member
    details = SAID.details if one.by else SAID.details_nobody
    said = [details.format(day=moment(one.written_at, zone), name=one.by)]
    said += [] if one.was_read else [SAID.not_read]
    said += [SAID.closed_on.format(day=local_day(one.closed_at, zone))] if one.closed_at else []
    with card(f"concern-{one.note_id}", about.format(names=names_in_words(list(one.about))), ", ".join(said)):
        if st.button(SAID.read, key=f"read-{one.note_id}"):
            _read(one.note_id)
        if one.closed_at is None:
            opened = st.expander(SAID.close_opens, key=f"close-open-{one.note_id}", on_change="rerun")
            if opened.open:
                with opened:
                    _close_form(one.note_id)


def _read(note_id: str) -> None:
    """Show the words in this drawing alone, so that they stay in no memory of the session."""
    found = context.do(f"read {note_id}", read_note, note_id)
    if found is not None:
        st.markdown(plain(found) or SAID.blank)
        st.caption(SAID.shown)


def _close_form(note_id: str) -> None:
    form = f"close-{note_id}"
    with st.form(form, border=False):
        st.text_area(SAID.done, max_chars=4000, key=f"{form}-words")
        st.form_submit_button(SAID.close, key=f"{form}-send", on_click=_close, args=(note_id, form))


def _close(note_id: str, form: str) -> None:
    context.act(form, SAID.was_closed, close_note, note_id, st.session_state[f"{form}-words"] or "")
