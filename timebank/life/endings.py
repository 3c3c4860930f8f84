"""How a match ends well: a day that is named and can be taken back, or at once; and all that follows from any ending.

Pages call `end_match` of this room rather than the one of the room of matches, which knows nothing of meetings.
"""

from datetime import date
from itertools import combinations

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided
from timebank.history.actions import note
from timebank.life import rests, rules, telling
from timebank.life.matched import Matched, held, held_active, load, require, today_of
from timebank.life.tables import planned_ending
from timebank.life.tasks import bring_in_line
from timebank.life.words import pass_on_thanks
from timebank.matches import moves
from timebank.matches import telling as matches_telling
from timebank.matches.apart import close_shared
from timebank.matches.endings import end
from timebank.matches.rules import clean_ending, ending_keeps_apart
from timebank.matches.tasters import drop
from timebank.meetings.off import call_off
from timebank.work import Work, insert_for

PLANNED = "planned"


def end_match(work: Work, key: str, match_id: str, code: str, words: str = "") -> str:
    """End a match at once and without fault; `code` is one of ENDING_REASONS. The others are not told why.

    Raises NotFound, InvalidInput, AlreadyDecided.
    """
    one = load(work, match_id)
    require(work, one, May.END_MATCH)

    def do() -> str:
        close(work, held(work, match_id), *clean_ending(code, words))
        return match_id

    return work.once(key, "end_match", {"match": match_id, "code": code, "words": words}, do)


def plan_ending(work: Work, key: str, match_id: str, ends_on: date) -> str:
    """Name the last day of a match, or another one; all are told kindly, and before it each is asked how it was.

    Raises NotFound, InvalidInput, Over.
    """
    require(work, load(work, match_id), May.END_MATCH)

    def do() -> str:
        one = held_active(work, match_id)
        day = rules.clean_day(ends_on, today_of(work))
        row = {"match_id": match_id, "ends_on": day, "planned_at": work.now, "planned_by_id": work.actor.member_id}
        insert = insert_for(work, planned_ending).values(row)
        changed = {name: value for name, value in row.items() if name != "match_id"}
        work.execute(insert.on_conflict_do_update(index_elements=["match_id"], set_=changed))
        note(work, "plan_ending", "match", match_id)
        telling.ending_planned(work, one, work.ids.new(), day)
        return match_id

    return work.once(key, "plan_ending", {"match": match_id, "ends_on": ends_on}, do)


def take_back_ending(work: Work, key: str, match_id: str) -> str:
    """Take a planned last day back: the match goes on. Raises NotFound, Over, AlreadyDecided."""
    require(work, load(work, match_id), May.END_MATCH)

    def do() -> str:
        one = held_active(work, match_id)
        if work.execute(sa.delete(planned_ending).where(planned_ending.c.match_id == match_id)).rowcount != 1:
            raise AlreadyDecided
        note(work, "take_back_ending", "match", match_id)
        telling.ending_taken_back(work, one, work.ids.new())
        return match_id

    return work.once(key, "take_back_ending", {"match": match_id}, do)


def carry_out(work: Work, key: str, match_id: str) -> str:
    """End a match whose last day has come; for the worker, see `due.endings_due`. Answers ended or nothing."""
    work.require(May.RUN_MATCHING)

    def do() -> str:
        one = held(work, match_id)
        ends_on = work.value(sa.select(planned_ending.c.ends_on).where(planned_ending.c.match_id == match_id))
        if not one.is_active or ends_on is None or ends_on > today_of(work):
            return "nothing"
        close(work, one, PLANNED, "")
        return "ended"

    return work.once(key, "carry_out_ending", {"match": match_id}, do)


def close(work: Work, one: Matched, code: str, words: str, tells: bool = True) -> None:
    """End a match with all that follows, the same for every ending, so that none can be told from another.

    Meetings still to come are called off, the people told without the why, thanks passed on where they may be, tasks
    brought in line. For actions that have asked and perhaps tell the people themselves.

    Raises AlreadyDecided.
    """
    end(work, one.match_id, code, words)
    rests.finish(work, one.match_id)
    call_off(work, one.people)
    if tells:
        matches_telling.ended(work, moves.load(work, one.suggestion_id), one.match_id)
    if ending_keeps_apart(code, same_programme=False):
        for two in combinations(sorted(one.people.ids), 2):
            close_shared(work, *two)
            drop(work, *two)
    pass_on_thanks(work, load(work, one.match_id))
    bring_in_line(work, one.match_id)
