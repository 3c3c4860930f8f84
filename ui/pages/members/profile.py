"""My profile: name, words, phone, languages and needs, and how I sign in."""

import secrets
from collections.abc import Mapping

import streamlit as st

from timebank.errors import Refused
from timebank.members import reads
from timebank.members.actions import edit_profile, set_needs
from timebank.members.doors import ask_for_password_letter, change_own_email
from timebank.members.reads import Profile
from timebank.members.rules import ACCESS_NEEDS
from timebank.members.sign_in import end_own_sessions
from timebank.work import Look, Work
from ui import context, words
from ui.parts import leaving, letter_choices, reach_form
from ui.parts.head import head, part
from ui.parts.languages import LANGUAGES
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words.letters import Letters
from ui.words.proof import Proof
from ui.words.whom import Whom


def page() -> None:
    """Draw the profile's forms."""
    me = context.see(_look)
    head(words.TITLES["profile"], words.Profile.lead)
    _about(me)
    part(words.Profile.needs)
    _needs(me)
    part(Whom.reach)
    reach_form.draw(me.member_id)
    part(Letters.title)
    letter_choices.draw(me.member_id)
    part(words.Profile.more)
    way_to("my_week", words.Profile.week)
    way_to("my_listings", words.Profile.listings)
    way_to("programmes", words.Profile.programmes)
    way_to("proof", Proof.link)
    part(words.Profile.signing_in)
    _signing_in(me)


def _look(look: Look) -> Profile:
    return reads.profile(look, look.actor.member_id or "")


def _about(me: Profile) -> None:
    with st.form("profile"):
        st.text_input(words.Profile.name, value=me.name, key="my-name", max_chars=80, autocomplete="name")
        st.text_area(words.Profile.about, value=me.about, key="my-about", max_chars=600, help=words.Profile.about_help)
        st.text_input(words.Profile.phone, value=me.phone, key="my-phone", max_chars=40, autocomplete="tel")
        st.form_submit_button(words.Profile.save, type="primary", on_click=_keep, args=(me.member_id,))


def _keep(member_id: str) -> None:
    state = st.session_state
    given = {
        "name": state["my-name"],
        "about": state["my-about"] or "",
        "phone": state["my-phone"] or "",
    }
    context.act("profile", words.Profile.saved, _edit, member_id, given)


def _edit(work: Work, key: str, member_id: str, given: Mapping[str, str]) -> str:
    return edit_profile(work, key, member_id, **given)


def _needs(me: Profile) -> None:
    st.markdown(words.Profile.needs_lead)
    known = {**LANGUAGES, **{code: code for code in me.languages if code not in LANGUAGES}}
    with st.form("needs"):
        st.multiselect(
            words.Profile.languages,
            list(known),
            default=me.languages,
            format_func=known.__getitem__,
            key="my-languages",
            placeholder=words.Profile.choose,
        )
        st.markdown(f"**{words.Profile.access}**")
        for code, said in ACCESS_NEEDS.items():
            st.checkbox(said[0].upper() + said[1:], value=code in me.access, key=f"need-{code}")
        st.form_submit_button(words.Profile.save_needs, type="primary", on_click=_keep_needs, args=(me.member_id,))


def _keep_needs(member_id: str) -> None:
    needed = [code for code in ACCESS_NEEDS if st.session_state[f"need-{code}"]]
    context.act("needs", words.Profile.saved, set_needs, member_id, st.session_state["my-languages"], needed)


def _signing_in(me: Profile) -> None:
    st.markdown(words.Profile.email.format(email=plain(me.email)))
    with st.container(horizontal=True, key="signing-in"):
        st.button(words.Profile.password, on_click=_send_link, args=(me.email,))
        st.button(words.Profile.everywhere, on_click=_end_everywhere)
    with st.expander(words.Profile.change_email), st.form("email"):
        st.text_input(words.Profile.new_email, key="new-email", max_chars=254, autocomplete="email")
        st.text_input(
            words.Profile.with_password,
            type="password",
            key="email-password",
            max_chars=200,
            autocomplete="current-password",
        )
        st.form_submit_button(words.Profile.save_email, on_click=_change_email, args=(me.member_id,))
    leaving.draw()


def _change_email(member_id: str) -> None:
    state = st.session_state
    email, password = str(state["new-email"] or ""), str(state["email-password"] or "")
    state["email-password"] = ""  # nothing keeps it longer than this
    try:
        change_own_email(context.app(), secrets.token_hex(16), member_id, email, password)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    state["new-email"] = ""
    context.say("success", words.Profile.email_saved)


def _send_link(email: str) -> None:
    ask_for_password_letter(context.app(), email)
    context.say("success", words.Profile.password_sent.format(email=plain(email)))


def _end_everywhere() -> None:
    context.act("end sessions", words.Profile.everywhere_done, end_own_sessions)
