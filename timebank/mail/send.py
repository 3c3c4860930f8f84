"""Sending what is due: each letter is taken by one sender, carried with no transaction open, and its fate recorded."""

import logging
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import OPERATOR, WORKER, May
from timebank.app import App
from timebank.community.reads import community
from timebank.errors import InvalidInput, Refused
from timebank.mail.actions import MEMBER, NECESSARY, reason_to_skip
from timebank.mail.message import Envelope, email_of
from timebank.mail.rules import Draft, html_of, message_id, text_of
from timebank.mail.tables import letter
from timebank.mail.wire import TAKEN, Answer, MailAway, Outcome, Wire, open_wire
from timebank.work import Look, Work

LEASE = timedelta(minutes=10)  # longer than any one conversation with a mail server lasts
FIRST_WAIT = timedelta(minutes=10)
MOST_ATTEMPTS = 9  # with doubling waits the last try comes almost two days after the first

log = logging.getLogger(__name__)


class LetterRefused(Refused):
    """The mail server did not take the letter."""


@dataclass(frozen=True, slots=True)
class Report:
    """What one pass over the outbox did; `trouble` says why it stopped early, if it did."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    skipped: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class _Taken:
    envelope: Envelope | None
    skipped: int
    failed: int


def send_due(app: App, limit: int = 500) -> Report:
    """Try every letter that is due, at most `limit` of them; any number of senders may do this at the same time.

    A letter whose sender was killed is taken again when its lease ends. One that fails is put off, each time twice as
    long, until it is given up for people to see; one that is refused for good is given up at once. Nobody is written
    to who has left or wants no letters by now. A mail server that is away costs no letter a try.
    """
    try:
        wire = open_wire(app.settings.mail)
    except MailAway as away:
        return Report(trouble=str(away))
    with closing(wire):
        return _pass(app, wire, limit)


def _pass(app: App, wire: Wire, limit: int) -> Report:
    report, sender_id, name = Report(), app.ids.new(), app.see(WORKER, community).name
    for _ in range(limit):
        taken = app.do(WORKER, _take_next, sender_id)
        report = replace(report, skipped=report.skipped + taken.skipped, failed=report.failed + taken.failed)
        if taken.envelope is None:
            break
        try:
            wire.ready()
        except MailAway as away:
            app.do(WORKER, _give_back, sender_id, taken.envelope, str(away))
            return replace(report, trouble=str(away))
        outcome = _carry(app, wire, name, taken.envelope)
        report = _counted(report, app.do(WORKER, _record, sender_id, taken.envelope, outcome))
    return report


def _counted(report: Report, state: str) -> Report:
    if state == "sent":
        return replace(report, sent=report.sent + 1)
    return (
        replace(report, failed=report.failed + 1) if state == "failed" else replace(report, put_off=report.put_off + 1)
    )


def _is_free(work: Look) -> sa.ColumnElement[bool]:
    is_due = sa.and_(letter.c.state == "due", letter.c.due_at <= work.now)
    was_left = sa.and_(letter.c.state == "sending", letter.c.leased_until <= work.now)
    return sa.or_(is_due, was_left)


def due_ids(look: Look) -> list[str]:
    """The letters a pass would try now, oldest first."""
    look.require(May.SEND_LETTERS)
    rows = look.rows(sa.select(letter.c.id).where(_is_free(look)).order_by(letter.c.due_at, letter.c.id))
    return [row.id for row in rows]


def _take_next(work: Work, sender_id: str) -> _Taken:
    """Lease the letter that has been due longest; on the way, settle those that are not to be sent any more."""
    work.require(May.SEND_LETTERS)
    settled = {"skipped": 0, "failed": 0}
    while (row := work.row(_next_free(work))) is not None:
        person = work.connection.execute(sa.select(MEMBER).where(MEMBER.c.id == row.member_id)).one()
        state, reason = _verdict_before_sending(person, row)
        if state is None:
            return _Taken(_lease(work, sender_id, row, person.email), settled["skipped"], settled["failed"])
        _set(work, row.id, state=state, reason=reason, leased_until=None, leased_by=None, **_emptied(NECESSARY))
        settled[state] += 1
    return _Taken(None, settled["skipped"], settled["failed"])


def _next_free(work: Work) -> sa.Select[Any]:
    statement = sa.select(letter).where(_is_free(work)).order_by(letter.c.due_at, letter.c.id).limit(1)
    return statement.with_for_update(skip_locked=True)


def _verdict_before_sending(person: sa.Row[Any], row: sa.Row[Any]) -> tuple[str | None, str]:
    reason = reason_to_skip(person, row.kind)
    if reason:
        return "skipped", reason
    if row.attempts >= MOST_ATTEMPTS:  # only a letter whose senders died each time comes here
        return "failed", row.reason or f"was tried {row.attempts} times and nobody knows whether it arrived"
    return None, ""


def _emptied(kinds: Iterable[str]) -> dict[str, object]:
    """The values that take a letter its words, if it is of one of these kinds."""
    is_one = letter.c.kind.in_(sorted(kinds))
    return {name: sa.case((is_one, ""), else_=letter.c[name]) for name in ("text", "html")}


def _lease(work: Work, sender_id: str, row: sa.Row[Any], address: str) -> Envelope:
    attempts = row.attempts + 1
    _set(
        work,
        row.id,
        state="sending",
        address=address,  # where they read mail now, not where they did when it was written
        attempts=attempts,
        leased_until=work.now + LEASE,
        leased_by=sender_id,
    )
    name = f"{row.written_at:%Y%m%dT%H%M%SZ}-{row.id}"
    return Envelope(row.id, name, address, row.subject, row.text, row.html, row.message_id, attempts)


def _set(work: Work, letter_id: str, **values: object) -> None:
    work.execute(sa.update(letter).where(letter.c.id == letter_id).values(**values))


def _carry(app: App, wire: Wire, name: str, envelope: Envelope) -> Outcome:
    try:
        message = email_of(envelope, app.settings.mail.sender, name, app.clock.now())
        return wire.deliver(message, envelope.address, envelope.name)
    except Exception as error:  # whatever is wrong with one letter, the others go on; people see it in the register
        log.exception("letter %s cannot be sent", envelope.letter_id)
        return Outcome(Answer.REFUSED, f"this letter cannot be sent as an e-mail ({type(error).__name__})")


def _held(sender_id: str, envelope: Envelope) -> sa.Update:
    is_ours = sa.and_(letter.c.state == "sending", letter.c.leased_by == sender_id)
    return sa.update(letter).where(letter.c.id == envelope.letter_id, is_ours)


def _record(work: Work, sender_id: str, envelope: Envelope, outcome: Outcome) -> str:
    """Write down what became of a letter; answers its state. Once sent, its words are kept only in the demo."""
    work.require(May.SEND_LETTERS)
    values: dict[str, object] = {"leased_until": None, "leased_by": None, "reason": outcome.reason[:300]}
    if outcome == TAKEN:
        values |= {"state": "sent", "sent_at": work.now}
        if not work.settings.demo:
            values |= {"text": "", "html": ""}  # they may hold a link that opens a door
    elif outcome.answer is Answer.REFUSED or envelope.attempts >= MOST_ATTEMPTS:
        values |= {"state": "failed", **_emptied(NECESSARY)}
    else:
        values |= {"state": "due", "due_at": work.now + FIRST_WAIT * 2 ** (envelope.attempts - 1)}
    if not work.claim(_held(sender_id, envelope).values(**values)):
        log.warning("letter %s took longer than its lease; another sender has it", envelope.letter_id)
    return str(values["state"])


def _give_back(work: Work, sender_id: str, envelope: Envelope, reason: str) -> None:
    work.require(May.SEND_LETTERS)
    back = {"state": "due", "attempts": envelope.attempts - 1, "leased_until": None, "leased_by": None}
    work.claim(_held(sender_id, envelope).values(**back, reason=reason[:300]))


def send_test(app: App, address: str) -> None:
    """Send one letter right now to see whether mail leaves at all. Raises MailAway, LetterRefused, InvalidInput."""
    with app.look(OPERATOR) as look:
        look.require(May.SEND_LETTERS)
        name, now = community(look).name, look.now
    draft = Draft(
        subject=f"A test letter from {name}",
        greeting="Hello,",
        paragraphs=("This letter shows that mail leaves the time bank. There is nothing to do.",),
        closing=f"Warm wishes, {name}",
    )
    test_id = app.ids.new()
    envelope = Envelope(
        letter_id=test_id,
        name=f"test-{test_id}",
        address=address,
        subject=draft.subject,
        text=text_of(draft),
        html=html_of(draft, "en"),
        message_id=message_id(test_id, app.settings.mail.sender),
        attempts=1,
    )
    with closing(open_wire(app.settings.mail)) as wire:
        try:
            message = email_of(envelope, app.settings.mail.sender, name, now)
        except ValueError as error:
            raise InvalidInput("This e-mail address does not look complete.") from error
        wire.ready()
        outcome = wire.deliver(message, address, envelope.name)
    if outcome != TAKEN:
        raise LetterRefused(f"The letter was not taken: {outcome.reason}.")
