"""Who is away and until when, and what was only paused for them: read from history, where handing over has noted it."""

from collections.abc import Collection
from datetime import date

import sqlalchemy as sa

from timebank.handover.holding import Goes
from timebank.history.tables import event
from timebank.work import Look

AWAY, LEAVES, BACK = "hand_over_away", "hand_over_leaving", "come_back"
TURNS = (AWAY, LEAVES, BACK)
GOES: dict[str, Goes] = {AWAY: "away", LEAVES: "leaves"}
RESTED, TAKEN_DOWN, PAUSED = "rest_while_away", "take_down_while_away", "pause_while_away"  # what coming back undoes


def last_turn(look: Look, member_id: str) -> tuple[Goes | None, date | None]:
    """How somebody was last handed over, where they have not come back since, and until when; for what has asked."""
    newest = _turns(look, [member_id]).get(member_id)
    if newest is None:
        return None, None
    return GOES.get(newest.action), _day(newest.reason)


def away_now(look: Look, member_ids: Collection[str] | None = None) -> dict[str, date | None]:
    """Those (of some members) who are away now, with the day they mean to be back; for reads that have asked."""
    return {one: _day(row.reason) for one, row in _turns(look, member_ids).items() if row.action == AWAY}


def leaving_now(look: Look, member_ids: Collection[str] | None = None) -> frozenset[str]:
    """Those (of some members) who were handed over because they leave; for reads that have asked."""
    return frozenset(one for one, row in _turns(look, member_ids).items() if row.action == LEAVES)


def only_paused(look: Look, member_id: str) -> list[tuple[str, str, date]]:
    """What rests, hangs or waits only until somebody is back, as (which of the three, its id, since when)."""
    turns = sa.select(sa.func.max(event.c.number)).where(
        event.c.subject_kind == "member", event.c.subject_id == member_id, event.c.action.in_((BACK, LEAVES))
    )
    since = int(look.value(turns) or 0)
    theirs = (event.c.number > since, event.c.on_behalf_of_id == member_id)
    paused = event.c.action.in_((RESTED, TAKEN_DOWN, PAUSED))
    columns = (event.c.action, event.c.subject_id, event.c.at)
    rows = look.rows(sa.select(*columns).where(*theirs, paused).order_by(event.c.number))
    return [(row.action, row.subject_id, row.at.date()) for row in rows]


def _turns(look: Look, member_ids: Collection[str] | None) -> "dict[str, sa.Row[tuple[str, str, str]]]":
    told = [event.c.subject_kind == "member", event.c.action.in_(TURNS)]
    if member_ids is not None:
        told.append(event.c.subject_id.in_(sorted(member_ids)))
    columns = (event.c.subject_id, event.c.action, event.c.reason)
    return {row.subject_id: row for row in look.rows(sa.select(*columns).where(*told).order_by(event.c.number))}


def _day(reason: str) -> date | None:
    return date.fromisoformat(reason) if reason else None
