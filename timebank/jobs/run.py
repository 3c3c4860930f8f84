"""Running jobs: whoever comes first takes a due slot, others find it taken, and a killed run is taken again."""

import logging
from datetime import timedelta

import sqlalchemy as sa

from timebank.access import WORKER
from timebank.app import App
from timebank.community.reads import community
from timebank.errors import Refused
from timebank.jobs.job import Job, Report
from timebank.jobs.registry import JOBS, job_called
from timebank.jobs.tables import job_run
from timebank.work import Look, Work, insert_for

MOST_ATTEMPTS = 3
REST = timedelta(minutes=10)  # after a failure, before the same slot is tried again
NOT_YET = "Nothing was due before this time bank began; the next one is the first."
ALREADY = Report(0, "This was done already.")

log = logging.getLogger(__name__)


def run(app: App, name: str, slot: str | None = None, dry_run: bool = False) -> Report:
    """Run a job now, by hand, or for one named slot, which happens once. Raises InvalidInput for an unknown name.

    With `dry_run` nothing is done; the report says how much waits. What the job itself refuses is raised as it is.
    """
    job = job_called(name)
    if dry_run:
        waiting = app.see(WORKER, job.waiting)
        return Report(waiting, f"{waiting} waiting; nothing was done.")
    by_hand = f"{app.clock.now():%Y-%m-%dT%H:%M:%SZ} {app.ids.new()[:8]}"
    return run_slot(app, job, slot or by_hand)


def run_slot(app: App, job: Job, slot: str) -> Report:
    """Carry a job out for one slot, unless somebody has it or it is done; failures are kept and raised."""
    attempt = app.do(WORKER, _take, job, slot)
    if attempt is None:
        return ALREADY
    try:
        report = job.carry_out(app, slot)
    except Refused as refusal:
        app.do(WORKER, _finish, job, slot, attempt, Report(0, str(refusal), ok=False))
        raise
    except Exception as error:
        words = f"It stopped with an error in the program ({type(error).__name__}); the log has the details."
        app.do(WORKER, _finish, job, slot, attempt, Report(0, words, ok=False))
        raise
    app.do(WORKER, _finish, job, slot, attempt, report)
    return report


def _take(work: Work, job: Job, slot: str) -> int | None:
    """Take a slot: the number of this attempt, or None when it is done, taken, resting or given up."""
    until = work.now + job.lease
    first = insert_for(work, job_run).values(
        job=job.name, slot=slot, state="running", attempts=1, started_at=work.now, leased_until=until
    )
    if work.value(first.on_conflict_do_nothing().returning(job_run.c.attempts)) is not None:
        return 1
    is_free = (*_of(job, slot), job_run.c.state.in_(("running", "failed")), job_run.c.leased_until <= work.now)
    again = sa.update(job_run).where(*is_free, job_run.c.attempts < MOST_ATTEMPTS)
    values = {"state": "running", "started_at": work.now, "leased_until": until, "finished_at": None}
    if work.claim(again.values(attempts=job_run.c.attempts + 1, **values)):
        return int(work.value(sa.select(job_run.c.attempts).where(*_of(job, slot))))
    given_up = sa.update(job_run).where(*is_free, job_run.c.state == "running")
    work.execute(given_up.values(state="failed", finished_at=work.now, report="It was stopped at every try."))
    return None


def _of(job: Job, slot: str) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    return job_run.c.job == job.name, job_run.c.slot == slot


def _finish(work: Work, job: Job, slot: str, attempt: int, report: Report) -> None:
    still_ours = (*_of(job, slot), job_run.c.state == "running", job_run.c.attempts == attempt)
    values = {
        "state": "done" if report.ok else "failed",
        "finished_at": work.now,
        "leased_until": work.now if report.ok else work.now + REST,
        "report": report.words,
    }
    if not work.claim(sa.update(job_run).where(*still_ours).values(**values)):
        log.warning("job %s for %s took longer than its lease; another run has it", job.name, slot)


def tick(app: App, job: Job) -> Report | None:
    """Run a job for the slot that was due last, if nobody has; None when there is nothing to do.

    After a time off, this one run makes up for all that were missed: every job looks at how things stand, not at one
    day. Slots are local dates, so each comes once, also when the clocks change.
    """
    with app.look(WORKER) as look:
        slot = job.when.latest(look.now, community(look).zone).name
        state = _standing(look, job, slot)
    if state == "new":
        app.do(WORKER, _begin_with_next, job, slot)
    if state != "due":
        return None
    report = run_slot(app, job, slot)
    return None if report is ALREADY else report


def _standing(look: Look, job: Job, slot: str) -> str:
    row = look.row(sa.select(job_run.c.state, job_run.c.leased_until).where(*_of(job, slot)))
    if row is not None:
        return "due" if row.state != "done" and row.leased_until <= look.now else "settled"
    known = look.value(sa.select(job_run.c.slot).where(job_run.c.job == job.name, job_run.c.slot.not_like("% %")))
    return "new" if known is None and job.when.keeps_dates else "due"


def _begin_with_next(work: Work, job: Job, slot: str) -> None:
    values = {"state": "done", "attempts": 0, "leased_until": work.now, "finished_at": work.now, "report": NOT_YET}
    row = insert_for(work, job_run).values(job=job.name, slot=slot, started_at=work.now, **values)
    work.execute(row.on_conflict_do_nothing())


def catch_up(app: App) -> dict[str, Report]:
    """Run everything that is due now, once each; one that fails never stops the rest. Answers what was run."""
    reports: dict[str, Report] = {}
    for job in JOBS:
        try:
            report = tick(app, job)
        except Exception as error:  # it is kept with the run and in the log; the other jobs go on
            log.exception("job %s failed", job.name)
            report = Report(0, str(error), ok=False)
        if report is not None:
            reports[job.name] = report
    return reports
