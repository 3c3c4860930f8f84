"""How a member without e-mail told their coordinator: asked with everything that is written down for them."""

import streamlit as st

from ui.words import desk as words


def how_told(key: str) -> None:
    """Ask for it; the answer is kept under `key`, or nothing while none is chosen."""
    st.selectbox(
        words.HOW_TOLD,
        words.WAYS_TOLD,
        index=None,
        placeholder=words.CHOOSE,
        key=key,
        on_change="ignore",
    )


def told(key: str) -> str:
    """What was chosen under `key`; empty when nothing was, which the action then asks for."""
    return str(st.session_state.get(key) or "")
