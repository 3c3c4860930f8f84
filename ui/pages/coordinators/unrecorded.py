"""Agreed, not recorded: what people agreed or usually do with nothing written down, and what to say about each."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.reports.unrecorded import Unrecorded, everybodys, totals_of
from timebank.work import Look
from ui import context
from ui.parts import unrecorded as parts
from ui.parts.cards import card
from ui.parts.dates import long_day
from ui.parts.desk import desk_head, page_foot
from ui.parts.how_told import how_told, told
from ui.parts.tables import paged
from ui.words import desk
from ui.words.unrecorded import Unrecorded as words

KEY = "unrecorded"
PER_PAGE = 10


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    me: str
    today: date
    items: tuple[Unrecorded, ...]


def page() -> None:
    """Draw what is missing, longest ago first."""
    seen = context.see(_look)
    desk_head(desk.TITLES["unrecorded"], words.lead)
    parts.draw_line(parts.line(totals_of(seen.items)) or words.nothing)
    shown, _ = paged(seen.items, KEY, PER_PAGE)
    for item in shown:
        _draw(item, seen)
    if seen.items:
        page_foot(len(seen.items), KEY, PER_PAGE)


def _look(look: Look) -> Seen:
    return Seen(look.actor.member_id or "", local_date(look.now, community(look).zone), everybodys(look))


def _draw(item: Unrecorded, seen: Seen) -> None:
    form = f"desk-{parts.form_of(item)}"
    if seen.me in item.ids:
        with card(form, _title(item), parts.why(item, theirs=True)):
            st.markdown(words.own)
        return
    with card(form, _title(item), parts.why(item, theirs=True)):
        st.button(words.no_desk, key=f"{form}-no", on_click=parts.say_no, args=(item,))
        opened = st.expander(words.record_for, key=f"{form}-open", on_change="rerun")
        if opened.open:
            with opened, st.form(f"{form}-form", border=False):
                _fields(item, form, seen.today)


def _title(item: Unrecorded) -> str:
    names = " and ".join(one.name for one in item.people)
    return words.between[item.source_kind].format(names=names, what=item.what, day=long_day(item.due_on))


def _fields(item: Unrecorded, form: str, today: date) -> None:
    people = {one.member_id: one.name for one in sorted(item.people, key=lambda one: not one.is_offline)}
    st.selectbox(words.for_whom, list(people), format_func=people.__getitem__, key=f"{form}-for", on_change="ignore")
    how_told(f"{form}-told")
    parts.details(item, form, today, parts.ways(item))
    st.form_submit_button(words.send, type="primary", key=f"{form}-send", on_click=_send, args=(item, form))


def _send(item: Unrecorded, form: str) -> None:
    said = parts.said_in(item, form, parts.ways(item))
    if said:
        way, day, minutes, note = said
        parts.say_yes(item, way, day, minutes, note, st.session_state[f"{form}-for"], told(f"{form}-told"))
