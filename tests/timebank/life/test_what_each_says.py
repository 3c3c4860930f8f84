"""What each says of a match: asked once and once again, read by the coordinator, never shown to the other."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from together import Together

from timebank.access import OPERATOR, WORKER
from timebank.db import metadata
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.life import due, endings, rests, talks, words
from timebank.life.needs import ENDING, FIT
from timebank.life.rules import NothingToSay
from timebank.matches import actions as matches
from timebank.meetings import actions as meetings
from timebank.members.leaving import say_goodbye
from timebank.work import Work

QUESTION, AGAIN = due.QUESTION, due.QUESTION_AGAIN


def test_after_the_first_meeting_each_is_asked_once_and_once_again_a_week_later(together: Together) -> None:
    with pytest.raises(NothingToSay):
        together.do(together.ann, words.say_fit, together.match_id, "good")
    together.meet()
    assert together.jobs() == ["asked", "asked"]
    assert together.jobs() == []
    assert "for the first time" in together.letters("Ann", QUESTION)[0]
    together.do(together.ann, words.say_fit, together.match_id, "good", "Kind and funny")
    together.days(7)
    together.days(7)
    assert (together.kinds("Ann").count(QUESTION), together.kinds("Ann").count(AGAIN)) == (1, 0)
    assert (together.kinds("Ben").count(QUESTION), together.kinds("Ben").count(AGAIN)) == (1, 1)


def test_what_one_says_is_for_the_coordinator_and_never_for_the_other(together: Together) -> None:
    together.meet()
    together.do(together.ann, words.say_fit, together.match_id, "not_a_fit", "Too loud for me")
    assert "loud" not in str(together.life(together.ben))
    assert "not_a_fit" not in str(together.life(together.ben))
    (mine,) = together.life(together.ann).said
    assert (mine.answer, mine.words) == ("not_a_fit", "Too loud for me")
    care = together.care()
    assert [(one.name, one.words) for one in care.life.said] == [("Ann", "Too loud for me")]
    assert [(task.kind, task.name) for task in care.tasks] == [("fit", "Ann")]
    assert not [text for text in together.letters("Ben") if "loud" in text]
    for nobody in (together.ben, together.world.member("Stranger Sam")):
        with pytest.raises(NotFound):
            together.care(nobody)


def test_somebody_may_think_again_and_the_task_is_met(together: Together) -> None:
    together.meet()
    together.do(together.ann, words.say_fit, together.match_id, "not_a_fit")
    assert together.task_kinds() == ["fit"]
    together.do(together.ann, words.say_fit, together.match_id, "good")
    assert together.task_kinds() == []
    with pytest.raises(InvalidInput):
        together.do(together.ann, words.say_fit, together.match_id, "great")


def test_reviews_come_on_the_days_of_the_programme_and_who_would_like_to_talk_is_looked_up(together: Together) -> None:
    together.meet()
    with pytest.raises(NothingToSay):
        together.do(together.ann, words.say_review, together.match_id, "review-4", "well")
    together.days(28)
    assert (together.world.ids["Ann"], "review-4") in together.life(together.ann).asked
    together.do(together.ann, words.say_review, together.match_id, "review-4", "talk")
    assert ("talk", "Ann") in [(task.kind, task.name) for task in together.care().tasks]
    for unknown in ("review-12", "review-5", "fit", "ending", "tea"):
        with pytest.raises(NothingToSay):
            together.do(together.ann, words.say_review, together.match_id, unknown, "well")
    assert together.letters("Ann", QUESTION)[-1].count("How is it going with Ben?") == 1


def test_nobody_is_asked_anything_while_the_match_rests_and_is_afterwards(together: Together) -> None:
    together.meet()
    together.do(together.ben, rests.put_on_hold, together.match_id)
    together.days(28)
    assert QUESTION not in together.kinds("Ann")
    together.do(together.ann, rests.go_on, together.match_id)
    together.jobs()
    assert together.kinds("Ann").count(QUESTION) == 1  # about the fourth week: one question at a time, the latest


def test_before_a_planned_ending_each_is_asked_and_thanks_reach_the_other_once_it_has_ended(together: Together) -> None:
    with pytest.raises(NothingToSay):
        together.do(together.ann, words.say_at_ending, together.match_id, "All")
    together.do(together.ann, endings.plan_ending, together.match_id, together.today + timedelta(days=10))
    together.jobs()
    assert "word of thanks" in together.letters("Ben", QUESTION)[0]
    together.do(together.ann, words.say_at_ending, together.match_id, "The tea", "", "Thank you, Ben")
    together.do(
        together.ann, words.say_at_ending, together.match_id, "The walks", "More time", "Thank you for all, Ben"
    )
    assert "ending_thanks" not in together.kinds("Ben")
    assert together.life(together.ben).thanks == ()
    together.days(10)
    assert together.kept().state == "ended"
    (thanked,) = together.letters("Ben", "ending_thanks")
    assert "Thank you for all, Ben" in thanked
    assert together.life(together.ben).thanks == (("Ann", "Thank you for all, Ben"),)
    assert "walks" not in str(together.life(together.ben))
    assert "What went well: The walks\nWhat could be better: More time" in [
        one.words for one in together.care().life.said
    ]
    with pytest.raises(AlreadyDecided):
        together.do(together.ann, words.say_at_ending, together.match_id, "Something else")
    together.do(together.ben, words.say_at_ending, together.match_id, thanks="And thank you, Ann")
    assert "And thank you, Ann" in together.letters("Ann", "ending_thanks")[0]


def test_after_an_ending_at_once_only_the_other_is_asked_by_letter(together: Together) -> None:
    together.do(together.ann, endings.end_match, together.match_id, "time")
    together.jobs()
    assert QUESTION not in together.kinds("Ann")
    assert together.kinds("Ben").count(QUESTION) == 1
    assert (together.world.ids["Ann"], ENDING) in together.life(together.ann).asked


def test_whether_thanks_were_passed_on_is_between_the_two(together: Together) -> None:
    """Else it would tell a coordinator which match was stopped at once: there nothing is passed on."""
    together.do(together.ann, endings.end_match, together.match_id, "other")
    together.do(together.ann, words.say_at_ending, together.match_id, thanks="Thank you for all, Ben")
    assert together.life(together.ben).thanks == (("Ann", "Thank you for all, Ben"),)
    assert together.life(together.cora).thanks == together.life(together.ann).thanks == ()


def test_no_thanks_pass_after_something_was_not_right(together: Together) -> None:
    together.do(together.ann, endings.end_match, together.match_id, "concern", "Please ring me")
    together.do(together.ben, words.say_at_ending, together.match_id, thanks="Thank you")
    assert "ending_thanks" not in together.kinds("Ann")
    assert together.life(together.ann).thanks == ()


def test_a_letter_that_is_no_longer_due_is_not_written(together: Together) -> None:
    together.meet()
    worker_item = f"{FIT}:{together.match_id}:{together.world.ids['Ann']}"
    together.do(together.ann, words.say_fit, together.match_id, "good")
    assert together.do(WORKER, words.ask, worker_item) == "nothing"
    with pytest.raises(NotFound):
        together.do(together.ann, words.ask, worker_item)


def test_a_match_taken_back_within_a_day_asks_nothing_of_anybody(together: Together) -> None:
    suggestion_id = together.kept().suggestion_id
    together.do(together.ann, matches.undo, suggestion_id)
    assert together.jobs() == []
    with pytest.raises(NotFound):
        together.life(together.ann)


def test_whoever_leaves_for_good_leaves_no_words_behind(together: Together) -> None:
    together.meet()
    together.do(together.ann, words.say_fit, together.match_id, "good", "Her garden is lovely")
    together.do(together.ann, meetings.cancel, together.plan(3), "Her back aches")
    together.do(together.ann, rests.put_on_hold, together.match_id, None, "Her knee hurts")
    together.do(together.ann, rests.go_on, together.match_id)
    together.do(together.ann, endings.end_match, together.match_id, "moved_on", "Her new flat is in Leith")
    together.do(together.ann, words.say_at_ending, together.match_id, "Her cakes", thanks="Her thanks")
    together.do(together.cora, talks.record_talk, together.match_id, together.world.ids["Ann"], "Her plans")

    def kept() -> str:
        tables = (table for table in metadata.sorted_tables if table.name != "letter")  # Ben keeps his letters
        with together.world.app.engine.connect() as connection:
            return str([list(connection.execute(sa.select(table))) for table in tables])

    assert kept().count("Her ") >= 7

    def go(work: Work) -> None:
        say_goodbye(work, together.world.ids["Ann"])

    together.world.app.do(OPERATOR, go)
    assert "Her " not in kept()
