"""Meetings somebody should hear of: the day before each, and the day after each nobody has said anything about yet."""

from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.mail.tables import letter
from timebank.matches.tables import match, match_person
from timebank.meetings import rules
from timebank.meetings.tables import meeting
from timebank.work import Look

REMINDER, HOW = "meeting_reminder", "meeting_how_it_went"  # the kinds of these letters, and how their keys begin
AT_ONCE = 500
_Wanted = sa.ColumnElement[bool]
_COLUMNS = tuple(meeting.c[name] for name in ("id", "match_id", "planned_at", "starts_at", "zone"))


def to_remind(look: Look, resting: Collection[str] = ()) -> tuple[str, ...]:
    """The meetings of tomorrow, and those of today that were missed, which nobody was reminded of; soonest first.

    Whoever planned or moved one only the day before knows of it without a letter; of meetings in a match that is on
    hold (`resting`) nobody is reminded. For the worker.
    """

    def is_due(row: "sa.Row[Any]") -> bool:
        return rules.is_to_remind(row.planned_at, row.starts_at, row.zone, look.now)

    soon = (meeting.c.starts_at > look.now, meeting.c.starts_at < look.now + timedelta(days=3))
    return _without(look, REMINDER, is_due, resting, *soon)


def to_ask(look: Look, resting: Collection[str] = ()) -> tuple[str, ...]:
    """The meetings of yesterday, or a few days before, of which nobody has said how they went; longest ago first.

    Each is asked about once, and while a match is on hold (`resting`) nobody is. For the worker.
    """

    def is_due(row: "sa.Row[Any]") -> bool:
        return rules.is_to_ask(row.starts_at, row.zone, look.now)

    lately = (meeting.c.starts_at < look.now, meeting.c.starts_at > look.now - rules.ASKED_FOR - timedelta(days=1))
    return _without(look, HOW, is_due, resting, *lately)


def _without(
    look: Look, kind: str, is_due: "Callable[[sa.Row[Any]], bool]", resting: Collection[str], *wanted: _Wanted
) -> tuple[str, ...]:
    """The ids of planned meetings of matches that stand which are due and of which no letter of a kind was written."""
    look.require(May.SEND_LETTERS)
    rows = look.rows(
        sa.select(*_COLUMNS, match_person.c.member_id)
        .join(match, match.c.id == meeting.c.match_id)
        .join(match_person, match_person.c.match_id == match.c.id)
        .where(meeting.c.state == "planned", match.c.state == "active", *wanted)
        .order_by(meeting.c.starts_at, meeting.c.id)
    )
    keys = {fact(kind, row.id, row.member_id): row.id for row in rows if row.match_id not in resting and is_due(row)}
    asked, told = list(keys), set()
    for start in range(0, len(asked), AT_ONCE):
        some = letter.c.key.in_(asked[start : start + AT_ONCE])
        told |= {keys[row.key] for row in look.rows(sa.select(letter.c.key).where(some))}
    return tuple(one for one in dict.fromkeys(keys.values()) if one not in told)


def fact(kind: str, meeting_id: str, member_id: str) -> str:
    """The key of one letter about a meeting."""
    return f"{kind}:{meeting_id}:{member_id}"
