"""Suggestions that came to nothing, with what was said to them, so that the next ones fit better."""

import streamlit as st

from timebank.matches.closed_reads import ClosedCard, SaidNo, came_to_nothing
from timebank.matches.rules import DECLINE_REASONS, UNDONE
from ui import context
from ui.parts.dates import local_day
from ui.parts.desk import names_in_words, page_foot, page_number
from ui.parts.html_table import html_table
from ui.words.review import Closed as said

LONG_PAGE = 25


def draw(programme_id: str, zone: str) -> None:
    """Draw them, the newest first."""
    found = context.see(came_to_nothing, programme_id)
    if not found:
        st.markdown(said.none)
        return
    key = f"closed {programme_id}"
    number = min(page_number(key), -(-len(found) // LONG_PAGE))
    shown = found[(number - 1) * LONG_PAGE : number * LONG_PAGE]
    rows = [(names_in_words(list(one.names)), local_day(one.at, zone), in_words(one)) for one in shown]
    html_table(said.columns, rows, said.caption, is_wordy=True)
    page_foot(len(found), key, LONG_PAGE)


def in_words(one: ClosedCard) -> str:
    """How a suggestion ended, in a sentence or two."""
    if one.state == "discarded":
        return (said.aside if one.by else said.aside_alone).format(name=one.by, reason=one.reason)
    if one.state == "expired":
        return said.expired.format(names=names_in_words(list(one.unanswered)))
    if one.state == "superseded":
        return said.superseded
    return " ".join(map(_no, one.noes))


def _no(one: SaidNo) -> str:
    if one.code == UNDONE:
        return said.undone.format(name=one.name)
    reason = DECLINE_REASONS[one.code] if one.code else ""
    line = (said.no_because if reason else said.no).format(name=one.name, reason=reason)
    return said.own_words.format(line=line, words=one.words) if one.words else line
