"""How a letter becomes an e-mail: one addressee, plain text and HTML, a stable Message-ID; pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime, parseaddr

from timebank.mail.kinds import words_of
from timebank.mail.rules import foot, one_line, with_foot

UNSUBSCRIBE = "List-Unsubscribe"
_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_METHOD = re.compile(r"^METHOD:(REQUEST|PUBLISH|CANCEL)\r?$", re.MULTILINE)
_PLAIN = re.compile(rf"{_WORD}(\.{_WORD})*@{_WORD}(\.{_WORD})*")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One letter taken from the outbox, with all that is needed to send it; `name` is the same at every try."""

    letter_id: str
    name: str
    address: str
    subject: str
    text: str
    html: str
    message_id: str
    attempts: int
    member_id: str = ""
    kind: str = ""
    unsubscribe: str = ""  # where one click stops letters of this kind; "" for letters that are necessary
    calendar: str = ""


class _WholeAddresses(EmailPolicy):
    """Headers as mail wants them, but an address to click is never encoded or broken in two, which mailboxes refuse."""

    def fold_binary(self, name: str, value: str) -> bytes:
        """One header as it is sent."""
        if name == UNSUBSCRIBE and value.isascii():
            return f"{name}: {value}{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


WHOLE_ADDRESSES = _WholeAddresses(linesep="\r\n")


def email_of(envelope: Envelope, sender: str, community_name: str, now: datetime, contact: str = "") -> EmailMessage:
    """The e-mail for an envelope, 7-bit clean: plain text, HTML, and where a meeting is meant a calendar part.

    `sender` is an address or "Name <address>"; without a name the community's stands there. No header can be added
    through any of the words. Below the letter stands who sends it and why, and whom to ask (`contact`). What stops such
    letters with one click is said there for people, and in the headers as RFC 8058 has it. Raises ValueError for an
    address no e-mail can go to, or a calendar that says nothing to do.
    """
    message = EmailMessage(policy=WHOLE_ADDRESSES)
    sender_name, sender_address = parseaddr(sender)
    message["From"] = Address(one_line(sender_name or community_name, 80), addr_spec=sender_address)
    message["To"] = plain_address(envelope.address)
    message["Subject"] = one_line(envelope.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    if envelope.unsubscribe:
        message[UNSUBSCRIBE] = f"<{envelope.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text, html = envelope.text, envelope.html
    if envelope.member_id:
        lines = foot(community_name, contact, words_of(envelope.kind))
        text, html = with_foot(text, html, lines, envelope.unsubscribe)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    if envelope.calendar:
        method = {"method": _method_of(envelope.calendar)}
        message.add_alternative(envelope.calendar, subtype="calendar", cte="quoted-printable", params=method)
    return message


def _method_of(calendar: str) -> str:
    """What a calendar asks its reader's calendar to do; mailboxes look for it in the header, too."""
    found = _METHOD.search(calendar)
    if found is None:
        raise ValueError("a calendar part needs one of the methods REQUEST, PUBLISH or CANCEL")
    return found[1]


def sender_address(sender: str) -> str:
    """The bare address of the sender, for the SMTP conversation."""
    return parseaddr(sender)[1]


def plain_address(address: str) -> Address:
    """An address and nothing else: plain letters and signs in words joined by dots. Raises ValueError."""
    if not _PLAIN.fullmatch(address):
        raise ValueError("this is no address an e-mail can go to")
    return Address(addr_spec=address)
