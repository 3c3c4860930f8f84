"""One click against letters somebody does not want: the secret of a letter stands for its reader and its group."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.access import May, as_member, thing
from timebank.db import Moment
from timebank.errors import Refused
from timebank.history.actions import note
from timebank.ids import digest
from timebank.mail.choices import MEMBER, end_weekly, keep_choice
from timebank.mail.kinds import GROUPS, NEVER, WEEKLY
from timebank.roles import load_actor
from timebank.work import Look, Work

PURPOSE = "letters"
LASTS = timedelta(days=60)
_LINK = sa.table(
    "link",
    *map(sa.column, ("digest", "purpose", "member_id", "subject_id")),
    *(sa.column(name, Moment) for name in ("made_at", "expires_at", "used_at")),
)


class UnsubscribeSpent(Refused):
    """This link has done its work, or is too old. Sign in to choose which letters you get."""


@dataclass(frozen=True, slots=True)
class FewerLetters:
    """What a link offers to stop: the letters of one group, in words, beside all that are not necessary."""

    words: str


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a secret stands for, and whether it is used up or too old."""

    member_id: str
    group: str
    digest: str
    is_over: bool


def make_secret(work: Work, member_id: str, group: str) -> str:
    """A new secret with which this person stops letters of this group without signing in; only its digest is kept."""
    secret = work.ids.secret()
    row: dict[str, str | datetime] = {"digest": digest(secret), "purpose": PURPOSE, "member_id": member_id}
    row |= {"subject_id": group, "made_at": work.now, "expires_at": work.now + LASTS}
    work.execute(sa.insert(_LINK), row)
    return secret


def offered_by_letter(look: Look, secret: str) -> FewerLetters:
    """What the secret of a letter offers to stop, without using it up. Raises UnsubscribeSpent."""
    opened = _open(look, secret)
    if opened.is_over:
        raise UnsubscribeSpent
    return FewerLetters("" if opened.group == WEEKLY else GROUPS[opened.group].words)


def unsubscribe_by_letter(work: Work, key: str, secret: str, everything: bool = False) -> str:
    """Stop letters of the group the secret stands for, or `everything` that is not necessary; answers the group.

    The secret is used up, so that nothing sent again later undoes what was chosen since. Raises UnsubscribeSpent.
    """
    opened = _open(work, secret)
    work.require(May.EDIT_OWN_PROFILE, thing(owners=[opened.member_id]))

    def do() -> str:
        unused = sa.update(_LINK).where(_LINK.c.digest == opened.digest, _LINK.c.used_at.is_(None))
        if opened.is_over or not work.claim(unused.values(used_at=work.now)):
            raise UnsubscribeSpent
        if everything:
            work.execute(sa.update(MEMBER).where(MEMBER.c.id == opened.member_id).values(wants_letters=False))
        elif opened.group == WEEKLY:
            end_weekly(work, opened.member_id)
        else:
            keep_choice(work, opened.member_id, opened.group, NEVER)
        note(work, "choose_letters", "member", opened.member_id)
        return opened.group

    content = {"link": opened.digest, "everything": everything}
    return work.once(key, "unsubscribe_by_letter", content, do)


def _open(look: Look, secret: str) -> _Opened:
    """What a secret stands for; from here on its person is the actor. Raises UnsubscribeSpent."""
    mark = digest(secret)
    row = look.row(sa.select(_LINK).where(_LINK.c.digest == mark, _LINK.c.purpose == PURPOSE))
    if row is None:
        raise UnsubscribeSpent
    look.actor = load_actor(look.connection, as_member(row.member_id), look.now)
    if look.actor.member_id is None or (row.subject_id != WEEKLY and row.subject_id not in GROUPS):
        raise UnsubscribeSpent
    is_over = row.used_at is not None or row.expires_at <= look.now
    return _Opened(row.member_id, row.subject_id, mark, is_over)
