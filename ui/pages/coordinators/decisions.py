"""What waits for a second person: large corrections and hours past a limit, with the facts side by side."""

from dataclasses import dataclass

import streamlit as st

from timebank.community.reads import community
from timebank.ledger.decisions import DecisionCard, agree, refuse, waiting
from timebank.ledger.rules import say_minutes
from timebank.work import Look
from ui import context
from ui.parts.cards import buttons, card, listed
from ui.parts.dates import local_day, long_day
from ui.parts.desk import desk_head, waits_for
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import together
from ui.words.desk_ledger import Decisions as said

MOST = 20


@dataclass(frozen=True, slots=True)
class Seen:
    """What waits, and where the reader lives."""

    cards: tuple[DecisionCard, ...]
    zone: str


def page() -> None:
    """Draw what the reader may decide, then what waits for somebody else."""
    seen = context.see(_look)
    desk_head(said.title, said.lead)
    mine = [one for one in seen.cards if one.may_decide]
    theirs = [one for one in seen.cards if not one.may_decide]
    if not mine:
        st.markdown(said.none)
    for one in mine[:MOST]:
        with card(f"decide-{one.decision_id}", _title(one)):
            _facts(one, seen.zone)
            _form(one)
    if theirs:
        part(said.others)
        st.markdown(said.others_lead)
    for one in theirs[:MOST]:
        with card(f"waits-{one.decision_id}", _title(one)):
            _facts(one, seen.zone)
            st.markdown(waits_for(list(one.waits_for)))


def _look(look: Look) -> Seen:
    return Seen(waiting(look), community(look).zone)


def _title(one: DecisionCard) -> str:
    sentence = said.correction if one.kind == "correction" else said.over_limit
    what = said.gift if one.entry_kind in ("donation", "grant") else said.help
    return sentence.format(what=what.format(helper=one.helper, helped=one.helped))


def _facts(one: DecisionCard, zone: str) -> None:
    is_correction = one.kind == "correction"
    lines = [said.happened.format(day=long_day(one.service_date), minutes=say_minutes(one.minutes))]
    if one.note:
        lines.append(said.note.format(words=one.note))
    if one.asked_by:
        asked = said.asked if is_correction else said.written
        lines.append(asked.format(name=one.asked_by, day=local_day(one.asked_at, zone)))
    if one.reason:
        lines.append(said.why.format(words=one.reason))
    if not is_correction:
        lines.append(said.confirmed if one.is_agreed else said.not_confirmed)
    st.html(f'<div class="tb-card">{listed(lines)}</div>')
    html_table(said.columns, [_hours(one), *_balances(one)], said.caption, number_columns=2)


def _hours(one: DecisionCard) -> tuple[str, str, str]:
    """What counts of these hours now, and what would."""
    if one.kind == "correction":
        return said.hours, say_minutes(one.minutes), say_minutes(one.new_minutes or 0)
    return said.hours, say_minutes(0), say_minutes(one.minutes)


def _balances(one: DecisionCard) -> list[tuple[str, str, str]]:
    """Where both stand and would stand, for whoever has no part in it."""
    if one.helped_balance_minutes is None or one.helper_balance_minutes is None:
        return []
    change = (one.new_minutes or 0) - one.minutes if one.kind == "correction" else one.minutes
    sides = ((one.helper, one.helper_balance_minutes, change), (one.helped, one.helped_balance_minutes, -change))
    return [
        (said.balance.format(name=name), say_minutes(before), say_minutes(before + moved))
        for name, before, moved in sides
    ]


def _form(one: DecisionCard) -> None:
    form = f"decide-form-{one.decision_id}"
    is_correction = one.kind == "correction"
    with st.form(form, border=False):
        st.text_input(said.words, key=f"{form}-words", max_chars=600, help=said.words_help)
        st.caption(said.words_correction if is_correction else said.words_limit)
        with buttons(f"{form}-ways"):
            st.form_submit_button(said.agree, type="primary", key=f"{form}-yes", on_click=_agree, args=(one, form))
            no = said.refuse if is_correction else said.refuse_limit
            st.form_submit_button(no, key=f"{form}-no", on_click=_refuse, args=(one, form))


def _agree(one: DecisionCard, form: str) -> None:
    if one.kind != "correction":
        done = said.agreed_limit if one.is_agreed else said.agreed_limit_later
    elif one.new_minutes:
        done = said.agreed_correction.format(minutes=say_minutes(one.new_minutes))
    else:
        done = said.agreed_correction_nothing
    context.act(form, together(done), agree, one.decision_id, st.session_state[f"{form}-words"] or "")


def _refuse(one: DecisionCard, form: str) -> None:
    done = said.refused_correction if one.kind == "correction" else said.refused_limit
    context.act(f"{form} no", done, refuse, one.decision_id, st.session_state[f"{form}-words"] or "")
