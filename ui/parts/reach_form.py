"""Where somebody lives, how far they go and when they were born: a form for oneself or for an offline member."""

import streamlit as st

from timebank.members.reach import FARTHEST_KILOMETRES, reach, set_reach
from ui import context
from ui.parts.how_told import how_told, told
from ui.words.whom import Whom


def draw(member_id: str, is_offline: bool = False) -> None:
    """Draw the form; for an offline member it asks how they told it."""
    found = context.see(reach, member_id)
    form = f"reach-{member_id}"
    st.markdown(Whom.reach_lead)
    with st.form(form):
        st.text_input(Whom.postcode, found.district, key=f"{form}-postcode", max_chars=10, autocomplete="off")
        st.number_input(
            Whom.travel, min_value=0, max_value=FARTHEST_KILOMETRES, value=found.travel_kilometres, key=f"{form}-travel"
        )
        st.number_input(
            Whom.birth_year,
            min_value=1900,
            max_value=2100,
            value=found.birth_year,
            key=f"{form}-born",
            help=Whom.birth_year_help,
        )
        if is_offline:
            how_told(f"{form}-told")
        st.form_submit_button(Whom.save_reach, type="primary", key=f"{form}-send", on_click=_keep, args=(member_id,))


def _keep(member_id: str) -> None:
    form, state = f"reach-{member_id}", st.session_state
    said = (str(state[f"{form}-postcode"] or ""), state[f"{form}-travel"], state[f"{form}-born"])
    context.act(form, Whom.reach_saved, set_reach, member_id, *said, told(f"{form}-told"))
