"""Sending what is due: each letter is taken by one sender, carried with no transaction open, and its fate recorded."""

import logging
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta

import sqlalchemy as sa

from timebank.access import OPERATOR, WORKER, May
from timebank.app import App
from timebank.community.reads import community
from timebank.community.rules import Community
from timebank.errors import InvalidInput, Refused
from timebank.mail.kinds import UNSEEN, is_unseen
from timebank.mail.languages import WRITTEN
from timebank.mail.message import Envelope, email_of
from timebank.mail.rules import Draft, html_of, message_id, text_of
from timebank.mail.tables import letter
from timebank.mail.taking import MOST_ATTEMPTS, emptied, is_free, settle_companions, take_next
from timebank.mail.wire import TAKEN, Answer, MailAway, Outcome, Wire, open_wire
from timebank.work import Look, Work

FIRST_WAIT = timedelta(minutes=10)

log = logging.getLogger(__name__)


class LetterRefused(Refused):
    """The mail server did not take the letter."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a pass over the outbox did, but for what no count shows; `trouble` says why it stopped early, if it did."""

    sent: int = 0
    put_off: int = 0
    failed: int = 0
    skipped: int = 0
    trouble: str = ""


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
    report, sender_id, here = Report(), app.ids.new(), app.see(WORKER, community)
    for _ in range(limit):
        taken = app.do(WORKER, take_next, sender_id)
        report = replace(report, skipped=report.skipped + taken.skipped, failed=report.failed + taken.failed)
        if taken.envelope is None:
            break
        try:
            wire.ready()
        except MailAway as away:
            app.do(WORKER, _give_back, sender_id, taken.envelope, str(away))
            return replace(report, trouble=str(away))
        outcome = _carry(app, wire, here, taken.envelope)
        state = app.do(WORKER, _record, sender_id, taken.envelope, outcome)
        report = report if is_unseen(taken.envelope.kind) else _counted(report, state)
    return report


def _counted(report: Report, state: str) -> Report:
    if state == "sent":
        return replace(report, sent=report.sent + 1)
    return (
        replace(report, failed=report.failed + 1) if state == "failed" else replace(report, put_off=report.put_off + 1)
    )


def due_ids(look: Look) -> list[str]:
    """The letters a pass would try now, oldest first, without what no count shows."""
    look.require(May.SEND_LETTERS)
    due = (is_free(look), ~letter.c.kind.startswith(UNSEEN))
    rows = look.rows(sa.select(letter.c.id).where(*due).order_by(letter.c.due_at, letter.c.id))
    return [row.id for row in rows]


def _carry(app: App, wire: Wire, here: Community, envelope: Envelope) -> Outcome:
    try:
        message = email_of(envelope, app.settings.mail.sender, here.name, app.clock.now(), here.contact)
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
    values: dict[str, object] = {"leased_until": None, "leased_by": None}
    ended: dict[str, object] = {"reason": outcome.reason[:300]}
    if outcome == TAKEN:
        ended |= {"state": "sent", "sent_at": work.now}
        values |= {"unsubscribe": "", "calendar": ""}
        if not work.settings.demo:
            values |= {"text": "", "html": ""}  # they may hold a link that opens a door
    elif outcome.answer is Answer.REFUSED or envelope.attempts >= MOST_ATTEMPTS:
        ended |= {"state": "failed"}
        values |= {"unsubscribe": "", **emptied()}
    else:
        values |= {"state": "due", "due_at": work.now + FIRST_WAIT * 2 ** (envelope.attempts - 1)}
    if not work.claim(_held(sender_id, envelope).values(**values, **ended)):
        log.warning("letter %s took longer than its lease; another sender has it", envelope.letter_id)
    elif "state" in ended:
        settle_companions(work, envelope.letter_id, envelope.member_id, **ended)
    return str((values | ended)["state"])


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
        html=html_of(draft, WRITTEN[0]),
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
