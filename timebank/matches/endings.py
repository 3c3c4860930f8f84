"""How a match ends: once, with who, when and why; for actions that have asked."""

import sqlalchemy as sa

from timebank.errors import AlreadyDecided
from timebank.history.actions import note
from timebank.matches.tables import match
from timebank.work import Work


def end(work: Work, match_id: str, code: str, words: str) -> None:
    """Let an active match end; raises AlreadyDecided when it has ended already."""
    ended = work.claim(
        sa.update(match)
        .where(match.c.id == match_id, match.c.state == "active")
        .values(
            state="ended",
            ended_at=work.now,
            ended_by_id=work.actor.member_id,
            ending_code=code,
            ending_words=words,
        )
    )
    if not ended:
        raise AlreadyDecided
    note(work, "end_match", "match", match_id, reason=code)
