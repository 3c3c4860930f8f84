"""A new programme: choose where to begin, go through its screens, and start it."""

import streamlit as st

from timebank.programmes import actions
from timebank.programmes.definition import Definition, load, starter_names, starter_text
from timebank.programmes.reads import programmes
from timebank.programmes.setup import new_text
from timebank.work import Look
from ui import context
from ui.pages.coordinators import programme_screens
from ui.pages.coordinators.programme_screens import Draft
from ui.parts.desk import desk_head
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.programmes import SetUp as said

FOR_FILES_ONLY = ("mentor-match",)  # its answers come from a file, so nobody can join it here
FIRST, NEW = "mentoring", "new"


def page() -> None:
    """Draw the choice of a beginning, then one screen after another."""
    context.see(_look)
    desk_head(words.TITLES["programme_new"], said.new_lead)
    draft = programme_screens.begun(NEW)
    if draft is not None:
        programme_screens.draw(NEW, draft, _start)
        st.button(said.elsewhere, key="forget-new", on_click=programme_screens.forget, args=(NEW,))
        return
    names = sorted(set(starter_names()) - set(FOR_FILES_ONLY), key=lambda name: (name != FIRST, name))
    titles = {name: _title(load(name)) for name in names}
    with st.form("begin", border=False):
        st.radio(said.begin, list(titles), format_func=titles.__getitem__, key="begin-from")
        st.caption(said.begin_tells)
        st.form_submit_button(said.begin_save, type="primary", on_click=_begin)
    way_to("participants", words.TITLES["participants"])


def _look(look: Look) -> frozenset[str]:
    """The short names there are, of closed programmes too."""
    return frozenset(one.name for one in programmes(look, closed_too=True))


def _title(one: Definition) -> str:
    return f"{one.title}: {one.about}"


def _begin() -> None:
    programme_screens.begin(NEW, starter_text(str(st.session_state["begin-from"])), 0)


def _start(place: str, draft: Draft) -> None:
    text = new_text(draft.text, draft.setup, context.see(_look))
    if context.do("start programme", actions.start, text) is not None:
        programme_screens.forget(NEW)
        context.say("success", said.started.format(title=plain(draft.setup.title)))
