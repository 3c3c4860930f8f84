"""Sending hours to the other person: the note, the button, and the question whether both wrote down the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import streamlit as st

from timebank.errors import Refused
from timebank.ledger.actions import confirm, record
from timebank.ledger.recognising import same_as
from timebank.ledger.rules import Holder, parse_duration, say_minutes
from timebank.work import Look
from ui import context, words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.text import plain

S = TypeVar("S")
LONG, WHEN, NOTE = "log-how-long", "log-when", "log-note"
_FORM, _SAME = "log hours", "log-same"


@dataclass(frozen=True, slots=True)
class Form:
    """What a form says beside the day, the time and the note; `answer_id`: of something agreed on the noticeboard.

    `name` is the other side's; `blank` are the fields to empty once it is sent.
    """

    name: str
    giver: Holder
    receiver: Holder
    category_id: str | None
    answer_id: str = ""
    blank: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Same:
    """Hours the other side wrote down already that look like those in the form, and what the form said then."""

    entry_id: str
    sentence: str
    form: Form
    day: date
    minutes: int


def send_button(read: Callable[[S], Form | None], seen: S) -> None:
    """Draw the note and the button that sends what `read` finds in the form; or ask whether it is the same."""
    st.text_input(words.LogHours.note, key=NOTE, max_chars=600, help=words.LogHours.note_help, on_change="ignore")
    same: Same | None = st.session_state.get(_SAME)
    if same is not None and _told(read, seen) != (same.form, same.day, same.minutes):
        same = None
        del st.session_state[_SAME]
    if same is None:
        st.button(words.LogHours.send, type="primary", key="log-send", on_click=_send, args=(read, seen))
        return
    with card("log-same", same.sentence), buttons("log-same-ways"):
        st.button(words.LogHours.is_same, type="primary", key="log-is-same", on_click=_confirm, args=(same,))
        st.button(words.LogHours.is_another, key="log-is-another", on_click=_send, args=(read, seen, same))


def _told(read: Callable[[S], Form | None], seen: S) -> tuple[Form, date, int] | None:
    """All the form says, or None while it is not complete."""
    form = read(seen)
    try:
        minutes = parse_duration(str(st.session_state[LONG]))
    except Refused:
        return None
    return (form, st.session_state[WHEN], minutes) if form else None


def _send(read: Callable[[S], Form | None], seen: S, asked: Same | None = None) -> None:
    form = read(seen)
    if form is None:
        context.say("error", words.LogHours.nobody)
        return
    on: date = st.session_state[WHEN]
    try:
        minutes = parse_duration(str(st.session_state[LONG]))
        is_another = asked is not None and (asked.form, asked.day, asked.minutes) == (form, on, minutes)
        same = None if is_another else context.app().see(context.caller(), _same, form, on, minutes)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    if same is not None:
        st.session_state[_SAME] = same
    elif _record(form, on, minutes, is_another):
        _clear(form)


def _same(look: Look, form: Form, on: date, minutes: int) -> Same | None:
    found = same_as(look, giver=form.giver, receiver=form.receiver, service_date=on, minutes=minutes)
    if found is None:
        return None
    told = {"minutes": say_minutes(found.minutes), "day": long_day(found.service_date)}
    return Same(found.entry_id, words.LogHours.same.format(name=form.name, **told), form, on, minutes)


def _record(form: Form, on: date, minutes: int, is_another: bool) -> bool:
    entry_id = context.do(
        _FORM,
        record,
        giver=form.giver,
        receiver=form.receiver,
        service_date=on,
        minutes=minutes,
        category_id=form.category_id,
        note=st.session_state[NOTE] or "",
        source_kind="listing" if form.answer_id else "person",
        source_id=form.answer_id,
        is_another=is_another,
    )
    if entry_id is None:
        return False
    told = words.LogHours.sent.format(name=plain(form.name), minutes=say_minutes(minutes), day=long_day(on))
    context.say("success", told)
    return True


def _confirm(same: Same) -> None:
    if context.act(f"confirm {same.entry_id}", words.Hours.confirmed, confirm, same.entry_id):
        _clear(same.form)


def _clear(form: Form) -> None:
    """Empty the form for the next one."""
    st.session_state.pop(_SAME, None)
    for key in form.blank:
        st.session_state[key] = None
    st.session_state[NOTE] = ""
    if form.answer_id:
        st.query_params.clear()
