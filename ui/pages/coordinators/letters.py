"""Letters: the register of all that was written, and the words of those somebody has to print or tell."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.mail.reads import STATES, LetterRow, LetterSheet, Register, register, sheet
from timebank.work import Look
from ui import context
from ui.parts.cards import card
from ui.parts.dates import moment
from ui.parts.desk import asked_for, choose, desk_head, page_foot, page_number
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.service import Letters as said
from ui.words.sheets import Sheets

KEY = "letters"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """One page of the register."""

    register: Register
    zone: str
    is_demo: bool


def page() -> None:
    """Draw the register and, where allowed, one letter."""
    state = str(st.session_state.get("letters-state", asked_for("show")))
    seen = context.see(_look, state if state in STATES else "", page_number(KEY))
    desk_head(words.TITLES["letters"], said.lead_demo if seen.is_demo else said.lead)
    way_to("sheets", Sheets.way_here)
    _choose_state(seen.register, state)
    if not seen.register.rows:
        st.markdown(said.none)
        return
    readable = {one.letter_id: _name(one, seen.zone) for one in seen.register.rows if one.may_be_read}
    if readable:
        _read(readable, seen.zone)
    rows = [_row(one, seen.zone) for one in seen.register.rows]
    html_table(said.columns, rows, said.caption, is_labelled=False)
    page_foot(seen.register.total, KEY, PER_PAGE)


def _look(look: Look, state: str, number: int) -> Seen:
    return Seen(register(look, state, number, PER_PAGE), community(look).zone, look.settings.demo)


def _choose_state(found: Register, state: str) -> None:
    counts = found.counts
    names = {"": said.all.format(count=sum(counts.values()))}
    names |= {one: said.states[one].format(count=counts[one]) for one in STATES if counts[one] or one == state}
    st.session_state.setdefault("letters-state", state if state in names else "")
    st.segmented_control(
        said.state,
        list(names),
        required=True,
        format_func=names.__getitem__,
        key="letters-state",
        on_change=_from_the_first,
        label_visibility="collapsed",
    )


def _from_the_first() -> None:
    st.session_state.pop(f"page of {KEY}", None)


def _read(readable: dict[str, str], zone: str) -> None:
    names = {"": words.CHOOSE} | readable
    letter_id = choose(said.read, names, "read-letter")
    if letter_id:
        _sheet(context.see(sheet, letter_id), zone)


def _sheet(letter: LetterSheet, zone: str) -> None:
    to = said.to.format(name=letter.addressee, when=moment(letter.written_at, zone))
    with card("letter", letter.subject, to):
        for paragraph in letter.text.split("\n\n"):
            st.markdown(plain(paragraph))


def _name(one: LetterRow, zone: str) -> str:
    return f"{one.addressee}, {_about(one.kind)}, {moment(one.written_at, zone)}"


def _about(kind: str) -> str:
    return said.kinds.get(kind, kind.replace("_", " "))


def _row(one: LetterRow, zone: str) -> tuple[str, str, str, str]:
    stands = STATES[one.state] + (f": {one.reason}" if one.reason else "")
    return one.addressee, _about(one.kind), moment(one.written_at, zone), stands
