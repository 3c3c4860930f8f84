"""The worker: a clock that only ticks; what is due, and who does it, is decided by rows in the database."""

import logging
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from queue import SimpleQueue
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor  # type: ignore[import-untyped]  # ships no types
from apscheduler.jobstores.memory import MemoryJobStore  # type: ignore[import-untyped]  # ships no types
from apscheduler.schedulers.background import BackgroundScheduler  # type: ignore[import-untyped]  # ships no types

from timebank.app import App
from timebank.errors import Refused
from timebank.jobs.job import Job
from timebank.jobs.registry import JOBS
from timebank.jobs.run import tick

SECONDS_BETWEEN_LOOKS = 10

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
        executors={"default": ThreadPoolExecutor(len(JOBS))},
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
            next_run_time=datetime.now(UTC),
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
    told_to_end: SimpleQueue[int] = SimpleQueue()  # its put may interrupt its get; an Event can lock itself up there
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def end(number: int, _frame: FrameType | None) -> None:
        told_to_end.put(number)
        signal.signal(number, before[number])

    for number in before:
        signal.signal(number, end)
    ticking = start_inside(app)
    try:
        if started is not None:
            started()
        told_to_end.get()
    finally:
        ticking.stop()
        for number, handler in before.items():
            signal.signal(number, handler)
