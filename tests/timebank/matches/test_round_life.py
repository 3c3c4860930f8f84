"""The life of a round: prepared and looked at, run, looked through, sent out or set aside; nobody is told of a draft."""

import json
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from guiding import Guiding, mine, pair

from timebank.access import WORKER, Caller, Role
from timebank.clock import HandClock
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.mail.tables import letter
from timebank.matches import actions, apart, approving, comparing, preparing, reads, review_reads, round_reads, rules
from timebank.matches.rounds import CHANGED
from timebank.matches.tables import matching_round
from timebank.programmes import actions as programmes
from timebank.programmes import running
from timebank.programmes.rules import Given


def prepare(guiding: Guiding) -> str:
    return guiding.world.app.do(guiding.cora, preparing.prepare_round, guiding.world.key(), guiding.programme_id)


def solve(guiding: Guiding, round_id: str) -> str:
    guiding.tick()
    return guiding.world.app.do(guiding.cora, preparing.solve_round, guiding.world.key(), round_id)


def prepared(guiding: Guiding):
    return guiding.world.app.see(guiding.cora, round_reads.prepared, guiding.programme_id)


def state(guiding: Guiding, round_id: str) -> str:
    with guiding.world.app.engine.connect() as connection:
        found = connection.execute(sa.select(matching_round.c.state).where(matching_round.c.id == round_id))
        return str(found.scalar_one())


def steps(guiding: Guiding, round_id: str) -> list[tuple[str, str, str, str]]:
    found = guiding.world.app.see(guiding.cora, round_reads.steps_of, round_id)
    return [(one.before, one.after, one.by, one.reason) for one in found]


def letters_written(guiding: Guiding) -> int:
    with guiding.world.app.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(letter)).scalar_one())


def two_pairs(guiding: Guiding) -> None:
    pair(guiding)
    guiding.join("Mia", "mentee", topics=("chess",))
    guiding.join("Noa", "mentor", topics=("chess",))


def test_a_round_is_prepared_looked_at_and_then_run(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    guiding.join("Mia", "mentee", capacity=2)
    guiding.join("Noa", "mentor")
    guiding.pause("Noa")
    guiding.world.app.do(
        guiding.cora,
        apart.say_pair,
        guiding.world.key(),
        guiding.programme_id,
        guiding.world.ids["Mia"],
        guiding.world.ids["Ben"],
        "pinned",
    )
    before = letters_written(guiding)
    round_id = prepare(guiding)
    card = prepared(guiding)
    assert (dict(card.people), dict(card.places)) == ({"mentee": 2, "mentor": 1}, {"mentee": 3, "mentor": 1})
    assert card.not_in == (("Noa", "they are taking a break"),)
    assert ([set(two) for two in card.pinned], card.kept_apart) == ([{"Ben", "Mia"}], ())
    assert (card.joined, card.gone, card.is_first, card.is_stale) == (("Mia",), (), False, False)
    assert state(guiding, round_id) == "draft"
    assert len(guiding.drafts()) == 1  # what an earlier round suggests still stands
    assert solve(guiding, round_id) == round_id
    assert prepared(guiding) is None
    (draft,) = guiding.drafts()
    assert {one.name for one in draft.people} == {"Ben", "Mia"}
    assert steps(guiding, round_id) == [("draft", "solved", "Cora", "")]
    assert letters_written(guiding) == before
    with pytest.raises(AlreadyDecided):
        solve(guiding, round_id)


def test_when_answers_change_after_it_was_prepared_it_says_so_and_takes_people_as_they_are(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    round_id = prepare(guiding)
    app, key = guiding.world.app, guiding.world.key
    app.do(ann, programmes.change_answers, key(), guiding.programme_id, [Given("topics", ("chess",), True, True)])
    assert prepared(guiding).is_stale
    solve(guiding, round_id)
    assert steps(guiding, round_id) == [("draft", "solved", "Cora", CHANGED)]
    (draft,) = guiding.drafts()
    assert draft.reasons == ()


def test_what_somebody_says_of_another_after_it_was_prepared_counts_and_does_not_show(guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    round_id = prepare(guiding)
    app, key = guiding.world.app, guiding.world.key
    app.do(ann, apart.say_bond, key(), mine(guiding, ann), mine(guiding, ben), "rather_not")
    assert not prepared(guiding).is_stale
    solve(guiding, round_id)
    assert guiding.drafts() == []
    assert next(reason for _, _, _, reason in steps(guiding, round_id)) == ""


def test_preparing_again_and_a_weekly_round_set_aside_what_was_only_prepared(guiding: Guiding) -> None:
    pair(guiding)
    first, second = prepare(guiding), prepare(guiding)
    assert (state(guiding, first), state(guiding, second)) == ("discarded", "draft")
    weekly = guiding.world.app.do(WORKER, actions.run_round, guiding.world.key(), guiding.programme_id)
    assert (state(guiding, second), state(guiding, weekly)) == ("discarded", "solved")
    assert steps(guiding, weekly) == [("draft", "solved", "", "")]
    rounds = guiding.world.app.see(guiding.cora, review_reads.rounds, guiding.programme_id)
    assert [one.round_id for one in rounds] == [weekly]  # what never ran is no round to look back on
    with pytest.raises(NotFound):
        guiding.world.app.see(guiding.cora, comparing.compare_rounds, second, weekly)


def test_the_last_decision_ends_the_review_and_an_approval_publishes_the_round(guiding: Guiding) -> None:
    two_pairs(guiding)
    round_id = guiding.run()
    first, second = guiding.drafts()
    app, key = guiding.world.app, guiding.world.key
    app.do(guiding.cora, actions.approve, key(), first.suggestion_id)
    assert state(guiding, round_id) == "solved"
    app.do(guiding.cora, actions.discard, key(), second.suggestion_id, "too far")
    assert steps(guiding, round_id)[1:] == [("solved", "reviewed", "Cora", ""), ("reviewed", "published", "Cora", "")]


def test_two_who_take_the_last_two_decisions_at_one_moment_end_the_review(guiding: Guiding) -> None:
    from threading import Barrier, Thread

    two_pairs(guiding)
    round_id = guiding.run()
    together, dora = Barrier(2), guiding.world.coordinator("Dora")

    def decide(who: Caller, suggestion_id: str) -> None:
        together.wait()
        guiding.world.app.do(who, actions.approve, f"at-once-{suggestion_id}", suggestion_id)

    drafts = [one.suggestion_id for one in guiding.drafts()]
    threads = [Thread(target=decide, args=args) for args in zip((guiding.cora, dora), drafts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert state(guiding, round_id) == "published"


def test_a_round_of_which_everything_is_set_aside_is_reviewed_and_never_published(guiding: Guiding) -> None:
    pair(guiding)
    round_id = guiding.run()
    (draft,) = guiding.drafts()
    guiding.world.app.do(guiding.cora, actions.discard, guiding.world.key(), draft.suggestion_id, "too far")
    assert state(guiding, round_id) == "reviewed"
    guiding.run()
    assert state(guiding, round_id) == "reviewed"


def test_a_coordinator_may_say_that_they_looked_through_and_then_send_the_rest(guiding: Guiding) -> None:
    two_pairs(guiding)
    round_id = guiding.run()
    app, key = guiding.world.app, guiding.world.key
    app.do(guiding.cora, preparing.finish_review, key(), round_id)
    assert state(guiding, round_id) == "reviewed"
    drafts = [one.suggestion_id for one in guiding.drafts()]
    app.do(guiding.cora, approving.approve_many, key(), drafts)
    assert state(guiding, round_id) == "published"
    with pytest.raises(AlreadyDecided):
        app.do(guiding.cora, preparing.finish_review, key(), round_id)


def test_a_round_is_set_aside_with_a_reason_and_nobody_is_told(guiding: Guiding) -> None:
    two_pairs(guiding)
    round_id, before = guiding.run(), letters_written(guiding)
    app, key = guiding.world.app, guiding.world.key
    with pytest.raises(InvalidInput):
        app.do(guiding.cora, preparing.discard_round, key(), round_id, " ")
    app.do(guiding.cora, preparing.discard_round, key(), round_id, "Half of them are on holiday")
    assert guiding.drafts() == []
    assert steps(guiding, round_id)[-1] == ("solved", "discarded", "Cora", "Half of them are on holiday")
    assert letters_written(guiding) == before
    guiding.run()
    assert len(guiding.drafts()) == 2  # nobody is kept apart by it


def test_a_round_that_has_asked_somebody_is_not_set_aside(guiding: Guiding) -> None:
    two_pairs(guiding)
    round_id = guiding.run()
    app, key = guiding.world.app, guiding.world.key
    app.do(guiding.cora, actions.approve, key(), guiding.drafts()[0].suggestion_id)
    with pytest.raises(AlreadyDecided):
        app.do(guiding.cora, preparing.discard_round, key(), round_id, "No")
    assert len(guiding.drafts()) == 1
    guiding.run()
    assert steps(guiding, round_id)[-1] == ("solved", "published", "Cora", "a newer round")


def test_a_newer_round_sets_an_older_one_aside_that_asked_nobody(guiding: Guiding) -> None:
    pair(guiding)
    older = guiding.run()
    guiding.run()
    assert steps(guiding, older)[-1] == ("solved", "discarded", "Cora", "a newer round")


def test_only_coordinators_move_rounds(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    round_id, made = guiding.run(), prepare(guiding)
    app, key = guiding.world.app, guiding.world.key
    second = guiding.world.holder("Dan", Role.SECOND_DECIDER)
    for person in (ann, second, guiding.world.holder("Ada", Role.ADMINISTRATOR)):
        for action, args in (
            (preparing.prepare_round, (guiding.programme_id,)),
            (preparing.solve_round, (made,)),
            (preparing.finish_review, (round_id,)),
            (preparing.discard_round, (round_id, "no")),
        ):
            with pytest.raises(NotFound):
                app.do(person, action, key(), *args)
        for read, what in ((round_reads.prepared, guiding.programme_id), (round_reads.steps_of, round_id)):
            with pytest.raises(NotFound):
                app.see(person, read, what)
    app.do(guiding.cora, running.set_open, key(), guiding.programme_id, False)
    with pytest.raises(NotFound):
        solve(guiding, made)


def test_many_go_out_with_the_words_of_the_coordinator_and_each_on_its_own(guiding: Guiding) -> None:
    two_pairs(guiding)
    guiding.run()
    drafts = guiding.drafts()
    guiding.pause("Noa")
    app, who = guiding.world.app, guiding.cora
    ids = [one.suggestion_id for one in drafts]
    words = "Come to tea on Friday.\n\nCora will be there."
    answer = {app.do(who, approving.approve_many, "one press", ids, words) for _ in range(2)}
    (told,) = map(approving.SentOut.read, answer)
    stays = next(one for one in drafts if "Noa" in {person.name for person in one.people})
    assert told.asked == tuple(one for one in ids if one != stays.suggestion_id)
    assert told.kept_back == ((stays.suggestion_id, str(rules.NoLongerPossible())),)
    (text,) = [text for kind, text in guiding.letters("Ann") if kind == "suggestion"]
    assert "Come to tea on Friday.\n\nCora will be there." in text
    (card,) = app.see(guiding.world.member("Ann"), reads.my_suggestions, guiding.world.ids["Ann"])
    assert card.letter_words == words
    assert guiding.letters("Mia") == []
    with pytest.raises(InvalidInput):
        app.do(who, approving.approve_many, guiding.world.key(), [stays.suggestion_id], "x" * 1201)
    with pytest.raises(InvalidInput):
        app.do(who, approving.approve_many, guiding.world.key(), [])


def test_the_words_of_the_programme_stand_where_a_coordinator_adds_none(guiding: Guiding) -> None:
    pair(guiding)
    own = '\n[letters]\noffered = "Tea is on us."\nmatched = "Say hello soon."\n'
    app, key = guiding.world.app, guiding.world.key
    app.do(guiding.cora, running.change, key(), guiding.programme_id, guiding.definition + own, 1)
    suggestion_id = guiding.offer()
    for name in ("Ann", "Ben"):
        assert "Tea is on us." in guiding.letters(name)[-1][1]
        guiding.say(guiding.world.member(name), suggestion_id)
    assert "Say hello soon." in guiding.letters("Ann")[-1][1]


def test_nobody_sends_their_own_with_many_others(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee", topics=("cooking",))
    guiding.join("Ben", "mentor", topics=("cooking",))
    guiding.join("Mia", "mentee", topics=("chess",))
    guiding.join("Noa", "mentor", topics=("chess",))
    guiding.run()
    drafts = guiding.drafts()
    app, key = guiding.world.app, guiding.world.key
    own = next(one.suggestion_id for one in drafts if not one.may_decide)
    other = next(one.suggestion_id for one in drafts if one.may_decide)
    with pytest.raises(NotFound):
        app.do(guiding.cora, approving.approve_many, key(), [own])
    told = approving.SentOut.read(app.do(guiding.cora, approving.approve_many, key(), [own, other]))
    assert (told.asked, [one for one, _ in told.kept_back]) == ((other,), [own])
    assert guiding.state(own) == "draft"
    second = guiding.world.holder("Dan", Role.SECOND_DECIDER)
    app.do(second, approving.approve_many, key(), [own])
    assert guiding.state(own) == "offered"


def test_a_no_puts_somebody_back_at_once_and_that_pair_never_again(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    guiding.join("Noa", "mentor", topics=("walks",))
    app = guiding.world.app
    guiding.run()
    (draft,) = guiding.drafts()
    app.do(guiding.cora, actions.approve, guiding.world.key(), draft.suggestion_id)
    app.do(ann, actions.answer, guiding.world.key(), draft.suggestion_id, False, "times", "Only in the evening")
    guiding.run()
    (again,) = guiding.drafts()
    assert {one.name for one in again.people} == {"Ann", "Noa"}
    seen = app.see(guiding.cora, review_reads.one_review, draft.suggestion_id)
    assert {(one.reason_code, one.reason) for one in seen.people if one.name == "Ann"} == {
        ("times", "Only in the evening")
    }
    everything = json.dumps([guiding.letters(name) for name in ("Ann", "Ben", "Noa")])
    assert "evening" not in everything


@pytest.mark.parametrize("start", ["2026-03-20T08:30", "2026-10-18T23:30"])
def test_across_a_change_of_the_clocks_a_suggestion_is_open_to_the_end_of_the_day_its_letter_names(
    guiding: Guiding, clock: HandClock, start: str
) -> None:
    zone = ZoneInfo("Europe/London")
    clock.moment = datetime.fromisoformat(start).replace(tzinfo=zone).astimezone(UTC)
    pair(guiding)
    suggestion_id = guiding.offer()
    ends = datetime.fromisoformat(start) + timedelta(days=13)
    assert f"by {ends.day} {ends:%B}" in guiding.letters("Ann")[-1][1]

    def tick() -> str:
        return guiding.world.app.do(WORKER, actions.remind_or_expire, guiding.world.key(), suggestion_id)

    seventh = datetime.fromisoformat(start).date() + timedelta(days=7)
    for day, due in ((seventh - timedelta(days=1), "nothing"), (seventh, "reminded")):  # at the hour of the job
        clock.moment = datetime.combine(day, time(9, 15), zone).astimezone(UTC)
        assert tick() == due
    clock.moment = ends.replace(hour=23, minute=58, tzinfo=zone).astimezone(UTC)
    assert tick() == "nothing"
    clock.moment = ends.replace(hour=23, minute=59, tzinfo=zone).astimezone(UTC)
    with pytest.raises(rules.TooLate):
        guiding.say(guiding.world.member("Ben"), suggestion_id)
    assert tick() == "expired"
