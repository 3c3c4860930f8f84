"""Who would be cut off without whom: the graph of help in the last year, as the room of handing over reads it."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.ledger.counting import counted
from timebank.ledger.tables import account, entry
from timebank.members.tables import member
from timebank.work import Look

LOOKED_BACK = timedelta(days=365)
MUCH = 0.1  # of all hours given and received between members


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's place among those who help each other: how many would lose touch, whether much goes through them."""

    cut_off: int
    carries_much: bool


def places(look: Look) -> dict[str, Place]:
    """Everybody's place who helped or was helped in the last year, by id; for reads that have asked.

    Among people who are here; work grows with people and with who helped whom.
    """
    from matching.network import who_helped_whom  # it brings numpy, which most processes never need

    arcs = _arcs(look)
    ids = sorted({one for pair in arcs for one in pair})
    number = {one: place for place, one in enumerate(ids)}
    givers, takers = [number[giver] for giver, _ in arcs], [number[taker] for _, taker in arcs]
    network = who_helped_whom(len(ids), givers, takers, list(arcs.values()))
    return {ids[one.person]: Place(one.cut_off, one.share >= MUCH) for one in network.people}


def _arcs(look: Look) -> dict[tuple[str, str], int]:
    """Minutes by (who helped, who was helped), net of what was put right."""
    since = local_date(look.now - LOOKED_BACK, community(look).zone)
    helped, giver, taker = counted(entry.c.service_date >= since), account.alias("giver"), account.alias("taker")
    one, other = member.alias("one"), member.alias("other")
    minutes = sa.func.sum(helped.c.minutes).label("minutes")
    rows = look.rows(
        sa.select(giver.c.member_id.label("giver_id"), taker.c.member_id.label("taker_id"), minutes)
        .select_from(helped)
        .join(giver, giver.c.id == helped.c.to_account_id)
        .join(taker, taker.c.id == helped.c.from_account_id)
        .join(one, one.c.id == giver.c.member_id)
        .join(other, other.c.id == taker.c.member_id)
        .where(one.c.state == "active", other.c.state == "active")
        .group_by(giver.c.member_id, taker.c.member_id)
    )
    return {(row.giver_id, row.taker_id): int(row.minutes) for row in rows if row.minutes > 0}
