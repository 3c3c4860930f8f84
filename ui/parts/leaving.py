"""Leaving for good: what is deleted, what stays, what to finish first, and what happens to the balance."""

from typing import Literal

import streamlit as st

from timebank.ledger.leaving import BeforeLeaving, before_leaving, leave
from timebank.ledger.rules import say_minutes
from ui import context, words
from ui.parts.text import plain

SAID = words.Leaving
_BALANCE, _SURE = "leave-balance", "leave-sure"


def draw() -> None:
    """Draw what leaving means and, where nothing is open any more, the form for it."""
    opened = st.expander(SAID.expander, key="leaving", on_change="rerun")
    if not opened.open:
        return
    seen = context.see(before_leaving)
    with opened:
        st.markdown(SAID.tells)
        st.markdown(SAID.history)
        if seen.still_open:
            st.markdown("\n".join([SAID.still_open, "", *(f"- {plain(one)}" for one in seen.still_open)]))
            return
        with st.form("leave", border=False):
            _balance(seen)
            st.checkbox(SAID.sure, key=_SURE)
            st.form_submit_button(SAID.button, key="leave-now", on_click=_leave)


def _balance(seen: BeforeLeaving) -> None:
    minutes = seen.balance_minutes
    told = say_minutes(abs(minutes))
    if not minutes:
        st.markdown(SAID.even)
    elif not seen.pot_may:
        st.markdown(plain(SAID.pot_may_not.format(minutes=told)))
    else:
        asked, ways, means = (
            (SAID.left_over, SAID.over, SAID.over_means)
            if minutes > 0
            else (SAID.received_more, SAID.below, SAID.below_means)
        )
        st.radio(
            plain(asked.format(minutes=told)),
            list(ways),
            format_func=ways.__getitem__,
            captions=list(means.values()),
            key=_BALANCE,
        )


def _leave() -> None:
    if not st.session_state[_SURE]:
        context.say("error", SAID.first)
        return
    wish: Literal["pot", "stays"] = "pot" if st.session_state.get(_BALANCE) == "pot" else "stays"
    context.act("leave", SAID.done, leave, wish)
