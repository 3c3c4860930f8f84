"""Programmes: who takes part and at which step, how a programme matches, and its file."""

from dataclasses import dataclass

import streamlit as st

from timebank.matches import taking_part
from timebank.programmes.pool_reads import missing_of
from timebank.programmes.reads import Participant, ProgrammeCard, participants, programmes
from timebank.programmes.rules import MOVES, STEP_WORDS
from timebank.work import Look
from ui import context
from ui.pages.coordinators import participant_checks, participant_pairs, programme_setup
from ui.parts.desk import asked_for, choose, desk_head, page_foot, page_number, switch
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.links import way_to
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.programmes import Ending, SetUp, WaitingPage
from ui.words.service import Participants as said
from ui.words.whom import Pairs

KEY = "participants"
PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Seen:
    """The programmes by title."""

    cards: tuple[ProgrammeCard, ...]

    def names(self) -> dict[str, str]:
        """Titles by id."""
        return {one.programme_id: one.title for one in self.cards}


def page() -> None:
    """Draw one programme, and a way to start another."""
    seen = context.see(_look)
    desk_head(words.TITLES["participants"], said.lead)
    if seen.cards:
        chosen = choose(said.programme, seen.names(), "programme", asked_for("programme"))
        _programme(next(one for one in seen.cards if one.programme_id == chosen))
    else:
        st.markdown(said.none)
    way_to("programme_new", SetUp.new_link)


def _look(look: Look) -> Seen:
    return Seen(programmes(look, closed_too=True))


def _programme(one: ProgrammeCard) -> None:
    view = switch(said.part, said.parts, f"programme-part {one.programme_id}")
    if view == "people":
        _people(one, context.see(participants, one.programme_id))
    elif view == "criteria":
        programme_setup.criteria(one.programme_id)
    else:
        programme_setup.file(one)


def _people(programme: ProgrammeCard, people: tuple[Participant, ...]) -> None:
    if programme.state == "open":
        way_to("waiting_list", WaitingPage.link, programme=programme.programme_id)
    if not people:
        st.markdown(said.nobody)
        return
    number = min(page_number(KEY), -(-len(people) // PER_PAGE))
    shown = people[(number - 1) * PER_PAGE : number * PER_PAGE]
    rows = [(one.name, one.role_label, STEP_WORDS[one.state], str(one.capacity)) for one in shown]
    html_table(said.columns, rows, said.caption.format(count=len(people)), number_columns=1)
    page_foot(len(people), KEY, PER_PAGE)
    participant_checks.ending(programme)
    part(said.one)
    names = {"": words.CHOOSE} | {one.participation_id: one.name for one in people}
    chosen = choose(said.which, names, f"participant {programme.programme_id}")
    if chosen:
        one = next(one for one in people if one.participation_id == chosen)
        _one(one, programme.programme_id)
        checks = next((role.checks for role in programme.roles if role.name == one.role), ())
        participant_checks.draw(one, checks, programme.programme_id)
    opened = st.expander(Pairs.open, key=f"pairs-fold-{programme.programme_id}", on_change="rerun")
    if opened.open:
        with opened:
            participant_pairs.draw(programme.programme_id, {one.member_id: one.name for one in people})


def _one(one: Participant, programme_id: str) -> None:
    st.markdown(f"**{said.shown}**")
    if not one.shown:
        st.markdown(said.nothing_shown)
    for label, answers in one.shown:
        st.markdown(f"{plain(label)}  \n{plain(', '.join(answers))}")
    if one.state == "paused":
        st.markdown(said.not_movable.format(name=plain(one.name)))
    if one.step_words:
        st.markdown(said.last_words.format(words=plain(one.step_words)))
    if one.step == "interested":
        st.markdown(Ending.interested.format(name=plain(one.name)))
        return
    missing = context.see(missing_of, programme_id, one.member_id)
    if missing:
        st.markdown(Ending.missing.format(words=plain(missing)))
    form = f"step-{one.participation_id}"
    with st.form(form):
        st.radio(said.to_step, MOVES[one.step], format_func=STEP_WORDS.__getitem__, key=f"{form}-to")
        st.text_input(said.reason, key=f"{form}-why", max_chars=300)
        st.caption(said.move_tells.format(name=plain(one.name)))
        st.form_submit_button(said.move_save, type="primary", key=f"{form}-send", on_click=_move, args=(one, form))


def _move(one: Participant, form: str) -> None:
    state, reason = st.session_state[f"{form}-to"], st.session_state[f"{form}-why"] or ""
    done = said.moved.format(name=plain(one.name), state=STEP_WORDS[state])
    context.act(form, done, taking_part.move_step, one.participation_id, state, reason)
