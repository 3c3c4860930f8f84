"""The life of a suggestion: a draft that tells nobody, two answers, a match, and how each can end."""

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding, mine, pair
from world import World

from timebank.access import ANONYMOUS, WORKER
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.life.endings import end_match
from timebank.matches import actions, reads, review_reads, rules
from timebank.matches.tables import suggestion_person
from timebank.programmes import actions as programmes


def test_a_draft_tells_nobody(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    app = guiding.world.app
    for person in (ann, ben):
        assert app.see(person, reads.my_suggestions, mine(guiding, person)) == []
        with pytest.raises(NotFound):
            guiding.say(person, draft.suggestion_id)
    assert guiding.letters("Ann") == guiding.letters("Ben") == []


def test_two_people_say_yes_and_learn_how_to_reach_each_other(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    app = guiding.world.app
    (card,) = app.see(ann, reads.my_suggestions, mine(guiding, ann))
    assert [other.name for other in card.others] == ["Ben"]
    assert card.sentences[0] == "You both joined Guides."
    assert "Topics: you both said cooking." in card.sentences
    guiding.say(ann, suggestion_id)
    assert guiding.state(suggestion_id) == "partly_accepted"
    assert app.see(ann, reads.my_matches, mine(guiding, ann)) == []
    assert not any("ben@example.org" in text for _, text in guiding.letters("Ann"))
    guiding.say(ben, suggestion_id)
    assert guiding.state(suggestion_id) == "accepted"
    (found,) = app.see(ann, reads.my_matches, mine(guiding, ann))
    assert (found.others[0].email, found.is_active) == ("ben@example.org", True)
    assert any(kind == "matched" and "ben@example.org" in text for kind, text in guiding.letters("Ann"))
    moves = app.see(guiding.cora, review_reads.moves_of, suggestion_id)
    assert [(one.before, one.after, one.by) for one in moves] == [
        ("draft", "offered", "Cora"),
        ("offered", "partly_accepted", "Ann"),
        ("partly_accepted", "accepted", "Ben"),
    ]


def test_a_no_is_told_kindly_and_never_with_its_reason(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    guiding.say(ann, suggestion_id)
    app = guiding.world.app
    app.do(ben, actions.answer, guiding.world.key(), suggestion_id, False, "other_person", "Ann talks too much")
    assert guiding.state(suggestion_id) == "declined"
    told = [text for kind, text in guiding.letters("Ann") if kind == "suggestion_closed"]
    assert len(told) == 1
    assert "talks" not in told[0]
    assert "Ben" not in told[0]
    assert app.see(ann, reads.my_suggestions, mine(guiding, ann)) == []
    card = app.see(guiding.cora, review_reads.one_review, suggestion_id)
    assert {(one.name, one.answer, one.reason) for one in card.people} == {
        ("Ann", "accepted", ""),
        ("Ben", "declined", "Ann talks too much"),
    }


def test_a_pair_that_said_no_is_not_suggested_again(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    guiding.say(ann, guiding.offer(), accept=False)
    round_id = guiding.run()
    assert guiding.drafts() == []
    left_out = guiding.world.app.see(guiding.cora, review_reads.unmatched_people, round_id)
    assert {card.name for card in left_out} == {"Ann", "Ben"}
    assert all("met before or are not put forward" in card.words for card in left_out)


def test_a_newer_round_sets_earlier_drafts_aside_without_a_word(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    (old,) = guiding.drafts()
    guiding.run()
    (new,) = guiding.drafts()
    assert guiding.state(old.suggestion_id) == "superseded"
    assert new.suggestion_id != old.suggestion_id
    assert guiding.letters("Ann") == []
    second, first = guiding.world.app.see(guiding.cora, review_reads.rounds, guiding.programme_id)
    assert (first.turn, second.turn, second.suggestions, second.ran_by) == (1, 2, 1, "Cora")


def test_somebody_who_was_asked_or_is_matched_has_no_room_in_the_next_round(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    guiding.join("Mia", "mentee")
    round_id = guiding.run()
    assert guiding.drafts() == []
    assert guiding.state(suggestion_id) == "offered"
    guiding.say(ann, suggestion_id)
    guiding.say(ben, suggestion_id)
    guiding.run()
    assert guiding.drafts() == []
    codes = {
        card.name: card.code for card in guiding.world.app.see(guiding.cora, review_reads.unmatched_people, round_id)
    }
    assert codes == {"Ann": "no_room", "Ben": "no_room", "Mia": "nobody_allowed"}


def test_only_answers_the_other_may_see_are_told(guiding: Guiding) -> None:
    ann = guiding.join("Ann", "mentee", past=["recovery"], shown=["topics", "past"])
    guiding.join("Ben", "mentor", past=["recovery"], shown=["topics"])
    guiding.offer()
    (card,) = guiding.world.app.see(ann, reads.my_suggestions, mine(guiding, ann))
    assert "recovery" not in " ".join(card.sentences)
    (full,) = guiding.world.app.see(guiding.cora, review_reads.review)
    assert [(reason.code, reason.points) for reason in full.reasons] == [("topics", 8), ("", 2)]
    assert "recovery" not in str(full)
    assert full.points == 10


def test_an_acceptance_can_be_taken_back_for_a_day(guiding: Guiding, clock: HandClock) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    app, key = guiding.world.app, guiding.world.key
    guiding.say(ann, suggestion_id)
    app.do(ann, actions.undo, key(), suggestion_id)
    assert guiding.state(suggestion_id) == "offered"
    guiding.say(ben, suggestion_id)
    clock.move(hours=20)
    guiding.say(ann, suggestion_id)
    clock.move(hours=5)
    with pytest.raises(rules.UndoTooLate):  # Ben said yes more than a day ago
        app.do(ben, actions.undo, key(), suggestion_id)
    app.do(ann, actions.undo, key(), suggestion_id)
    assert guiding.state(suggestion_id) == "declined"
    (ended,) = app.see(ben, reads.my_matches, mine(guiding, ben))
    assert (ended.is_active, ended.others[0].email) == (False, "")
    (row,) = app.see(guiding.cora, review_reads.all_matches)
    assert row.ending_code == "undone"
    assert [kind for kind, _ in guiding.letters("Ben")][-1] == "match_ended"
    with pytest.raises(AlreadyDecided):
        app.do(ann, actions.undo, key(), suggestion_id)


def test_the_worker_reminds_once_and_then_lets_it_lapse(guiding: Guiding, clock: HandClock) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    guiding.say(ann, suggestion_id)
    app, key = guiding.world.app, guiding.world.key

    def tick() -> str:
        return app.do(WORKER, actions.remind_or_expire, key(), suggestion_id)

    assert tick() == "nothing"
    clock.move(days=8)
    assert [tick(), tick()] == ["reminded", "nothing"]
    assert [kind for kind, _ in guiding.letters("Ben")] == ["suggestion", "suggestion_reminder"]
    assert "suggestion_reminder" not in [kind for kind, _ in guiding.letters("Ann")]
    clock.move(days=7)
    with pytest.raises(rules.TooLate):
        guiding.say(ben, suggestion_id)
    assert tick() == "expired"
    assert tick() == "nothing"
    assert guiding.state(suggestion_id) == "expired"
    assert [kind for kind, _ in guiding.letters("Ann")][-1] == "suggestion_closed"
    with pytest.raises(NotFound):
        app.do(ben, actions.remind_or_expire, key(), suggestion_id)


def test_nobody_is_matched_with_somebody_who_is_taking_a_break(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    suggestion_id = guiding.world.app.do(guiding.cora, actions.approve, guiding.world.key(), draft.suggestion_id)
    guiding.pause("Ben")
    with pytest.raises(rules.NoLongerPossible):
        guiding.say(ann, suggestion_id)
    assert guiding.say(ann, suggestion_id, accept=False) == suggestion_id


def test_a_discarded_draft_tells_nobody_and_an_offered_one_tells_everybody(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    app, key = guiding.world.app, guiding.world.key
    with pytest.raises(InvalidInput):
        app.do(guiding.cora, actions.discard, key(), draft.suggestion_id, "  ")
    app.do(guiding.cora, actions.discard, key(), draft.suggestion_id, "they are cousins")
    assert guiding.letters("Ann") == []
    guiding.join("Mia", "mentee")
    suggestion_id = guiding.offer()
    app.do(guiding.cora, actions.discard, key(), suggestion_id, "a clash")
    assert [kind for kind, _ in guiding.letters("Mia")] == ["suggestion", "suggestion_closed"]
    assert "clash" not in guiding.letters("Mia")[-1][1]


def test_a_match_ends_at_any_time_without_fault_and_is_not_made_again(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    match_id = guiding.match(ann, ben)
    app, key = guiding.world.app, guiding.world.key
    for stranger in ("Stranger Sam", "Stranger Sue"):
        with pytest.raises(NotFound):
            app.do(guiding.world.member(stranger), end_match, key(), match_id, "planned")
    guiding.tick()
    app.do(ann, end_match, key(), match_id, "not_a_fit", "We had nothing to say")
    with pytest.raises(AlreadyDecided):
        app.do(ben, end_match, key(), match_id, "planned")
    (kind, text) = guiding.letters("Ben")[-1]
    assert kind == "match_ended"
    assert "nothing to say" not in text
    (seen,) = app.see(ben, reads.my_matches, mine(guiding, ben))
    assert (seen.is_active, seen.others[0].email, seen.others[0].phone) == (False, "", "")
    guiding.run()
    assert guiding.drafts() == []


def test_three_buddies_match_when_all_three_have_said_yes(world: World) -> None:
    company = Guiding(world, COMPANY)
    people = [company.join(name) for name in ("Ann", "Ben", "Cem")]
    suggestion_id = company.offer()
    (card,) = world.app.see(people[0], reads.my_suggestions, mine(company, people[0]))
    assert {"With Ben: Topics: you both said cooking.", "With Cem: Topics: you both said cooking."} <= set(
        card.sentences
    )
    assert card.sentences[-1] == "It is only a suggestion: each of you decides."
    states = []
    for person in people:
        company.say(person, suggestion_id)
        states.append(company.state(suggestion_id))
    assert states == ["partly_accepted", "partly_accepted", "accepted"]
    (found,) = world.app.see(people[0], reads.my_matches, mine(company, people[0]))
    assert [other.name for other in found.others] == ["Ben", "Cem"]


def test_the_worker_writes_drafts_and_tells_coordinators_that_they_wait(guiding: Guiding) -> None:
    pair(guiding)
    guiding.world.app.do(WORKER, actions.run_round, guiding.world.key(), guiding.programme_id)
    assert len(guiding.drafts()) == 1
    assert [kind for kind, _ in guiding.letters("Cora")] == ["drafts_wait"]
    assert guiding.letters("Ann") == []


def test_what_a_round_was_given_stays_as_it_was(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    with guiding.world.app.engine.connect() as connection:
        inputs = str(connection.execute(sa.text("SELECT inputs FROM matching_round")).scalar_one())
    assert '"capacity": 1' in inputs
    assert "answers_digest" in inputs
    assert "cooking" not in inputs
    with pytest.raises(NotFound):
        guiding.world.app.do(guiding.cora, actions.run_round, guiding.world.key(), "no such programme")


def test_a_sentence_goes_as_soon_as_somebody_takes_a_tick_back(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    guiding.offer()
    app = guiding.world.app
    assert "Topics: you both said cooking." in app.see(ann, reads.my_suggestions, mine(guiding, ann))[0].sentences
    app.do(ben, programmes.withdraw_consent, guiding.world.key(), guiding.programme_id)
    for sentences in (
        app.see(ann, reads.my_suggestions, mine(guiding, ann))[0].sentences,
        app.see(ANONYMOUS, reads.suggestion_by_link, guiding.secret("Ann")).sentences,
    ):
        assert sentences == ("You both joined Guides.", "It is only a suggestion: each of you decides.")


def test_people_stand_in_the_order_of_the_answers_beside_each_other(world: World) -> None:
    company = Guiding(world, COMPANY)
    said = {"Ann": ("cooking", "chess"), "Ben": ("cooking", "walks")}
    for name, topics in said.items():
        company.join(name, topics=topics)
    company.run()
    (draft,) = company.drafts()
    (reason,) = draft.reasons
    first, second = (set(said[person.name]) for person in draft.people)
    assert (set(reason.first_answer.split(", ")), set(reason.second_answer.split(", "))) == (first, second)


def test_how_it_was_told_is_kept_only_of_somebody_elses_answer(guiding: Guiding) -> None:
    ann, ben = guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor", offline=True)
    suggestion_id, app = guiding.offer(), guiding.world.app
    app.do(ann, actions.answer, guiding.world.key(), suggestion_id, True, how_told="long words " * 100)
    told = {"member_id": mine(guiding, ben), "how_told": " by phone\x07 "}
    app.do(guiding.cora, actions.answer, guiding.world.key(), suggestion_id, True, **told)
    with app.engine.connect() as connection:
        kept = connection.execute(sa.select(suggestion_person.c.member_id, suggestion_person.c.how_told))
        assert dict(map(tuple, kept)) == {ann.member_id: "", ben.member_id: "by phone"}
