"""What came to nothing is there for coordinators to learn from: who said no and why, and nothing that is not theirs."""

import pytest
from guiding import Guiding, mine, pair

from timebank.access import WORKER, Role
from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.matches import actions, apart, taking_part
from timebank.matches.closed_reads import ClosedCard, SaidNo, came_to_nothing

pytestmark = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.prove)], indirect=True
)


def closed(guiding: Guiding) -> list[ClosedCard]:
    return guiding.world.app.see(guiding.cora, came_to_nothing, guiding.programme_id)


def test_a_no_is_read_by_coordinators_with_its_reason_and_own_words(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    assert closed(guiding) == []
    guiding.say(ben, suggestion_id)
    guiding.world.app.do(ann, actions.answer, guiding.world.key(), suggestion_id, False, "times", "Only on Fridays")
    (card,) = closed(guiding)
    assert (card.names, card.state, card.by, card.reason) == (("Ann", "Ben"), "declined", "", "")
    assert card.noes == (SaidNo("Ann", "times", "Only on Fridays"),)
    assert card.at == guiding.world.app.clock.now()


def test_what_ran_out_or_was_set_aside_says_whom_it_waited_for_and_why(guiding: Guiding, clock: HandClock) -> None:
    pair(guiding)
    app, key = guiding.world.app, guiding.world.key
    guiding.run()
    (draft,) = guiding.drafts()
    app.do(guiding.cora, actions.discard, key(), draft.suggestion_id, "They live together")
    guiding.join("Cal", "mentee")
    offered = guiding.offer()
    guiding.say(guiding.world.member("Cal"), offered)
    clock.move(days=15)
    app.do(WORKER, actions.remind_or_expire, key(), offered)
    expired, aside = closed(guiding)
    assert (expired.state, expired.unanswered, expired.noes) == ("expired", ("Ben",), ())
    assert (aside.names, aside.by, aside.reason) == (("Ann", "Ben"), "Cora", "They live together")


@pytest.mark.parametrize("how", ["pause", "say"])
def test_one_that_could_not_go_on_says_nothing_of_who_or_why(guiding: Guiding, how: str) -> None:
    ann, ben = pair(guiding)
    guiding.offer()
    app, key = guiding.world.app, guiding.world.key
    if how == "pause":
        app.do(ann, taking_part.pause, key(), guiding.programme_id)
    else:
        app.do(ann, apart.say_bond, key(), mine(guiding, ann), mine(guiding, ben), "rather_not")
    (card,) = closed(guiding)
    assert (card.state, card.by, card.reason, card.noes, card.unanswered) == ("superseded", "", "", (), ())


def test_drafts_that_a_newer_round_replaced_are_not_listed(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    guiding.run()
    assert closed(guiding) == []


def test_nobody_reads_what_was_said_to_their_own_and_only_those_who_decide_read_any(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee")
    ben = guiding.join("Ben", "mentor")
    world = guiding.world
    dora, dan = world.coordinator("Dora"), world.holder("Dan", Role.SECOND_DECIDER)
    guiding.run()
    (draft,) = guiding.drafts()
    world.app.do(dora, actions.approve, world.key(), draft.suggestion_id)
    world.app.do(ben, actions.answer, world.key(), draft.suggestion_id, False, "other_person", "Cora is bossy")
    assert closed(guiding) == []
    for who in (dora, dan):
        assert world.app.see(who, came_to_nothing, guiding.programme_id)[0].noes[0].words == "Cora is bossy"
    for who in (ben, world.holder("Ada", Role.ADMINISTRATOR), WORKER):
        with pytest.raises(NotFound):
            world.app.see(who, came_to_nothing, guiding.programme_id)
