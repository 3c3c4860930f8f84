"""Taking an acceptance back, with all that follows where it had made a match: meetings are off, tasks are closed.

Pages call these rather than the same actions of the room of matches, which knows nothing of meetings.
"""

import sqlalchemy as sa

from timebank.life.tasks import bring_in_line
from timebank.matches import actions as matches
from timebank.matches.reads import people_of
from timebank.matches.rules import UNDONE
from timebank.matches.tables import match
from timebank.meetings.off import call_off
from timebank.work import Work


def undo(work: Work, key: str, suggestion_id: str, member_id: str | None = None, how_told: str = "") -> str:
    """Take an acceptance back within a day. See `matches.actions.undo`."""
    return _followed(work, matches.undo(work, key, suggestion_id, member_id, how_told))


def undo_by_link(work: Work, key: str, secret: str) -> str:
    """The same with the secret of a letter. See `matches.actions.undo_by_link`."""
    return _followed(work, matches.undo_by_link(work, key, secret))


def _followed(work: Work, suggestion_id: str) -> str:
    undone = (match.c.suggestion_id == suggestion_id, match.c.ending_code == UNDONE)
    match_id = work.value(sa.select(match.c.id).where(*undone))
    if match_id is not None:
        call_off(work, people_of(work, match_id))
        bring_in_line(work, match_id)
    return suggestion_id
