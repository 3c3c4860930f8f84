"""The two steps of a programme over time: reminders, the last day, the jobs, and one first step after another."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from tasting import BOTH, Tasting, names
from world import World

from timebank.access import WORKER
from timebank.jobs.run import run
from timebank.matches import apart, taster_saying, tasters
from timebank.matches.taster_reads import first_step
from timebank.matches.taster_rules import NoFirstStep


@pytest.fixture
def tasting(world: World) -> Tasting:
    return Tasting(world)


def test_one_reminder_before_the_last_day_and_then_it_is_over(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.say("Ann", "Ben")
    clock = tasting.world.app.clock
    assert tasting.jobs() == []
    clock.move(days=19)
    assert tasting.jobs() == ["reminded"]
    assert tasting.jobs() == ["nothing"]
    assert len(tasting.letters("Ben", "taster_reminder")) == 1
    assert tasting.letters("Ann", "taster_reminder") == []
    clock.move(days=3)
    assert tasting.mine("Ben") == []
    assert tasting.jobs() == ["closed"]
    assert tasting.jobs() == []
    assert len(tasting.letters("Cora", "desk_first_step_over")) == 1


def test_the_weekly_job_runs_the_first_step_waits_and_then_runs_the_final_round(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")

    def weekly() -> str:
        return str(tasting.do(WORKER, tasters.next_step, tasting.guiding.programme_id))

    assert weekly() == "first"
    assert len(tasting.letters("Cora", "desk_first_step")) == 1
    assert weekly() == "nothing"
    tasting.ask()
    assert weekly() == "nothing"
    tasting.all_say()
    assert weekly() == "final"
    assert tasting.pairs() == [("Ann", "Ben")]
    assert weekly() == "final"  # nobody new could meet anybody


def test_a_programme_without_two_steps_has_its_round_each_week(world: World) -> None:
    tasting = Tasting(world, BOTH["mentoring"].replace("shortlist = 2", "shortlist = 0"))
    tasting.people("Ann", "Ben")
    with pytest.raises(NoFirstStep):
        tasting.run()
    assert tasting.do(WORKER, tasters.next_step, tasting.guiding.programme_id) == "final"
    assert tasting.pairs() == [("Ann", "Ben")]


def test_two_who_met_are_not_put_forward_to_meet_again_until_half_a_year_has_passed(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.asked()
    tasting.all_say("perhaps")
    tasting.run()
    assert tasting.step().drafts == ()
    tasting.world.app.clock.move(days=timedelta(days=183).days)
    tasting.run()
    assert names(tasting.step().drafts) == [("Ann", "Ben")]


def test_a_newer_first_step_sets_the_drafts_of_the_one_before_aside(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    tasting.run()
    tasting.guiding.join("Bea", "mentor")
    tasting.run()
    assert tasting.states() == ["discarded", "draft", "draft"]


def test_among_equals_everybody_meets_two_and_the_final_round_is_made_of_those_who_met(world: World) -> None:
    tasting = Tasting(world, BOTH["buddying"].replace("trio = true", "trio = false"))
    for name in ("Ann", "Ben", "Cem", "Dee"):
        tasting.guiding.join(name)
    tasting.asked()
    met = names(tasting.step().asked)
    assert len(met) == 4
    tasting.all_say()
    tasting.guiding.run()
    assert len(tasting.pairs()) == 2
    assert {tuple(sorted(pair)) for pair in tasting.pairs()} <= {tuple(sorted(pair)) for pair in met}


def test_whom_nobody_could_be_found_for_is_named_to_coordinators(tasting: Tasting) -> None:
    tasting.people("Ann", "")
    tasting.run()
    assert tasting.world.app.see(tasting.cora, first_step, tasting.guiding.programme_id) is None
    tasting.people("Abe", "Ben")
    tasting.guiding.join("Bob", "mentor", capacity=2)
    ids = tasting.world.ids
    for other in ("Ben", "Bob"):
        tasting.do(tasting.world.member("Ann"), apart.say_bond, ids["Ann"], ids[other], "household")
    tasting.run()
    assert tasting.step().nobody == ("Ann",)


def test_of_two_last_words_at_once_one_closes_the_first_step(tasting: Tasting) -> None:
    tasting.people("Ann Abe", "Ben Bea")
    tasting.asked()
    app, world = tasting.world.app, tasting.world
    said = [(name, one.taster_id) for name in ("Ann", "Abe", "Ben", "Bea") for one in tasting.mine(name)]

    def say(place: int) -> str:
        name, taster_id = said[place]
        return app.do(world.member(name), taster_saying.say, f"word {place}", taster_id, "yes")

    with ThreadPoolExecutor(8) as pool:
        assert len(list(pool.map(say, range(8)))) == 8
    assert tasting.states() == ["closed"] * 4
    assert len(tasting.letters("Cora", "desk_first_step_over")) == 1


def test_both_jobs_carry_a_programme_through_its_two_steps(tasting: Tasting) -> None:
    tasting.people("Ann", "Ben")
    app, clock = tasting.world.app, tasting.world.app.clock
    assert run(app, "weekly-rounds", slot="2026-11-02").words == "1 round run."
    assert run(app, "weekly-rounds", slot="2026-11-09").done == 0
    tasting.ask()
    clock.move(days=22)
    assert run(app, "first-steps", slot="2026-11-24").words == "1 first step reminded of or closed."
    assert run(app, "first-steps", slot="2026-11-25").done == 0
    run(app, "weekly-rounds", slot="2026-11-30")
    assert tasting.pairs() == [("Ann", "Ben")]
