"""What administrators see of history; it holds no private words."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.history.tables import event
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing somebody did."""

    number: int
    at: datetime
    actor_kind: str
    actor_id: str | None
    action: str
    subject_kind: str
    subject_id: str
    on_behalf_of_id: str | None
    reason: str


def recent(look: Look, most: int = 200) -> list[Happening]:
    """The newest happenings first."""
    look.require(May.READ_HISTORY)
    return [
        Happening(**row._mapping) for row in look.rows(sa.select(event).order_by(event.c.number.desc()).limit(most))
    ]
