"""The worker: a clock that only ticks; what is due, and who does it, is decided by rows in the database."""

import logging
import signal
from collections.abc import Callable
from datetime import UTC

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]  # ships no types
from apscheduler.jobstores.memory import MemoryJobStore  # type: ignore[import-untyped]  # ships no types
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # ships no types

from timebank.app import App
from timebank.clock import SystemClock
from timebank.errors import Refused
from timebank.jobs.job import Job
from timebank.jobs.registry import JOBS
from timebank.jobs.run import tick

SECONDS_BETWEEN_LOOKS = 10
MOST_AT_ONCE = 8  # jobs that run beside one another; fewer than the connections a database gives this process
ENDINGS = frozenset({signal.SIGTERM, signal.SIGINT})

log = logging.getLogger(__name__)


class Ticking:
    """A worker at work inside this process."""

    def __init__(self, scheduler: BackgroundScheduler) -> None:
        self._scheduler = scheduler

    def stop(self) -> None:
        """Start nothing more, and come back when what runs has finished."""
        self._scheduler.shutdown(wait=True)


def start_inside(app: App) -> Ticking:
    """Tick in threads of this process, for installations too small for a worker of its own.

    Any number of workers and dashboards may do this on one database: each slot is still run once.
    """
    scheduler = BackgroundScheduler(
        jobstores={"default": MemoryJobStore()},
        executors={"default": ThreadPoolExecutor(MOST_AT_ONCE)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        timezone=UTC,
    )
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # a long run skips ticks, which is no news
    for job in JOBS:
        scheduler.add_job(
            _look_after,
            "interval",
            seconds=SECONDS_BETWEEN_LOOKS,
            args=(app, job),
            id=job.name,
            next_run_time=SystemClock().now(),  # the scheduler ticks by the machine, whatever the App is told
        )
    scheduler.start()
    return Ticking(scheduler)


def _look_after(app: App, job: Job) -> None:
    try:
        report = tick(app, job)
    except Refused as refusal:
        log.warning("%s: %s", job.name, refusal)
        return
    if report is not None:
        log.info("%s: %s", job.name, report.words)


def serve(app: App, started: Callable[[], None] | None = None) -> None:
    """Be the worker until the process is told to end (SIGTERM, or Ctrl-C); what runs is finished first.

    A second signal of the same kind ends it at once. Only in the main thread. `started` is called when it ticks.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, ENDINGS)  # blocked and waited for: a handler may be missed
    ticking = start_inside(app)
    try:
        if started is not None:
            started()
        told = signal.sigwait(ENDINGS)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {told})
    finally:
        ticking.stop()
        while signal.sigpending() & ENDINGS:  # told twice, in two ways: it is ending already
            signal.sigwait(ENDINGS)
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
