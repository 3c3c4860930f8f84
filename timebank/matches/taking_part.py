"""What people do about taking part, with what follows for suggestions: the open ones close, and words are forgotten.

Pages call these rather than the same actions of the room of programmes, which knows nothing of suggestions.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from timebank.access import May
from timebank.matches import telling
from timebank.matches.moves import locked, move
from timebank.matches.reasons import forget_hidden
from timebank.matches.rules import OPEN_STATES
from timebank.matches.tables import matching_round, suggestion, suggestion_person, unmatched
from timebank.matches.taster_keeping import forget_hidden_tasters
from timebank.matches.tasters import drop
from timebank.programmes import actions as programmes
from timebank.programmes.keeping import part_by_id, part_of
from timebank.programmes.rules import Given
from timebank.work import Work

__all__ = ["bring_in_line", "change_answers", "leave", "move_step", "pause", "set_consent", "withdraw_consent"]


def pause(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take a break; suggestions still open close kindly for the others. See `programmes.actions.pause`."""
    done = programmes.pause(work, key, programme_id, member_id, how_told)
    bring_in_line(work, programme_id, member_id or work.actor.member_id or "")
    return done


def leave(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Leave a programme: open suggestions close kindly for the others, and no words of any answer stay anywhere.

    See `programmes.actions.leave`.
    """
    done = programmes.leave(work, key, programme_id, member_id, how_told)
    who = member_id or work.actor.member_id or ""
    bring_in_line(work, programme_id, who)
    if part_of(work, programme_id, who) is None:
        of_programme = sa.select(matching_round.c.id).where(matching_round.c.programme_id == programme_id)
        theirs = (unmatched.c.member_id == who, unmatched.c.round_id.in_(of_programme))
        work.execute(sa.delete(unmatched).where(*theirs))
    return done


def change_answers(
    work: Work,
    key: str,
    programme_id: str,
    given: Iterable[Given],
    capacity: int | None = None,
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Change answers and ticks; what is ticked off goes from suggestions. See `programmes.actions.change_answers`."""
    done = programmes.change_answers(work, key, programme_id, given, capacity, member_id, how_told)
    bring_in_line(work, programme_id, member_id or work.actor.member_id or "")
    return done


def set_consent(
    work: Work,
    key: str,
    programme_id: str,
    question: str,
    may_be_used: bool,
    may_be_shown: bool,
    member_id: str | None = None,
    how_told: str = "",
) -> str:
    """Set the ticks of one answer; untick, and it goes from suggestions. See `programmes.actions.set_consent`."""
    done = programmes.set_consent(work, key, programme_id, question, may_be_used, may_be_shown, member_id, how_told)
    bring_in_line(work, programme_id, member_id or work.actor.member_id or "")
    return done


def withdraw_consent(work: Work, key: str, programme_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take every tick back; answers go from suggestions too. See `programmes.actions.withdraw_consent`."""
    done = programmes.withdraw_consent(work, key, programme_id, member_id, how_told)
    bring_in_line(work, programme_id, member_id or work.actor.member_id or "")
    return done


def move_step(work: Work, key: str, participation_id: str, state: str, reason: str = "") -> str:
    """Move somebody to another step; who is not ready any more is in no suggestion. See `programmes.actions`."""
    done = programmes.move_step(work, key, participation_id, state, reason)
    part = part_by_id(work, participation_id)
    if part is not None:
        bring_in_line(work, part.programme_id, part.member_id)
    return done


def bring_in_line(work: Work, programme_id: str, member_id: str) -> None:
    """Make suggestions fit a member's part as it stands now, for actions that have asked; harmless many times."""
    part = part_of(work, programme_id, member_id)
    if part is None or part.state != "ready":
        _close_open(work, programme_id, member_id)
        drop(work, member_id, programme_id=programme_id)
    forget_hidden(work, programme_id, member_id)
    forget_hidden_tasters(work, programme_id, member_id)


def _close_open(work: Work, programme_id: str, member_id: str) -> None:
    """Close the suggestions a member is asked about; nobody learns who or why, and it keeps nobody apart later."""
    asked = (
        sa.select(suggestion.c.id)
        .join(suggestion_person, suggestion_person.c.suggestion_id == suggestion.c.id)
        .where(
            suggestion.c.programme_id == programme_id,
            suggestion_person.c.member_id == member_id,
            suggestion.c.state.in_(OPEN_STATES),
        )
        .order_by(suggestion.c.id)
    )
    for row in work.rows(asked):
        case = locked(work, row.id)
        if case.state in OPEN_STATES:  # the last answer may have come this moment
            move(work, case, "superseded", May.TAKE_PART)
            telling.not_going_ahead(work, case, case.others(member_id))
