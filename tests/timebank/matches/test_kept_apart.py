"""Two who are kept apart after they were suggested to each other: it ends quietly, and nobody learns who said what."""

import pytest
from guiding import GUIDES, Guiding, mine, pair
from world import World

from timebank.access import Caller
from timebank.matches import actions, apart, reads, review_reads
from timebank.matches.rules import NoLongerPossible
from timebank.members import checks


def rather_not(guiding: Guiding, who: Caller, other: Caller) -> None:
    guiding.tick()
    guiding.world.app.do(who, apart.say_bond, guiding.world.key(), who.member_id, other.member_id, "rather_not")


def test_a_draft_is_set_aside_without_a_name_and_without_a_letter(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    rather_not(guiding, ann, ben)
    assert guiding.drafts() == []
    moves = guiding.world.app.see(guiding.cora, review_reads.moves_of, draft.suggestion_id)
    assert [(one.after, one.by) for one in moves] == [("superseded", moves[-1].by)]
    assert "Ann" not in str(moves)
    assert guiding.letters("Ann") == guiding.letters("Ben") == []
    guiding.run()
    assert guiding.drafts() == []


def test_what_somebody_was_asked_closes_kindly_for_the_other(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    cleo = guiding.join("Cleo", "mentor")
    suggestion_id = guiding.offer()
    asked = {other.name for other in guiding.world.app.see(ann, reads.my_suggestions, mine(guiding, ann))[0].others}
    other = {"Ben": ben, "Cleo": cleo}[asked.pop()]
    rather_not(guiding, ann, other)
    assert guiding.state(suggestion_id) == "superseded"
    name = next(name for name, one in guiding.world.ids.items() if one == other.member_id)
    (told,) = [text for kind, text in guiding.letters(name) if kind == "suggestion_closed"]
    assert "Ann" not in told
    assert not [kind for kind, _ in guiding.letters("Ann") if kind == "suggestion_closed"]
    guiding.run()
    assert [{one.name for one in draft.people} & {name} for draft in guiding.drafts()] == [set()]


def test_a_pair_a_coordinator_forbids_is_set_aside_in_that_programme(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    guiding.run()
    both = (guiding.programme_id, ann.member_id, ben.member_id)
    guiding.world.app.do(guiding.cora, apart.say_pair, guiding.world.key(), *both, "pinned")
    assert len(guiding.drafts()) == 1
    guiding.world.app.do(guiding.cora, apart.say_pair, guiding.world.key(), *both, "forbidden")
    assert guiding.drafts() == []


def test_nobody_is_put_forward_whose_check_was_taken_back_meanwhile(world: World) -> None:
    guiding = Guiding(world, GUIDES.replace('name = "mentor"', 'name = "mentor"\nchecks = ["pvg"]'))
    _, ben = pair(guiding)
    app, today = world.app, world.app.clock.now().date()
    app.do(guiding.cora, checks.record_check, world.key(), ben.member_id, "pvg", True, today)
    guiding.run()
    (draft,) = guiding.drafts()
    guiding.tick()
    app.do(guiding.cora, checks.record_check, world.key(), ben.member_id, "pvg", False, today)
    with pytest.raises(NoLongerPossible):
        app.do(guiding.cora, actions.approve, world.key(), draft.suggestion_id)
