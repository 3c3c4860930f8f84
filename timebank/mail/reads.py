"""What coordinators see of letters: what became of each, and the words only where somebody must print them."""

import re
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.errors import NotFound
from timebank.mail.choices import MEMBER
from timebank.mail.kinds import UNSEEN
from timebank.mail.tables import letter
from timebank.work import Look

_ID = re.compile(r"[0-9a-f]{20}")
STATES = {
    "due": "waiting to be sent",
    "sending": "on its way",
    "sent": "sent",
    "failed": "could not be sent",
    "skipped": "not sent",
}


@dataclass(frozen=True, slots=True)
class LetterRow:
    """One letter in the register; `may_be_read` when its words may be shown for printing."""

    letter_id: str
    member_id: str
    addressee: str
    kind: str
    state: str
    reason: str
    attempts: int
    written_at: datetime
    due_at: datetime
    sent_at: datetime | None
    may_be_read: bool


@dataclass(frozen=True, slots=True)
class Register:
    """One page of the register, newest first, with how many letters there are in each state."""

    rows: tuple[LetterRow, ...]
    total: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class LetterSheet:
    """A letter as somebody reads it on paper."""

    addressee: str
    subject: str
    text: str
    written_at: datetime


def register(look: Look, state: str = "", page: int = 1, per_page: int = 50) -> Register:
    """The letters to people of the reader's areas, newest first; of one state, or all. Pages count from 1.

    That a concern waits stands nowhere here.
    """
    look.require(May.READ_LETTERS)
    shown = _seen_by(look)
    numbers = sa.select(letter.c.state, sa.func.count().label("number")).where(*shown).group_by(letter.c.state)
    counts = dict.fromkeys(STATES, 0) | {row.state: row.number for row in look.rows(numbers)}
    chosen = [*shown, letter.c.state == state] if state else shown
    rows = look.rows(
        sa.select(
            letter.c.id,
            letter.c.key,
            letter.c.member_id,
            MEMBER.c.name,
            MEMBER.c.is_offline,
            letter.c.kind,
            letter.c.state,
            letter.c.reason,
            letter.c.attempts,
            letter.c.written_at,
            letter.c.due_at,
            letter.c.sent_at,
        )
        .join(MEMBER, MEMBER.c.id == letter.c.member_id)
        .where(*chosen)
        .order_by(letter.c.written_at.desc(), letter.c.id)
        .limit(per_page)
        .offset((max(page, 1) - 1) * per_page)
    )
    own = _subjects(look, look.actor.member_id)
    cards = (
        LetterRow(
            row.id,
            row.member_id,
            row.name,
            row.kind,
            row.state,
            row.reason,
            row.attempts,
            row.written_at,
            row.due_at,
            row.sent_at,
            may_be_read=look.settings.demo or (row.is_offline and own.isdisjoint(subjects_of(row.key, row.member_id))),
        )
        for row in rows
    )
    return Register(tuple(cards), counts[state] if state else sum(counts.values()), counts)


def sheet(look: Look, letter_id: str) -> LetterSheet:
    """The words of a letter to an offline member, for printing; in the demo of any letter. Raises NotFound.

    Nobody prints what the other side of their own suggestion, match or hours was sent: it may hold a link to answer.
    """
    look.require(May.READ_LETTERS)
    row = look.row(
        sa.select(
            letter.c.key,
            letter.c.member_id,
            MEMBER.c.name,
            MEMBER.c.is_offline,
            letter.c.subject,
            letter.c.text,
            letter.c.written_at,
        )
        .join(MEMBER, MEMBER.c.id == letter.c.member_id)
        .where(letter.c.id == letter_id, *_seen_by(look))
    )
    if row is None or not (look.settings.demo or row.is_offline):
        raise NotFound
    is_party = not _subjects(look, look.actor.member_id).isdisjoint(subjects_of(row.key, row.member_id))
    if is_party and not look.settings.demo:
        look.require(May.READ_LETTERS, thing(involved=[look.actor.member_id]))
    return LetterSheet(row.name, row.subject, row.text, row.written_at)


def _seen_by(look: Look) -> list["sa.ColumnElement[bool]"]:
    """The condition that a coordinator of some areas sees only letters to people there, or who live in none."""
    areas, shown = look.actor.area_ids, ~letter.c.kind.startswith(UNSEEN)
    if areas is None:
        return [shown]
    elsewhere = sa.select(MEMBER.c.id).where(MEMBER.c.area_id.is_not(None), MEMBER.c.area_id.not_in(sorted(areas)))
    return [shown, letter.c.member_id.not_in(elsewhere)]


def subjects_of(key: str, addressee_id: str) -> frozenset[str]:
    """The ids of the things a letter tells of, as its key names them ("offered:SUGGESTION:MEMBER")."""
    return frozenset(part for part in key.split(":") if _ID.fullmatch(part)) - {addressee_id}


def _subjects(look: Look, member_id: str | None) -> frozenset[str]:
    """All the things a member was written to about."""
    if member_id is None:
        return frozenset()
    rows = look.rows(sa.select(letter.c.key).where(letter.c.member_id == member_id))
    return frozenset(subject for row in rows for subject in subjects_of(row.key, member_id))
