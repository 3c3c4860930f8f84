"""When something is not right: stop a match at once, or tell the safeguarding lead; calm, and always to be found."""

import streamlit as st

from timebank.life.cards import Life
from timebank.life.stopping import stop_match
from timebank.safeguarding.notes import report_concern
from ui import context
from ui.parts.text import plain
from ui.words.life import Stop as SAID


def draw(life: Life, others: dict[str, str], has_lead: bool) -> None:
    """Draw both ways for one of its people; `others` are names by id. After the end only a worry can be told."""
    st.markdown(SAID.danger)
    if life.is_active:
        opened = st.expander(SAID.stop_opens, key=f"stop-open-{life.match_id}", on_change="rerun")
        if opened.open:
            with opened:
                stop_form(life, has_lead, SAID.lead)
    told = st.expander(SAID.report_opens, key=f"worry-open-{life.match_id}", on_change="rerun")
    if told.open:
        with told:
            _report(life.match_id, others, has_lead)


def stop_form(life: Life, has_lead: bool, lead: str) -> None:
    """Stop the match, with or without words."""
    form = f"stop-{life.match_id}"
    with st.form(form, border=False):
        st.markdown(lead)
        st.markdown(SAID.who_reads if has_lead else SAID.nobody)
        st.text_area(SAID.words, max_chars=4000, key=f"{form}-words")
        st.form_submit_button(SAID.stop, type="primary", key=f"{form}-send", on_click=_stop, args=(life.match_id, form))


def _stop(match_id: str, form: str) -> None:
    context.act(form, SAID.stopped, stop_match, match_id, st.session_state[f"{form}-words"] or "")


def _report(match_id: str, others: dict[str, str], has_lead: bool) -> None:
    form = f"worry-{match_id}"
    with st.form(form, border=False, clear_on_submit=True):
        st.markdown(SAID.who_reads if has_lead else SAID.nobody)
        if len(others) > 1:
            st.radio(SAID.about, list(others), format_func=lambda one: plain(others[one]), key=f"{form}-who")
        st.text_area(SAID.worry, max_chars=4000, key=f"{form}-words")
        only = next(iter(others))
        st.form_submit_button(SAID.report, key=f"{form}-send", on_click=_send, args=(form, only))


def _send(form: str, only: str) -> None:
    about = str(st.session_state.get(f"{form}-who") or only)
    context.act(form, SAID.reported, report_concern, about, st.session_state[f"{form}-words"] or "")
