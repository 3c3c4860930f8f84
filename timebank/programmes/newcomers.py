"""Who waits to hear from a coordinator before they take part: whoever is interested, or has asked to join."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.members.reads import within
from timebank.members.tables import member
from timebank.programmes.keeping import parsed
from timebank.programmes.rules import FIRST_STEPS
from timebank.programmes.tables import participation, programme, programme_version
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Somebody who waits to hear, and in which programme."""

    programme_id: str
    title: str
    name: str
    since: datetime


def newcomers(look: Look) -> tuple[Newcomer, ...]:
    """Everybody at a first step of an open programme, by programme and name; of a coordinator's areas."""
    look.require(May.MOVE_STEP)
    is_now = sa.and_(
        programme_version.c.programme_id == programme.c.id, programme_version.c.version == programme.c.version
    )
    rows = look.rows(
        sa.select(
            participation.c.programme_id, participation.c.joined_at, member.c.name, programme_version.c.definition
        )
        .join(member, member.c.id == participation.c.member_id)
        .join(programme, programme.c.id == participation.c.programme_id)
        .join(programme_version, is_now)
        .where(participation.c.state.in_(FIRST_STEPS), member.c.state == "active", programme.c.state == "open")
        .where(*within(look))
        .order_by(member.c.search_name, member.c.id)
    )
    found = [Newcomer(row.programme_id, parsed(row.definition).title, row.name, row.joined_at) for row in rows]
    return tuple(sorted(found, key=lambda one: (one.title.casefold(), one.programme_id)))
