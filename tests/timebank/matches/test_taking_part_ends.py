"""Somebody takes a break, leaves or unticks an answer: suggestions close, and what was said is kept nowhere."""

import pytest
import sqlalchemy as sa
from guiding import Guiding, mine, pair

from timebank.access import OPERATOR, Role
from timebank.errors import AlreadyDecided, NotFound
from timebank.matches import actions, reads, review_reads, rules, taking_part
from timebank.matches.reasons import WITHHELD
from timebank.members.leaving import say_goodbye
from timebank.programmes import actions as programmes
from timebank.programmes import reads as programme_reads


def stored(guiding: Guiding) -> str:
    """Everything that is kept of rounds and suggestions, as one text."""
    with guiding.world.app.engine.connect() as connection:
        return " ".join(
            str(list(connection.execute(sa.text(f"SELECT * FROM {table}"))))
            for table in ("matching_round", "suggestion", "suggestion_person", "unmatched", "programme_answer")
        )


def test_an_answer_that_may_be_used_but_not_shown_reaches_no_coordinator(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee", past=["recovery"], shown=["topics", "past"])
    guiding.join("Ben", "mentor", past=["recovery"], shown=["topics"])
    guiding.run()
    (draft,) = guiding.drafts()
    assert [(reason.words, reason.first_answer) for reason in draft.reasons] == [
        ("Topics: both cooking", "cooking"),
        (WITHHELD, ""),
    ]
    with guiding.world.app.engine.connect() as connection:
        kept = str(connection.execute(sa.text("SELECT reasons FROM suggestion")).scalar_one())
    assert "recovery" not in kept
    assert "past" not in kept


def test_two_reasons_that_are_kept_back_have_each_a_title_of_their_own(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee", past=["recovery"], shown=["topics", "past"])
    guiding.join("Ben", "mentor", past=["recovery"], shown=[])
    guiding.run()
    (draft,) = guiding.drafts()
    said = [(reason.words, reason.points) for reason in draft.reasons]
    assert said == [(WITHHELD, 8), ("Something else they both said", 2)]


def test_ticks_taken_back_empty_the_reasons_a_coordinator_reads(guiding: Guiding) -> None:
    _, ben = pair(guiding)
    guiding.run()
    programme_id, app = guiding.programme_id, guiding.world.app
    # Even by the way that does not reach suggestions, a reason is read by what is shown now.
    app.do(ben, programmes.withdraw_consent, guiding.world.key(), programme_id)
    (draft,) = guiding.drafts()
    assert [(reason.words, reason.first_answer, reason.points) for reason in draft.reasons] == [(WITHHELD, "", 8)]
    assert "cooking" not in str(draft)
    app.do(ben, taking_part.withdraw_consent, guiding.world.key(), programme_id)
    with app.engine.connect() as connection:
        rows = str(list(connection.execute(sa.text("SELECT reasons, why FROM suggestion, suggestion_person"))))
    assert "cooking" not in rows


def test_one_answer_unticked_goes_from_every_suggestion_already_made(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    suggestion_id = guiding.offer()
    app, key = guiding.world.app, guiding.world.key
    app.do(ann, taking_part.set_consent, key(), guiding.programme_id, "topics", True, False)
    with app.engine.connect() as connection:
        rows = str(list(connection.execute(sa.text("SELECT reasons, why FROM suggestion, suggestion_person"))))
    assert "cooking" not in rows
    assert guiding.state(suggestion_id) == "offered"  # a tick is not a goodbye


def test_whoever_leaves_leaves_no_answer_behind(guiding: Guiding) -> None:
    ann = guiding.join("Ann", "mentee", past=["recovery"], shown=["topics", "past"])
    guiding.join("Ben", "mentor", past=["recovery"], shown=["topics", "past"])
    guiding.offer()
    assert "recovery" in stored(guiding)
    guiding.world.app.do(ann, taking_part.leave, guiding.world.key(), guiding.programme_id)
    ben = guiding.world.member("Ben")
    guiding.world.app.do(ben, taking_part.leave, guiding.world.key(), guiding.programme_id)
    assert "recovery" not in stored(guiding)
    assert "cooking" not in stored(guiding)


@pytest.mark.parametrize("way", [taking_part.leave, taking_part.pause])
def test_who_goes_closes_what_is_open_and_the_other_is_told_kindly(guiding: Guiding, way: object) -> None:
    ann, ben = pair(guiding)
    suggestion_id = guiding.offer()
    guiding.say(ann, suggestion_id)
    app = guiding.world.app
    for _ in range(2):  # a double click
        app.do(ben, way, "go", guiding.programme_id)
    assert guiding.state(suggestion_id) == "superseded"
    kind, text = guiding.letters("Ann")[-1]
    assert kind == "suggestion_closed"
    assert "Ben" not in text
    assert [kind for kind, _ in guiding.letters("Ben")] == ["suggestion"]
    assert app.see(ann, reads.my_suggestions, mine(guiding, ann)) == []
    with pytest.raises(AlreadyDecided):
        guiding.say(ben, suggestion_id)
    guiding.join("Bea", "mentor")
    guiding.run()
    (draft,) = guiding.drafts()  # Ann has room again
    assert {one.name for one in draft.people} == {"Ann", "Bea"}


def test_after_a_break_two_people_may_be_suggested_to_each_other_again(guiding: Guiding) -> None:
    pair(guiding)
    guiding.offer()
    app, ben, key = guiding.world.app, guiding.world.member("Ben"), guiding.world.key
    app.do(ben, taking_part.pause, key(), guiding.programme_id)
    app.do(ben, programmes.resume, key(), guiding.programme_id)
    guiding.run()
    assert len(guiding.drafts()) == 1


def test_a_step_back_closes_what_is_open_too(guiding: Guiding) -> None:
    pair(guiding)
    suggestion_id = guiding.offer()
    app, key = guiding.world.app, guiding.world.key
    people = app.see(guiding.cora, programme_reads.participants, guiding.programme_id)
    part = next(one.participation_id for one in people if one.name == "Ben")
    app.do(guiding.cora, taking_part.move_step, key(), part, "training")
    assert guiding.state(suggestion_id) == "superseded"


def test_whoever_has_another_role_by_now_is_in_no_match_of_the_old_one(guiding: Guiding) -> None:
    _, ben = pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    app, key = guiding.world.app, guiding.world.key
    app.do(ben, taking_part.leave, key(), guiding.programme_id)
    guiding.join("Ben", "mentee")
    with pytest.raises(rules.NoLongerPossible):
        app.do(guiding.cora, actions.approve, key(), draft.suggestion_id)


def test_whoever_has_no_room_by_now_is_not_asked(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee")
    guiding.join("Mia", "mentee")
    ben = guiding.join("Ben", "mentor", capacity=2)
    guiding.run()
    first, second = guiding.drafts()
    app, key = guiding.world.app, guiding.world.key
    app.do(guiding.cora, actions.approve, key(), first.suggestion_id)
    app.do(ben, taking_part.change_answers, key(), guiding.programme_id, (), 1)
    with pytest.raises(rules.NoLongerPossible):
        app.do(guiding.cora, actions.approve, key(), second.suggestion_id)


def test_the_letter_of_somebody_without_e_mail_holds_no_secret(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee", offline=True)
    guiding.join("Ben", "mentor")
    guiding.offer()
    (_, text) = guiding.letters("Ann")[-1]
    assert "/answer/" not in text
    assert "Please tell a coordinator" in text
    assert "/answer/" in guiding.letters("Ben")[-1][1]
    with guiding.world.app.engine.connect() as connection:
        made = connection.execute(sa.text("SELECT member_id FROM link WHERE purpose = 'suggestion'")).scalars()
        assert list(made) == [guiding.world.ids["Ben"]]


def test_a_second_decider_reads_only_the_steps_of_what_they_may_decide(guiding: Guiding) -> None:
    pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    dan = guiding.world.holder("Dan", Role.SECOND_DECIDER)
    with pytest.raises(NotFound):
        guiding.world.app.see(dan, review_reads.moves_of, draft.suggestion_id)
    guiding.world.app.see(guiding.cora, review_reads.moves_of, draft.suggestion_id)


def test_why_somebody_said_no_goes_with_them(guiding: Guiding) -> None:
    ann, _ = pair(guiding)
    app = guiding.world.app
    app.do(ann, actions.answer, guiding.world.key(), guiding.offer(), False, "not_now", "I am in hospital")
    assert "hospital" in stored(guiding)
    app.do(OPERATOR, say_goodbye, mine(guiding, ann))
    assert "hospital" not in stored(guiding)
