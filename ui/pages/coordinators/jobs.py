"""Jobs: what the time bank does by itself, when it is next, how it went; run one now, or see what it would do."""

import logging
from functools import partial

import streamlit as st

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.jobs.by_hand import Preview, ask_to_run, preview
from timebank.jobs.reads import JobCard, overview
from timebank.jobs.retention import in_words
from timebank.jobs.run import run
from timebank.work import Look
from ui import context
from ui.parts.cards import buttons, card
from ui.parts.dates import moment
from ui.parts.desk import desk_head, names_in_words
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.jobs import Jobs as said

MOST_NAMES = 12
_log = logging.getLogger("timebank.ui")


def page() -> None:
    """Draw a card for each job, and how long things are kept."""
    jobs, zone, has_list = context.see(_look)
    desk_head(words.TITLES["jobs"], said.lead)
    if has_list:
        st.html(f'<p class="tb-links"><a href="/monday.csv" target="_self">{said.list}</a></p>')
    for job in jobs:
        with card(f"job-{job.name}", job.sentence, said.when.format(when=job.when, next=moment(job.next_at, zone))):
            _last(job, zone)
            if job.may_run:
                _offer(job)
    part(said.kept)
    st.markdown(said.kept_lead)
    html_table(said.kept_columns, list(in_words()), said.kept_caption)


def _look(look: Look) -> tuple[list[JobCard], str, bool]:
    return overview(look), community(look).zone, look.allows(May.RUN_MATCHING)


def _last(job: JobCard, zone: str) -> None:
    last = job.last
    if last is None:
        st.markdown(said.never)
        return
    outcome = last.words or said.states[last.state]
    st.markdown(said.last.format(at=moment(last.started_at, zone), words=plain(outcome)))
    failure = job.last_failure
    if failure and failure.slot != last.slot:
        st.markdown(said.failure.format(at=moment(failure.started_at, zone), words=plain(failure.words)))


def _offer(job: JobCard) -> None:
    with buttons(f"do-{job.name}"):
        st.button(said.look, key=f"look-{job.name}", on_click=partial(_preview, job.name))
        st.button(said.run, key=f"run-{job.name}", on_click=partial(_run, job.name))


def _preview(name: str) -> None:
    try:
        would = preview(context.app(), context.caller(), name)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
    else:
        context.say("info", _in_words(would))


def _in_words(would: Preview) -> str:
    if not would.waiting:
        return said.nothing
    counted = said.would_one if would.waiting == 1 else said.would_many.format(count=would.waiting)
    if not would.names:
        return counted
    names, more = plain(names_in_words(list(would.names[:MOST_NAMES]))), len(would.names) - MOST_NAMES
    if more > 0:
        names = said.and_more.format(names=plain(", ".join(would.names[:MOST_NAMES])), count=more)
    return f"{counted} {said.about.format(names=names)}"


def _run(name: str) -> None:
    slot = context.do(f"run {name}", ask_to_run, name)
    if slot is None:
        return
    try:
        report = run(context.app(), name, slot=slot)
    except Refused as refusal:
        context.say("error", plain(str(refusal)))
    except Exception:  # kept with the run, where the page shows it
        _log.exception("job %s failed", name)
        context.say("error", said.troubled)
    else:
        context.say("success" if report.ok else "error", plain(report.words))
