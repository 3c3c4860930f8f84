"""Statement: everything that counts from one day to another, to read, save or print; coordinators read others' too."""

from datetime import date, timedelta

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.reports.statements import Statement, statement
from timebank.work import Look
from ui import context, words
from ui.parts.head import head, part
from ui.parts.html_table import html_table
from ui.parts.statements import address, closing, line_row, opening, pending_row, sums
from ui.parts.tables import PAGE, paged, turn_pages
from ui.parts.text import html, plain
from ui.parts.unrecorded import draw_line, line, own_line
from ui.words.unrecorded import Statement as said

FIRST, LAST = "statement-first", "statement-last"
A_YEAR = timedelta(days=365)


def page() -> None:
    """Draw a statement."""
    member_id = str(st.query_params.get("member") or context.me().member_id or "")
    today = context.see(_today)
    begins, ends = _asked("from", today - A_YEAR, today), _asked("to", today, today)
    first: date = st.session_state.get(FIRST) or begins
    last: date = st.session_state.get(LAST) or ends
    found = context.see(statement, member_id, min(first, last), last)
    is_own = member_id == context.me().member_id
    head(words.TITLES["statement"], said.lead if is_own else said.of.format(name=plain(found.name)))
    with st.container(horizontal=True, key="statement-days"):
        st.date_input(said.first, begins, max_value=today, format="DD/MM/YYYY", key=FIRST)
        st.date_input(said.last, ends, max_value=today, format="DD/MM/YYYY", key=LAST)
    _draw(found, is_own)
    ways = ((address("/statement.csv", found), said.csv), (address("/statement/print", found), said.printed))
    links = " &middot; ".join(f'<a href="{html(where)}" target="_self">{html(to_do)}</a>' for where, to_do in ways)
    st.html(f'<p class="tb-links">{links}</p>')


def _asked(name: str, otherwise: date, today: date) -> date:
    """The day a link named, where it is one that can be chosen."""
    try:
        return min(date.fromisoformat(st.query_params.get(name, "")), today)
    except ValueError:
        return otherwise


def _today(look: Look) -> date:
    return local_date(look.now, community(look).zone)


def _draw(found: Statement, is_own: bool) -> None:
    st.markdown(plain(opening(found)))
    if found.lines:
        shown, _ = paged(found.lines, "statement lines")
        html_table(said.columns, [line_row(one) for one in shown], said.caption, number_columns=4)
        turn_pages(len(found.lines), "statement lines", PAGE)
        st.markdown(plain(sums(found)))
    else:
        st.markdown(said.nothing)
    st.markdown(f"**{plain(closing(found))}**")
    draw_line((own_line if is_own else line)(found.unrecorded))
    if found.pending:
        part(said.pending)
        html_table(said.pending_columns, [pending_row(one) for one in found.pending], said.pending_caption, 1)
