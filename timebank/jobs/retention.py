"""How long what is only needed for a while is kept: the one list that the nightly clean-up goes by, and people read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.digests.tables import told_item
from timebank.jobs.tables import job_run
from timebank.members.tables import link, session, sign_in_attempt
from timebank.work import write_key

KEEP_KEYS = timedelta(days=400)
KEEP_DOORS = timedelta(days=30)  # sessions and links, after they stopped opening anything
KEEP_ATTEMPTS = timedelta(days=1)
KEEP_MINUTES = timedelta(days=2)  # runs of jobs that run each minute
KEEP_TOLD = timedelta(days=400)  # a digest only looks back some weeks, so nothing is told again after that
IS_MINUTE = job_run.c.slot.like("%T__:__Z")


@dataclass(frozen=True, slots=True)
class Rule:
    """What is deleted, in words, from which table, and after how long; `is_over` says which rows at a moment."""

    words: str
    table: sa.Table
    after: timedelta
    columns: tuple[sa.Column[datetime], ...]
    only: tuple[sa.ColumnElement[bool], ...] = ()

    def is_over(self, now: datetime) -> sa.ColumnElement[bool]:
        """The condition on rows whose time is over; a blank moment is no moment."""
        return sa.and_(sa.or_(*(column < now - self.after for column in self.columns)), *self.only)


RULES = (
    Rule("Being signed in, after it ended", session, KEEP_DOORS, (session.c.expires_at, session.c.ended_at)),
    Rule("Links in letters, after they stopped working", link, KEEP_DOORS, (link.c.expires_at,)),
    Rule("Wrong passwords, as counts", sign_in_attempt, KEEP_ATTEMPTS, (sign_in_attempt.c.next_at,)),
    Rule("Keys that keep a press from counting twice", write_key, KEEP_KEYS, (write_key.c.made_at,)),
    Rule("What somebody was told of in a weekly letter", told_item, KEEP_TOLD, (told_item.c.told_at,)),
    Rule("Runs of what runs each minute", job_run, KEEP_MINUTES, (job_run.c.started_at,), (IS_MINUTE,)),
    Rule("Runs of everything else here", job_run, KEEP_KEYS, (job_run.c.started_at,)),
)


def in_words() -> Iterator[tuple[str, str]]:
    """Each rule as people read it: what, and how long."""
    for one in RULES:
        yield one.words, "1 day" if one.after.days == 1 else f"{one.after.days} days"
