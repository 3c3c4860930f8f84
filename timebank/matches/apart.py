"""Keeping two people apart, with what follows for suggestions: what both are asked closes, as it does at a break.

Pages call these rather than the same actions of the rooms below, which know nothing of suggestions.
"""

from collections.abc import Collection

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided
from timebank.matches import telling
from timebank.matches.moves import Case, locked
from timebank.matches.round_moves import settle
from timebank.matches.rules import OPEN_STATES, State
from timebank.matches.tables import suggestion, suggestion_move, suggestion_person
from timebank.matches.tasters import drop
from timebank.members import bonds
from timebank.programmes import pairs
from timebank.work import Work

__all__ = ["say_bond", "say_pair"]

UNFINISHED: tuple[State, ...] = ("draft", *OPEN_STATES)


def say_bond(work: Work, key: str, member_id: str, other_id: str, kind: str, how_told: str = "") -> str:
    """Say something of oneself and another; nobody learns who or why. See `members.bonds.say_bond`.

    Drafts stay until the next round sets them aside with all the others, or would not let them go on: one that went
    at this moment would tell coordinators that one of the two had just said something.
    """
    done = bonds.say_bond(work, key, member_id, other_id, kind, how_told)
    close_shared(work, member_id, other_id, states=OPEN_STATES)
    drop(work, member_id, other_id, drafts=False)
    return done


def say_pair(work: Work, key: str, programme_id: str, one_id: str, other_id: str, kind: str) -> str:
    """Say of two people that they are matched or never are. See `programmes.pairs.say_pair`."""
    done = pairs.say_pair(work, key, programme_id, one_id, other_id, kind)
    if kind == "forbidden":
        close_shared(work, one_id, other_id, programme_id)
        drop(work, one_id, other_id, programme_id)
    return done


def close_shared(
    work: Work, one_id: str, other_id: str, programme_id: str = "", states: Collection[State] = UNFINISHED
) -> None:
    """Close suggestions to both people in these states, kindly where they were asked; harmless any number of times.

    For actions that have asked.
    """
    one, other = suggestion_person.alias("one"), suggestion_person.alias("other")
    both = (
        sa.select(suggestion.c.id)
        .join(one, one.c.suggestion_id == suggestion.c.id)
        .join(other, other.c.suggestion_id == suggestion.c.id)
        .where(one.c.member_id == one_id, other.c.member_id == other_id)
        .where(suggestion.c.state.in_(states))
        .order_by(suggestion.c.id)
    )
    if programme_id:
        both = both.where(suggestion.c.programme_id == programme_id)
    for row in work.rows(both):
        case = locked(work, row.id)
        if case.state in states:  # the last answer may have come this moment
            _set_aside(work, case)


def _set_aside(work: Work, case: Case) -> None:
    """Supersede a suggestion; what is kept of it names nobody, because coordinators read who moved it."""
    is_it = (suggestion.c.id == case.suggestion_id, suggestion.c.state == case.state)
    if not work.claim(sa.update(suggestion).where(*is_it).values(state="superseded")):
        raise AlreadyDecided
    row = {"id": work.ids.new(), "suggestion_id": case.suggestion_id, "from_state": case.state, "reason": ""}
    when = {"to_state": "superseded", "moved_at": work.now, "moved_by_id": None}
    work.execute(sa.insert(suggestion_move).values(**row, **when))
    if case.state in OPEN_STATES:
        telling.not_going_ahead(work, case, [side for side in case.sides if side.member_id != work.actor.member_id])
    elif work.allows(May.REVIEW_SUGGESTION):  # the steps of a round name whoever made them, so a member makes none
        settle(work, case.round_id)
