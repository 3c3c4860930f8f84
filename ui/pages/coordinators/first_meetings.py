"""First meetings: those a coordinator comes along to, and those that nobody comes along to yet."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.ledger.rules import say_minutes
from timebank.meetings.company import FirstMeeting, bring_along, where_i_come_along, without_company
from timebank.work import Look
from ui import context
from ui.parts.cards import card_text
from ui.parts.dates import local_day, long_day
from ui.parts.desk import desk_head, names_in_words
from ui.parts.head import part
from ui.parts.text import html
from ui.words import desk
from ui.words.meeting import FirstMeetings as words
from ui.words.meeting import Meeting


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    mine: tuple[FirstMeeting, ...]
    without: tuple[FirstMeeting, ...]
    zone: str


def page() -> None:
    """Draw one's own, then those without company, the longest matched first."""
    seen = context.see(_look)
    desk_head(desk.TITLES["first_meetings"], words.lead)
    part(words.mine)
    if not seen.mine:
        st.markdown(words.none_mine)
    for one in seen.mine:
        _mine(one)
    part(words.without)
    if not seen.without:
        st.markdown(words.none_without)
    for one in seen.without:
        _without(one, seen.zone)


def _look(look: Look) -> Seen:
    return Seen(where_i_come_along(look), without_company(look), community(look).zone)


def _mine(one: FirstMeeting) -> None:
    form = f"along-{one.meeting_id}"
    with st.container(border=True, key=form):
        card_text(_names(one), _when(one), one.place, _there(one), more=_calendar_link(one))
        opened = st.expander(words.hand_on, key=f"{form}-open", on_change="rerun")
        if opened.open:
            names = {**dict(one.others), "": words.nobody}
            with opened, st.form(f"{form}-form", border=False):
                st.selectbox(
                    words.to_whom,
                    list(names),
                    index=None,
                    format_func=names.__getitem__,
                    placeholder=desk.CHOOSE,
                    key=f"{form}-whom",
                )
                st.form_submit_button(words.save, key=f"{form}-send", on_click=_hand_on, args=(one, form))


def _without(one: FirstMeeting, zone: str) -> None:
    form = f"without-{one.match_id}"
    with st.container(border=True, key=form):
        if not one.meeting_id:
            told = words.not_planned.format(programme=one.programme, day=local_day(one.matched_at, zone))
            card_text(_names(one), told)
            return
        card_text(_names(one), _when(one), one.place, _there(one))
        st.button(words.i_come, key=f"{form}-come", on_click=_come, args=(one, form))


def _names(one: FirstMeeting) -> str:
    return names_in_words([name for _, name in one.people])


def _when(one: FirstMeeting) -> str:
    assert one.starts_local is not None  # asked of planned ones alone
    day, length = long_day(one.starts_local.date()), say_minutes(one.minutes)
    return words.planned.format(day=day, time=f"{one.starts_local:%H:%M}", length=length)


def _there(one: FirstMeeting) -> str:
    return Meeting.there_is.format(access=one.access) if one.access else ""


def _calendar_link(one: FirstMeeting) -> str:
    address, label = f"/meeting/{html(one.meeting_id)}.ics", html(f"{Meeting.calendar}: {_names(one)}")
    link = f'<a href="{address}" target="_self" aria-label="{label}">{html(Meeting.calendar)}</a>'
    return f'<p class="tb-links">{link}</p>'


def _hand_on(one: FirstMeeting, form: str) -> None:
    whom = st.session_state[f"{form}-whom"]
    if whom is None:
        context.say("error", words.choose_first)
        return
    context.act(form, words.handed, bring_along, one.meeting_id, whom)


def _come(one: FirstMeeting, form: str) -> None:
    context.act(form, words.i_came, bring_along, one.meeting_id, context.me().member_id or "")
