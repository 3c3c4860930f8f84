"""My week: when I am usually free."""

import streamlit as st

from timebank.ledger.rules import say_minutes
from timebank.members.actions import set_free_times
from timebank.members.reads import Profile, profile
from timebank.members.rules import say_window
from timebank.work import Look
from ui import context, words
from ui.parts.head import head
from ui.parts.week_grid import NOT_EARLY, NOT_LATE, week_grid


def page() -> None:
    """Draw the grid and keep what was ticked."""
    me = context.see(_look)
    head(words.TITLES["my_week"], words.Week.lead)
    needs_all = any(w.start_minute < NOT_EARLY or w.end_minute > NOT_LATE for w in me.free_times)
    is_whole_day = st.checkbox(words.Week.early, value=needs_all, key="week-all")
    free = week_grid(me.free_times, me.zone, is_whole_day, f"week-{is_whole_day}")
    if free is not None:
        context.act("my week", words.Week.saved, set_free_times, me.member_id, free)
        st.rerun()
    st.caption(_summary(me))


def _look(look: Look) -> Profile:
    return profile(look, look.actor.member_id or "")


def _summary(me: Profile) -> str:
    if not me.free_times:
        return words.Week.nothing
    minutes = sum(w.end_minute - w.start_minute for w in me.free_times)
    said = ", ".join(say_window(w) for w in me.free_times)
    return words.Week.summary.format(hours=say_minutes(minutes), said=said)
