"""What was seen of somebody who takes part, and a form to write down more."""

from dataclasses import dataclass
from datetime import date

import streamlit as st

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.members.checks import CHECKS, CheckCard, checks_of, record_check
from timebank.programmes.checks_due import EndingCheck, checks_ending
from timebank.programmes.reads import Participant, ProgrammeCard, definition_of
from timebank.programmes.setup import usual_end
from timebank.work import Look
from ui import context
from ui.parts.dates import day
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words.programmes import Ending
from ui.words.whom import Checks as said


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen (None where it is oneself), the day it is, and until when what is seen today usually holds."""

    checks: tuple[CheckCard, ...] | None
    today: date
    usual_end: date | None


def ending(programme: ProgrammeCard) -> None:
    """Draw whose checks end within 60 days or have ended, soonest first; nothing where there are none."""
    found = context.see(checks_ending, programme.programme_id)
    if found:
        part(Ending.part)
        html_table(Ending.columns, [_ending_row(one) for one in found], Ending.caption)
        st.caption(Ending.tells)


def _ending_row(one: EndingCheck) -> tuple[str, ...]:
    return one.name, one.words.capitalize(), f"{day(one.expires_on)} {one.expires_on.year}", _left(one)


def _left(one: EndingCheck) -> str:
    if one.days_left < 0:
        return Ending.over
    return {0: Ending.today, 1: Ending.one_day}.get(one.days_left, Ending.days.format(count=one.days_left))


def draw(one: Participant, needed: tuple[str, ...], programme_id: str) -> None:
    """Draw what was seen, what their role needs, and the form; never of oneself."""
    found = context.see(_look, one.member_id, programme_id)
    seen = found.checks
    part(said.part)
    if needed:
        words = ", ".join(CHECKS.get(kind, kind) for kind in needed)
        st.markdown(said.needed.format(role=plain(one.role_label.capitalize()), checks=plain(words)))
    if seen is None:
        st.markdown(said.own)
        return
    st.markdown(said.lead if seen else said.none)
    if seen:
        html_table(said.columns, [_row(check) for check in seen], said.caption.format(name=one.name))
    form = f"check-{one.member_id}"
    with st.expander(said.add), st.form(form, border=False):
        st.selectbox(said.kind, list(CHECKS), format_func=lambda kind: CHECKS[kind].capitalize(), key=f"{form}-kind")
        st.checkbox(said.passed, value=True, key=f"{form}-passed")
        st.date_input(said.seen_on, value=found.today, key=f"{form}-seen", format="DD/MM/YYYY")
        st.date_input(said.expires_on, value=found.usual_end, key=f"{form}-expires", format="DD/MM/YYYY")
        st.text_input(said.reference, key=f"{form}-reference", max_chars=80, autocomplete="off")
        st.form_submit_button(said.save, type="primary", key=f"{form}-send", on_click=_record, args=(one,))


def _look(look: Look, member_id: str, programme_id: str) -> Seen:
    today = local_date(look.now, community(look).zone)
    checks = None if member_id == look.actor.member_id else checks_of(look, member_id, today)
    return Seen(checks, today, usual_end(definition_of(look, programme_id), today))


def _row(check: CheckCard) -> tuple[str, ...]:
    seen_on, until = (f"{day(one)} {one.year}" if one else said.open_end for one in (check.seen_on, check.expires_on))
    return check.words, seen_on, until, said.yes if check.holds else said.no, check.recorded_by


def _record(one: Participant) -> None:
    form, state = f"check-{one.member_id}", st.session_state
    kind, is_passed, seen_on = (state[f"{form}-{field}"] for field in ("kind", "passed", "seen"))
    expires_on, reference = state[f"{form}-expires"], str(state[f"{form}-reference"] or "")
    done = said.saved.format(name=plain(one.name))
    context.act(form, done, record_check, one.member_id, kind, is_passed, seen_on, expires_on, reference)
