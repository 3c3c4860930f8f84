"""Jobs run once for each due slot, whoever ticks and whoever is killed."""

import threading
from collections.abc import Callable
from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, WORKER
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.errors import Busy, InvalidInput, NotFound, Refused
from timebank.jobs import reads
from timebank.jobs import run as running
from timebank.jobs.job import Job, Report, each
from timebank.jobs.registry import JOBS
from timebank.jobs.rules import Daily, EachMinute, When
from timebank.jobs.run import ALREADY, catch_up, run, run_slot, tick
from timebank.jobs.tables import job_run


def job_that(carry_out: Callable[[App, str], Report], when: When | None = None) -> Job:
    return Job("a-job", "Does something.", when or Daily(time(9)), lambda look: 3, carry_out)


def noting(slots: list[str], when: When | None = None) -> Job:
    def carry_out(app: App, slot: str) -> Report:
        slots.append(slot)
        return Report(1, "Done.")

    return job_that(carry_out, when)


def stands(app: App, job: str = "a-job") -> list[tuple[str, str, int]]:
    with app.look(WORKER) as look:
        rows = look.rows(sa.select(job_run).where(job_run.c.job == job).order_by(job_run.c.slot))
        return [(row.slot, row.state, row.attempts) for row in rows]


def test_a_new_time_bank_waits_for_the_first_due_day(world: World, clock: HandClock) -> None:
    slots: list[str] = []
    job = noting(slots)
    assert tick(world.app, job) is None
    clock.move(hours=20)
    assert tick(world.app, job) is None
    clock.move(hours=3)
    assert tick(world.app, job) == Report(1, "Done.")
    assert tick(world.app, job) is None
    assert slots == ["2026-11-03"]


def test_a_job_of_each_minute_begins_at_once(world: World, clock: HandClock) -> None:
    slots: list[str] = []
    job = noting(slots, EachMinute())
    for _ in range(6):
        tick(world.app, job)
        clock.move(seconds=20)
    assert slots == ["2026-11-02T10:00Z", "2026-11-02T10:01Z"]


def test_after_days_off_one_run_makes_up_for_all_that_were_missed(world: World, clock: HandClock) -> None:
    slots: list[str] = []
    job = noting(slots)
    tick(world.app, job)
    clock.move(days=5)
    for _ in range(3):
        tick(world.app, job)
    assert slots == ["2026-11-07"]


def ticking_together(app: App, jobs: list[Job]) -> None:
    start, troubles = threading.Barrier(len(jobs)), []

    def at_once(job: Job) -> None:
        own = build(app.settings, clock=app.clock)
        try:
            start.wait(timeout=30)
            tick(own, job)
        except Exception as error:
            troubles.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=at_once, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert troubles == []


def test_several_schedulers_run_each_slot_once(world: World, clock: HandClock) -> None:
    slots: list[str] = []
    job = noting(slots, EachMinute())
    for _ in range(8):
        ticking_together(world.app, [job] * 4)
        clock.move(minutes=1)
    assert slots == [f"2026-11-02T10:0{minute}Z" for minute in range(8)]


def test_this_harness_would_see_a_slot_run_twice(
    world: World, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_take", lambda work, job, slot: 1)
    slots: list[str] = []
    ticking_together(world.app, [noting(slots, EachMinute())] * 4)
    assert len(slots) > 1


def test_a_killed_run_is_taken_again_when_its_lease_ends_but_not_for_ever(world: World, clock: HandClock) -> None:
    class Killed(BaseException):
        pass

    def dies(app: App, slot: str) -> Report:
        raise Killed

    job = job_that(dies)
    tick(world.app, job)
    clock.move(days=1)
    for attempt in range(1, running.MOST_ATTEMPTS + 1):
        with pytest.raises(Killed):
            tick(world.app, job)
        assert stands(world.app)[-1] == ("2026-11-03", "running", attempt)
        assert tick(world.app, job) is None, "its lease still runs"
        clock.move(minutes=16)
    assert tick(world.app, job) is None
    assert stands(world.app)[-1] == ("2026-11-03", "failed", running.MOST_ATTEMPTS)


def test_a_run_that_lost_its_lease_does_not_overwrite_the_one_that_has_it(world: World, clock: HandClock) -> None:
    def slow(app: App, slot: str) -> Report:
        clock.move(minutes=16)
        run_slot(app, job_that(lambda app, slot: Report(1, "The second.")), slot)
        return Report(1, "The first.", ok=False)

    run_slot(world.app, job_that(slow), "2026-11-02")
    assert stands(world.app) == [("2026-11-02", "done", 2)]


def test_a_failed_run_rests_and_is_tried_again_and_then_left(world: World, clock: HandClock) -> None:
    def fails(app: App, slot: str) -> Report:
        raise ZeroDivisionError

    job = job_that(fails)
    tick(world.app, job)
    clock.move(days=1)
    for _ in range(running.MOST_ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            tick(world.app, job)
        assert tick(world.app, job) is None, "it rests first"
        clock.move(minutes=11)
    assert tick(world.app, job) is None
    assert stands(world.app)[-1] == ("2026-11-03", "failed", running.MOST_ATTEMPTS)


def test_a_slot_named_by_hand_is_run_once_and_without_a_name_each_time(world: World) -> None:
    assert run(world.app, "clean-up", slot="2026-11-02") == Report(0, "0 old rows deleted.")
    assert run(world.app, "clean-up", slot="2026-11-02") is ALREADY
    assert run(world.app, "clean-up") == run(world.app, "clean-up") == Report(0, "0 old rows deleted.")
    assert len(stands(world.app, "clean-up")) == 3


def test_an_unknown_job_is_refused_with_the_names_there_are(world: World) -> None:
    with pytest.raises(InvalidInput, match="send-letters"):
        run(world.app, "make-coffee")


def test_what_is_found_is_tried_one_by_one_and_trouble_is_told() -> None:
    def act(one: str) -> bool:
        if one in "bc":
            raise {"b": ValueError("x"), "c": NotFound()}[one]
        if one == "d":
            raise InvalidInput("This one is odd.")
        return True

    report = each("abcde", act).report("thing", "things", "done")
    assert report == Report(2, "2 things done. 2 could not be: " + report.words.partition("be: ")[2], ok=False)
    assert "an error in the program (ValueError)" in report.words


def test_trouble_with_the_database_stops_a_run_so_that_it_is_tried_again() -> None:
    def act(one: str) -> bool:
        raise Busy

    with pytest.raises(Busy):
        each("abc", act)


def test_catching_up_runs_all_that_is_due_and_one_failure_stops_nothing(
    world: World, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    slots: list[str] = []

    def fails(app: App, slot: str) -> Report:
        raise Refused

    monkeypatch.setattr(running, "JOBS", (job_that(fails, EachMinute()), _named("b", noting(slots, EachMinute()))))
    reports = catch_up(world.app)
    assert not reports["a-job"].ok
    assert reports["b"].ok
    assert len(slots) == 1
    assert catch_up(world.app) == {}


def _named(name: str, job: Job) -> Job:
    return Job(name, job.sentence, job.when, job.waiting, job.carry_out)


def test_people_see_what_each_job_did_what_failed_and_when_it_is_due_next(world: World, clock: HandClock) -> None:
    run(world.app, "expire-listings", slot="2026-11-02")
    cards = {card.name: card for card in world.app.see(world.coordinator(), reads.overview)}
    assert set(cards) == {job.name for job in JOBS}
    last = cards["expire-listings"].last
    assert last is not None
    assert (last.state, last.words, last.slot) == ("done", "0 listings taken down.", "2026-11-02")
    assert cards["weekly-rounds"].last is None
    assert cards["weekly-rounds"].next_at == clock.moment.replace(day=9, hour=6)
    assert cards["clean-up"].last_failure is None


def test_a_failure_stays_visible_after_the_next_run(world: World, clock: HandClock) -> None:
    failing = Job("clean-up", "x", EachMinute(), lambda look: 0, lambda app, slot: Report(0, "No room.", ok=False))
    run_slot(world.app, failing, "2026-11-01")
    clock.move(hours=1)
    run(world.app, "clean-up", slot="2026-11-02")
    cards = {card.name: card for card in world.app.see(OPERATOR, reads.overview)}
    last, failure = cards["clean-up"].last, cards["clean-up"].last_failure
    assert last is not None
    assert failure is not None
    assert (last.state, failure.words) == ("done", "No room.")


def test_a_new_time_bank_shows_no_run_that_never_was(world: World) -> None:
    catch_up(world.app)
    cards = {card.name: card for card in world.app.see(OPERATOR, reads.overview)}
    assert cards["weekly-rounds"].last is None
    assert cards["send-letters"].last is not None


def test_members_do_not_see_the_machinery(world: World) -> None:
    with pytest.raises(NotFound):
        world.app.see(world.member("Ann"), reads.overview)


def test_leases_are_longer_than_any_wait_between_looks() -> None:
    assert all(job.lease >= timedelta(minutes=15) for job in JOBS)
