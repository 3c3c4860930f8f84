"""Ways from one page to another without losing what is on the screen."""

from collections.abc import Mapping

import streamlit as st

_KEPT = "pages of this drawing"


def remember(pages: Mapping[str, st.Page]) -> None:
    """Keep the pages of this drawing, so that parts can lead to them by address."""
    st.session_state[_KEPT] = dict(pages)


def way_to(path: str, said: str, **query: str) -> None:
    """A link to another page; nothing where this person has no such page."""
    page = st.session_state.get(_KEPT, {}).get(path)
    if page is not None:
        st.page_link(page, label=said, query_params=query or None)
