"""Two who are kept apart after they were suggested to each other: it ends quietly, and nobody learns who said what."""

import pytest
from guiding import GUIDES, Guiding, mine, pair
from world import World

from timebank.access import Caller
from timebank.matches import actions, apart, reads, review_reads
from timebank.matches.rules import NoLongerPossible
from timebank.members import bonds, checks
from timebank.members.bonds import BONDS
from timebank.programmes import pairs


def rather_not(guiding: Guiding, who: Caller, other: Caller) -> None:
    guiding.tick()
    guiding.world.app.do(who, apart.say_bond, guiding.world.key(), who.member_id, other.member_id, "rather_not")


def test_a_draft_goes_when_all_drafts_go_so_that_its_moment_tells_nothing(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    dan, eve = guiding.join("Dan", "mentee"), guiding.join("Eve", "mentor")
    guiding.run()
    drafts = guiding.drafts()
    theirs = {person.name: draft for draft in drafts for person in draft.people}
    other = {"Ben": ben, "Eve": eve}[next(one.name for one in theirs["Ann"].people if one.name != "Ann")]
    rather_not(guiding, ann, other)
    assert guiding.drafts() == drafts
    app, key = guiding.world.app, guiding.world.key
    with pytest.raises(NoLongerPossible):
        app.do(guiding.cora, actions.approve, key(), theirs["Ann"].suggestion_id)
    guiding.run()
    hers, his = (app.see(guiding.cora, review_reads.moves_of, theirs[name].suggestion_id) for name in ("Ann", "Dan"))
    assert [(one.after, one.by, one.reason) for one in hers] == [("superseded", "", "")]
    assert hers == his  # also in the moment
    assert theirs["Dan"].suggestion_id != theirs["Ann"].suggestion_id
    assert mine(guiding, dan)
    assert all({one.name for one in draft.people} != {"Ann", "Ben"} or other is not ben for draft in guiding.drafts())
    assert guiding.letters("Ann") == guiding.letters("Ben") == guiding.letters("Eve") == []


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


@pytest.mark.parametrize("kind", BONDS)
@pytest.mark.parametrize("is_mentee", [True, False])
def test_what_one_said_of_the_other_while_a_round_ran_stops_it_before_anybody_is_asked(
    guiding: Guiding, kind: str, is_mentee: bool
) -> None:
    ann, ben = pair(guiding)
    who, other = (ann, ben) if is_mentee else (ben, ann)
    app, key = guiding.world.app, guiding.world.key
    guiding.run()
    (draft,) = guiding.drafts()
    app.do(who, bonds.say_bond, key(), who.member_id, other.member_id, kind)  # which saw no draft to close
    with pytest.raises(NoLongerPossible) as refused:
        app.do(guiding.cora, actions.approve, key(), draft.suggestion_id)
    assert not [word for word in ("Ann", "Ben", "household", "rather", "care", "manage") if word in str(refused.value)]
    assert guiding.letters("Ann") == guiding.letters("Ben") == []
    app.do(who, bonds.take_back_bond, key(), who.member_id, other.member_id, kind)
    app.do(guiding.cora, actions.approve, key(), draft.suggestion_id)
    assert guiding.state(draft.suggestion_id) == "offered"


def test_two_who_are_kept_apart_by_now_do_not_become_a_match_and_a_no_is_still_taken(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    app, key = guiding.world.app, guiding.world.key
    suggestion_id = guiding.offer()
    guiding.say(ann, suggestion_id)
    app.do(ann, bonds.say_bond, key(), ann.member_id, ben.member_id, "rather_not")
    with pytest.raises(NoLongerPossible):
        guiding.say(ben, suggestion_id)
    assert guiding.state(suggestion_id) == "partly_accepted"
    app.do(ben, actions.answer, key(), suggestion_id, False)
    assert guiding.state(suggestion_id) == "declined"


def test_a_pair_forbidden_while_a_round_ran_is_not_asked_in_that_programme(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    elsewhere = Guiding(guiding.world, GUIDES.replace('name = "guides"', 'name = "others"'))
    pair(elsewhere)
    app, key = guiding.world.app, guiding.world.key
    for one in (guiding, elsewhere):
        one.run()
    (draft,), (theirs,) = guiding.drafts(), elsewhere.drafts()
    app.do(guiding.cora, pairs.say_pair, key(), guiding.programme_id, ben.member_id, ann.member_id, "forbidden")
    with pytest.raises(NoLongerPossible):
        app.do(guiding.cora, actions.approve, key(), draft.suggestion_id)
    app.do(guiding.cora, actions.approve, key(), theirs.suggestion_id)
    assert elsewhere.state(theirs.suggestion_id) == "offered"


def test_a_pair_that_is_wanted_is_asked(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    both = (guiding.programme_id, ann.member_id, ben.member_id)
    guiding.world.app.do(guiding.cora, pairs.say_pair, guiding.world.key(), *both, "pinned")
    assert guiding.state(guiding.offer()) == "offered"
