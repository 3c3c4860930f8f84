"""Settings: the community's name, zone, limits and policies on one page."""

from collections.abc import Mapping

import streamlit as st

from timebank.access import May
from timebank.community.actions import choose
from timebank.community.reads import community
from timebank.community.rules import UNANSWERED_POLICIES, WHOLE_NUMBERS, Community
from timebank.errors import InvalidInput
from timebank.work import Look
from ui import context
from ui.parts.amounts import amount_minutes, amount_words, limit_minutes, limit_words
from ui.parts.desk import desk_head
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.service import Settings as said

FORM = "settings"
MOST_MINUTES = WHOLE_NUMBERS["opening_grant_minutes"][1]


def page() -> None:
    """Draw the form of all choices, and for administrators the ways to their own pages."""
    seen, is_administrator = context.see(_look)
    desk_head(words.TITLES["settings"], said.lead)
    with st.form("settings"):
        _about(seen)
        _limits(seen)
        _answering(seen)
        _giving(seen)
        _letters(seen)
        st.caption(said.tells)
        st.form_submit_button(said.save, type="primary", on_click=_save)
    way_to("jobs", said.jobs)
    if is_administrator:
        part(said.more)
        way_to("roles", said.roles)
        way_to("history", said.history)


def _look(look: Look) -> tuple[Community, bool]:
    look.require(May.CHANGE_SETTINGS)
    return community(look), look.actor.is_administrator


def _about(seen: Community) -> None:
    st.text_input(said.name, seen.name, key="set-name", max_chars=80)
    st.text_input(said.contact, seen.contact, key="set-contact", max_chars=200)
    st.text_input(said.zone, seen.zone, key="set-zone", max_chars=60)


def _limits(seen: Community) -> None:
    part(said.limits)
    st.markdown(said.limits_lead)
    st.text_input(said.floor, limit_words(seen.floor_minutes), key="set-floor", max_chars=12)
    st.text_input(said.ceiling, limit_words(seen.ceiling_minutes), key="set-ceiling", max_chars=12)
    _choice(said.policy, said.policies, seen.limit_policy, "set-policy")


def _answering(seen: Community) -> None:
    part(said.answering)
    st.text_input(said.tolerance, str(seen.tolerance_minutes), key="set-tolerance", max_chars=4)
    _choice(said.unanswered, UNANSWERED_POLICIES, seen.unanswered_policy, "set-unanswered")
    st.text_input(said.days, str(seen.unanswered_days), key="set-days", max_chars=3)
    st.text_input(said.listing_days, str(seen.listing_days), key="set-listing", max_chars=4)


def _giving(seen: Community) -> None:
    part(said.giving)
    st.markdown(said.giving_lead)
    st.text_input(said.opening, amount_words(seen.opening_grant_minutes), key="set-opening", max_chars=12)
    _choice(said.pot, said.pots, seen.pot_below_zero, "set-pot")
    part(said.correcting)
    correction = amount_words(seen.correction_limit_minutes)
    st.text_input(said.correction_limit, correction, key="set-correction", max_chars=12)


def _letters(seen: Community) -> None:
    part(said.letters)
    _choice(said.quiet, said.nights, seen.rests_at_night, "set-night")
    st.text_input(said.quiet_from, seen.quiet_from, key="set-quiet-from", max_chars=5)
    st.text_input(said.quiet_to, seen.quiet_to, key="set-quiet-to", max_chars=5)


def _choice(label: str, options: Mapping[str, str], chosen: str, key: str) -> None:
    names = list(options)
    st.radio(
        label, names, names.index(chosen), format_func=lambda one: options[one][:1].upper() + options[one][1:], key=key
    )


def _save() -> None:
    state = st.session_state
    try:
        amounts = {
            "floor_minutes": limit_minutes(state["set-floor"], said.bad_hours, is_floor=True),
            "ceiling_minutes": limit_minutes(state["set-ceiling"], said.bad_ceiling, is_floor=False),
            "opening_grant_minutes": _amount("set-opening"),
            "correction_limit_minutes": _amount("set-correction"),
        }
    except InvalidInput as refusal:
        context.say("error", plain(str(refusal)))
        return
    fields = {
        "name": "set-name",
        "contact": "set-contact",
        "zone": "set-zone",
        "limit_policy": "set-policy",
        "tolerance_minutes": "set-tolerance",
        "unanswered_policy": "set-unanswered",
        "unanswered_days": "set-days",
        "listing_days": "set-listing",
        "pot_below_zero": "set-pot",
        "rests_at_night": "set-night",
        "quiet_from": "set-quiet-from",
        "quiet_to": "set-quiet-to",
    }
    choices = amounts | {name: str(state[key] or "") for name, key in fields.items()}
    changed = context.do(FORM, choose, choices)
    if changed is not None:
        context.say("success", said.saved if changed else said.nothing_changed)


def _amount(key: str) -> str:
    return str(amount_minutes(st.session_state[key], said.bad_amount, MOST_MINUTES))
