"""What needs a look in one match: each task with what was found or done, and talks about an ending."""

import streamlit as st

from timebank.life.cards import CareCard, TalkCard, TaskCard
from timebank.life.talks import record_talk
from timebank.life.tasks import close_task
from ui import context
from ui.parts.care import often_missed, task_in_words
from ui.parts.dates import local_day
from ui.parts.head import part
from ui.parts.text import plain
from ui.words.life import CareMatch as SAID

TALK = "ending"


def draw(care: CareCard, zone: str) -> None:
    """Draw open tasks with their forms, then what was looked at before and the talks that were had."""
    part(SAID.waits)
    open_ones = [one for one in care.tasks if one.kind != TALK]
    to_talk = [one for one in care.talks if one.at is None]
    if not open_ones and not to_talk:
        st.markdown(SAID.nothing_waits)
    missed = often_missed(care.not_held, with_reasons=True)
    if missed:
        st.markdown(plain(f"{missed}."))
    for one in open_ones:
        _task(one, zone)
    for talk in to_talk:
        _talk(care.life.match_id, talk)
    if care.looked_at:
        st.markdown(f"**{SAID.looked_at}**")
        st.markdown("\n".join(f"- {plain(_looked(one, zone))}" for one in care.looked_at))
    had = [one for one in care.talks if one.at is not None]
    if had:
        st.markdown(f"**{SAID.talks}**")
        st.markdown("\n".join(f"- {plain(_had(one, zone))}" for one in had))


def _looked(one: TaskCard, zone: str) -> str:
    assert one.closed_at is not None  # asked only for closed ones
    day = local_day(one.closed_at, zone)
    return SAID.looked_line.format(kind=task_in_words(one.kind, one.name), words=one.words, name=one.closed_by, day=day)


def _had(one: TalkCard, zone: str) -> str:
    assert one.at is not None  # asked only for talks that were had
    return SAID.talk_had.format(name=one.name, day=local_day(one.at, zone), by=one.by, words=one.words).strip()


def _task(one: TaskCard, zone: str) -> None:
    form = f"task-{one.task_id}"
    with st.form(form):
        st.markdown(
            f"**{plain(task_in_words(one.kind, one.name))}**, {SAID.opened.format(day=local_day(one.opened_at, zone))}"
        )
        st.text_input(SAID.words, max_chars=600, key=f"{form}-words")
        st.form_submit_button(SAID.close, key=f"{form}-send", on_click=_close, args=(one.task_id, form))


def _close(task_id: str, form: str) -> None:
    context.act(form, SAID.closed, close_task, task_id, st.session_state[f"{form}-words"] or "")


def _talk(match_id: str, one: TalkCard) -> None:
    form = f"talk-{match_id}-{one.member_id}"
    with st.form(form):
        st.markdown(f"**{plain(SAID.talk.format(name=one.name))}**")
        st.text_input(SAID.talk_words, max_chars=500, key=f"{form}-words")
        st.checkbox(SAID.rather_not, key=f"{form}-not")
        st.form_submit_button(SAID.record_talk, key=f"{form}-send", on_click=_record, args=(match_id, one, form))


def _record(match_id: str, one: TalkCard, form: str) -> None:
    words, rather_not = st.session_state[f"{form}-words"] or "", st.session_state[f"{form}-not"]
    done = SAID.talked.format(name=plain(one.name))
    context.act(form, done, record_talk, match_id, one.member_id, words, rather_not)
