"""Running a job by hand: who may, what it would do and to whom, and the run itself, once for each press."""

from dataclasses import dataclass

import sqlalchemy as sa

from timebank.access import WORKER, Caller, May
from timebank.app import App
from timebank.history.actions import note
from timebank.ids import digest
from timebank.jobs.job import Job, Report
from timebank.jobs.registry import job_called
from timebank.jobs.run import run
from timebank.members.reads import within
from timebank.members.tables import member
from timebank.work import Look, Work


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run would do now: how much waits, and whom it is about, as far as the reader may know them."""

    waiting: int
    names: tuple[str, ...]


def run_by_hand(app: App, caller: Caller, key: str, name: str) -> Report:
    """Run a job now for somebody who may, once for each `key`; history remembers who. Raises NotFound, InvalidInput."""
    return run(app, name, slot=app.do(caller, ask_to_run, key, name))


def ask_to_run(work: Work, key: str, name: str) -> str:
    """Ask for a run of a job by hand; answers the slot it runs for. Raises NotFound, InvalidInput."""
    job = job_called(name)
    work.require(job.may)

    def do() -> str:
        note(work, "run_job", "job", job.name)
        return f"{work.now:%Y-%m-%dT%H:%M:%SZ} {digest(key)[:8]}"

    return work.once(key, "ask_to_run", {"job": name}, do)


def preview(app: App, caller: Caller, name: str) -> Preview:
    """What a run would do now, and nothing is done. Raises NotFound, InvalidInput."""
    job = job_called(name)
    app.see(caller, _may, job)
    waiting = app.see(WORKER, job.waiting)
    whom = frozenset(app.see(WORKER, job.whom)) if job.whom else frozenset()
    return Preview(waiting, app.see(caller, _names, whom))


def _may(look: Look, job: Job) -> None:
    look.require(job.may)


def _names(look: Look, member_ids: frozenset[str]) -> tuple[str, ...]:
    """Those of some members whom the reader may know by name: a coordinator's own areas, nobody for others."""
    if not member_ids or not look.allows(May.READ_LETTERS):
        return ()
    rows = look.rows(sa.select(member.c.id, member.c.name).where(*within(look)).order_by(member.c.search_name))
    return tuple(row.name for row in rows if row.id in member_ids)
