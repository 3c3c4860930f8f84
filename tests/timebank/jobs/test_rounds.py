"""Rounds run by themselves each week; suggestions that nobody answers get one reminder and a kind end."""

import sqlalchemy as sa
from guiding import Guiding
from world import World

from timebank.access import WORKER
from timebank.clock import HandClock
from timebank.jobs import rounds
from timebank.jobs.run import catch_up, run
from timebank.matches.tables import matching_round
from timebank.programmes.tables import programme, programme_version


def rounds_kept(world: World) -> int:
    with world.app.look(WORKER) as look:
        return int(look.value(sa.select(sa.func.count()).select_from(matching_round)))


def test_on_monday_morning_each_programme_gets_one_round_of_drafts(world: World, clock: HandClock) -> None:
    guiding = Guiding(world)
    guiding.join("Ann", "mentee")
    guiding.join("Ben", "mentor")
    catch_up(world.app)
    clock.move(days=6, hours=12)
    assert "weekly-rounds" not in catch_up(world.app)
    clock.move(hours=12)
    assert catch_up(world.app)["weekly-rounds"].words == "1 round run."
    assert "weekly-rounds" not in catch_up(world.app)
    assert rounds_kept(world) == 1
    assert len(guiding.drafts()) == 1
    assert guiding.letters("Ann") == [], "a draft tells nobody"
    assert "drafts_wait" in [kind for kind, _ in guiding.letters("Cora")]


def test_the_same_week_by_two_runs_is_one_round(world: World) -> None:
    Guiding(world)
    run(world.app, "weekly-rounds", slot="2026-11-02")
    run(world.app, "weekly-rounds", slot="2026-11-02")
    rounds.run_rounds(world.app, "2026-11-02")
    assert rounds_kept(world) == 1


def test_a_programme_that_cannot_be_matched_does_not_stop_the_others(world: World) -> None:
    Guiding(world)
    broken = {"id": "b", "name": "A broken one", "kind": "mentoring", "version": 7, "state": "open"}
    with world.app.engine.begin() as connection:
        connection.execute(sa.insert(programme).values(**broken, started_at=world.app.clock.now()))
        version = {"programme_id": "b", "version": 7, "definition": "no programme", "made_at": world.app.clock.now()}
        connection.execute(sa.insert(programme_version).values(**version))
    report = run(world.app, "weekly-rounds")
    assert (report.done, report.ok) == (1, False)
    assert rounds_kept(world) == 1


def test_an_unanswered_suggestion_gets_one_reminder_and_then_a_kind_end(world: World, clock: HandClock) -> None:
    guiding = Guiding(world)
    guiding.join("Ann", "mentee")
    guiding.join("Ben", "mentor")
    suggestion_id = guiding.offer()
    done_on = {}
    for day in range(1, 17):
        clock.move(days=1)
        if run(world.app, "expire-suggestions", slot=f"day {day}").done:
            done_on[day] = guiding.state(suggestion_id)
    assert done_on == {7: "offered", 14: "expired"}
