"""A letter that nobody has read yet is called back: what it says is not true any more, or not theirs any more."""

from collections.abc import Iterable

import sqlalchemy as sa

from timebank.mail.tables import letter
from timebank.mail.told import NO_EMAIL
from timebank.work import Work


def call_back(work: Work, keys: Iterable[str], reason: str) -> None:
    """Let letters with these keys that wait neither leave nor be told, and forget their words; for what has asked.

    What has been sent, or is on its way at this moment, stays as it is.
    """
    to_tell = sa.and_(letter.c.state == "skipped", letter.c.reason.startswith(NO_EMAIL))
    waits = sa.or_(letter.c.state == "due", to_tell)
    gone = dict.fromkeys(("text", "html", "calendar", "unsubscribe"), "")
    work.execute(
        sa.update(letter).where(letter.c.key.in_(sorted(keys)), waits).values(state="skipped", reason=reason, **gone)
    )
