"""The community's totals, the same figures wherever they are shown; hidden where few people stand behind them."""

from dataclasses import dataclass

import sqlalchemy as sa

from timebank.access import May
from timebank.ledger.counting import counted
from timebank.ledger.rules import OPEN_STATES
from timebank.ledger.tables import account
from timebank.members.tables import member
from timebank.work import Look

FEWEST_PEOPLE = 10


@dataclass(frozen=True, slots=True)
class Totals:
    """Hours exchanged so far, net of what was put right; `None` where fewer than ten people stand behind a figure."""

    members: int | None
    exchanges: int | None
    minutes: int | None
    pending_minutes: int | None
    people_who_gave: int | None
    people_who_received: int | None


def totals(look: Look) -> Totals:
    """What all members together have done; any member may see it, once ten people stand behind it."""
    look.require(May.SEE_PROOF)
    members = int(look.value(sa.select(sa.func.count()).where(member.c.state == "active")) or 0)
    gave, received = _people(look, "to_account_id"), _people(look, "from_account_id")
    posted = _sum(look, counted())
    pending = _sum(look, counted(states=OPEN_STATES))
    enough = look.actor.is_coordinator or min(gave, received) >= FEWEST_PEOPLE
    return Totals(
        members=members if members >= FEWEST_PEOPLE or look.actor.is_coordinator else None,
        exchanges=posted[0] if enough else None,
        minutes=posted[1] if enough else None,
        pending_minutes=pending[1] if enough else None,
        people_who_gave=gave if enough else None,
        people_who_received=received if enough else None,
    )


def _sum(look: Look, found: sa.Subquery) -> tuple[int, int]:
    columns = (found.c.exchanges, found.c.minutes)
    row = look.connection.execute(sa.select(*(sa.func.coalesce(sa.func.sum(one), 0) for one in columns))).one()
    return int(row[0]), int(row[1])


def _people(look: Look, column: str) -> int:
    """How many members have given or received anything that stands."""
    found = counted()
    theirs = (
        sa.select(account.c.member_id)
        .select_from(found)
        .join(account, account.c.id == found.c[column])
        .where(account.c.member_id.is_not(None))
        .group_by(account.c.member_id)
        .having(sa.func.sum(found.c.minutes) > 0)
        .subquery()
    )
    return int(look.value(sa.select(sa.func.count()).select_from(theirs)) or 0)
