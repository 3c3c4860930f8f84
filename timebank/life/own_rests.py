"""What a member sees of the matches of theirs that are on hold, so that they go on with one tap."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.life.tables import match_rest
from timebank.matches.tables import match, match_person
from timebank.members.tables import member
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class OwnRest:
    """One of the reader's matches that rests: with whom, and until when where that was said."""

    match_id: str
    others: tuple[str, ...]
    until: date | None


def own_rests(look: Look) -> tuple[OwnRest, ...]:
    """The reader's matches on hold, the one that rests longest first; why they rest is not in it."""
    me = look.actor.member_id or ""
    look.require(May.TAKE_PART, thing(owners=[me]))
    own, other = match_person.alias("own"), match_person.alias("other")
    rows = look.rows(
        sa.select(match_rest.c.match_id, match_rest.c.until, member.c.name)
        .join(match, match.c.id == match_rest.c.match_id)
        .join(own, own.c.match_id == match.c.id)
        .join(other, other.c.match_id == match.c.id)
        .join(member, member.c.id == other.c.member_id)
        .where(match.c.state == "active", match_rest.c.over_at.is_(None))
        .where(own.c.member_id == me, other.c.member_id != me)
        .order_by(match_rest.c.since_at, match_rest.c.match_id, member.c.search_name, member.c.id)
    )
    names: dict[tuple[str, date | None], list[str]] = {}
    for row in rows:
        names.setdefault((row.match_id, row.until), []).append(row.name)
    return tuple(OwnRest(match_id, tuple(found), until) for (match_id, until), found in names.items())
