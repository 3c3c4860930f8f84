"""One entry of hours that waits for somebody's word: what was written down, and three plain ways to answer."""

import streamlit as st

from timebank.errors import Refused
from timebank.ledger import actions
from timebank.ledger.questions import question
from timebank.ledger.reads import HoursCard
from timebank.ledger.rules import parse_duration, say_minutes
from ui import context, words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.text import plain


def title_of(entry: HoursCard) -> str:
    """Who helped whom, as the reader says it."""
    if entry.given is None:
        return words.Hours.between.format(helper=entry.helper, helped=entry.helped)
    said = words.Hours.you_helped if entry.given else words.Hours.helped_you
    return said.format(other=entry.helped if entry.given else entry.helper)


def details_of(entry: HoursCard) -> str:
    """How long, when, and what kind of help."""
    parts = [say_minutes(entry.minutes), long_day(entry.service_date), entry.category]
    return " · ".join(part for part in parts if part)


def waiting_card(entry: HoursCard) -> None:
    """An entry that waits for the reader: yes, another figure, or no."""
    with card(f"entry-{entry.entry_id}", title_of(entry), details_of(entry), entry.note):
        with buttons(f"answers-{entry.entry_id}"):
            st.button(
                words.Hours.confirm,
                type="primary",
                key=f"yes-{entry.entry_id}",
                on_click=_confirm,
                args=(entry.entry_id,),
            )
        opened = st.expander(words.Hours.question, key=f"other-{entry.entry_id}", on_change="rerun")
        if opened.open:
            with opened:
                _other_figure(entry)


def _other_figure(entry: HoursCard) -> None:
    with st.form(f"question-{entry.entry_id}", border=False):
        st.text_input(words.Hours.how_long_really, value=say_minutes(entry.minutes), key=f"figure-{entry.entry_id}")
        st.text_input(words.Hours.why, key=f"why-{entry.entry_id}", max_chars=600)
        with buttons(f"ways-{entry.entry_id}"):
            st.form_submit_button(
                words.Hours.send_question, key=f"send-{entry.entry_id}", on_click=_question, args=(entry.entry_id,)
            )
            st.form_submit_button(
                words.Hours.decline, key=f"no-{entry.entry_id}", on_click=_decline, args=(entry.entry_id,)
            )


def own_waiting_card(entry: HoursCard) -> None:
    """An entry the reader wrote down that nobody has answered: it may be taken back."""
    with card(f"own-{entry.entry_id}", title_of(entry), details_of(entry), entry.note):
        st.button(words.Hours.withdraw, key=f"back-{entry.entry_id}", on_click=_withdraw, args=(entry.entry_id,))


def _confirm(entry_id: str) -> None:
    context.act(f"confirm {entry_id}", words.Hours.confirmed, actions.confirm, entry_id)


def _decline(entry_id: str) -> None:
    reason = st.session_state[f"why-{entry_id}"]
    context.act(f"decline {entry_id}", words.Hours.declined, actions.decline, entry_id, reason)


def _withdraw(entry_id: str) -> None:
    context.act(f"withdraw {entry_id}", words.Hours.withdrawn, actions.withdraw, entry_id)


def _question(entry_id: str) -> None:
    try:
        minutes = parse_duration(st.session_state[f"figure-{entry_id}"])
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
        return
    reason = st.session_state[f"why-{entry_id}"]
    context.act(f"question {entry_id}", words.Hours.questioned, question, entry_id, minutes, reason)
