"""Several workers at once: each job that is due runs once, also after days off; the harness finds one that takes none."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from digest_world import Digests
from guiding import Guiding
from strong import sizes
from strong.crew import run_together
from strong.schedulers import CAREFUL, CARELESS, look_together
from world import START, World

from timebank.access import WORKER
from timebank.jobs.registry import JOBS
from timebank.jobs.run import catch_up
from timebank.jobs.tables import job_run
from timebank.mail.tables import letter
from timebank.matches.tables import matching_round

MORNING = START + timedelta(days=7, hours=2)  # a Monday, when everything of the day and of the week is due
NOT_HERE = {"backup"}  # needs tools that may not be here, and writes no row


@pytest.fixture
def town(world: World) -> World:
    """People who have something to be told, on a Monday a week after their time bank began."""
    catch_up(world.app)
    story, told = Guiding(world), Digests(world)
    story.join("Ann", "mentee"), story.join("Ben", "mentor")
    told.clock.moment = MORNING - timedelta(days=1)
    told.write("Ann", "request", "Help with my hedge")
    told.write("Ben", "offer", "I trim hedges")
    return world


def runs(world: World, moments: list[datetime], kinds: list[str], url: str) -> list[Counter[str]]:
    """How often each job ran at each moment, by all workers together."""
    answers = run_together(look_together, url, [(kind, moments) for kind in kinds])
    return [sum((Counter(ran[number].keys()) for ran in answers), Counter()) for number in range(len(moments))]


def told(world: World) -> Counter[tuple[str, str]]:
    """How many letters of each kind each member was written."""
    with world.app.look(WORKER) as look:
        return Counter((row.member_id, row.kind) for row in look.rows(sa.select(letter.c.member_id, letter.c.kind)))


def rounds(world: World) -> int:
    with world.app.look(WORKER) as look:
        return int(look.value(sa.select(sa.func.count()).select_from(matching_round)))


def test_every_due_job_runs_once_however_many_workers_look(town: World, database_url: str) -> None:
    (ran,) = runs(town, [MORNING], [CAREFUL] * sizes.SCHEDULERS, database_url)
    daily_and_weekly = {job.name for job in JOBS if job.name != "kind-ideas"} - NOT_HERE
    assert {name: ran[name] for name in daily_and_weekly} == dict.fromkeys(daily_and_weekly, 1)
    assert rounds(town) == 1
    letters = told(town)
    assert {letters[(town.ids[name], "digest")] for name in ("Ann", "Ben")} == {1}
    with town.app.look(WORKER) as look:
        slots = look.rows(sa.select(job_run.c.job, job_run.c.slot, job_run.c.attempts).where(job_run.c.attempts > 1))
    assert [row for row in slots if row.job not in NOT_HERE] == []


def test_after_26_hours_off_each_due_day_is_handled_once(town: World, database_url: str) -> None:
    moments = [MORNING, MORNING + timedelta(hours=26), MORNING + timedelta(hours=26, minutes=5)]
    first, later, again = runs(town, moments, [CAREFUL] * 2, database_url)
    daily = {job.name for job in JOBS if job.when.words.startswith("every day")} - NOT_HERE
    assert {name: later[name] for name in daily} == dict.fromkeys(daily, 1)
    assert first["weekly-digest"] == 1
    assert later["weekly-digest"] == 0, "it was Monday's, and done"
    assert set(again) - NOT_HERE <= {job.name for job in JOBS if job.when.words == "every minute"}
    with town.app.look(WORKER) as look:
        found = sa.select(job_run.c.slot).where(job_run.c.job == "remind-unconfirmed", job_run.c.attempts > 0)
        assert [row.slot for row in look.rows(found.order_by(job_run.c.slot))] == ["2026-11-09", "2026-11-10"]


def test_the_harness_finds_workers_that_take_no_slot(town: World, database_url: str) -> None:
    found = 0
    for number in range(3):
        (ran,) = runs(town, [MORNING + timedelta(days=7 * number)], [CARELESS] * 2, database_url)
        found += sum(times > 1 for times in ran.values())
        if found:
            break
    assert found, "two that take nothing run something twice"
