"""Letters to members without e-mail that nobody has told them of yet, and how it is marked that somebody did."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import sqlalchemy as sa

from timebank.mail.kinds import UNSEEN, group_of
from timebank.mail.reads import subjects_of
from timebank.mail.rules import say_day
from timebank.mail.tables import letter
from timebank.work import Look, Work

NO_EMAIL = "has no e-mail"
TOLD = "told on paper, printed on {day}"
KEPT_FOR = timedelta(days=60)  # what nobody told of in so long is old news
ADDRESS = "://"
DESK = "desk"


@dataclass(frozen=True, slots=True)
class Untold:
    """A letter that was not sent because its addressee has no e-mail: what it is about, and its words."""

    letter_id: str
    member_id: str
    kind: str
    subjects: frozenset[str]
    paragraphs: tuple[str, ...]
    written_at: datetime


def untold(look: Look, member_ids: Collection[str]) -> tuple[Untold, ...]:
    """The letters somebody still has to tell these members of, oldest first; for rooms that have asked.

    Without those about the reader's own suggestions, matches and hours: what the other side was sent is not theirs.
    """
    own = _own_subjects(look)
    rows = look.rows(
        sa.select(letter.c.id, letter.c.key, letter.c.member_id, letter.c.kind, letter.c.text, letter.c.written_at)
        .where(*_waits(), letter.c.member_id.in_(sorted(member_ids)), letter.c.written_at > look.now - KEPT_FOR)
        .order_by(letter.c.written_at, letter.c.id)
    )
    cards = (
        Untold(row.id, row.member_id, row.kind, subjects_of(row.key, row.member_id), body(row.text), row.written_at)
        for row in rows
    )
    return tuple(one for one in cards if own.isdisjoint(one.subjects))


def _own_subjects(look: Look) -> frozenset[str]:
    """What the reader was written to about as a member; what waits at the desk is not about themself."""
    rows = look.rows(sa.select(letter.c.key, letter.c.kind).where(letter.c.member_id == (look.actor.member_id or "")))
    mine = (row for row in rows if group_of(row.kind) != DESK)
    return frozenset(subject for row in mine for subject in subjects_of(row.key, look.actor.member_id or ""))


def body(text: str) -> tuple[str, ...]:
    """The paragraphs of a letter without its greeting, its closing and its link, which leads nowhere on paper.

    >>> body("Hello Ann,\\n\\nBen says thank you.\\n\\nLook here:\\nhttps://a.example\\n\\nWarm wishes, us\\n")
    ('Ben says thank you.',)
    """
    return tuple(one for one in text.strip().split("\n\n")[1:-1] if ADDRESS not in one)


def note_told(work: Work, letter_ids: Iterable[str], printed_on: date) -> None:
    """Mark letters as told on paper, those that still wait for it; for actions that have asked."""
    told = TOLD.format(day=say_day(printed_on))
    work.execute(sa.update(letter).where(*_waits(), letter.c.id.in_(sorted(letter_ids))).values(reason=told))


def _waits() -> tuple["sa.ColumnElement[bool]", ...]:
    return (
        letter.c.state == "skipped",
        letter.c.reason.startswith(NO_EMAIL),
        ~letter.c.kind.startswith(UNSEEN),
        letter.c.text != "",
    )
