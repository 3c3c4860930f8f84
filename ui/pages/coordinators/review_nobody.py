"""Why nobody: what each rule does to the people left over, which one frees most, and whom to look for."""

import streamlit as st

from timebank.matches import trying
from timebank.matches.explaining_cards import NobodyCard
from ui import context
from ui.parts.cards import listed
from ui.parts.html_table import table_html
from ui.parts.text import html
from ui.words.explaining import Explaining

SAID = Explaining


def draw(programme_id: str) -> None:
    """Draw a way to ask, and the answer once it was asked, because working it out takes a moment."""
    opened = st.expander(SAID.nobody, key=f"nobody-{programme_id}", on_change="rerun")
    if opened.open:
        with opened:
            _answer(context.see(trying.why_nobody_now, programme_id))


def _answer(told: NobodyCard) -> None:
    st.caption(SAID.today)
    if not told.left:
        st.markdown(SAID.nobody_none)
        return
    st.markdown(SAID.nobody_one if told.left == 1 else SAID.nobody_many.format(count=told.left))
    rows = [
        (
            f"{one.because[0].upper()}{one.because[1:]}",
            str(one.removed),
            str(one.held),
            SAID.effect_fixed if one.would_place is None else str(one.would_place),
        )
        for one in told.rules
    ]
    table = table_html(SAID.effect_columns, rows, SAID.effect_caption, number_columns=3) if rows else ""
    hints = listed(told.hints) if told.hints else f"<p>{html(SAID.hints_none)}</p>"
    st.html(f'{table}<div class="tb-card"><h3>{html(SAID.hints)}</h3>{hints}</div>')
