"""Every write in the life of a match and about concerns, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

from guiding import GUIDES
from ledger_world import TODAY
from saying import Said, Town

from timebank.access import WORKER, Role
from timebank.life import agreements, endings, goals, rests
from timebank.life.due import matches_needing_care
from timebank.life.needs import FIT
from timebank.life.reads import care_of_match
from timebank.life.tasks import open_due
from timebank.matches.reads import my_matches
from timebank.meetings import actions as meetings
from timebank.programmes import running
from timebank.safeguarding import notes

CARE = """
[settings]
agreement = true
ending_talk = true
review_weeks = "4, 12"
"""
AGREED = ("every 2 weeks", 60)


def _match(town: Town) -> str:
    """A match of Ann and Ben whose programme asks for everything."""
    town.do(town.guiding.cora, running.change, town.guiding.programme_id, GUIDES + CARE, 1)
    return town.match()


def _of_match(words: tuple[Any, ...], others: tuple[Any, ...], who: str = "Ann") -> Callable[[Town], Said]:
    """Something said of a match, with other words the second time."""

    def said(town: Town) -> Said:
        match_id = _match(town)
        return Said(town.one(who), (match_id, *words), other_args=(match_id, *others))

    return said


def _sign(town: Town) -> Said:
    match_id = _match(town)
    agreement_id = town.do(town.one("Ann"), agreements.write_agreement, match_id, *AGREED)
    return Said(
        town.one("Ben"),
        (agreement_id,),
        other_action=agreements.write_agreement,
        other_args=(match_id, *AGREED),
    )


def _goal(words: tuple[str, ...], others: tuple[str, ...]) -> Callable[[Town], Said]:
    def said(town: Town) -> Said:
        goal_id = town.do(town.one("Ann"), goals.add_goal, _match(town), "Walk to the shop")
        if not words:
            town.do(town.one("Ann"), goals.close_goal, goal_id, "reached")
            other = town.do(town.one("Ann"), goals.add_goal, _only(town), "Read a book")
            return Said(town.one("Ben"), (goal_id,), other_args=(other,))
        return Said(town.one("Ben"), (goal_id, *words), other_args=(goal_id, *others))

    return said


def _only(town: Town) -> str:
    """The match there is."""
    return town.world.app.see(town.one("Ann"), my_matches, town.id("Ann"))[0].match_id


def _met(town: Town) -> str:
    match_id = _match(town)
    meeting_id = town.do(town.one("Ann"), meetings.plan, match_id, datetime.combine(TODAY, time(8)), 60)
    town.do(town.one("Ann"), meetings.held, meeting_id, 60)
    return match_id


def _say_fit(town: Town) -> Said:
    match_id = _met(town)
    return Said(town.one("Ann"), (match_id, "good"), other_args=(match_id, "too_early"))


def _say_review(town: Town) -> Said:
    match_id = _match(town)
    town.days_pass(30)
    return Said(
        town.one("Ann"), (match_id, "review-4", "well"), other_args=(match_id, "review-4", "well", "Lovely walks")
    )


def _say_at_ending(town: Town) -> Said:
    match_id = _match(town)
    town.do(town.one("Ann"), endings.plan_ending, match_id, TODAY + timedelta(days=7))
    return Said(town.one("Ann"), (match_id, "The walks"), other_args=(match_id, "The talks"))


def _ask(town: Town) -> Said:
    match_id = _met(town)
    return Said(
        WORKER,
        (f"{FIT}:{match_id}:{town.id('Ann')}",),
        other_args=(f"{FIT}:{match_id}:{town.id('Ben')}",),
    )


def _resting(town: Town) -> str:
    match_id = _match(town)
    town.do(town.one("Ann"), rests.put_on_hold, match_id, TODAY + timedelta(days=7))
    return match_id


def _go_on(town: Town) -> Said:
    match_id = _resting(town)
    return Said(town.one("Ben"), (match_id,), other_action=goals.add_goal, other_args=(match_id, "More"))


def _wake(town: Town) -> Said:
    match_id = _match(town)
    rest_id = town.do(town.one("Ann"), rests.put_on_hold, match_id, TODAY + timedelta(days=7))
    town.days_pass(8)
    return Said(WORKER, (rest_id,), other_action=endings.carry_out, other_args=(match_id,))


def _take_back_ending(town: Town) -> Said:
    match_id = _match(town)
    town.do(town.one("Ann"), endings.plan_ending, match_id, TODAY + timedelta(days=7))
    return Said(town.one("Ben"), (match_id,), other_action=goals.add_goal, other_args=(match_id, "More"))


def _carry_out(town: Town) -> Said:
    match_id = _match(town)
    town.do(town.one("Ann"), endings.plan_ending, match_id, TODAY + timedelta(days=7))
    town.days_pass(8)
    return Said(WORKER, (match_id,), other_action=open_due, other_args=(match_id,))


def _open_due(town: Town) -> Said:
    match_id = _match(town)
    town.days_pass(22)
    assert town.world.app.see(WORKER, matches_needing_care) == [match_id]
    return Said(WORKER, (match_id,), other_action=endings.carry_out, other_args=(match_id,))


def _close_task(town: Town) -> Said:
    town.do(WORKER, open_due, *_open_due(town).args)
    (task, *_) = town.world.app.see(town.guiding.cora, care_of_match, _only(town)).tasks
    return Said(town.guiding.cora, (task.task_id, "We talked"), other_args=(task.task_id, "All is well"))


def _record_talk(town: Town) -> Said:
    match_id = _match(town)
    town.do(town.one("Ann"), endings.end_match, match_id, "moved_on")
    both = (match_id, town.id("Ann"))
    return Said(town.guiding.cora, (*both, "All is well"), other_args=(*both, "All is not well"))


def _note(town: Town) -> str:
    town.world.holder("Lea", Role.SAFEGUARDING_LEAD)
    return str(town.do(town.one("Ann"), notes.report_concern, town.id("Ben"), "I am worried"))


def _read_note(town: Town) -> Said:
    both = (_note(town), _note(town))
    return Said(town.one("Lea"), both[:1], other_args=both[1:])


def _close_note(town: Town) -> Said:
    note_id = _note(town)
    return Said(town.one("Lea"), (note_id, "We talked"), other_args=(note_id, "I rang"))


NEXT_WEEK = TODAY + timedelta(days=7)
CASES: dict[str, Callable[[Town], Said]] = {
    "life.agreements.write_agreement": _of_match(AGREED, ("every week", 60)),
    "life.agreements.sign": _sign,
    "life.goals.add_goal": _of_match(("Walk",), ("Read",)),
    "life.goals.close_goal": _goal(("reached",), ("let_go",)),
    "life.goals.open_goal_again": _goal((), ()),
    "life.words.say_fit": _say_fit,
    "life.words.say_review": _say_review,
    "life.words.say_at_ending": _say_at_ending,
    "life.words.ask": _ask,
    "life.rests.put_on_hold": _of_match((None, "Ill"), (None, "Away"), who="Ben"),
    "life.rests.go_on": _go_on,
    "life.rests.wake": _wake,
    "life.endings.end_match": _of_match(("moved_on", "Thank you"), ("moved_on", "Thanks")),
    "life.endings.plan_ending": _of_match((NEXT_WEEK,), (NEXT_WEEK + timedelta(days=1),)),
    "life.endings.take_back_ending": _take_back_ending,
    "life.endings.carry_out": _carry_out,
    "life.stopping.stop_match": _of_match(("He shouted",), ("He shouted at me",)),
    "life.tasks.open_due": _open_due,
    "life.tasks.close_task": _close_task,
    "life.talks.record_talk": _record_talk,
    "safeguarding.notes.report_concern": lambda town: Said(
        town.one("Ann"), (town.id("Ben"), "I am worried"), other_args=(town.id("Ben"), "I am sad")
    ),
    "safeguarding.notes.write_safeguarding_note": lambda town: Said(
        town.guiding.cora,
        ("member", town.id("Ben"), "I am worried"),
        other_args=("member", town.id("Ann"), "I am worried"),
    ),
    "safeguarding.notes.read_note": _read_note,
    "safeguarding.notes.close_note": _close_note,
}
