"""Each local date comes exactly once through the nights when clocks change, in any zone, tick by tick."""

import shutil
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from world import World

from timebank.access import OPERATOR
from timebank.app import App
from timebank.clock import HandClock
from timebank.community import actions as community
from timebank.jobs.job import Job, Report
from timebank.jobs.registry import JOBS
from timebank.jobs.rules import Daily
from timebank.jobs.run import tick

CHANGES = [
    ("Europe/London", date(2026, 3, 29)),
    ("Europe/London", date(2026, 10, 25)),
    ("America/Sao_Paulo", date(2018, 11, 4)),  # midnight did not come: the day began at 01:00
    ("America/Sao_Paulo", date(2018, 2, 18)),  # 23:00 to midnight came twice
    ("Asia/Beirut", date(2026, 3, 29)),  # the day begins at 01:00
    ("Asia/Beirut", date(2026, 10, 25)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Africa/Cairo", date(2026, 10, 30)),
    ("Australia/Lord_Howe", date(2026, 4, 5)),  # by half an hour
]


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite: slots are names, and are taken on both in tests/strong/test_schedulers.py."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_each_date_runs_once_whatever_the_clocks_do(world: World, clock: HandClock, zone: str, change: date) -> None:
    world.app.do(OPERATOR, community.choose, "zone", {"zone": zone})
    slots: dict[str, list[str]] = {"midnight": [], "morning": [], "late": []}

    def noting(name: str, at: time) -> Job:
        def carry_out(app: App, slot: str) -> Report:
            slots[name].append(slot)
            return Report(1, "Done.")

        return Job(name, "Does something.", Daily(at), lambda look: 1, carry_out)

    jobs = [noting("midnight", time(0, 15)), noting("morning", time(9)), noting("late", time(23, 30))]
    clock.moment = datetime.combine(change, time(12), UTC) - timedelta(days=3)
    for _ in range(6 * 24 * 2):
        for job in jobs:
            tick(world.app, job)
        clock.move(minutes=30)
    for name, found in slots.items():
        days = [date.fromisoformat(slot) for slot in found]
        assert days == [days[0] + timedelta(days=number) for number in range(len(days))], name
        assert len(days) >= 5
        assert change in days


def test_no_job_of_ours_is_due_in_the_hours_that_come_twice_or_not_at_all() -> None:
    for job in JOBS:
        at = getattr(job.when, "at", time(12))
        assert at.hour not in (0, 1, 2, 23), job.name
