"""The profile, needs and week of a member without e-mail, as they tell it to a coordinator."""

import streamlit as st

from timebank.members.actions import edit_profile, set_free_times, set_needs
from timebank.members.reads import MemberRow, Profile, profile
from timebank.members.rules import ACCESS_NEEDS, say_window
from timebank.work import Work
from ui import context
from ui import words as member_words
from ui.parts.head import part
from ui.parts.how_told import how_told, told
from ui.parts.languages import LANGUAGES
from ui.parts.text import plain
from ui.parts.week_grid import NOT_EARLY, NOT_LATE, week_grid
from ui.words import desk as words

SAID = words.Member


def about(row: MemberRow) -> None:
    """Draw the forms for words and phone, and for languages and needs."""
    found = context.see(profile, row.member_id)
    form = f"about-{row.member_id}"
    with st.form(form):
        st.text_input(SAID.name, found.name, key=f"{form}-name", max_chars=80, autocomplete="off")
        st.text_area(SAID.about, found.about, key=f"{form}-about", max_chars=600)
        st.text_input(words.Members.phone, found.phone, key=f"{form}-phone", max_chars=40, autocomplete="off")
        how_told(f"{form}-told")
        st.form_submit_button(SAID.save, type="primary", key=f"{form}-send", on_click=_keep, args=(found, form))
    part(SAID.needs)
    _needs(found)


def _keep(found: Profile, form: str) -> None:
    state = st.session_state
    given = {field: str(state[f"{form}-{field}"] or "") for field in ("name", "about", "phone")}
    done = SAID.saved.format(name=plain(found.name))
    context.act(form, done, _edit, found.member_id, told(f"{form}-told"), given)


def _edit(work: Work, key: str, member_id: str, how: str, given: dict[str, str]) -> str:
    return edit_profile(work, key, member_id, how, **given)


def _needs(found: Profile) -> None:
    form = f"needs-{found.member_id}"
    known = {**LANGUAGES, **{code: code for code in found.languages if code not in LANGUAGES}}
    with st.form(form):
        for label, names, chosen, field in (
            (words.Members.languages, known, found.languages, "languages"),
            (words.Members.access, ACCESS_NEEDS, found.access, "access"),
        ):
            st.multiselect(
                label,
                list(names),
                default=chosen,
                format_func=names.__getitem__,
                key=f"{form}-{field}",
                placeholder=words.CHOOSE,
            )
        how_told(f"{form}-told")
        st.form_submit_button(SAID.save, type="primary", key=f"{form}-send", on_click=_keep_needs, args=(found, form))


def _keep_needs(found: Profile, form: str) -> None:
    state = st.session_state
    languages, access = state[f"{form}-languages"], state[f"{form}-access"]
    done = SAID.saved.format(name=plain(found.name))
    context.act(form, done, set_needs, found.member_id, languages, access, told(f"{form}-told"))


def week(row: MemberRow) -> None:
    """Draw how it was told, then the grid, and keep what was ticked."""
    found = context.see(profile, row.member_id)
    said = ", ".join(say_window(one) for one in found.free_times)
    st.markdown(SAID.week_said.format(said=plain(said)) if said else SAID.week_none)
    key = f"week-told-{row.member_id}"
    st.selectbox(words.HOW_TOLD, words.WAYS_TOLD, index=None, placeholder=words.CHOOSE, key=key)
    if not told(key):
        st.markdown(SAID.week_first)
        return
    st.markdown(SAID.week_lead.format(name=plain(row.name)))
    needs_all = any(one.start_minute < NOT_EARLY or one.end_minute > NOT_LATE for one in found.free_times)
    is_whole_day = st.checkbox(member_words.Week.early, value=needs_all, key=f"week-all-{row.member_id}")
    free = week_grid(found.free_times, found.zone, is_whole_day, f"week-{row.member_id}-{is_whole_day}")
    if free is not None:
        done = SAID.saved.format(name=plain(row.name))
        context.act(f"week {row.member_id}", done, set_free_times, row.member_id, free, told(key))
        st.rerun()
