"""Meetings of a match: planned, moved, called off, and how they went."""

from datetime import date, datetime, time

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.meetings import actions
from timebank.meetings.reads import MeetingCard
from ui import context, words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.text import plain

SAID = words.Matches
STEP = 900  # seconds between the times that are offered


def when_of(one: MeetingCard) -> str:
    """When a meeting is, in its own zone."""
    return f"{long_day(one.starts_local.date())}, {one.starts_local:%H:%M}, {say_minutes(one.minutes)}"


def names_of(one: MeetingCard) -> str:
    """Whom one meets."""
    return " and ".join(name for _, name in one.others)


def plan_form(match_id: str, today: date) -> None:
    """Plan a meeting of a match."""
    form = f"plan-{match_id}"
    with st.form(form, border=False):
        _when(form, today, time(10), "1 h")
        st.text_input(SAID.place, key=f"{form}-place", max_chars=200)
        st.form_submit_button(SAID.save_plan, type="primary", key=f"{form}-send", on_click=_plan, args=(match_id, form))


def _when(form: str, day: date, at: time, length: str) -> None:
    st.date_input(SAID.day, value=day, format="DD/MM/YYYY", key=f"{form}-day")
    st.time_input(SAID.time, value=at, step=STEP, key=f"{form}-time")
    st.text_input(SAID.length, value=length, placeholder=words.Hours.example, key=f"{form}-length")


def _said(form: str) -> tuple[datetime, int] | None:
    state = st.session_state
    try:
        minutes = parse_duration(state[f"{form}-length"])
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return None
    return datetime.combine(state[f"{form}-day"], state[f"{form}-time"]), minutes


def _plan(match_id: str, form: str) -> None:
    said = _said(form)
    if said:
        place = st.session_state[f"{form}-place"]
        context.act(form, SAID.planned, actions.plan, match_id, said[0], said[1], place)


def coming_card(one: MeetingCard) -> None:
    """A meeting to come: move it or call it off."""
    form = f"coming-{one.meeting_id}"
    with card(form, f"{names_of(one)}, {when_of(one)}", one.place):
        opened = st.expander(SAID.move, key=f"{form}-open", on_change="rerun")
        if opened.open:
            with opened, st.form(f"{form}-move", border=False):
                _when(form, one.starts_local.date(), one.starts_local.time(), say_minutes(one.minutes))
                st.text_input(SAID.place, value=one.place, key=f"{form}-place", max_chars=200)
                st.form_submit_button(SAID.save_move, key=f"{form}-send", on_click=_move, args=(one, form))
        closed = st.expander(SAID.cancel, key=f"{form}-off", on_change="rerun")
        if closed.open:
            with closed, st.form(f"{form}-cancel", border=False):
                st.text_input(SAID.cancel_reason, key=f"{form}-reason", max_chars=600)
                st.form_submit_button(SAID.cancel, key=f"{form}-end", on_click=_cancel, args=(one, form))


def _move(one: MeetingCard, form: str) -> None:
    said = _said(form)
    if said:
        place = st.session_state[f"{form}-place"]
        context.act(form, SAID.moved, actions.move, one.meeting_id, said[0], said[1], place)


def _cancel(one: MeetingCard, form: str) -> None:
    reason = st.session_state[f"{form}-reason"]
    context.act(f"{form} cancel", SAID.cancelled, actions.cancel, one.meeting_id, reason)


def waiting_card(one: MeetingCard) -> None:
    """A meeting whose time has come: it took place, and its hours are written down at once; or it did not."""
    form = f"went-{one.meeting_id}"
    with card(form, SAID.waiting, f"{names_of(one)}, {when_of(one)}", one.place), st.form(f"{form}-form", border=False):
        st.text_input(SAID.held_length, value=say_minutes(one.minutes), key=f"{form}-length")
        if one.kind != "mentoring":
            st.radio(SAID.helper, _ways(one), format_func=plain, key=f"{form}-way")
        st.text_input(SAID.held_note, key=f"{form}-note", max_chars=600)
        with buttons(f"{form}-ways"):
            st.form_submit_button(SAID.held, type="primary", key=f"{form}-yes", on_click=_held, args=(one, form))
            st.form_submit_button(SAID.not_held, key=f"{form}-no", on_click=_not_held, args=(one, form))


def _ways(one: MeetingCard) -> list[str]:
    said = [way.format(name=name) for _, name in one.others for way in (SAID.i_helped, SAID.helped_me)]
    return [*said, SAID.no_hours]


def _held(one: MeetingCard, form: str) -> None:
    state = st.session_state
    try:
        minutes = parse_duration(state[f"{form}-length"])
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    helper = helped = ""
    way = _ways(one).index(state.get(f"{form}-way", SAID.no_hours))
    with_hours = one.kind == "mentoring" or way < 2 * len(one.others)
    if one.kind != "mentoring" and with_hours:
        other, me = one.others[way // 2][0], context.me().member_id or ""
        helper, helped = (me, other) if way % 2 == 0 else (other, me)
    context.act(
        form,
        SAID.held_said if with_hours else SAID.held_no_hours,
        actions.held,
        one.meeting_id,
        minutes,
        helper_id=helper,
        helped_id=helped,
        with_hours=with_hours,
        note=state[f"{form}-note"],
    )


def _not_held(one: MeetingCard, form: str) -> None:
    reason = st.session_state[f"{form}-note"]
    context.act(f"{form} no", SAID.not_held_said, actions.not_held, one.meeting_id, reason)
