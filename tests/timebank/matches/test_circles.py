"""A round of help: people who could never swap, each helping the next, from the noticeboard to a match."""

import pytest
from guiding import Guiding, mine
from helping_round import RING, joins, ring
from world import World

from timebank.access import OPERATOR, WORKER
from timebank.clock import HandClock
from timebank.ledger import actions as ledger
from timebank.listings.categories import plant_categories
from timebank.matches import actions, reads, review_reads
from timebank.matches.as_of_now import as_of_now
from timebank.programmes import actions as programmes
from timebank.programmes.definition import starter_text


def test_three_people_help_each_other_around(helping: Guiding) -> None:
    people = ann, ben, cal = ring(helping)
    app = helping.world.app
    round_id = helping.run()
    (draft,) = helping.drafts()
    assert (draft.kind, len(draft.people)) == ("circle", 3)
    steps = {(one.helper, one.helped, one.minutes) for one in draft.helpings}
    assert steps == {("Ann", "Ben", 120), ("Ben", "Cal", 120), ("Cal", "Ann", 120)}
    assert [one.helper_id for one in draft.helpings] == [one.member_id for one in draft.people]
    assert [one.helped_id for one in draft.helpings[:-1]] == [one.member_id for one in draft.people[1:]]
    assert {one.words for one in draft.helpings if one.helper == "Ann"} == {"gardening"}
    assert {one.between for one in draft.reasons if "Gardening" in one.words} == {(ben.member_id, ann.member_id)}
    (card,) = app.see(helping.cora, review_reads.rounds, helping.programme_id)
    assert (card.suggestions, card.unmatched, dict(card.covered)) == (1, 0, {"member": 3})
    assert (card.minutes, card.minutes_bound, card.missed) == (360, 360, ())
    assert app.see(helping.cora, review_reads.unmatched_people, round_id) == []
    assert app.see(ann, reads.my_suggestions, mine(helping, ann)) == []

    suggestion_id = app.do(helping.cora, actions.approve, helping.world.key(), draft.suggestion_id)
    (seen,) = app.see(ben, reads.my_suggestions, mine(helping, ben))
    opening, around, time, closing = seen.sentences
    assert opening == "You all joined Helping one another."
    sewing, lifts = "sewing and mending clothes", "lifts by car"
    assert around == (
        f"You would help Cal with {sewing}; Cal would help Ann with {lifts}; Ann would help you with gardening."
    )
    assert time == "Each of you would help for about 2 h, and be helped for about 2 h."
    assert closing == "It is only a suggestion: each of you decides."
    for person in people:
        assert helping.state(suggestion_id) in ("offered", "partly_accepted")
        helping.say(person, suggestion_id)
    assert helping.state(suggestion_id) == "accepted"
    (match,) = app.see(cal, reads.my_matches, mine(helping, cal))
    assert ([one.name for one in match.others], match.is_active) == (["Ann", "Ben"], True)
    helping.run()
    assert helping.drafts() == []


def test_one_no_closes_it_for_everybody_and_says_nothing_of_who_or_why(helping: Guiding) -> None:
    ann, ben, cal = ring(helping)
    suggestion_id = helping.offer()
    helping.say(ann, suggestion_id)
    helping.tick()
    app = helping.world.app
    app.do(cal, actions.answer, helping.world.key(), suggestion_id, False, "other_person", "Ann sings")
    assert helping.state(suggestion_id) == "declined"
    for name, person in (("Ann", ann), ("Ben", ben)):
        kind, text = helping.letters(name)[-1]
        assert kind == "suggestion_closed"
        assert "We are looking already for what else is possible." in text
        assert "Cal" not in text
        assert "sings" not in text
        assert app.see(person, reads.my_suggestions, mine(helping, person)) == []
    helping.run()
    assert helping.drafts() == []  # those three are not put together again


def test_what_somebody_keeps_to_themself_is_told_to_nobody(helping: Guiding) -> None:
    ann, _, _ = (joins(helping, name, *said, shown=name != "Ann") for name, said in RING.items())
    helping.offer()
    (card,) = helping.world.app.see(helping.cora, review_reads.review)
    assert {one.words == "" for one in card.helpings if "Ann" in (one.helper, one.helped)} == {True}
    assert all("garden" not in one.words.lower() for one in card.reasons)
    (seen,) = helping.world.app.see(ann, reads.my_suggestions, mine(helping, ann))
    assert "You would help Ben" in seen.sentences[1]
    assert "garden" not in " ".join(seen.sentences).lower()


def test_what_with_goes_as_soon_as_somebody_takes_a_tick_back(helping: Guiding) -> None:
    ann, ben, cal = ring(helping)
    helping.offer()
    app = helping.world.app
    app.do(ben, programmes.withdraw_consent, helping.world.key(), helping.programme_id)
    for person in (ann, cal):
        around = app.see(person, reads.my_suggestions, mine(helping, person))[0].sentences[1]
        assert "garden" not in around.lower()
        assert "lifts by car" in around  # what Cal would do for Ann stays
        assert "Sewing" not in around


def test_who_is_in_no_circle_is_told_to_the_coordinator_with_why(helping: Guiding) -> None:
    ring(helping)
    joins(helping, "Dot", "cleaning", "gardening")
    joins(helping, "Eve", "lifts", "numbers")
    round_id = helping.run()
    left = helping.world.app.see(helping.cora, review_reads.unmatched_people, round_id)
    assert {one.name: one.code for one in left} == {"Dot": "nobody_asks", "Eve": "nobody_helps"}
    assert all("what one asks for is not what the other offers" in one.words for one in left)


@pytest.mark.parametrize(
    ("offer", "asked_for", "fits"),
    [("gardening", "dog-walking", False), ("garden", "dog-walking", True), ("gardening", "garden", True)],
)
def test_a_branch_fits_each_kind_in_it_but_two_kinds_of_a_branch_do_not_fit_each_other(
    helping: Guiding, offer: str, asked_for: str, fits: bool
) -> None:
    joins(helping, "Ann", offer, "sewing")
    joins(helping, "Ben", "sewing", asked_for)
    helping.run()
    said = [step.words for draft in helping.drafts() for step in draft.helpings if step.helper == "Ann"]
    assert said == (["garden and animals"] if fits else [])


def test_who_has_only_given_may_be_helped_where_the_programme_evens_out(world: World) -> None:
    world.found()
    world.app.do(OPERATOR, plant_categories)
    helping = Guiding(world, starter_text("help").replace("evens_out = false", "evens_out = true"))
    gave, got = joins(helping, "Ann", "", "gardening"), joins(helping, "Ben", "gardening", "")
    helping.run()
    assert helping.drafts() == []
    sides = {"giver": world.account("Ann"), "receiver": world.account("Ben")}
    today = world.app.clock.now().date()
    entry_id = world.app.do(gave, ledger.record, world.key(), **sides, service_date=today, minutes=180)
    world.app.do(got, ledger.confirm, world.key(), entry_id)
    helping.run()
    (draft,) = helping.drafts()
    assert [(one.helper, one.helped) for one in draft.helpings] == [("Ben", "Ann")]


def test_who_was_in_a_circle_waits_only_since_then(helping: Guiding) -> None:
    people, clock = ring(helping), helping.world.app.clock
    assert isinstance(clock, HandClock)
    clock.move(days=40)
    waited = helping.world.app.see(helping.cora, as_of_now, helping.programme_id).gathered.pool.people
    assert {one.waiting_days for one in waited} == {40}
    suggestion_id = helping.offer()
    for person in people:
        helping.say(person, suggestion_id)
    clock.move(days=3)
    waited = helping.world.app.see(helping.cora, as_of_now, helping.programme_id).gathered.pool.people
    assert {one.waiting_days for one in waited} == {3}


def test_the_worker_runs_rounds_of_help(helping: Guiding) -> None:
    ring(helping)
    helping.world.app.do(WORKER, actions.run_round, helping.world.key(), helping.programme_id)
    assert [kind for kind, _ in helping.letters("Cora")] == ["drafts_wait"]


def test_nobody_helps_with_help(helping: Guiding) -> None:
    joins(helping, "Ann", "homework", "lifts")
    joins(helping, "Ben", "lifts", "homework")
    helping.run()
    assert {step.words for draft in helping.drafts() for step in draft.helpings} == {"homework", "lifts by car"}
