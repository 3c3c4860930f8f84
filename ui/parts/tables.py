"""Real tables that screen readers read, with pages when they are long; people's words are shown as they are."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from ui.parts.html_table import html_table

T = TypeVar("T")
PAGE = 20


def table(
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    alt: str,
    key: str,
    page: int = PAGE,
    *,
    is_labelled: bool = True,
) -> None:
    """Draw rows of words under their columns, `page` rows at a time; `alt` says what the table shows."""
    shown, number = paged(rows, key, page) if len(rows) > page else (rows, 1)
    html_table(columns, shown, alt, is_labelled=is_labelled)
    if len(rows) > page:
        turn_pages(len(rows), key, page)
        st.caption(f"{(number - 1) * page + 1} to {min(number * page, len(rows))} of {len(rows)}")


def paged(rows: Sequence[T], key: str, page: int = PAGE) -> tuple[Sequence[T], int]:
    """The rows of the page chosen under `key`, and its number."""
    pages = max(1, -(-len(rows) // page))
    number = min(int(st.session_state.get(f"page of {key}") or 1), pages)
    return rows[(number - 1) * page : number * page], number


def turn_pages(total: int, key: str, page: int = PAGE) -> None:
    """The control that turns the pages, where there is more than one."""
    pages = max(1, -(-total // page))
    if pages > 1:
        if int(st.session_state.get(f"page of {key}") or 1) > pages:
            st.session_state[f"page of {key}"] = pages
        st.pagination(pages, key=f"page of {key}", max_visible_pages=5)
