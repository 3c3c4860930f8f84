"""Hours as people say and write them."""

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.rules import parse_duration, say_minutes
from ui import words
from ui.parts.text import plain

STEP = 15


def echo(said: str) -> int | None:
    """Say back how the words were understood; answers the minutes, or None with the reason shown."""
    try:
        minutes = parse_duration(said)
    except Refused as refusal:
        st.error(plain(str(refusal)))
        return None
    st.caption(words.Hours.understood.format(say_minutes(minutes)))
    return minutes


def nudge(key: str, change: int) -> None:
    """Change the words under `key` by so many minutes, within a day; for the buttons beside the field."""
    try:
        minutes = parse_duration(str(st.session_state.get(key, "")))
    except Refused:
        minutes = 0
    rounded = (minutes + change) // STEP * STEP if change > 0 else -(-(minutes + change) // STEP) * STEP
    st.session_state[key] = say_minutes(max(STEP, min(rounded, 1440)))
