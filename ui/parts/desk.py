"""What the coordinators' pages have in common: their head, switching between parts of a page, and pages of a list."""

from collections.abc import Mapping

import streamlit as st

from ui.parts.head import head
from ui.parts.tables import turn_pages
from ui.parts.text import plain
from ui.words import desk as words


def desk_head(title: str, lead: str = "") -> None:
    """Draw the page's heading and lead."""
    head(title, lead)


def switch(label: str, views: Mapping[str, str], key: str) -> str:
    """Let one part of the page be chosen; answers its key. At first the one a link named (`show`), else the first."""
    asked = asked_for("show")
    first = asked if asked in views else next(iter(views))
    chosen = st.segmented_control(
        label,
        list(views),
        default=first,
        required=True,
        format_func=views.__getitem__,
        key=f"{key} {asked}",
        label_visibility="collapsed",
    )
    return str(chosen or first)


def asked_for(name: str) -> str:
    """What a link to this page asked for under a name, or nothing."""
    return str(st.query_params.get(name) or "")


def choose(label: str, names: Mapping[str, str], key: str, asked: str = "") -> str:
    """Let one of several things be chosen by name; answers its id. At first the one that was asked for."""
    ids = list(names)
    first = ids.index(asked) if asked in names else 0
    return str(st.selectbox(label, ids, first, format_func=names.__getitem__, key=f"{key} {asked}") or ids[first])


def page_number(key: str) -> int:
    """The page of a list that is shown now, counted from 1; for reads that fetch one page."""
    return int(st.session_state.get(f"page of {key}") or 1)


def page_foot(total: int, key: str, per_page: int) -> None:
    """Say which part of a list is shown, and turn its pages where there is more than one."""
    turn_pages(total, key, per_page)
    if total > per_page:
        first = (page_number(key) - 1) * per_page + 1
        st.caption(words.PART_SHOWN.format(first=first, last=min(first + per_page - 1, total), total=total))


def names_in_words(names: list[str]) -> str:
    """Names as people say them: Ann, Ben and Cora."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def waits_for(names: list[str]) -> str:
    """For whom a decision waits that the reader may not take, as Markdown."""
    return words.WAITS_FOR.format(names=plain(names_in_words(names))) if names else words.WAITS
