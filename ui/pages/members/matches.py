"""Matches: suggestions to answer, the people one is matched with, and meetings with them."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.handover.reads import Absence, own_absence
from timebank.ledger.rules import say_minutes
from timebank.life import undoing
from timebank.life.own_rests import OwnRest, own_rests
from timebank.matches import actions
from timebank.matches.cards import MyMatch, MySuggestion
from timebank.matches.reads import my_matches, my_suggestions
from timebank.matches.rules import DECLINE_REASONS
from timebank.matches.taster_reads import MyTaster, my_tasters
from timebank.meetings.reads import Meetings, meetings_of
from timebank.work import Look
from ui import context, words
from ui.parts import resting, tasters
from ui.parts.cards import card
from ui.parts.contact import contact
from ui.parts.dates import day, local_day
from ui.parts.desk import names_in_words
from ui.parts.head import head, part
from ui.parts.life import end_form
from ui.parts.links import way_to
from ui.parts.meetings import coming_card, how_it_went, names_of, plan_form, waiting_card
from ui.parts.tables import table
from ui.parts.text import plain
from ui.words.life import Match

SAID = words.Matches


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    suggestions: list[MySuggestion]
    matches: list[MyMatch]
    meetings: Meetings
    zone: str
    contact: str
    today: date
    tasters: list[MyTaster]
    absence: Absence | None
    rests: dict[str, OwnRest]


def page() -> None:
    """Draw suggestions, meetings and matches."""
    seen = context.see(_look)
    head(words.TITLES["matches"], SAID.lead)
    resting.draw_absence(seen.absence)
    if seen.meetings.waiting:
        part(SAID.how_it_went)
    for meeting in seen.meetings.waiting:
        waiting_card(meeting)
    part(SAID.suggestions)
    if not seen.suggestions:
        st.markdown(SAID.none)
        way_to("programmes", SAID.join)
    for suggestion in seen.suggestions:
        _suggestion(suggestion, seen.zone)
    tasters.draw(seen.tasters, seen.zone, contact=seen.contact)
    if seen.meetings.to_come:
        part(SAID.to_come)
        for meeting in seen.meetings.to_come:
            coming_card(meeting)
    part(SAID.matches)
    if not seen.matches:
        st.markdown(SAID.no_matches)
    for match in seen.matches:
        _match(match, seen)
    _past(seen)


def _look(look: Look) -> Seen:
    me = look.actor.member_id or ""
    here = community(look)
    return Seen(
        suggestions=my_suggestions(look, me),
        matches=my_matches(look, me),
        meetings=meetings_of(look, me),
        zone=here.zone,
        contact=here.contact,
        today=local_date(look.now, here.zone),
        tasters=my_tasters(look, me),
        absence=own_absence(look),
        rests={one.match_id: one for one in own_rests(look)},
    )


def _suggestion(one: MySuggestion, zone: str) -> None:
    names = names_in_words([other.name for other in one.others])
    until = SAID.until.format(day=local_day(one.closes_at, zone))
    with card(f"suggestion-{one.suggestion_id}", SAID.title.format(names=names, programme=one.programme), until):
        for other in one.others:
            if other.about:
                st.markdown(f"**{plain(other.name)}**: {plain(other.about)}")
        for added in filter(None, one.letter_words.split("\n")):
            st.markdown(plain(added))
        if one.sentences:
            st.markdown(f"**{SAID.why}**")
            st.markdown("\n".join(f"- {plain(sentence)}" for sentence in one.sentences))
        if one.my_answer == "accepted":
            st.markdown(SAID.you_said_yes)
            if one.undo_until:
                _undo(one.suggestion_id)
        else:
            _answers(one.suggestion_id)


def _answers(suggestion_id: str) -> None:
    st.button(SAID.accept, type="primary", key=f"yes-{suggestion_id}", on_click=_accept, args=(suggestion_id,))
    with st.expander(SAID.decline), st.form(f"decline-{suggestion_id}", border=False):
        st.selectbox(
            SAID.reason, list(DECLINE_REASONS), format_func=DECLINE_REASONS.__getitem__, key=f"why-{suggestion_id}"
        )
        st.text_input(SAID.decline_words, key=f"words-{suggestion_id}", max_chars=600)
        st.form_submit_button(SAID.send_decline, key=f"no-{suggestion_id}", on_click=_decline, args=(suggestion_id,))


def _undo(suggestion_id: str) -> None:
    st.button(SAID.undo, key=f"undo-{suggestion_id}", on_click=_take_back, args=(suggestion_id,))


def _accept(suggestion_id: str) -> None:
    context.act(f"accept {suggestion_id}", SAID.accepted, actions.answer, suggestion_id, True)


def _decline(suggestion_id: str) -> None:
    said = (st.session_state[f"why-{suggestion_id}"], st.session_state[f"words-{suggestion_id}"] or "")
    context.act(f"decline {suggestion_id}", SAID.declined, actions.answer, suggestion_id, False, *said)


def _take_back(suggestion_id: str) -> None:
    context.act(f"undo {suggestion_id}", SAID.undone, undoing.undo, suggestion_id)


def _match(one: MyMatch, seen: Seen) -> None:
    names = names_in_words([other.name for other in one.others])
    details = SAID.since.format(programme=one.programme, day=local_day(one.started_at, seen.zone))
    if one.ended_at:
        details += f", {SAID.ended.format(day=local_day(one.ended_at, seen.zone))}"
    rest = seen.rests.get(one.match_id)
    with card(f"match-{one.match_id}", names, details, resting.said_until(rest.until) if rest else ""):
        way_to("match", Match.open, id=one.match_id)
        if not one.is_active:
            return
        for other in one.others:
            contact(other)
        opened = st.expander(SAID.plan, key=f"plan-open-{one.match_id}", on_change="rerun")
        if opened.open:
            with opened:
                plan_form(one.match_id)
        closed = st.expander(SAID.end, key=f"end-open-{one.match_id}", on_change="rerun")
        if closed.open:
            with closed:
                end_form(one.match_id)


def _past(seen: Seen) -> None:
    if seen.meetings.past:
        part(SAID.past)
        rows = [
            (day(one.starts_local.date(), seen.today), names_of(one), say_minutes(one.minutes), how_it_went(one))
            for one in seen.meetings.past
        ]
        table(SAID.columns, rows, SAID.alt, "past-meetings", is_labelled=False)
