"""Meetings of a match: planned, moved, called off, and how they went."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.meetings import actions
from timebank.meetings.company import bring_along
from timebank.meetings.places import FEATURES, codes_in
from timebank.meetings.planning import Need, planning
from timebank.meetings.reads import MeetingCard
from timebank.meetings.rules import CHANGE_REASONS, NOT_HELD_REASONS
from ui import context, words
from ui.parts.cards import buttons, card_text
from ui.parts.dates import long_day
from ui.parts.desk import names_in_words
from ui.parts.text import html, plain
from ui.words.meeting import Meeting as MEETING

SAID = words.Matches
STEP = 900  # seconds between the times that are offered


def when_of(one: MeetingCard) -> str:
    """When a meeting is, in its own zone."""
    return f"{long_day(one.starts_local.date())}, {one.starts_local:%H:%M}, {say_minutes(one.minutes)}"


def names_of(one: MeetingCard) -> str:
    """Whom one meets."""
    return names_in_words([name for _, name in one.others])


def plan_form(match_id: str) -> None:
    """Plan a meeting of a match, with what the programme usually asks for filled in."""
    form, usual = f"plan-{match_id}", context.see(planning, match_id)
    with st.form(form, border=False):
        _when(form, usual.day, usual.at, say_minutes(usual.minutes))
        st.text_input(SAID.place, key=f"{form}-place", max_chars=200)
        _there(form, usual.needs)
        if usual.who_could_come:
            _who_comes(form, usual.who_could_come)
        st.form_submit_button(SAID.save_plan, type="primary", key=f"{form}-send", on_click=_plan, args=(match_id, form))


def _when(form: str, day: date, at: time, length: str) -> None:
    st.date_input(SAID.day, value=day, format="DD/MM/YYYY", key=f"{form}-day")
    st.time_input(SAID.time, value=at, step=STEP, key=f"{form}-time")
    st.text_input(SAID.length, value=length, placeholder=words.Hours.example, key=f"{form}-length")


def _there(form: str, needs: Sequence[Need] = (), ticked: Sequence[str] = ()) -> None:
    """What the place offers, to be ticked."""
    for need in needs:
        said = MEETING.they_need if need.name else MEETING.you_need
        st.caption(plain(said.format(name=need.name, needs=need.in_words)))
    st.markdown(MEETING.there)
    for code, feature in FEATURES.items():
        st.checkbox(feature, code in ticked, key=f"{form}-there-{code}")


def _ticked(form: str) -> tuple[str, ...]:
    return tuple(code for code in FEATURES if st.session_state[f"{form}-there-{code}"])


def _who_comes(form: str, could: Sequence[tuple[str, str]], comes: str = "") -> None:
    """Which coordinator comes along; `comes` is the id of the one who does now."""
    names = {"": MEETING.nobody_asked, **dict(could)}
    first = list(names).index(comes) if comes in names else 0
    st.selectbox(MEETING.who_comes, list(names), first, format_func=names.__getitem__, key=f"{form}-company")


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
        place, company_id = st.session_state[f"{form}-place"], st.session_state.get(f"{form}-company", "")
        what = (*said, place, "", _ticked(form), company_id or "")
        context.act(form, SAID.planned, actions.plan, match_id, *what)


def coming_card(one: MeetingCard) -> None:
    """A meeting to come: into the calendar, move it, or call it off; and who comes along to a first one.

    Whoever meets reads whom; on a coordinator's page of a match the names stand above.
    """
    form = f"coming-{one.meeting_id}"
    title = f"{names_of(one)}, {when_of(one)}" if one.is_mine else when_of(one)
    with st.container(border=True, key=form):
        card_text(title, one.place, *_beside(one), more=_calendar_link(one))
        opened = st.expander(SAID.move, key=f"{form}-open", on_change="rerun")
        if opened.open:
            with opened, st.form(f"{form}-move", border=False):
                _when(form, one.starts_local.date(), one.starts_local.time(), say_minutes(one.minutes))
                st.text_input(SAID.place, value=one.place, key=f"{form}-place", max_chars=200)
                _there(form, ticked=codes_in(one.access))
                _why(f"{form}-moved", CHANGE_REASONS, MEETING.why)
                st.form_submit_button(SAID.save_move, key=f"{form}-send", on_click=_move, args=(one, form))
        closed = st.expander(SAID.cancel, key=f"{form}-off", on_change="rerun")
        if closed.open:
            with closed, st.form(f"{form}-cancel", border=False):
                _why(f"{form}-off", CHANGE_REASONS, MEETING.why)
                st.text_input(SAID.cancel_reason, key=f"{form}-reason", max_chars=600)
                st.form_submit_button(SAID.cancel, key=f"{form}-end", on_click=_cancel, args=(one, form))
        if one.wants_company or one.company:
            _company(one, form)


def _beside(one: MeetingCard) -> list[str]:
    """What stands below the place: what is there, what is missing, who comes along."""
    there = [MEETING.there_is.format(access=one.access)] if one.access else []
    for name, needs in one.not_named:
        said = MEETING.not_named_of if name else MEETING.not_named
        there.append(said.format(name=name, needs=needs))
    if one.company:
        there.append(MEETING.comes_along.format(name=one.company))
    return [*there, MEETING.wanted] if one.wants_company else there


def _calendar_link(one: MeetingCard) -> str:
    """A link to the calendar file, for those it is made for."""
    if not one.is_mine:
        return ""
    label = html(f"{MEETING.calendar}: {names_of(one)}, {when_of(one)}")
    return (
        f'<p class="tb-links"><a href="/meeting/{html(one.meeting_id)}.ics" target="_self" aria-label="{label}">'
        f"{html(MEETING.calendar)}</a></p>"
    )


def _why(form: str, reasons: Mapping[str, str], label: str) -> None:
    said = {"": MEETING.nothing_said, **reasons}
    st.selectbox(label, list(said), format_func=said.__getitem__, key=f"{form}-code")


def _company(one: MeetingCard, form: str) -> None:
    said = MEETING.ask_somebody_else if one.company else MEETING.ask_along
    opened = st.expander(said, key=f"{form}-along", on_change="rerun")
    if opened.open:
        could = context.see(planning, one.match_id).who_could_come
        with opened, st.form(f"{form}-company-form", border=False):
            _who_comes(form, could, one.company_id)
            st.form_submit_button(MEETING.save_along, key=f"{form}-along-send", on_click=_bring, args=(one, form))


def _bring(one: MeetingCard, form: str) -> None:
    company_id = st.session_state[f"{form}-company"] or ""
    context.act(f"{form} along", MEETING.asked_along, bring_along, one.meeting_id, company_id)


def _move(one: MeetingCard, form: str) -> None:
    said = _said(form)
    if said:
        place, code = st.session_state[f"{form}-place"], st.session_state[f"{form}-moved-code"]
        what = (*said, place, _ticked(form), "", code or "")
        context.act(form, SAID.moved, actions.move, one.meeting_id, *what)


def _cancel(one: MeetingCard, form: str) -> None:
    reason, code = st.session_state[f"{form}-reason"], st.session_state[f"{form}-off-code"]
    context.act(f"{form} cancel", SAID.cancelled, actions.cancel, one.meeting_id, reason, code or "")


def waiting_card(one: MeetingCard) -> None:
    """A meeting whose time has come: it took place, and its hours are written down at once; or it did not."""
    form, has_hours = f"went-{one.meeting_id}", one.hours != "none"
    told = [MEETING.hours[one.hours], MEETING.wanted if one.wants_company else ""]
    with st.container(border=True, key=form):
        card_text(SAID.waiting, f"{names_of(one)}, {when_of(one)}", one.place, *told)
        with st.form(f"{form}-form", border=False):
            if has_hours:
                st.text_input(SAID.held_length, value=say_minutes(one.minutes), key=f"{form}-length")
            if has_hours and one.kind != "mentoring":
                st.radio(SAID.helper, _ways(one), format_func=plain, key=f"{form}-way")
            elif has_hours:
                st.checkbox(MEETING.no_hours, key=f"{form}-none", help=MEETING.no_hours_help)
            _why(form, NOT_HELD_REASONS, MEETING.if_not)
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
        minutes = parse_duration(state[f"{form}-length"]) if one.hours != "none" else one.minutes
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    helper = helped = ""
    way = _ways(one).index(state.get(f"{form}-way", SAID.no_hours))
    is_mentoring, wants_none = one.kind == "mentoring", bool(state.get(f"{form}-none"))
    with_hours = one.hours != "none" and (not wants_none if is_mentoring else way < 2 * len(one.others))
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
    reason, code = st.session_state[f"{form}-note"], st.session_state[f"{form}-code"]
    context.act(f"{form} no", SAID.not_held_said, actions.not_held, one.meeting_id, reason, code or "")


def how_it_went(one: MeetingCard) -> str:
    """How a meeting went, in words, with the reason where there is one."""
    said = SAID.states[one.state]
    return MEETING.past_reason.format(state=said, reason=one.reason) if one.reason else said
