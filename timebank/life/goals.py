"""Goals of a match: added by any of its people, reached or let go; at most ten are open at a time."""

import sqlalchemy as sa

from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.life import rules
from timebank.life.matched import held_active, load, require
from timebank.life.tables import goal
from timebank.work import Work


def add_goal(work: Work, key: str, match_id: str, words: str) -> str:
    """Add something the people of a match would like to reach; answers its id.

    Raises NotFound, InvalidInput, Over, TooManyGoals.
    """
    require(work, load(work, match_id))

    def do() -> str:
        held_active(work, match_id)
        kept = rules.clean_goal(words)
        _check_room(work, match_id)
        goal_id = work.ids.new()
        made = {"made_at": work.now, "made_by_id": _by(work)}
        work.execute(sa.insert(goal).values(id=goal_id, match_id=match_id, words=kept, state="open", **made))
        note(work, "add_goal", "match", match_id)
        return goal_id

    return work.once(key, "add_goal", {"match": match_id, "words": words}, do)


def close_goal(work: Work, key: str, goal_id: str, state: str) -> str:
    """Say that a goal is `reached` or `let_go`. Raises NotFound, InvalidInput, Over, AlreadyDecided."""
    return _move(work, key, goal_id, "open", state)


def open_goal_again(work: Work, key: str, goal_id: str) -> str:
    """Take up a goal again that was reached or let go. Raises NotFound, Over, TooManyGoals, AlreadyDecided."""
    return _move(work, key, goal_id, "", "open")


def _move(work: Work, key: str, goal_id: str, before: str, after: str) -> str:
    match_id = work.value(sa.select(goal.c.match_id).where(goal.c.id == goal_id))
    if match_id is None:
        raise NotFound
    require(work, load(work, match_id))

    def do() -> str:
        held_active(work, match_id)
        if after not in rules.GOAL_STATES or after == before:
            raise InvalidInput("Please say whether it was reached or let go.")
        if after == "open":
            _check_room(work, match_id)
        is_open = after == "open"
        closed = {"closed_at": None if is_open else work.now, "closed_by_id": None if is_open else work.actor.member_id}
        was = goal.c.state == before if before else goal.c.state != "open"
        if not work.claim(sa.update(goal).where(goal.c.id == goal_id, was).values(state=after, **closed)):
            raise AlreadyDecided
        note(work, f"goal_{after}", "match", match_id)
        return goal_id

    return work.once(key, "move_goal", {"goal": goal_id, "state": after}, do)


def _check_room(work: Work, match_id: str) -> None:
    open_ones = sa.select(sa.func.count()).where(goal.c.match_id == match_id, goal.c.state == "open")
    if int(work.value(open_ones) or 0) >= rules.MOST_GOALS:
        raise rules.TooManyGoals


def _by(work: Work) -> str:
    if work.actor.member_id is None:
        raise InvalidInput("A goal is added by one of the match's people or by a coordinator.")
    return work.actor.member_id
