"""Suggestions, matches and meetings of a member without e-mail: asked by a coordinator, and their word written down."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.errors import Refused
from timebank.ledger.rules import parse_duration, say_minutes
from timebank.life import undoing
from timebank.matches import actions
from timebank.matches.cards import MyMatch, MySuggestion
from timebank.matches.reads import my_matches, my_suggestions
from timebank.matches.rules import DECLINE_REASONS
from timebank.matches.taster_reads import MyTaster, my_tasters
from timebank.meetings import actions as meetings
from timebank.meetings.reads import MeetingCard, Meetings, meetings_of
from timebank.members.reads import MemberRow
from timebank.work import Look
from ui import context
from ui.parts import tasters
from ui.parts.cards import buttons, card
from ui.parts.dates import local_day, moment
from ui.parts.desk import names_in_words
from ui.parts.head import part
from ui.parts.how_told import how_told, told
from ui.parts.links import way_to
from ui.parts.meetings import coming_card, plan_form
from ui.parts.text import plain
from ui.words import Matches
from ui.words import desk as words
from ui.words.life import Match
from ui.words.meeting import Meeting

SAID = words.Member


@dataclass(frozen=True, slots=True)
class Seen:
    """What waits for the member's word, and whom they are matched with."""

    suggestions: list[MySuggestion]
    meetings: Meetings
    matches: list[MyMatch]
    zone: str
    tasters: list[MyTaster]


def draw(row: MemberRow) -> None:
    """Draw suggestions to ask about, meetings to hear about, and matches."""
    seen = context.see(_look, row.member_id)
    if not seen.suggestions:
        st.markdown(SAID.no_suggestions.format(name=plain(row.name)))
    for one in seen.suggestions:
        _suggestion(row, one, seen.zone)
    tasters.draw(seen.tasters, seen.zone, row.member_id, row.name)
    for meeting in seen.meetings.waiting:
        _meeting(row, meeting)
    if seen.meetings.to_come:
        part(Matches.to_come)
        for meeting in seen.meetings.to_come:
            coming_card(meeting)
    part(SAID.matches)
    if not seen.matches:
        st.markdown(SAID.no_matches)
    for match in seen.matches:
        _match(match, seen)


def _look(look: Look, member_id: str) -> Seen:
    zone = community(look).zone
    return Seen(
        my_suggestions(look, member_id),
        meetings_of(look, member_id),
        my_matches(look, member_id),
        zone,
        my_tasters(look, member_id),
    )


def _suggestion(row: MemberRow, one: MySuggestion, zone: str) -> None:
    names = names_in_words([other.name for other in one.others])
    until = Matches.until.format(day=local_day(one.closes_at, zone))
    form = f"answer-{row.member_id}-{one.suggestion_id}"
    with card(form, SAID.suggestion.format(names=names, programme=one.programme), until):
        st.markdown("\n".join(f"- {plain(sentence)}" for sentence in one.sentences))
        with st.form(f"{form}-form", border=False):
            how_told(f"{form}-told")
            if one.my_answer is None:
                _answer(row, one.suggestion_id, form)
            else:
                st.markdown(SAID.said_yes.format(name=plain(row.name)))
                st.form_submit_button(
                    SAID.undo, key=f"{form}-undo", on_click=_undo, args=(row, one.suggestion_id, form)
                )


def _answer(row: MemberRow, suggestion_id: str, form: str) -> None:
    st.selectbox(SAID.reason, list(DECLINE_REASONS), format_func=DECLINE_REASONS.__getitem__, key=f"{form}-why")
    st.text_input(SAID.reason_words, key=f"{form}-words", max_chars=600)
    st.caption(SAID.answer_tells)
    with buttons(f"{form}-ways"):
        st.form_submit_button(
            SAID.yes, type="primary", key=f"{form}-yes", on_click=_say, args=(row, suggestion_id, form, True)
        )
        st.form_submit_button(SAID.no, key=f"{form}-no", on_click=_say, args=(row, suggestion_id, form, False))


def _say(row: MemberRow, suggestion_id: str, form: str, accept: bool) -> None:
    why, own = ("", "") if accept else (st.session_state[f"{form}-why"], st.session_state[f"{form}-words"] or "")
    done = (SAID.said_yes if accept else SAID.said_no).format(name=plain(row.name))
    how = told(f"{form}-told")
    what = (suggestion_id, accept, why, own, row.member_id, how)
    context.act(f"{form} {accept}", done, actions.answer, *what)


def _undo(row: MemberRow, suggestion_id: str, form: str) -> None:
    how = told(f"{form}-told")
    context.act(f"{form} undo", SAID.undone, undoing.undo, suggestion_id, row.member_id, how)


def _meeting(row: MemberRow, one: MeetingCard) -> None:
    names = names_in_words([name for _, name in one.others])
    form = f"went-{row.member_id}-{one.meeting_id}"
    title = SAID.waiting_meeting.format(names=names, when=moment(one.starts_at, one.zone))
    with card(form, title, one.programme), st.form(f"{form}-form", border=False):
        if one.hours != "none":
            st.text_input(SAID.held_long, say_minutes(one.minutes), key=f"{form}-long", max_chars=20)
        if one.hours != "none" and one.kind != "mentoring":
            st.radio(SAID.who_helped, list(_ways(row, one)), format_func=plain, key=f"{form}-way")
        elif one.hours != "none":
            st.checkbox(Meeting.no_hours, key=f"{form}-none", help=Meeting.no_hours_help)
        how_told(f"{form}-told")
        st.caption(Meeting.hours[one.hours] if one.hours == "none" else SAID.held_tells)
        with buttons(f"{form}-ways"):
            st.form_submit_button(SAID.held, type="primary", key=f"{form}-yes", on_click=_held, args=(row, one, form))
            st.form_submit_button(SAID.not_held, key=f"{form}-no", on_click=_not_held, args=(one, form))


def _ways(row: MemberRow, one: MeetingCard) -> dict[str, tuple[str, str]]:
    """Who may have helped whom, in words, as (helper, helped); the last says that no hours are written down."""
    ways = {}
    for other_id, name in one.others:
        ways[SAID.helped.format(helper=row.name, other=name)] = (row.member_id, other_id)
        ways[SAID.helped.format(helper=name, other=row.name)] = (other_id, row.member_id)
    return ways | {SAID.no_hours: ("", "")}


def _held(row: MemberRow, one: MeetingCard, form: str) -> None:
    state = st.session_state
    try:
        minutes = parse_duration(state[f"{form}-long"] or "") if one.hours != "none" else one.minutes
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    has_way = one.hours != "none" and one.kind != "mentoring"
    helper, helped = _ways(row, one)[state[f"{form}-way"]] if has_way else ("", "")
    with_hours = bool(helper) if has_way else one.hours != "none" and not state[f"{form}-none"]
    context.act(
        form,
        SAID.held_said if with_hours else SAID.not_held_said,
        meetings.held,
        one.meeting_id,
        minutes,
        helper_id=helper,
        helped_id=helped,
        with_hours=with_hours,
        recorded_for_id=row.member_id,
        how_told=told(f"{form}-told"),
    )


def _not_held(one: MeetingCard, form: str) -> None:
    context.act(f"{form} no", SAID.not_held_said, meetings.not_held, one.meeting_id)


def _match(one: MyMatch, seen: Seen) -> None:
    names = names_in_words([other.name for other in one.others])
    details = Matches.since.format(programme=one.programme, day=local_day(one.started_at, seen.zone))
    if one.ended_at:
        details += f", {Matches.ended.format(day=local_day(one.ended_at, seen.zone))}"
    with card(f"match-{one.match_id}", names, details):
        for other in one.others if one.is_active else ():
            reach = [other.phone, other.email]
            st.markdown(plain(f"{other.name}: {', '.join(filter(None, reach))}"))
        if context.me().member_id not in {other.member_id for other in one.others}:
            way_to("care_match", Match.open, id=one.match_id)
        if one.is_active:
            opened = st.expander(Matches.plan, key=f"plan-open-{one.match_id}", on_change="rerun")
            if opened.open:
                with opened:
                    plan_form(one.match_id)
