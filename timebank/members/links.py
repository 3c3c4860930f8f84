"""Links in letters: a secret bound to one purpose and one person, stored only as its digest, used at most once."""

from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa

from timebank.errors import Refused
from timebank.ids import digest
from timebank.members.tables import link
from timebank.ready import Ready
from timebank.work import Look, Work

PASSWORD = "password"
SUGGESTION = "suggestion"
HOURS = "hours"
_NEW = Ready(sa.insert(link))


class LinkSpent(Refused):
    """This link has been used or is too old. Please ask for a new one, or sign in to see how things stand."""


class MeantForAnother(Refused):
    """Somebody else is signed in here than the person this letter went to, so nothing was changed. If the letter is
    yours, please sign out first and open its link again."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a secret opens."""

    purpose: str
    member_id: str
    subject_id: str


def make(work: Work, purpose: str, member_id: str, subject_id: str = "", lasts: timedelta = timedelta(hours=1)) -> str:
    """A new secret for one person and purpose; only its digest is kept."""
    secret = work.ids.secret()
    row = {
        "digest": digest(secret),
        "purpose": purpose,
        "member_id": member_id,
        "subject_id": subject_id,
        "made_at": work.now,
        "expires_at": work.now + lasts,
    }
    _NEW.write(work.connection, row)
    return secret


def read(look: Look, purpose: str, secret: str) -> Link:
    """What a secret opens, without using it up; raises LinkSpent when it opens nothing any more."""
    row = look.row(sa.select(link).where(link.c.digest == digest(secret), link.c.purpose == purpose))
    if row is None or row.used_at is not None or row.expires_at <= look.now:
        raise LinkSpent
    return Link(row.purpose, row.member_id, row.subject_id)


def refuse_another(look: Look, secret: str) -> None:
    """Raises MeantForAnother where the actor is signed in and the letter with this secret went to somebody else."""
    owner = look.value(sa.select(link.c.member_id).where(link.c.digest == digest(secret)))
    if owner is not None and look.actor.member_id not in (None, owner):
        raise MeantForAnother


def use(work: Work, purpose: str, secret: str) -> Link:
    """Use a secret up; raises LinkSpent for the second of two who try."""
    found = read(work, purpose, secret)
    if not spend(work, digest(secret)):
        raise LinkSpent
    return found


def spend(work: Work, link_digest: str) -> bool:
    """Use a link up that was looked at already; False when somebody was first."""
    unused = sa.update(link).where(link.c.digest == link_digest, link.c.used_at.is_(None))
    return work.claim(unused.values(used_at=work.now))


def end_all(work: Work, purpose: str, member_id: str) -> None:
    """Make every open link of this purpose to this person useless."""
    work.execute(
        sa.update(link)
        .where(link.c.purpose == purpose, link.c.member_id == member_id, link.c.used_at.is_(None))
        .values(used_at=work.now)
    )
