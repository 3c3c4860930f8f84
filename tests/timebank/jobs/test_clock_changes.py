"""Each local date comes exactly once through the nights when clocks change, in any zone, tick by tick."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from world import World

from timebank.access import OPERATOR
from timebank.app import App
from timebank.clock import HandClock, local_date
from timebank.community import actions as community
from timebank.jobs.job import Job, Report
from timebank.jobs.registry import JOBS
from timebank.jobs.rules import Daily, Slot
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
    ("Australia/Lord_Howe", date(2026, 10, 4)),
]
TIMES = (time(0, 15), time(9), time(23, 30))


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite: slots are names, and are taken on both in tests/strong/test_schedulers.py."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.mark.parametrize(("zone", "change"), CHANGES)
def test_each_date_runs_once_whatever_the_clocks_do(world: World, clock: HandClock, zone: str, change: date) -> None:
    for at, days in days_run(world, clock, zone, change, [Daily(at) for at in TIMES]).items():
        assert is_each_once(days, change), at


@dataclass(frozen=True)
class EachDayOf24Hours(Daily):
    """A fault: the same moment each 24 hours from one on, as if no clock ever changed."""

    since: datetime = datetime.max

    def latest(self, now: datetime, zone: str) -> Slot:
        first = super().latest(self.since, zone).due_at
        due_at = first + (now - first) // timedelta(days=1) * timedelta(days=1)
        return Slot(f"{local_date(due_at, zone)} at {due_at:%H:%M}", due_at)


@pytest.mark.parametrize(("zone", "change"), [CHANGES[0], CHANGES[1], CHANGES[-1]])
def test_this_harness_finds_a_rule_that_does_not_know_of_clocks(
    world: World, clock: HandClock, zone: str, change: date
) -> None:
    since = datetime.combine(change, time(12), UTC) - timedelta(days=4)
    found = days_run(world, clock, zone, change, [EachDayOf24Hours(at, since=since) for at in TIMES])
    assert not all(is_each_once(days, change) for days in found.values())


def days_run(world: World, clock: HandClock, zone: str, change: date, rules: list[Daily]) -> dict[time, list[date]]:
    """The days that a job of each rule ran for, in the week of a change, looked at each half hour."""
    world.app.do(OPERATOR, community.choose, "zone", {"zone": zone})
    days: dict[time, list[date]] = {rule.at: [] for rule in rules}

    def noting(rule: Daily) -> Job:
        def carry_out(app: App, slot: str) -> Report:
            days[rule.at].append(date.fromisoformat(slot[:10]))
            return Report(1, "Done.")

        return Job(f"at {rule.at}", "Does something.", rule, lambda look: 1, carry_out)

    jobs = [noting(rule) for rule in rules]
    clock.moment = datetime.combine(change, time(12), UTC) - timedelta(days=3)
    for _ in range(6 * 24 * 2):
        for job in jobs:
            tick(world.app, job)
        clock.move(minutes=30)
    return days


def is_each_once(days: list[date], change: date) -> bool:
    in_order = [days[0] + timedelta(days=number) for number in range(len(days))]
    return days == in_order and len(days) >= 5 and change in days


def test_no_job_of_ours_is_due_in_the_hours_that_come_twice_or_not_at_all() -> None:
    for job in JOBS:
        at = getattr(job.when, "at", time(12))
        assert at.hour not in (0, 1, 2, 23), job.name
