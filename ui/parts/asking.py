"""Answers on the noticeboard between two people: what waits for a yes or no, and what is agreed but not logged."""

from datetime import date

import streamlit as st

from timebank.listings import actions
from timebank.listings.answer_reads import AnswerCard
from ui import context, words
from ui.parts.cards import buttons, card
from ui.parts.dates import long_day
from ui.parts.links import way_to
from ui.parts.text import plain

SAID = words.Board


def asked_card(one: AnswerCard, today: date) -> None:
    """Somebody asked about a listing of the reader's: yes with a day, or no."""
    title = SAID.from_whom.format(name=one.asker_name, title=one.title)
    with card(f"asking-{one.answer_id}", title, said=one.words), st.form(f"answer-{one.answer_id}", border=False):
        st.date_input(SAID.day, value=today, min_value=today, format="DD/MM/YYYY", key=f"day-{one.answer_id}")
        st.text_input(SAID.reply, key=f"reply-{one.answer_id}", max_chars=600)
        with buttons(f"yes-no-{one.answer_id}"):
            st.form_submit_button(
                SAID.agree, type="primary", key=f"agree-{one.answer_id}", on_click=_agree, args=(one,)
            )
            st.form_submit_button(SAID.decline, key=f"decline-{one.answer_id}", on_click=_decline, args=(one,))


def agreed_card(one: AnswerCard, reader_id: str) -> None:
    """Something agreed that is not logged yet: log it, or call it off."""
    other = one.asker_name if one.owner_id == reader_id else one.owner_name
    said = SAID.agreed_on.format(title=one.title, name=other, day=long_day(one.agreed_on) if one.agreed_on else "")
    with card(f"agreed-{one.answer_id}", said, said=one.reply), buttons(f"agreed-ways-{one.answer_id}"):
        way_to("log_hours", SAID.record, answer=one.answer_id)
        st.button(SAID.call_off, key=f"off-{one.answer_id}", on_click=call_off, args=(one.answer_id, other))


def call_off(answer_id: str, other: str) -> None:
    """Call something off, or take a question back."""
    said = SAID.called_off.format(name=plain(other))
    context.act(f"call off {answer_id}", said, actions.withdraw, answer_id)


def _agree(one: AnswerCard) -> None:
    on = st.session_state[f"day-{one.answer_id}"]
    reply = st.session_state[f"reply-{one.answer_id}"]
    said = SAID.agreed_said.format(name=plain(one.asker_name))
    context.act(f"agree {one.answer_id}", said, actions.agree, one.answer_id, on, reply)


def _decline(one: AnswerCard) -> None:
    reply = st.session_state[f"reply-{one.answer_id}"]
    said = SAID.declined_said.format(name=plain(one.asker_name))
    context.act(f"decline {one.answer_id}", said, actions.decline, one.answer_id, reply)
