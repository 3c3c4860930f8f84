"""Who is away and until when, and what was only paused for them: read from history, where handing over has noted it."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from timebank.history.tables import event
from timebank.work import Look

AWAY, LEAVES, BACK = "hand_over_away", "hand_over_leaving", "come_back"
TURNS = (AWAY, LEAVES, BACK)


def away_now(look: Look, member_ids: Collection[str]) -> dict[str, date | None]:
    """Those of some members who are away now, with the day they mean to be back; for reads that have asked."""
    told = (event.c.subject_kind == "member", event.c.subject_id.in_(sorted(member_ids)), event.c.action.in_(TURNS))
    rows = look.rows(
        sa.select(event.c.subject_id, event.c.action, event.c.reason).where(*told).order_by(event.c.number)
    )
    newest = {row.subject_id: row for row in rows}
    return {
        one: date.fromisoformat(row.reason) if row.reason else None for one, row in newest.items() if row.action == AWAY
    }
