"""One meeting as an action sees it, whether its hours still stand, and the only way its state ever changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note as remember
from timebank.ledger.tables import entry, exchange
from timebank.matches.cards import MatchedPeople
from timebank.matches.reads import people_of
from timebank.meetings import rules
from timebank.meetings.tables import meeting
from timebank.work import Look, Work

FALLEN = ("declined", "withdrawn", "expired")  # hours in these states count nowhere and wait for nobody


@dataclass(frozen=True, slots=True)
class Kept:
    """One meeting as it stands, with the people of its match."""

    row: sa.Row[Any]
    people: MatchedPeople


def load(work: Look, meeting_id: str) -> Kept:
    """A meeting with its people; raises NotFound. Asked by actions before they ask for permission."""
    row = work.row(sa.select(meeting).where(meeting.c.id == meeting_id))
    if row is None:
        raise NotFound
    return Kept(row, people_of(work, row.match_id))


def require(work: Look, people: MatchedPeople) -> None:
    """Go on for one of the matched people, or for a coordinator who helps them."""
    work.require(May.PLAN_MEETING, Thing(owners=people.ids, area_ids=people.area_ids))


def decide(work: Work, before: "sa.Row[Any]", after: str, **values: object) -> None:
    """Move a meeting on: a planned one, or one held whose hours do not stand any more.

    Raises AlreadyDecided, for the second of two who try as well.
    """
    if before.state != "held" or before.id not in hours_fell(work, [before]):
        rules.check_move(before.state, after)
    elif after not in ("held", "not_held"):
        raise AlreadyDecided
    same = meeting.c.decided_at.is_(None) if before.decided_at is None else meeting.c.decided_at == before.decided_at
    claimed = work.claim(
        sa.update(meeting)
        .where(meeting.c.id == before.id, meeting.c.state == before.state, same)
        .values(state=after, decided_at=work.now, decided_by_id=work.actor.member_id, **values)
    )
    if not claimed:
        raise AlreadyDecided
    remember(work, f"meeting_{after}", "meeting", before.id)


def hours_fell(look: Look, meetings: "Iterable[sa.Row[Any]]") -> frozenset[str]:
    """The ids of those meetings held whose hours, as last written down, were declined, taken back or ran out."""
    decided = {row.id: row.decided_at for row in meetings if row.state == "held"}
    if not decided:
        return frozenset()
    statement = (
        sa.select(exchange.c.source_id, entry.c.state, entry.c.recorded_at)
        .join(entry, entry.c.exchange_id == exchange.c.id)
        .where(exchange.c.source_kind == "meeting", exchange.c.source_id.in_(sorted(decided)))
    )
    fallen: dict[str, datetime] = {}
    standing: set[str] = set()
    for row in look.rows(statement):
        if row.state in FALLEN:
            fallen[row.source_id] = max(row.recorded_at, fallen.get(row.source_id, row.recorded_at))
        else:
            standing.add(row.source_id)
    return frozenset(one for one, at in fallen.items() if one not in standing and at >= decided[one])
