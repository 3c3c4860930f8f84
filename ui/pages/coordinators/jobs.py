"""Jobs: what the time bank does by itself, when it is next, and how it went."""

import streamlit as st

from timebank.community.reads import community
from timebank.jobs.reads import JobCard, overview
from timebank.work import Look
from ui import context
from ui.parts.cards import card
from ui.parts.dates import moment
from ui.parts.desk import desk_head
from ui.parts.text import plain
from ui.words import desk as words
from ui.words.service import Jobs as said


def page() -> None:
    """Draw a card for each job."""
    jobs, zone = context.see(_look)
    desk_head(words.TITLES["jobs"], said.lead)
    for job in jobs:
        with card(f"job-{job.name}", job.sentence, said.when.format(when=job.when, next=moment(job.next_at, zone))):
            _last(job, zone)


def _look(look: Look) -> tuple[list[JobCard], str]:
    return overview(look), community(look).zone


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
