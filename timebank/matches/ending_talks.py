"""Who is in no round until a coordinator has talked with them about a match of theirs that ended."""

import sqlalchemy as sa

from timebank.matches.rules import UNDONE
from timebank.matches.tables import ending_talk, match, match_person
from timebank.members.reads import within
from timebank.members.tables import member
from timebank.programmes import pool_reads
from timebank.programmes.definition import Definition
from timebank.programmes.pool_reads import NotInRound
from timebank.programmes.reads import definition_of
from timebank.programmes.tables import participation
from timebank.work import Look

WORDS = "a match of theirs has ended, and nobody has talked with them about it yet"


def waiting_for_talk(look: Look, programme_id: str, definition: Definition) -> frozenset[str]:
    """The members of ended matches of a programme with whom nobody has talked yet, where it asks for that.

    For rooms that have asked for permission. An acceptance taken back within a day is no ending to talk about.
    """
    if not definition.care.ending_talk:
        return frozenset()
    talked = sa.select(ending_talk.c.match_id).where(
        ending_talk.c.match_id == match_person.c.match_id, ending_talk.c.member_id == match_person.c.member_id
    )
    waiting = (
        sa.select(match_person.c.member_id)
        .join(match, match.c.id == match_person.c.match_id)
        .where(match.c.programme_id == programme_id, match.c.state == "ended")
        .where(match.c.ending_code != UNDONE, ~talked.exists())
    )
    return frozenset(row.member_id for row in look.rows(waiting.distinct()))


def not_in_round(look: Look, programme_id: str) -> tuple[NotInRound, ...]:
    """Everybody who could be in no round today, by name, with the first reason. See `programmes.pool_reads`."""
    found = {one.member_id: one for one in pool_reads.not_in_round(look, programme_id)}
    waiting = waiting_for_talk(look, programme_id, definition_of(look, programme_id)) - found.keys()
    if not waiting:
        return tuple(found.values())
    here = sa.select(participation.c.member_id).where(
        participation.c.programme_id == programme_id, participation.c.state != "left"
    )
    people = look.rows(
        sa.select(member.c.id, member.c.name, member.c.search_name)
        .where(member.c.id.in_(here), member.c.state == "active", *within(look))
        .order_by(member.c.search_name, member.c.id)
    )
    more = {row.id: NotInRound(row.id, row.name, "talk", WORDS) for row in people if row.id in waiting}
    return tuple((found | more)[row.id] for row in people if row.id in found or row.id in more)
