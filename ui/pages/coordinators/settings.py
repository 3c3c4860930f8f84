"""Settings: the community's name, zone, limits and policies on one page."""

from decimal import Decimal, InvalidOperation

import streamlit as st

from timebank.access import May
from timebank.community.actions import choose
from timebank.community.reads import community
from timebank.community.rules import LIMIT_POLICIES, UNANSWERED_POLICIES, UNLIMITED, Community
from timebank.errors import InvalidInput
from timebank.ledger.rules import minutes_of_hours
from timebank.tabular import plain_name
from timebank.work import Look
from ui import context
from ui.parts.desk import desk_head
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.service import Settings as said

FORM = "settings"


def page() -> None:
    """Draw the form of all choices, and for administrators the ways to their own pages."""
    seen, is_administrator = context.see(_look)
    desk_head(words.TITLES["settings"], said.lead)
    with st.form("settings"):
        _about(seen)
        _limits(seen)
        _answering(seen)
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
    st.text_input(said.floor, _hours(seen.floor_minutes), key="set-floor", max_chars=10)
    st.text_input(said.ceiling, _hours(seen.ceiling_minutes), key="set-ceiling", max_chars=10)
    _choice(said.policy, LIMIT_POLICIES, seen.limit_policy, "set-policy")


def _answering(seen: Community) -> None:
    part(said.answering)
    st.text_input(said.tolerance, str(seen.tolerance_minutes), key="set-tolerance", max_chars=4)
    _choice(said.unanswered, UNANSWERED_POLICIES, seen.unanswered_policy, "set-unanswered")
    st.text_input(said.days, str(seen.unanswered_days), key="set-days", max_chars=3)
    st.text_input(said.listing_days, str(seen.listing_days), key="set-listing", max_chars=4)


def _choice(label: str, options: dict[str, str], chosen: str, key: str) -> None:
    names = list(options)
    st.radio(
        label, names, names.index(chosen), format_func=lambda one: options[one][:1].upper() + options[one][1:], key=key
    )


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else f"{minutes / 60:g}"


def _save() -> None:
    state = st.session_state
    try:
        limits = {"floor_minutes": _minutes(state["set-floor"]), "ceiling_minutes": _minutes(state["set-ceiling"])}
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
    }
    choices = limits | {name: str(state[key] or "") for name, key in fields.items()}
    changed = context.do(FORM, choose, choices)
    if changed is not None:
        context.say("success", said.saved if changed else said.nothing_changed)


def _minutes(hours: str | None) -> str:
    """A limit in minutes from the hours somebody wrote; a comma is as good as a point."""
    wrote = plain_name(hours or "").replace(",", ".").removesuffix("h").strip()
    if wrote in ("", UNLIMITED):
        return UNLIMITED
    try:
        return str(minutes_of_hours(Decimal(wrote)))
    except (InvalidOperation, InvalidInput) as error:
        raise InvalidInput(said.bad_hours) from error
