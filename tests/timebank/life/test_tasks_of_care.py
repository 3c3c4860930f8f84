"""When a coordinator is asked to look at a match, when that is met by itself, and who may not see it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from together import CARE, Together
from world import World

from timebank.access import OPERATOR, WORKER, Role
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.life import agreements, endings, tasks, words
from timebank.life.due import matches_needing_care
from timebank.life.reads import care_list, care_of_match
from timebank.matches import actions as matches
from timebank.matches.tables import suggestion_person
from timebank.members import actions as members
from timebank.members.tables import member

QUIET = CARE.replace("agreement = true", "agreement = false").replace('review_weeks = "4, 12"', "")


def test_no_first_meeting_planned_within_two_weeks_is_looked_at_and_met_by_planning_one(world: World) -> None:
    together = Together(world, QUIET)
    together.days(13)
    assert together.task_kinds() == []
    together.days(1)
    assert together.task_kinds() == ["first_meeting"]
    assert together.kept().state == "active"
    together.plan(2)
    assert together.task_kinds() == []  # met at once, before any job has run
    together.jobs()
    assert not together.standing().open_tasks


def test_silence_is_looked_at_once_and_again_only_after_as_long(world: World) -> None:
    together = Together(world, QUIET)
    together.meet()
    together.days(29)
    assert together.task_kinds() == []
    together.days(1)
    (task,) = together.care().tasks
    assert task.kind == "quiet"
    together.days(5)
    assert together.jobs() == []
    assert len(together.care().tasks) == 1
    together.do(together.cora, tasks.close_task, task.task_id, "Ben is on holiday")
    assert [(one.words, one.closed_by) for one in together.care().looked_at] == [("Ben is on holiday", "Cora")]
    together.days(29)
    assert together.task_kinds() == []
    together.days(1)
    assert together.task_kinds() == ["quiet"]
    together.meet()
    assert together.task_kinds() == []


def test_where_a_programme_never_minds_silence_nobody_is_asked(world: World) -> None:
    together = Together(world, QUIET.replace("quiet_days = 30", "quiet_days = 0"))
    together.meet()
    together.days(300)
    assert together.task_kinds() == []


def test_an_agreement_unsigned_for_three_weeks_is_looked_at_until_it_is_signed(together: Together) -> None:
    together.meet()
    together.days(21)
    assert "agreement" in together.task_kinds()
    agreement_id = together.do(together.ann, agreements.write_agreement, together.match_id, "weekly", 60)
    assert "agreement" not in together.task_kinds()
    together.days(21)
    assert "agreement" in together.task_kinds()
    together.do(together.ben, agreements.sign, agreement_id)
    assert "agreement" not in together.task_kinds()


def test_a_review_unanswered_for_a_week_is_looked_at_for_each_who_has_not_answered(together: Together) -> None:
    together.days(28)
    together.do(together.ann, words.say_review, together.match_id, "review-4", "well")
    together.days(6)
    assert "review" not in together.task_kinds()
    together.days(1)
    assert [task.name for task in together.care().tasks if task.kind == "review"] == ["Ben"]
    together.do(together.ben, words.say_review, together.match_id, "review-4", "better")
    assert "review" not in together.task_kinds()


def test_nothing_is_opened_twice_and_an_ending_closes_what_was_open(together: Together) -> None:
    together.days(22)
    assert sorted(together.task_kinds()) == ["agreement", "first_meeting"]
    assert together.do(WORKER, tasks.open_due, together.match_id) == "nothing"
    assert together.world.app.see(WORKER, matches_needing_care) == []
    together.do(together.ann, endings.end_match, together.match_id, "time")
    assert together.task_kinds() == ["ending", "ending"]
    with pytest.raises(NotFound):
        together.do(together.ann, tasks.open_due, together.match_id)


def test_a_task_is_closed_once_with_words_and_a_talk_is_recorded_instead(together: Together) -> None:
    together.days(22)
    (first, *_) = together.care().tasks
    with pytest.raises(InvalidInput):
        together.do(together.cora, tasks.close_task, first.task_id, " ")
    for nobody in (together.ann, together.world.holder("Ada", Role.ADMINISTRATOR), WORKER):
        with pytest.raises(NotFound):
            together.do(nobody, tasks.close_task, first.task_id, "Done")
    together.do(together.cora, tasks.close_task, first.task_id, "We talked")
    with pytest.raises(AlreadyDecided):
        together.do(together.world.coordinator("Dora"), tasks.close_task, first.task_id, "Done")
    together.do(together.ann, endings.end_match, together.match_id, "time")
    talk = next(task for task in together.care().tasks if task.kind == "ending")
    with pytest.raises(NotFound):
        together.do(together.cora, tasks.close_task, talk.task_id, "Done")


def test_a_coordinator_who_is_in_the_match_neither_sees_nor_closes_what_waits_but_the_second_decider(
    world: World,
) -> None:
    together = Together(world, QUIET)
    second = world.holder("Sid", Role.SECOND_DECIDER)
    ada = world.holder("Ada", Role.ADMINISTRATOR)
    for nobody in (second, ada):
        with pytest.raises(NotFound):
            together.care(nobody)
    world.app.do(ada, members.grant, world.key(), world.ids["Ann"], Role.COORDINATOR)
    together.days(14)
    assert together.care(second).tasks[0].kind == "first_meeting"
    assert [row.match_id for row in world.app.see(second, care_list)] == [together.match_id]
    assert together.row().tasks == (("first_meeting", ""),)
    assert world.app.see(together.ann, care_list) == ()
    with pytest.raises(NotFound):
        together.care(together.ann)
    task_id = together.care().tasks[0].task_id
    with pytest.raises(NotFound):
        together.do(together.ann, tasks.close_task, task_id, "All is well")
    together.do(second, tasks.close_task, task_id, "They have a plan")


def test_a_coordinator_of_another_area_looks_after_none_of_it(world: World) -> None:
    together = Together(world, QUIET)
    north, south = (world.app.do(OPERATOR, members.add_area, world.key(), name) for name in ("North", "South"))
    theirs = member.c.id.in_([world.ids["Ann"], world.ids["Ben"]])
    with world.app.engine.begin() as connection:
        connection.execute(sa.update(member).where(theirs).values(area_id=north))
    for name, area in (("Nora", north), ("Sue", south)):
        world.member(name)
        world.app.do(OPERATOR, members.grant, world.key(), world.ids[name], Role.COORDINATOR, area)
    assert together.care(world.member("Nora")).life.match_id == together.match_id
    assert world.app.see(world.member("Sue"), care_list) == ()
    with pytest.raises(NotFound):
        world.app.see(world.member("Sue"), care_of_match, together.match_id)


def test_the_list_of_care_begins_with_what_has_waited_longest(world: World) -> None:
    together = Together(world, QUIET)
    guiding = together.guiding
    together.days(14)
    guiding.join("Mia", "mentee"), guiding.join("Max", "mentor")
    other = guiding.match(world.member("Mia"), world.member("Max"))
    rows = world.app.see(together.cora, care_list)
    assert [(row.match_id, bool(row.tasks)) for row in rows] == [(together.match_id, True), (other, False)]
    assert sorted(rows[0].people) == ["Ann", "Ben"]
    assert world.app.see(together.cora, care_list, "0" * 20) == ()
    for nobody in (together.ann, WORKER, world.holder("Ada", Role.ADMINISTRATOR)):
        with pytest.raises(NotFound):
            world.app.see(nobody, care_list)


def test_a_match_taken_back_leaves_no_task_behind(world: World) -> None:
    together = Together(world, QUIET)
    together.days(14)
    assert together.row().tasks
    # An acceptance can be taken back for a day; here it was given late, and a task was opened meanwhile.
    with world.app.engine.begin() as connection:
        connection.execute(sa.update(suggestion_person).values(answered_at=world.app.clock.now() - timedelta(hours=1)))
    together.do(together.ann, matches.undo, together.kept().suggestion_id)
    assert world.app.see(together.cora, care_list) == ()
    assert together.jobs() == ["changed"]
    assert together.jobs() == []
    with pytest.raises(NotFound):
        together.care()
