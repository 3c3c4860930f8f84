"""Taking a letter from the outbox: each by one sender at a time, none at night, none that is no longer wanted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.community.reads import community
from timebank.mail.choices import MEMBER, choice_for
from timebank.mail.folding import folded_html, folded_text
from timebank.mail.kinds import ALWAYS, ONCE_A_WEEK, SECRET, WEEKLY, group_of, is_urgent
from timebank.mail.languages import language_for
from timebank.mail.message import Envelope
from timebank.mail.tables import letter
from timebank.mail.timing import Reader, due_at, reason_to_skip
from timebank.mail.unsubscribe import make_secret
from timebank.work import Look, Work

LEASE = timedelta(minutes=10)  # longer than any one conversation with a mail server lasts
MOST_ATTEMPTS = 9  # with doubling waits the last try comes almost two days after the first
TOGETHER = "goes out in their weekly letter"


@dataclass(frozen=True, slots=True)
class Taken:
    """What a sender took: a letter to carry, or None; and how many it settled on the way."""

    envelope: Envelope | None
    skipped: int
    failed: int


def is_free(work: Look) -> sa.ColumnElement[bool]:
    """Letters that are due, and those whose sender did not come back in time."""
    is_due = sa.and_(letter.c.state == "due", letter.c.due_at <= work.now)
    was_left = sa.and_(letter.c.state == "sending", letter.c.leased_until <= work.now)
    return sa.or_(is_due, was_left)


def take_next(work: Work, sender_id: str) -> Taken:
    """Lease the letter that has been due longest; on the way, settle or put off those that are not to be sent now."""
    work.require(May.SEND_LETTERS)
    settled = {"skipped": 0, "failed": 0}
    while (row := work.row(_next_free(work))) is not None:
        reader = _reader(work, row.member_id)
        choice = choice_for(work, row.member_id, row.kind)
        state, reason = _verdict_before_sending(reader, row, choice)
        if state is not None:
            _set(
                work, row.id, state=state, reason=reason, leased_until=None, leased_by=None, unsubscribe="", **emptied()
            )
            settle_companions(work, row.id, row.member_id, state=state, reason=reason)
            settled[state] += 1
            continue
        later = due_at(reader, row.kind, choice, row.written_at, work.now, community(work).quiet)
        if later > work.now:
            _set(work, row.id, state="due", due_at=later, leased_until=None, leased_by=None)
            continue
        group = group_of(row.kind)
        if choice == ONCE_A_WEEK and row.attempts == 0:
            row, group = _folded(work, row, reader, group)
        return Taken(_lease(work, sender_id, row, str(reader.email), group), settled["skipped"], settled["failed"])
    return Taken(None, settled["skipped"], settled["failed"])


def _next_free(work: Work) -> sa.Select[Any]:
    statement = sa.select(letter).where(is_free(work)).order_by(letter.c.due_at, letter.c.id).limit(1)
    return statement.with_for_update(skip_locked=True)


def _reader(work: Work, member_id: str) -> Reader:
    columns = (MEMBER.c[name] for name in ("email", "language", "state", "wants_letters", "zone"))
    return Reader(*work.connection.execute(sa.select(*columns).where(MEMBER.c.id == member_id)).one())


def _verdict_before_sending(reader: Reader, row: sa.Row[Any], choice: str) -> tuple[str | None, str]:
    reason = reason_to_skip(reader, row.kind, choice)
    if reason:
        return "skipped", reason
    if row.attempts >= MOST_ATTEMPTS:  # only a letter whose senders died each time comes here
        return "failed", row.reason or f"was tried {row.attempts} times and nobody knows whether it arrived"
    return None, ""


def _folded(work: Work, row: sa.Row[Any], reader: Reader, group: str) -> tuple[sa.Row[Any], str]:
    """Put what gathered for the same reader's weekly letter into this one; alone it stays as it is."""
    others = [one for one in work.rows(_due_beside(work, row)) if _is_weekly(work, one)]
    if not others:
        return row, group
    work.execute(
        sa.update(letter)
        .where(letter.c.id.in_([one.id for one in others]))
        .values(state="skipped", reason=TOGETHER, leased_by=row.id, text="", html="")
    )
    _set(work, row.id, **_together(row, others, language_for(reader.language)))
    return work.connection.execute(sa.select(letter).where(letter.c.id == row.id)).one(), WEEKLY


def _together(row: sa.Row[Any], others: Sequence[sa.Row[Any]], language: str) -> dict[str, str]:
    every = (row, *others)
    html = folded_html([one.html for one in every], language, row.subject)
    return {"text": folded_text([one.text for one in every]), "html": html}


def _due_beside(work: Work, row: sa.Row[Any]) -> sa.Select[Any]:
    theirs = letter.c.member_id == row.member_id, letter.c.id != row.id
    fresh = letter.c.state == "due", letter.c.due_at <= work.now, letter.c.attempts == 0, letter.c.calendar == ""
    statement = sa.select(letter).where(*theirs, *fresh).order_by(letter.c.written_at, letter.c.id)
    return statement.with_for_update(skip_locked=True)


def _is_weekly(work: Work, row: sa.Row[Any]) -> bool:
    return not is_urgent(row.kind) and choice_for(work, row.member_id, row.kind) == ONCE_A_WEEK


def emptied() -> dict[str, object]:
    """The values that take a letter its words, if it holds a way in."""
    is_one = letter.c.kind.in_(sorted(SECRET))
    return {name: sa.case((is_one, ""), else_=letter.c[name]) for name in ("text", "html")}


def _lease(work: Work, sender_id: str, row: sa.Row[Any], address: str, group: str) -> Envelope:
    attempts, secret = row.attempts + 1, row.unsubscribe
    if group not in (ALWAYS, "") and not secret:
        secret = make_secret(work, row.member_id, group)
    _set(
        work,
        row.id,
        state="sending",
        address=address,  # where they read mail now, not where they did when it was written
        attempts=attempts,
        leased_until=work.now + LEASE,
        leased_by=sender_id,
        unsubscribe=secret,
    )
    return Envelope(
        letter_id=row.id,
        name=f"{row.written_at:%Y%m%dT%H%M%SZ}-{row.id}",
        address=address,
        subject=row.subject,
        text=row.text,
        html=row.html,
        message_id=row.message_id,
        attempts=attempts,
        member_id=row.member_id,
        kind="" if group == WEEKLY else row.kind,
        unsubscribe=f"{work.settings.address}/fewer-letters/{secret}" if secret else "",
        calendar=row.calendar,
    )


def _set(work: Work, letter_id: str, **values: object) -> None:
    work.execute(sa.update(letter).where(letter.c.id == letter_id).values(**values))


def settle_companions(work: Work, letter_id: str, member_id: str, **ended: object) -> None:
    """What went with a letter in one weekly letter ended as it did."""
    went_along = letter.c.member_id == member_id, letter.c.leased_by == letter_id, letter.c.state == "skipped"
    work.execute(sa.update(letter).where(*went_along).values(**ended, leased_by=None))
