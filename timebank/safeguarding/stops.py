"""Whom a match that was stopped keeps apart: one with a note that was kept in the very moment in which it ended."""

from datetime import datetime

import sqlalchemy as sa

from timebank.safeguarding.tables import safeguarding_note

Id = str | sa.ColumnElement[str] | None
# What rooms above keep of matches, named here by its columns.
MATCH = sa.table("match", sa.column("id"), sa.column("ended_at"))
MATCH_PERSON = sa.table("match_person", sa.column("match_id"), sa.column("member_id"))


def stopped_from(member_id: Id) -> "sa.Select[tuple[str]]":
    """The ids of those with whom somebody was in a match that was stopped, by whomever; both ways look alike."""
    own, other = MATCH_PERSON.alias("own"), MATCH_PERSON.alias("other")
    return _stopped(own, other).with_only_columns(other.c.member_id).where(own.c.member_id == member_id)


def was_stopped(
    one_id: Id, other_id: Id, before: "sa.ColumnElement[datetime] | None" = None
) -> "sa.ColumnElement[bool]":
    """Whether two were in a match that was stopped, by the moment `before`."""
    own, other = MATCH_PERSON.alias("own"), MATCH_PERSON.alias("other")
    found = _stopped(own, other).where(own.c.member_id == one_id, other.c.member_id == other_id)
    return (found if before is None else found.where(safeguarding_note.c.written_at <= before)).exists()


def _stopped(own: sa.FromClause, other: sa.FromClause) -> "sa.Select[tuple[str]]":
    """The matches that were stopped, with every two of their people.

    A worry about a match that goes on, or ended otherwise, keeps nobody apart: else they would learn of it.
    """
    return (
        sa.select(MATCH.c.id)
        .join(safeguarding_note, safeguarding_note.c.about_id == MATCH.c.id)
        .join(own, own.c.match_id == MATCH.c.id)
        .join(other, other.c.match_id == MATCH.c.id)
        .where(safeguarding_note.c.about_kind == "match", safeguarding_note.c.written_at == MATCH.c.ended_at)
        .where(own.c.member_id != other.c.member_id)
    )
