"""How often people who meant to meet did not, lately: for whoever looks after a match, never for its people."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

import sqlalchemy as sa

from timebank.meetings.rules import NOT_HELD_REASONS
from timebank.meetings.tables import meeting
from timebank.work import Look

LOOKED_AT = 5
WORTH_SAYING = 2  # once is nothing


@dataclass(frozen=True, slots=True)
class NotHeld:
    """How many of a match's last meetings (`of`, at most five) did not take place, and why, the commonest first."""

    count: int
    of: int
    reasons: tuple[tuple[str, int], ...]  # in words, how often


def often_not_held(look: Look, match_ids: Collection[str]) -> dict[str, NotHeld]:
    """Those of some matches of whose last five meetings two or more did not take place; for reads that have asked."""
    newest = sa.func.row_number().over(partition_by=meeting.c.match_id, order_by=meeting.c.starts_at.desc())
    lately = (
        sa.select(meeting.c.match_id, meeting.c.state, meeting.c.reason_code, newest.label("place"))
        .where(meeting.c.match_id.in_(sorted(match_ids)), meeting.c.state.in_(("held", "not_held")))
        .subquery()
    )
    of: Counter[str] = Counter()
    missed: dict[str, Counter[str]] = {}
    for row in look.rows(sa.select(lately).where(lately.c.place <= LOOKED_AT)) if match_ids else ():
        of[row.match_id] += 1
        if row.state == "not_held":
            missed.setdefault(row.match_id, Counter())[row.reason_code] += 1
    return {
        one: NotHeld(reasons.total(), of[one], _in_words(reasons))
        for one, reasons in missed.items()
        if reasons.total() >= WORTH_SAYING
    }


def _in_words(reasons: Counter[str]) -> tuple[tuple[str, int], ...]:
    """What was said; nobody has to say, and "something else" says nothing to anybody."""
    said = [(words, reasons[code]) for code, words in NOT_HELD_REASONS.items() if reasons[code] and code != "other"]
    return tuple(sorted(said, key=lambda one: -one[1]))
