"""When one of three or four says no: all are told kindly, and what is possible for the others waits for a coordinator."""

import pytest
from guiding import COMPANY, Guiding
from helping_round import joins, ring
from world import World

from timebank.access import WORKER, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, NotFound
from timebank.jobs.rounds import look_again_after_circles
from timebank.matches import actions, after_circles, round_reads, taking_part

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.prove)], indirect=True
)


def look_again(helping: Guiding, suggestion_id: str) -> str:
    app = helping.world.app
    return app.do(WORKER, after_circles.look_again, helping.world.key(), suggestion_id)


def names(helping: Guiding) -> list[set[str]]:
    return [{who.name for who in one.people} for one in helping.drafts()]


def test_one_no_leaves_the_others_a_circle_that_a_coordinator_hears_of(helping: Guiding) -> None:
    ann, ben, cal = ring(helping)
    suggestion_id = helping.offer()
    helping.say(ann, suggestion_id)
    joins(helping, "Dot", "lifts", "sewing")  # what Cal would have given and got
    helping.say(cal, suggestion_id, accept=False)
    app = helping.world.app
    assert app.see(WORKER, after_circles.circles_dissolved) == [suggestion_id]
    asked = {name: helping.letters(name) for name in ("Ann", "Ben", "Cal", "Dot")}
    report = look_again_after_circles(app, "now")
    assert (report.done, report.ok) == (1, True)
    assert names(helping) == [{"Ann", "Ben", "Dot"}]
    assert {name: helping.letters(name) for name in asked} == asked  # nobody is asked by it
    (kind, text) = helping.letters("Cora")[-1]
    assert kind == "drafts_wait"
    assert "1 new suggestion" in text
    assert not any(name in text.replace("Cora", "") for name in ("Ann", "Ben", "Cal", "Dot"))
    (draft,) = helping.drafts()
    steps = app.see(helping.cora, round_reads.steps_of, draft.round_id)
    assert (steps[-1].before, steps[-1].after, steps[-1].reason) == ("published", "solved", after_circles.REASON)
    assert look_again_after_circles(app, "later").done == 0
    app.do(helping.cora, actions.approve, helping.world.key(), draft.suggestion_id)
    for person in (ann, ben, helping.world.member("Dot")):
        helping.say(person, draft.suggestion_id)
    assert helping.state(draft.suggestion_id) == "accepted"
    assert app.see(WORKER, after_circles.circles_dissolved) == []


def test_those_who_have_a_draft_already_keep_it(helping: Guiding) -> None:
    _, _, cal = ring(helping)
    suggestion_id = helping.offer()
    joins(helping, "Dot", "lifts", "sewing")
    joins(helping, "Eve", "sewing", "lifts")
    helping.run()
    assert names(helping) == [{"Dot", "Eve"}]
    helping.say(cal, suggestion_id, accept=False)
    assert look_again(helping, suggestion_id) == "0"
    assert names(helping) == [{"Dot", "Eve"}]
    assert "Nothing else fits" in helping.letters("Cora")[-1][1]


def test_somebody_who_leaves_or_does_not_answer_dissolves_it_too(helping: Guiding, clock: HandClock) -> None:
    ann, ben, cal = ring(helping)
    suggestion_id = helping.offer()
    app = helping.world.app
    with pytest.raises(AlreadyDecided):  # it goes on
        look_again(helping, suggestion_id)
    app.do(cal, taking_part.leave, helping.world.key(), helping.programme_id)
    assert helping.state(suggestion_id) == "superseded"
    joins(helping, "Dot", "lifts", "sewing")
    assert look_again(helping, suggestion_id) == "1"
    (draft,) = helping.drafts()
    app.do(helping.cora, actions.approve, helping.world.key(), draft.suggestion_id)
    for person in (ann, ben):
        helping.say(person, draft.suggestion_id)
    joins(helping, "Eve", "lifts", "sewing")
    clock.move(days=15)
    app.do(WORKER, actions.remind_or_expire, helping.world.key(), draft.suggestion_id)
    assert app.see(WORKER, after_circles.circles_dissolved) == [draft.suggestion_id]
    assert look_again(helping, draft.suggestion_id) == "1"
    assert names(helping) == [{"Ann", "Ben", "Eve"}]  # Dot, who did not answer, rests


def test_of_three_buddies_the_two_who_are_left_may_meet_without_the_third(world: World) -> None:
    company = Guiding(world, COMPANY)
    people = [company.join(name) for name in ("Ann", "Ben", "Cem")]
    suggestion_id = company.offer()
    company.say(people[2], suggestion_id, accept=False)
    ada = world.holder("Ada", Role.ADMINISTRATOR)
    for nobody in (people[0], ada, world.holder("Dan", Role.SECOND_DECIDER)):
        with pytest.raises(NotFound):
            world.app.do(nobody, after_circles.look_again, world.key(), suggestion_id)
    world.app.do(company.cora, after_circles.look_again, world.key(), suggestion_id)
    assert names(company) == [{"Ann", "Ben"}]
    assert company.letters("Cora") == []  # who looked knows
