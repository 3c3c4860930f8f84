"""Jobs: what the time bank does by itself, when it is next, how it went; run one now, or see what it would do."""

import logging
from collections.abc import Iterator
from functools import partial
from itertools import groupby

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
from ui.parts.cards import buttons
from ui.parts.dates import moment
from ui.parts.desk import desk_head, names_in_words
from ui.parts.head import part
from ui.parts.html_table import html_table
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.jobs import TITLES
from ui.words.jobs import Jobs as said

MOST_NAMES = 12
_log = logging.getLogger("timebank.ui")


def page() -> None:
    """Draw what did not go well, then each job folded up under what it serves, and how long things are kept."""
    jobs, zone, has_list = context.see(_look)
    desk_head(words.TITLES["jobs"], said.lead)
    if has_list:
        st.html(f'<p class="tb-links"><a href="/monday.csv" target="_self">{said.list}</a></p>')
    if not any(job.has_failed for job in jobs):
        st.markdown(said.all_well)
    for heading, some in groupby(sorted(jobs, key=_is_fine), _heading):
        part(heading)
        for job in some:
            _fold(job, zone)
    part(said.kept)
    st.markdown(said.kept_lead)
    html_table(said.kept_columns, list(in_words()), said.kept_caption)


def _look(look: Look) -> tuple[list[JobCard], str, bool]:
    return overview(look), community(look).zone, look.allows(May.RUN_MATCHING)


def _is_fine(job: JobCard) -> bool:
    return not job.has_failed


def _heading(job: JobCard) -> str:
    return said.went_wrong if job.has_failed else job.group


def _fold(job: JobCard, zone: str) -> None:
    title = TITLES[job.name]
    head = said.heads[job.last.state] if job.last else said.head_never
    at = moment(job.last.started_at, zone) if job.last else ""
    with st.expander(head.format(title=title, at=at), expanded=job.has_failed, key=f"job-{job.name}"):
        st.markdown("\n\n".join(plain(line) for line in _lines(job, zone)))
        if job.may_run:
            with buttons(f"do-{job.name}"):
                st.button(said.look.format(title=title), key=f"look-{job.name}", on_click=partial(_preview, job.name))
                st.button(said.run.format(title=title), key=f"run-{job.name}", on_click=partial(_run, job.name))


def _lines(job: JobCard, zone: str) -> Iterator[str]:
    """What it does, when, how it went, and how it last went wrong where that was another time."""
    yield job.sentence
    yield said.when.format(when=job.when, next=moment(job.next_at, zone))
    last, failure = job.last, job.last_failure
    if last is None:
        yield said.never
        return
    at = moment(last.started_at, zone)
    yield said.is_running.format(at=at) if last.state == "running" else said.last.format(at=at, words=last.words)
    if failure and failure.slot != last.slot:
        yield said.failure.format(at=moment(failure.started_at, zone), words=failure.words)


def _preview(name: str) -> None:
    try:
        would = preview(context.app(), context.caller(), name)
    except Refused as refusal:
        _say("error", name, str(refusal))
    else:
        _say("info", name, _in_words(would))


def _in_words(would: Preview) -> str:
    if not would.waiting:
        return said.nothing
    counted = said.would_one if would.waiting == 1 else said.would_many.format(count=would.waiting)
    if not would.names:
        return counted
    names, more = names_in_words(list(would.names[:MOST_NAMES])), len(would.names) - MOST_NAMES
    if more > 0:
        names = said.and_more.format(names=", ".join(would.names[:MOST_NAMES]), count=more)
    return f"{counted} {said.about.format(names=names)}"


def _run(name: str) -> None:
    slot = context.do(f"run {name}", ask_to_run, name)
    if slot is None:
        return
    try:
        report = run(context.app(), name, slot=slot)
    except Refused as refusal:
        _say("error", name, str(refusal))
    except Exception:  # kept with the run, where the page shows it
        _log.exception("job %s failed", name)
        _say("error", name, said.troubled)
    else:
        _say("success" if report.ok else "error", name, report.words)


def _say(kind: str, name: str, told: str) -> None:
    context.say(kind, plain(said.told.format(title=TITLES[name], words=told)))
