"""Who may decide and answer, by which way and how often; everybody and everything else is refused."""

import pytest
import sqlalchemy as sa
from guiding import Guiding, mine, pair

from timebank.access import ANONYMOUS, OPERATOR, WORKER, Caller, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, Refused, SignInNeeded
from timebank.mail.tables import letter
from timebank.matches import actions, reads, review_reads, rules
from timebank.matches.tables import match, suggestion, suggestion_move, suggestion_person
from timebank.members import actions as members
from timebank.members.links import LinkSpent
from timebank.programmes import pairs


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


def test_a_second_decider_says_of_two_people_only_what_the_coordinator_may_not(guiding: Guiding) -> None:
    both = [mine(guiding, one) for one in pair(guiding)]
    guiding.join("Cora", "mentee")
    with_cora = [guiding.world.ids["Cora"], both[1]]
    app, key, dan = guiding.world.app, guiding.world.key, guiding.world.holder("Dan", Role.SECOND_DECIDER)
    app.do(guiding.cora, pairs.say_pair, key(), guiding.programme_id, *both, "pinned")
    for action, more in ((pairs.say_pair, ("forbidden",)), (pairs.take_back_pair, ())):
        with pytest.raises(NotFound):
            app.do(dan, action, key(), guiding.programme_id, *both, *more)
    app.do(dan, pairs.say_pair, key(), guiding.programme_id, *with_cora, "pinned")
    assert [{one.first_id, one.second_id} for one in app.see(dan, pairs.pairs, guiding.programme_id)] == [
        set(with_cora)
    ]
    seen = app.see(guiding.cora, pairs.pairs, guiding.programme_id)
    assert [{one.first_id, one.second_id} for one in seen] == [set(both)]


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
