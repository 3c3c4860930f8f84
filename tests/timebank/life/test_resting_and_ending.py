"""A match rests and goes on, has its last day, and whoever had one end is talked with before the next."""

from datetime import timedelta

import pytest
from guiding import mine
from together import CARE, Together
from world import World

from timebank.access import WORKER, Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.jobs.registry import job_called
from timebank.life import due, endings, rests, talks
from timebank.life.matched import Over
from timebank.matches import actions as matches
from timebank.matches.ending_talks import not_in_round
from timebank.matches.rules import NoLongerPossible
from timebank.meetings.reads import meetings_of


def test_a_rest_until_a_day_goes_on_by_itself_and_words_are_for_the_coordinator(together: Together) -> None:
    until = together.today + timedelta(days=10)
    together.do(together.ann, rests.put_on_hold, together.match_id, until, "An operation")
    (told,) = together.letters("Ben", "rest_begun")
    assert "on hold until" in told
    assert "operation" not in told + str(together.life(together.ben)) + str(together.life(together.ann))
    rest = together.care().life.rest
    assert rest
    assert (rest.until, rest.words) == (until, "An operation")
    assert together.world.app.see(WORKER, rests.resting_now) == {together.match_id}
    with pytest.raises(AlreadyDecided):
        together.do(together.ben, rests.put_on_hold, together.match_id)
    together.days(9)
    assert together.life(together.ann).rest
    together.days(1)
    assert together.life(together.ann).rest is None
    assert len(together.letters("Ann", "rest_over")) == len(together.letters("Ben", "rest_over")) == 1
    with pytest.raises(AlreadyDecided):
        together.do(together.ann, rests.go_on, together.match_id)


def test_while_it_rests_nothing_is_asked_of_a_coordinator_and_silence_counts_afresh(together: Together) -> None:
    together.meet()
    together.do(together.cora, rests.put_on_hold, together.match_id)
    together.days(40)
    assert together.task_kinds() == []
    together.do(together.ben, rests.go_on, together.match_id)
    together.jobs()
    assert "quiet" not in together.task_kinds()
    together.days(30)
    assert "quiet" in together.task_kinds()


def test_while_it_rests_nobody_is_reminded_of_a_meeting_nor_asked_about_one(together: Together) -> None:
    remind, ask = job_called("remind-meetings"), job_called("ask-meetings")
    meeting_id = together.plan(3)
    together.do(together.ben, rests.put_on_hold, together.match_id)
    together.days(2)
    assert together.world.app.see(WORKER, remind.waiting) == 0
    together.do(together.ben, rests.go_on, together.match_id)
    assert together.world.app.see(WORKER, due.meetings_to_remind) == (meeting_id,)
    assert remind.carry_out(together.world.app, "today").done == 1
    assert "meeting_reminder" in together.kinds("Ann")
    together.do(together.ann, rests.put_on_hold, together.match_id)
    together.days(3)
    assert together.world.app.see(WORKER, ask.waiting) == 0
    together.do(together.ann, rests.go_on, together.match_id)
    assert ask.carry_out(together.world.app, "later").done == 1
    assert "meeting_how_it_went" in together.kinds("Ben")


def test_a_last_day_is_told_kindly_can_be_moved_and_taken_back(together: Together) -> None:
    day = together.today + timedelta(days=5)
    together.do(together.ann, endings.plan_ending, together.match_id, day)
    together.do(together.ben, endings.plan_ending, together.match_id, day + timedelta(days=3))
    assert together.life(together.ann).ends_on == day + timedelta(days=3)
    assert len(together.letters("Ben", "ending_planned")) == len(together.letters("Ann", "ending_planned")) == 1
    together.do(together.ann, endings.take_back_ending, together.match_id)
    with pytest.raises(AlreadyDecided):
        together.do(together.ben, endings.take_back_ending, together.match_id)
    together.days(10)
    assert together.kept().state == "active"
    assert "goes on as before" in together.letters("Ben", "ending_taken_back")[0]
    for wrong in (together.today, together.today - timedelta(days=1), together.today + timedelta(days=3000)):
        with pytest.raises(InvalidInput):
            together.do(together.ann, endings.plan_ending, together.match_id, wrong)


def test_on_the_day_the_match_ends_once_and_meetings_to_come_are_called_off_without_a_word(together: Together) -> None:
    together.plan(20)
    together.do(together.ann, endings.plan_ending, together.match_id, together.today + timedelta(days=5))
    together.days(5)
    row = together.kept()
    assert (row.state, row.ending_code, row.ended_by_id) == ("ended", "planned", None)
    assert "meeting_cancelled" not in together.kinds("Ann") + together.kinds("Ben")
    assert meetings_of_ann(together) == ()
    assert together.kinds("Ann").count("match_ended") == together.kinds("Ben").count("match_ended") == 1
    assert together.do(WORKER, endings.carry_out, together.match_id) == "nothing"
    for too_late in (endings.take_back_ending, rests.put_on_hold, rests.go_on):
        with pytest.raises(Over):
            together.do(together.ann, too_late, together.match_id)
    with pytest.raises(AlreadyDecided):
        together.do(together.ben, endings.end_match, together.match_id, "time")


def meetings_of_ann(together: Together) -> object:
    return together.world.app.see(together.ann, meetings_of, mine(together.guiding, together.ann)).to_come


def test_nothing_is_carried_out_before_its_day(together: Together) -> None:
    assert together.do(WORKER, endings.carry_out, together.match_id) == "nothing"
    rest_id = together.do(together.ann, rests.put_on_hold, together.match_id, together.today + timedelta(days=5))
    assert together.do(WORKER, rests.wake, rest_id) == "nothing"
    for job, what in ((endings.carry_out, together.match_id), (rests.wake, rest_id)):
        with pytest.raises(NotFound):
            together.do(together.ann, job, what)


def test_whoever_had_a_match_end_is_in_no_round_until_somebody_has_talked_with_them(together: Together) -> None:
    together.do(together.ann, endings.end_match, together.match_id, "moved_on")
    together.days(1)
    waiting = together.world.app.see(together.cora, not_in_round, together.guiding.programme_id)
    assert [(one.name, one.code) for one in waiting] == [("Ann", "talk"), ("Ben", "talk")]
    together.guiding.join("Mia", "mentee"), together.guiding.join("Max", "mentor")
    together.guiding.run()
    assert {who.name for draft in together.guiding.drafts() for who in draft.people} == {"Mia", "Max"}
    assert [(task.kind, task.name) for task in together.care().tasks] == [("ending", "Ann"), ("ending", "Ben")]
    together.do(together.cora, talks.record_talk, together.match_id, together.world.ids["Ann"], "All is well")
    together.do(together.cora, talks.record_talk, together.match_id, together.world.ids["Ben"], would_rather_not=True)
    assert together.world.app.see(together.cora, not_in_round, together.guiding.programme_id) == ()
    assert together.care().tasks == ()
    assert [(talk.name, talk.words) for talk in together.care().talks] == [
        ("Ann", "All is well"),
        ("Ben", "They would rather not talk about it."),
    ]
    with pytest.raises(AlreadyDecided):
        together.do(together.cora, talks.record_talk, together.match_id, together.world.ids["Ann"])


def test_a_suggestion_made_before_the_ending_goes_no_further_without_the_talk(together: Together) -> None:
    world = together.world
    guiding = together.guiding
    guiding.pause("Ben")
    from timebank.programmes import actions as programmes

    world.app.do(together.ann, programmes.change_answers, world.key(), guiding.programme_id, [], 2)
    guiding.join("Max", "mentor", topics=())
    suggestion_id = guiding.offer()
    together.do(together.ann, endings.end_match, together.match_id, "moved_on")
    with pytest.raises(NoLongerPossible):
        together.do(together.ann, matches.answer, suggestion_id, True)
    together.do(together.cora, talks.record_talk, together.match_id, world.ids["Ann"])
    together.do(together.ann, matches.answer, suggestion_id, True)


def test_only_somebody_who_is_not_in_the_match_records_the_talk_and_only_after_it(together: Together) -> None:
    world = together.world
    ann = world.ids["Ann"]
    with pytest.raises(NotFound):
        together.do(together.cora, talks.record_talk, together.match_id, ann)
    together.do(together.ann, endings.end_match, together.match_id, "moved_on")
    for nobody in (together.ann, together.ben, world.holder("Ada", Role.ADMINISTRATOR), WORKER):
        with pytest.raises(NotFound):
            together.do(nobody, talks.record_talk, together.match_id, ann)
    with pytest.raises(NotFound):
        together.do(together.cora, talks.record_talk, together.match_id, world.ids["Stranger Sam"])


def test_where_the_programme_asks_for_no_talk_nobody_waits(world: World) -> None:
    together = Together(world, CARE.replace("ending_talk = true", "ending_talk = false"))
    together.do(together.ann, endings.end_match, together.match_id, "moved_on")
    together.days(1)
    assert world.app.see(together.cora, not_in_round, together.guiding.programme_id) == ()
    assert together.care().talks == ()
    assert together.care().tasks == ()
