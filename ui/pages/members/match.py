"""One match: who one meets and when, what is agreed and aimed at, how it goes, a rest, its ending, and a way out."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.errors import NotFound
from timebank.handover.reads import Absence, own_absence
from timebank.life.cards import Life
from timebank.life.reads import life_of
from timebank.matches.cards import MyMatch
from timebank.matches.reads import my_matches
from timebank.meetings.reads import Meetings, meetings_of
from timebank.safeguarding.reads import has_lead
from timebank.work import Look
from ui import context, words
from ui.parts import agreement, life, resting, stopping
from ui.parts.cards import card
from ui.parts.contact import contact, coordinator
from ui.parts.dates import long_day
from ui.parts.desk import asked_for, names_in_words
from ui.parts.head import head, part
from ui.parts.links import way_to
from ui.parts.meetings import coming_card, plan_form, waiting_card
from ui.parts.says import question, said_lines
from ui.parts.text import plain
from ui.words.life import Agreement, Ending, Goals, Rest, Stop
from ui.words.life import Match as SAID


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows."""

    life: Life
    mine: MyMatch
    meetings: Meetings
    me: str
    has_lead: bool
    absence: Absence | None
    contact: str


def page() -> None:
    """Draw one match, or the way to choose one."""
    match_id = asked_for("id")
    if not match_id:
        head(words.TITLES["match"], SAID.which)
        way_to("matches", SAID.to_matches)
        return
    seen = context.see(_look, match_id)
    names = names_in_words([other.name for other in seen.mine.others])
    details = SAID.lead.format(programme=seen.life.programme, day=long_day(seen.life.started))
    head(plain(names), plain(details))
    resting.draw_absence(seen.absence)
    if seen.life.is_active:
        life.draw_rest(seen.life)
        life.draw_ending(seen.life)
    elif seen.life.ended:
        st.markdown(SAID.ended.format(day=long_day(seen.life.ended)))
    _thanks(seen.life)
    _asked(seen, names)
    if seen.life.is_active:
        _together(seen)
    if seen.life.is_active or seen.life.agreement:
        part(Agreement.title)
        agreement.draw(seen.life, seen.me)
    if seen.life.is_active or seen.life.goals:
        part(Goals.title)
        life.draw_goals(seen.life)
    _said(seen.life)
    if seen.life.is_active:
        _changes(seen.life)
    part(Stop.title)
    coordinator(seen.contact)
    stopping.draw(seen.life, {other.member_id: other.name for other in seen.mine.others}, seen.has_lead)
    way_to("matches", SAID.to_matches)


def _look(look: Look, match_id: str) -> Seen:
    found = life_of(look, match_id)
    me = look.actor.member_id or ""
    mine = next((one for one in my_matches(look, me) if one.match_id == match_id), None)
    if mine is None:  # a coordinator who helps them has a page of their own
        raise NotFound
    return Seen(
        found, mine, meetings_of(look, me, match_id), me, has_lead(look), own_absence(look), community(look).contact
    )


def _thanks(found: Life) -> None:
    for place, (name, said) in enumerate(found.thanks):
        with card(f"thanks-{place}", SAID.thanks_from.format(name=name)):
            st.markdown(plain(said))


def _asked(seen: Seen, names: str) -> None:
    if seen.life.asked:
        part(SAID.asked)
        st.markdown(plain(SAID.asked_lead.format(names=names)))
    for _, occasion in seen.life.asked:
        question(seen.life.match_id, occasion, names)


def _together(seen: Seen) -> None:
    part(SAID.others)
    for other in seen.mine.others:
        contact(other)
    part(SAID.meetings)
    for meeting in seen.meetings.waiting:
        waiting_card(meeting)
    for meeting in seen.meetings.to_come:
        coming_card(meeting)
    if not seen.meetings.to_come:
        st.markdown(SAID.no_meeting)
    life.folded(
        words.Matches.plan, f"plan-open-{seen.life.match_id}", lambda found: plan_form(found.match_id), seen.life
    )


def _said(found: Life) -> None:
    if found.said:
        part(SAID.said)
        st.markdown(said_lines(found.said))


def _changes(found: Life) -> None:
    part(SAID.changes)
    if found.rest is None:
        life.folded(Rest.title, f"hold-open-{found.match_id}", life.rest_form, found)
    title = Ending.other_day if found.ends_on else Ending.title
    life.folded(title, f"last-open-{found.match_id}", life.ending_form, found)
    life.folded(words.Matches.end, f"end-open-{found.match_id}", lambda one: life.end_form(one.match_id), found)
