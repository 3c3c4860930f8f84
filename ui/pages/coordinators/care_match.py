"""One match for coordinators: what needs a look, what each has said, and all its people could do themselves."""

from dataclasses import dataclass

import streamlit as st

from timebank.access import May
from timebank.community.reads import community
from timebank.life.cards import CareCard, Life
from timebank.life.reads import care_of_match
from timebank.matches.rules import ENDING_REASONS, UNDONE
from timebank.meetings.reads import Meetings, meetings_of
from timebank.safeguarding.reads import has_lead
from timebank.work import Look
from ui import context
from ui.pages.coordinators import care_tasks, care_worries
from ui.parts import agreement, life
from ui.parts.dates import long_day
from ui.parts.desk import asked_for, desk_head, names_in_words
from ui.parts.head import part
from ui.parts.links import way_to
from ui.parts.meetings import coming_card, plan_form
from ui.parts.says import question, said_lines
from ui.parts.text import plain
from ui.words import Matches
from ui.words import desk as words
from ui.words.life import Agreement, Ending, Goals, Match, Rest
from ui.words.life import CareMatch as SAID


@dataclass(frozen=True, slots=True)
class Seen:
    """All the page shows; `helps` whether the reader may write things down and end it, not only look after it."""

    care: CareCard
    meetings: Meetings | None
    zone: str
    helps: bool
    has_lead: bool


def page() -> None:
    """Draw one match, or the way to choose one."""
    match_id = asked_for("id")
    if not match_id:
        desk_head(words.TITLES["care_match"], SAID.which)
        way_to("care", SAID.to_list)
        return
    seen = context.see(_look, match_id)
    found = seen.care.life
    desk_head(
        plain(names_in_words([one.name for one in found.people])),
        plain(Match.lead.format(programme=found.programme, day=long_day(found.started))),
    )
    if found.ended:
        st.markdown(plain(_ended(seen.care)))
    care_tasks.draw(seen.care, seen.zone)
    if seen.helps and found.is_active:
        life.draw_rest(found)
        life.draw_ending(found)
        _meetings(seen)
    if found.is_active or found.agreement:
        part(Agreement.title_of)
        agreement.draw(found, offline=[one for one in found.people if one.is_offline and seen.helps])
    if found.is_active or found.goals:
        part(Goals.title)
        life.draw_goals(found, may_change=seen.helps)
    _said(seen)
    if seen.helps:
        _changes(found)
        care_worries.draw(found, seen.has_lead)
    way_to("care", SAID.to_list)


def _look(look: Look, match_id: str) -> Seen:
    care = care_of_match(look, match_id)
    helps = look.allows(May.RECORD_FOR_OFFLINE)
    first = care.life.people[0].member_id
    shown = meetings_of(look, first, match_id) if helps else None
    return Seen(care, shown, community(look).zone, helps, has_lead(look))


def _ended(care: CareCard) -> str:
    assert care.life.ended is not None  # asked only for ended matches
    why = SAID.undone if care.ending_code == UNDONE else ENDING_REASONS.get(care.ending_code, "")
    told = f"{why}. {care.ending_words}" if care.ending_words else f"{why}."
    return SAID.ended_why.format(day=long_day(care.life.ended), why=told)


def _meetings(seen: Seen) -> None:
    part(Match.meetings)
    coming = seen.meetings.to_come if seen.meetings else ()
    for meeting in coming:
        coming_card(meeting)
    if not coming:
        st.markdown(Match.no_meeting)
    found = seen.care.life
    life.folded(Matches.plan, f"plan-open-{found.match_id}", lambda one: plan_form(one.match_id), found)


def _said(seen: Seen) -> None:
    found = seen.care.life
    part(SAID.said)
    if found.said:
        st.caption(SAID.said_lead)
        st.markdown(said_lines(found.said, with_names=True))
    else:
        st.markdown(SAID.said_none)
    offline = {one.member_id: one.name for one in found.people if one.is_offline and seen.helps}
    for member_id, occasion in found.asked:
        if member_id in offline:
            _write_down(found, occasion, member_id, offline[member_id])


def _write_down(found: Life, occasion: str, member_id: str, name: str) -> None:
    title = plain(SAID.write_down.format(name=name))
    key = f"write-{found.match_id}-{occasion}-{member_id}"
    names = names_in_words([one.name for one in found.people if one.member_id != member_id])
    life.folded(title, key, lambda one: question(one.match_id, occasion, names, member_id, name), found)


def _changes(found: Life) -> None:
    if not found.is_active:
        return
    part(SAID.changes)
    if found.rest is None:
        life.folded(Rest.title, f"hold-open-{found.match_id}", life.rest_form, found)
    title = Ending.other_day if found.ends_on else Ending.title
    life.folded(title, f"last-open-{found.match_id}", life.ending_form, found)
    life.folded(
        Matches.end, f"end-open-{found.match_id}", lambda one: life.end_form(one.match_id, SAID.end_tells), found
    )
