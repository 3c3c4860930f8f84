"""A whole life of a match on both databases: agreed, met, reviewed, rested, ended well, talked about, suggested again."""

from datetime import timedelta

from together import Together
from world import World

from timebank.life import agreements, endings, goals, rests, talks, tasks, words
from timebank.life.reads import care_list


def test_from_the_first_yes_to_the_next_suggestion(world: World) -> None:
    together = Together(world)
    ann, ben, match_id = together.ann, together.ben, together.match_id
    agreement_id = together.do(ann, agreements.write_agreement, match_id, "every 2 weeks", 60)
    together.do(ben, agreements.sign, agreement_id)
    goal_id = together.do(ben, goals.add_goal, match_id, "Walk to the library")
    together.meet()
    together.days(1)
    for who, felt in ((ann, "good"), (ben, "too_early")):
        together.do(who, words.say_fit, match_id, felt)
    together.days(28)
    together.do(ann, words.say_review, match_id, "review-4", "well")
    together.days(7)
    assert {(one.kind, one.name) for one in together.care().tasks} == {("review", "Ben"), ("quiet", "")}
    for task in together.care().tasks:
        together.do(together.cora, tasks.close_task, task.task_id, "Ben has been ill")
    together.do(ben, rests.put_on_hold, match_id, together.today + timedelta(days=20), "Ill")
    together.days(20)
    assert together.life(ann).rest is None
    together.meet()
    together.do(ann, goals.close_goal, goal_id, "reached")
    together.do(ann, endings.plan_ending, match_id, together.today + timedelta(days=10))
    together.days(3)
    together.do(ann, words.say_at_ending, match_id, "The walks", "", "Thank you for walking with me")
    together.days(7)
    assert (together.kept().state, together.kept().ending_code) == ("ended", "planned")
    assert "Thank you for walking with me" in together.letters("Ben", "ending_thanks")[0]
    together.guiding.run()
    assert together.guiding.drafts() == []
    for name in ("Ann", "Ben"):
        together.do(together.cora, talks.record_talk, match_id, world.ids[name], "All is well")
    assert world.app.see(together.cora, care_list) == ()
    together.guiding.join("Max", "mentor")
    together.guiding.run()
    (draft,) = together.guiding.drafts()
    assert {who.name for who in draft.people} == {"Ann", "Max"}  # not with Ben again in this programme
