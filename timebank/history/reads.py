"""What administrators see of history; it holds no private words, and not when somebody spoke of somebody else."""

from dataclasses import dataclass, fields
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.history.tables import event
from timebank.work import Look

# Beside the moment at which a suggestion was set aside these would tell who said something of whom.
UNSHOWN = ("say_bond", "take_back_bond")


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing somebody did."""

    at: datetime
    actor_kind: str
    actor_id: str | None
    action: str
    subject_kind: str
    subject_id: str
    on_behalf_of_id: str | None
    reason: str


def recent(look: Look, most: int = 200) -> list[Happening]:
    """The newest happenings first, without a number that would show where some are left out."""
    look.require(May.READ_HISTORY)
    columns = [event.c[one.name] for one in fields(Happening)]
    shown = sa.select(*columns).where(event.c.action.not_in(UNSHOWN)).order_by(event.c.number.desc()).limit(most)
    return [Happening(**row._mapping) for row in look.rows(shown)]
