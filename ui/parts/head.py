"""The head of a page: its name and one sentence that says what it is for."""

import streamlit as st


def head(title: str, lead: str = "") -> None:
    """Draw the page's one main heading and its lead."""
    st.title(title, anchor=False)
    if lead:
        st.markdown(lead)


def part(title: str) -> None:
    """Draw the heading of a part of a page."""
    st.header(title, anchor=False)
