"""The waiting list of a programme: longest wait first, what would help each, who is not ready, and a file of it."""

import streamlit as st

from timebank.matches.waiting import NotReady, Waiting, WaitingList, waiting_list
from timebank.programmes.reads import programmes
from timebank.work import Look
from ui import context
from ui.parts.dates import day
from ui.parts.desk import asked_for, choose, desk_head, page_foot, page_number
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.programmes import WaitingPage as said
from ui.words.service import Participants

KEY = "waiting list"
PER_PAGE = 50


def page() -> None:
    """Draw the list of one programme."""
    names = context.see(_look)
    desk_head(words.TITLES["waiting_list"], said.lead)
    if not names:
        st.markdown(said.none)
        return
    found = context.see(waiting_list, choose(Participants.programme, names, "waiting-of", asked_for("programme")))
    if not found.waiting:
        st.markdown(said.nobody)
    else:
        _waiting(found)
    if found.not_ready:
        _not_ready(found)
    st.caption(said.as_of)
    st.html(f'<p class="tb-links"><a href="/waiting-list.csv" target="_self">{said.download}</a></p>')


def _look(look: Look) -> dict[str, str]:
    return {one.programme_id: one.title for one in programmes(look)}


def _waiting(found: WaitingList) -> None:
    part(said.part)
    count, key = len(found.waiting), f"{KEY} {found.programme_id}"
    number = min(page_number(key), -(-count // PER_PAGE))
    shown = found.waiting[(number - 1) * PER_PAGE : number * PER_PAGE]
    caption = said.caption_one if count == 1 else said.caption.format(count=count)
    html_table(said.columns, [_row(one) for one in shown], caption, is_wordy=True)
    page_foot(count, key, PER_PAGE)
    if found.hints:
        part(said.hints)
        st.markdown(said.hints_tell)
        st.markdown("\n".join(f"- {plain(one)}" for one in found.hints))


def _row(one: Waiting) -> tuple[str, ...]:
    since = {0: said.since_today, 1: said.since_yesterday}.get(one.days, said.since)
    since = since.format(day=day(one.since), days=one.days)
    return said.who.format(name=one.name, role=one.role), since, " ".join(one.help)


def _not_ready(found: WaitingList) -> None:
    part(said.not_ready)
    count = len(found.not_ready)
    caption = said.not_ready_caption_one if count == 1 else said.not_ready_caption.format(count=count)
    html_table(said.not_ready_columns, [_not_ready_row(one) for one in found.not_ready], caption, is_wordy=True)


def _not_ready_row(one: NotReady) -> tuple[str, ...]:
    who = said.who.format(name=one.name, role=one.role)
    return who, day(one.since), f"{one.words[0].upper()}{one.words[1:]}."
