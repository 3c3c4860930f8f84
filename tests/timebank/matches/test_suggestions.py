"""The life of a suggestion: a draft that tells nobody, two answers, a match; and everything that is refused."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from guiding import COMPANY, Guiding
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Caller, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, Refused, SignInNeeded
from timebank.mail.tables import letter
from timebank.matches import actions, reads, review_reads, rules
from timebank.matches.tables import match, suggestion, suggestion_move, suggestion_person
from timebank.members import actions as members
from timebank.members.links import LinkSpent
from timebank.programmes import actions as programmes


@pytest.fixture
def guiding(world: World) -> Guiding:
    return Guiding(world)


def pair(guiding: Guiding) -> tuple[Caller, Caller]:
    return guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")


def mine(guiding: Guiding, person: Caller) -> str:
    assert person.member_id
    return person.member_id


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
    assert "Topics: both cooking." in card.sentences
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
    assert [(reason.code, reason.points) for reason in full.reasons] == [("topics", 8), ("past", 2)]
    assert full.points == 10


def test_a_coordinator_does_not_decide_on_their_own_match_and_sees_no_reasons(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee")
    guiding.join("Ben", "mentor")
    guiding.run()
    (draft,) = guiding.drafts()
    assert (draft.may_decide, draft.reasons, draft.points) == (False, (), 0.0)
    app = guiding.world.app
    for action, more in ((actions.approve, ()), (actions.discard, ("no",))):
        with pytest.raises(NotFound):
            app.do(guiding.cora, action, guiding.world.key(), draft.suggestion_id, *more)
    with pytest.raises(NotFound):
        app.see(guiding.cora, review_reads.moves_of, draft.suggestion_id)
    dan = guiding.world.holder("Dan", Role.SECOND_DECIDER)
    (seen,) = app.see(dan, review_reads.review)
    assert seen.may_decide
    app.do(dan, actions.approve, guiding.world.key(), seen.suggestion_id)
    assert guiding.state(draft.suggestion_id) == "offered"


def test_a_second_decider_sees_only_what_the_coordinator_may_not_decide(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    dan = guiding.world.holder("Dan", Role.SECOND_DECIDER)
    assert guiding.world.app.see(dan, review_reads.review) == []
    with pytest.raises(NotFound):
        guiding.world.app.do(dan, actions.approve, guiding.world.key(), draft.suggestion_id)


def test_the_answer_of_an_offline_member_is_written_down_by_a_coordinator(guiding: Guiding) -> None:
    ann = guiding.join("Ann", "mentee", offline=True)
    ben = guiding.join("Ben", "mentor")
    suggestion_id = guiding.offer()
    app, key = guiding.world.app, guiding.world.key
    with pytest.raises(InvalidInput, match="how the member told you"):
        app.do(guiding.cora, actions.answer, key(), suggestion_id, True, member_id=ann.member_id)
    with pytest.raises(NotFound):  # Ben answers for himself
        app.do(guiding.cora, actions.answer, key(), suggestion_id, True, member_id=ben.member_id, how_told="by phone")
    with pytest.raises(NotFound):  # and not for Ann
        app.do(ben, actions.answer, key(), suggestion_id, True, member_id=ann.member_id, how_told="by phone")
    app.do(guiding.cora, actions.answer, key(), suggestion_id, True, member_id=ann.member_id, how_told="by phone")
    guiding.say(ben, suggestion_id)
    assert guiding.state(suggestion_id) == "accepted"
    with app.engine.connect() as connection:
        row = connection.execute(
            sa.select(suggestion_person).where(suggestion_person.c.member_id == ann.member_id)
        ).one()
        skipped = connection.execute(
            sa.select(letter.c.state).where(letter.c.member_id == ann.member_id).distinct()
        ).scalars()
        assert list(skipped) == ["skipped"]
    assert (row.how_told, row.answered_for_by_id) == ("by phone", guiding.cora.member_id)


def test_a_coordinator_in_a_match_does_not_answer_for_the_other_side(guiding: Guiding) -> None:
    ann = guiding.join("Ann", "mentee", offline=True)
    guiding.join("Cora", "mentor")
    guiding.run()
    (draft,) = guiding.drafts()
    other = guiding.world.coordinator("Dora")
    app, key = guiding.world.app, guiding.world.key
    app.do(other, actions.approve, key(), draft.suggestion_id)
    with pytest.raises(NotFound):
        app.do(
            guiding.cora, actions.answer, key(), draft.suggestion_id, True, member_id=ann.member_id, how_told="by phone"
        )
    guiding.say(guiding.cora, draft.suggestion_id)
    assert guiding.state(draft.suggestion_id) == "partly_accepted"


def test_a_link_shows_without_acting_and_answers_once(guiding: Guiding) -> None:
    pair(guiding)
    suggestion_id = guiding.offer()
    app, secret = guiding.world.app, guiding.secret("Ann")
    for _ in range(2):
        assert app.see(ANONYMOUS, reads.suggestion_by_link, secret).suggestion_id == suggestion_id
    assert guiding.state(suggestion_id) == "offered"
    assert app.do(ANONYMOUS, actions.answer_by_link, "click", secret, True) == suggestion_id
    assert app.do(ANONYMOUS, actions.answer_by_link, "click", secret, True) == suggestion_id
    with pytest.raises(LinkSpent):
        app.do(ANONYMOUS, actions.answer_by_link, "another click", secret, False)
    with pytest.raises(LinkSpent):
        app.see(ANONYMOUS, reads.suggestion_by_link, secret)
    with pytest.raises(LinkSpent):
        app.do(ANONYMOUS, actions.answer_by_link, "guess", "0" * 64, True)
    assert guiding.state(suggestion_id) == "partly_accepted"
    assert app.do(ANONYMOUS, actions.answer_by_link, "ben", guiding.secret("Ben"), True)
    assert guiding.state(suggestion_id) == "accepted"


def test_a_link_is_of_no_use_to_somebody_who_has_left_or_once_time_is_up(guiding: Guiding, clock: HandClock) -> None:
    pair(guiding)
    guiding.offer()
    clock.move(days=14)
    with pytest.raises(LinkSpent):
        guiding.world.app.do(ANONYMOUS, actions.answer_by_link, "late", guiding.secret("Ann"), True)


def test_a_double_click_answers_once_and_a_second_thought_is_refused(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    suggestion_id = guiding.offer()
    app = guiding.world.app
    for _ in range(2):
        assert app.do(ann, actions.answer, "twice", suggestion_id, True) == suggestion_id
    with pytest.raises(KeyReused):
        app.do(ann, actions.answer, "twice", suggestion_id, False)
    with pytest.raises(AlreadyDecided):
        guiding.say(ann, suggestion_id)
    with app.engine.connect() as connection:
        moves = sa.select(sa.func.count()).select_from(suggestion_move)
        assert connection.execute(moves).scalar_one() == 2


def test_running_and_approving_twice_with_one_key_happens_once(guiding: Guiding) -> None:
    pair(guiding)
    app = guiding.world.app
    rounds = {app.do(guiding.cora, actions.run_round, "one round", guiding.programme_id) for _ in range(2)}
    assert len(rounds) == 1
    (draft,) = guiding.drafts()
    for _ in range(2):
        app.do(guiding.cora, actions.approve, "one approval", draft.suggestion_id)
    with pytest.raises(AlreadyDecided):
        app.do(guiding.cora, actions.approve, "another", draft.suggestion_id)
    assert len(guiding.letters("Ann")) == 1


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
            app.do(guiding.world.member(stranger), actions.end_match, key(), match_id, "planned")
    guiding.tick()
    app.do(ann, actions.end_match, key(), match_id, "not_a_fit", "We had nothing to say")
    with pytest.raises(AlreadyDecided):
        app.do(ben, actions.end_match, key(), match_id, "planned")
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
    assert {"With Ben: Topics: both cooking.", "With Cem: Topics: both cooking."} <= set(card.sentences)
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
    assert '"topics": ["cooking"]' in inputs
    with pytest.raises(NotFound):
        guiding.world.app.do(guiding.cora, actions.run_round, guiding.world.key(), "no such programme")


@pytest.mark.parametrize("state", [state for state in rules.STATES if state != "draft"])
def test_whatever_is_not_a_draft_cannot_be_approved(guiding: Guiding, state: str) -> None:
    pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    force(guiding, draft.suggestion_id, state)
    with pytest.raises(AlreadyDecided):
        guiding.world.app.do(guiding.cora, actions.approve, guiding.world.key(), draft.suggestion_id)


@pytest.mark.parametrize("state", [state for state in rules.STATES if state not in rules.OPEN_STATES])
def test_whatever_is_not_open_cannot_be_answered_or_left_to_lapse(guiding: Guiding, state: str) -> None:
    ann, _ = pair(guiding)
    suggestion_id = guiding.offer()
    force(guiding, suggestion_id, state)
    for accept in (True, False):
        with pytest.raises(Refused):
            guiding.say(ann, suggestion_id, accept)
    worker = guiding.world.app.do(WORKER, actions.remind_or_expire, guiding.world.key(), suggestion_id)
    assert worker == "nothing"
    assert guiding.state(suggestion_id) == state


def force(guiding: Guiding, suggestion_id: str, state: str) -> None:
    with guiding.world.app.engine.begin() as connection:
        connection.execute(sa.update(suggestion).where(suggestion.c.id == suggestion_id).values(state=state))


Try = Callable[[Guiding, Caller, str], object]


def test_each_action_is_refused_to_everybody_it_is_not_for(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    app, key, one = guiding.world.app, guiding.world.key, draft.suggestion_id
    stranger, admin = guiding.world.member("Stranger Sam"), guiding.world.holder("Ada", Role.ADMINISTRATOR)
    not_deciding = (ann, ben, stranger, admin, WORKER)
    for person in not_deciding:
        for action, more in ((actions.approve, ()), (actions.discard, ("no",))):
            with pytest.raises(NotFound):
                app.do(person, action, key(), one, *more)
        with pytest.raises(NotFound):
            app.see(person, review_reads.review)
    for person in (ann, stranger, admin):
        with pytest.raises(NotFound):
            app.do(person, actions.run_round, key(), guiding.programme_id)
        for read in (review_reads.rounds, review_reads.unmatched_people, review_reads.all_matches):
            with pytest.raises(NotFound):
                app.see(person, read, guiding.programme_id)
    for person in (stranger, admin, ben, WORKER):
        for own in (reads.my_suggestions, reads.my_matches):
            with pytest.raises(NotFound):
                app.see(person, own, mine(guiding, ann))
    app.do(guiding.cora, actions.approve, key(), one)
    for person in (stranger, admin, guiding.cora, WORKER, OPERATOR):
        with pytest.raises(NotFound):
            guiding.say(person, one)
    for anonymous in (actions.approve, actions.undo, actions.remind_or_expire):
        with pytest.raises(SignInNeeded):
            app.do(ANONYMOUS, anonymous, key(), one)
    with pytest.raises(SignInNeeded):
        guiding.say(ANONYMOUS, one)


def test_a_coordinator_of_another_area_does_not_decide(guiding: Guiding) -> None:
    app, key, world = guiding.world.app, guiding.world.key, guiding.world
    north, south = (app.do(OPERATOR, members.add_area, key(), name) for name in ("North", "South"))
    pair(guiding)
    with app.engine.begin() as connection:
        connection.execute(sa.text("UPDATE member SET area_id = :area WHERE name IN ('Ann', 'Ben')"), {"area": north})
    guiding.run()
    (draft,) = guiding.drafts()
    world.member("Nora")
    world.member("Sol")
    for name, area in (("Nora", north), ("Sol", south)):
        app.do(OPERATOR, members.grant, key(), world.ids[name], Role.COORDINATOR, area)
    assert app.see(world.member("Sol"), review_reads.review) == []
    with pytest.raises(NotFound):
        app.do(world.member("Sol"), actions.approve, key(), draft.suggestion_id)
    app.do(world.member("Nora"), actions.approve, key(), draft.suggestion_id)


def test_two_who_answer_at_the_same_moment_make_one_match(guiding: Guiding) -> None:
    from threading import Barrier, Thread

    people = pair(guiding)
    suggestion_id = guiding.offer()
    together = Barrier(2)

    def say(person: Caller, key: str) -> None:
        together.wait()
        guiding.world.app.do(person, actions.answer, key, suggestion_id, True)

    threads = [Thread(target=say, args=(person, f"at-once-{number}")) for number, person in enumerate(people)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert guiding.state(suggestion_id) == "accepted"
    with guiding.world.app.engine.connect() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(match)).scalar_one() == 1


def test_a_sentence_goes_as_soon_as_somebody_takes_a_tick_back(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    guiding.offer()
    app = guiding.world.app
    assert "Topics: both cooking." in app.see(ann, reads.my_suggestions, mine(guiding, ann))[0].sentences
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
