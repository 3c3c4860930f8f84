"""What people see of jobs: when each runs, what it did last, and what went wrong."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.jobs.registry import GROUPS, JOBS
from timebank.jobs.tables import job_run
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class RunCard:
    """One run: for which slot, how it stands, and its report in words."""

    slot: str
    state: str
    attempts: int
    started_at: datetime
    finished_at: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class JobCard:
    """One job, its last run, its last failure (None when there was none) and when it is due next.

    `group`: what it serves, in words; `may_run`: whether the reader may run it by hand.
    """

    group: str
    name: str
    sentence: str
    when: str
    next_at: datetime
    last: RunCard | None
    last_failure: RunCard | None
    may_run: bool

    @property
    def has_failed(self) -> bool:
        """Whether its last run did not go well."""
        return self.last is not None and self.last.state == "failed"


def overview(look: Look) -> list[JobCard]:
    """Every job, for coordinators and administrators."""
    if not look.allows(May.READ_LETTERS):
        look.require(May.READ_HISTORY)
    zone = community(look).zone
    ran = job_run.c.attempts > 0
    last, failed = _newest(look, ran), _newest(look, job_run.c.state == "failed")
    return [
        JobCard(
            group=group.words,
            name=job.name,
            sentence=job.sentence,
            when=job.when.words,
            next_at=job.when.following(look.now, zone).due_at,
            last=last.get(job.name),
            last_failure=failed.get(job.name),
            may_run=look.allows(job.may),
        )
        for group in GROUPS
        for job in group.jobs
    ]


def failed_now(look: Look) -> list[str]:
    """The sentences of the jobs whose last run did not go well; for the worker and for coordinators."""
    if not look.allows(May.SEND_LETTERS):
        look.require(May.READ_LETTERS)
    last = _newest(look, job_run.c.attempts > 0)
    return [job.sentence for job in JOBS if job.name in last and last[job.name].state == "failed"]


def _newest(look: Look, condition: sa.ColumnElement[bool]) -> dict[str, RunCard]:
    place = sa.func.row_number().over(
        partition_by=job_run.c.job, order_by=(job_run.c.started_at.desc(), job_run.c.slot.desc())
    )
    ranked = sa.select(job_run, place.label("place")).where(condition).subquery()
    return {row.job: _card(row) for row in look.rows(sa.select(ranked).where(ranked.c.place == 1))}


def _card(row: sa.Row[Any]) -> RunCard:
    return RunCard(row.slot, row.state, row.attempts, row.started_at, row.finished_at, row.report)
