"""Who sees nothing of whom on the noticeboard: one would rather not meet the other, or their match was stopped."""

from datetime import datetime

import sqlalchemy as sa

from timebank.members import bonds
from timebank.safeguarding.stops import stopped_from, was_stopped


def apart_from(member_id: str | None) -> "sa.CompoundSelect[tuple[str]]":
    """The ids of those whose listings a member does not see; why, and who said so, cannot be told from it."""
    return sa.union_all(*bonds.apart_from(member_id), stopped_from(member_id))


def kept_apart(
    one_id: bonds.Id, other_id: bonds.Id, before: "sa.ColumnElement[datetime] | None" = None
) -> "sa.ColumnElement[bool]":
    """Whether two see nothing of each other there, since before the moment `before`."""
    return sa.or_(bonds.kept_apart(one_id, other_id, before), was_stopped(one_id, other_id, before))
