"""Which letters I would like: a form with one choice for each kind, and one against all."""

from collections.abc import Sequence

import streamlit as st

from timebank.community.quiet import Quiet
from timebank.community.reads import community
from timebank.mail.choices import LetterChoices, choose_letters, my_letter_choices
from timebank.mail.kinds import GROUPS
from timebank.work import Look
from ui import context
from ui.words.letters import Letters

FORM = "letter choices"


def draw(member_id: str) -> None:
    """Draw the form with what was chosen so far."""
    chosen, quiet = context.see(_look, member_id)
    st.markdown(Letters.lead)
    if quiet is not None:
        st.markdown(Letters.night.format(start=f"{quiet.start:%H:%M}", end=f"{quiet.end:%H:%M}"))
    with st.form(FORM):
        st.checkbox(Letters.wants, value=chosen.wants_letters, key="letters-wanted")
        with st.expander(Letters.each):
            for group, choice in chosen.chosen:
                _one(group, choice)
        groups = [group for group, _ in chosen.chosen]
        st.form_submit_button(
            Letters.save, type="primary", key="letters-keep", on_click=_keep, args=(member_id, groups)
        )


def _one(group: str, choice: str) -> None:
    ways = list(GROUPS[group].choices)
    said = Letters.how_weekly if group == "digest" else Letters.how
    st.selectbox(GROUPS[group].words, ways, ways.index(choice), format_func=said.__getitem__, key=_name(group))


def _look(look: Look, member_id: str) -> tuple[LetterChoices, Quiet | None]:
    return my_letter_choices(look, member_id), community(look).quiet


def _name(group: str) -> str:
    return f"letters-{group}"


def _keep(member_id: str, groups: Sequence[str]) -> None:
    state = st.session_state
    choices = {group: str(state[_name(group)]) for group in groups}
    context.act(FORM, Letters.saved, choose_letters, member_id, bool(state["letters-wanted"]), choices)
