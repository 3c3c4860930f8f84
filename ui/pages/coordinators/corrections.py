"""Putting hours right: which of them, what should stand instead, why, and whether a second person has to agree."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import streamlit as st

from timebank.errors import InvalidInput
from timebank.ledger.corrections import KINDS, MayCorrect, correct, may_correct
from timebank.ledger.reads import HoursCard
from timebank.ledger.rules import say_minutes
from timebank.work import Look
from ui import context
from ui.parts.amounts import amount_minutes
from ui.parts.dates import day
from ui.parts.desk import names_in_words
from ui.parts.entries import title_of
from ui.parts.text import plain, together
from ui.words import desk as words
from ui.words.desk_ledger import Corrections as said


def folded_corrections(rows: Sequence[HoursCard], today: date, key: str) -> None:
    """Draw the way to put one of these entries right, behind a line that opens it."""
    open_to_it = [one for one in rows if may_be_put_right(one)]
    if not open_to_it:
        return
    opened = st.expander(said.part, key=f"{key}-fold", on_change="rerun")
    if opened.open:
        with opened:
            _draw(open_to_it, today, key)


def may_be_put_right(one: HoursCard) -> bool:
    """Whether an entry counts, and nobody has put it right yet or asked to."""
    return one.kind in KINDS and one.state == "posted" and one.corrected_by is None and not one.correction_waits


def stands_in_words(one: HoursCard) -> str:
    """What was put right of an entry, or that it waits for a second person; nothing where nothing was."""
    if one.corrected_by:
        changed = one.corrected_by
        sentence = said.corrected if changed.minutes else said.corrected_nothing
        return sentence.format(minutes=say_minutes(changed.minutes), reason=changed.reason)
    if one.corrects:
        return said.corrects.format(reason=one.corrects.reason)
    return said.waits_for_second if one.correction_waits else ""


def _draw(rows: Sequence[HoursCard], today: date, key: str) -> None:
    st.markdown(said.tells)
    lines = {one.entry_id: _line(one, today) for one in rows}
    entry_id = st.selectbox(
        said.which,
        list(lines),
        index=None,
        format_func=lines.__getitem__,
        placeholder=words.CHOOSE,
        key=f"{key}-which",
    )
    if entry_id not in lines:
        return
    seen = context.see(_look, entry_id)
    if not seen.may:
        st.markdown(said.not_yours)
        return
    one = next(one for one in rows if one.entry_id == entry_id)
    form = f"{key}-form-{entry_id}"
    with st.form(form, border=False):
        st.text_input(said.figure, say_minutes(one.minutes), key=f"{form}-figure", max_chars=20)
        st.text_input(said.reason, key=f"{form}-reason", max_chars=600)
        st.caption(_who_agrees(seen))
        st.form_submit_button(
            said.save, type="primary", key=f"{form}-send", on_click=_save, args=(one, seen.alone_minutes, form)
        )


def _look(look: Look, entry_id: str) -> MayCorrect:
    return may_correct(look, entry_id)


def told_of(one: HoursCard) -> str:
    """Who helped whom, or which hours these are, as somebody says it who is neither of them."""
    return title_of(replace(one, given=None))


def row_of(one: HoursCard, today: date) -> tuple[str, str, str, str]:
    """One line of a statement as a coordinator reads it: when, what, how long, how it stands."""
    what = told_of(one) + (f": {one.category}" if one.category else "")
    stands = words.Member.past_limit if one.past_limit else stands_in_words(one) or words.Member.states[one.state]
    return day(one.service_date, today), what, say_minutes(one.minutes), stands


def _line(one: HoursCard, today: date) -> str:
    return said.line.format(day=day(one.service_date, today), what=told_of(one), minutes=say_minutes(one.minutes))


def _who_agrees(seen: MayCorrect) -> str:
    limit = say_minutes(seen.alone_minutes)
    if not seen.second:
        return together((said.second_nobody if seen.alone_minutes else said.always_nobody).format(limit=limit))
    names = plain(names_in_words(list(seen.second)))
    return together((said.second if seen.alone_minutes else said.second_always).format(limit=limit, names=names))


def _save(one: HoursCard, alone_minutes: int, form: str) -> None:
    state = st.session_state
    try:
        minutes = amount_minutes(state[f"{form}-figure"], said.bad_figure)
    except InvalidInput as refusal:
        context.say("error", plain(str(refusal)))
        return
    done = said.done.format(minutes=say_minutes(minutes)) if minutes else said.done_nothing
    if abs(minutes - one.minutes) > alone_minutes:
        done = said.waits
    context.act(form, together(done), correct, one.entry_id, minutes, state[f"{form}-reason"] or "")
