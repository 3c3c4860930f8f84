"""How a match ends: once, with who, when and why, and no way left to reach anybody; for actions that have asked."""

import sqlalchemy as sa

from timebank.errors import AlreadyDecided
from timebank.history.actions import note
from timebank.mail.recalling import call_back
from timebank.matches.tables import match, match_person
from timebank.work import Work

OVER = "the match was over by then"


def end(work: Work, match_id: str, code: str, words: str) -> None:
    """Let an active match end; raises AlreadyDecided when it has ended already.

    Letters that tell how to reach the others, and wait for the morning or for their weekly day, do not leave any more.
    """
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
    people = work.rows(sa.select(match_person.c.member_id).where(match_person.c.match_id == match_id))
    call_back(work, (f"matched:{match_id}:{row.member_id}" for row in people), OVER)
