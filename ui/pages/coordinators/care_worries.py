"""A worry a coordinator has about a match: stop it at once, or write a note that only the safeguarding lead reads."""

import streamlit as st

from timebank.life.cards import Life
from timebank.safeguarding.notes import write_safeguarding_note
from ui import context
from ui.parts import life, stopping
from ui.parts.head import part
from ui.words.life import CareMatch as SAID
from ui.words.life import Stop


def draw(found: Life, has_lead: bool) -> None:
    """Draw both ways, folded."""
    part(Stop.title)
    if found.is_active:
        life.folded(
            Stop.stop_opens,
            f"stop-open-{found.match_id}",
            lambda one: stopping.stop_form(one, has_lead, SAID.stop_lead),
            found,
        )
    life.folded(SAID.note, f"note-open-{found.match_id}", lambda one: _note(one, has_lead), found)


def _note(found: Life, has_lead: bool) -> None:
    form = f"note-{found.match_id}"
    with st.form(form, border=False, clear_on_submit=True):
        st.markdown(SAID.note_tells if has_lead else Stop.nobody)
        st.text_area(SAID.note_words, max_chars=4000, key=f"{form}-words")
        st.form_submit_button(SAID.note_send, key=f"{form}-send", on_click=_send, args=(found.match_id, form))


def _send(match_id: str, form: str) -> None:
    said = st.session_state[f"{form}-words"] or ""
    context.act(form, SAID.note_sent, write_safeguarding_note, "match", match_id, said)
