"""How history is written: one row for each thing done, in the same transaction as the thing itself."""

import sqlalchemy as sa

from timebank.history.tables import event
from timebank.ready import Ready
from timebank.work import Work

_ADD = Ready(sa.insert(event))


def note(
    work: Work, action: str, subject_kind: str, subject_id: str, reason: str = "", on_behalf_of_id: str | None = None
) -> None:
    """Remember that the actor did `action` to a subject, and why; `reason` must hold nothing private."""
    row = {
        "at": work.now,
        "actor_kind": work.actor.kind,
        "actor_id": work.actor.member_id,
        "action": action,
        "subject_kind": subject_kind,
        "subject_id": subject_id,
        "on_behalf_of_id": on_behalf_of_id,
        "reason": reason.replace("\x00", "")[:600],
    }
    _ADD.write(work.connection, row)
