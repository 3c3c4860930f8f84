"""How a letter becomes an e-mail: one addressee, plain text and HTML, a stable Message-ID; pure."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from timebank.mail.rules import one_line

_WORD = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
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


def email_of(envelope: Envelope, sender: str, community_name: str, now: datetime) -> EmailMessage:
    """The e-mail for an envelope, 7-bit clean.

    `sender` is an address or "Name <address>"; without a name the community's stands there. No header can be added
    through any of the words. Raises ValueError for an address no e-mail can go to.
    """
    message = EmailMessage(policy=SMTP)
    sender_name, sender_address = parseaddr(sender)
    message["From"] = Address(one_line(sender_name or community_name, 80), addr_spec=sender_address)
    message["To"] = plain_address(envelope.address)
    message["Subject"] = one_line(envelope.subject)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = envelope.message_id
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(envelope.text, cte="quoted-printable")
    message.add_alternative(envelope.html, subtype="html", cte="quoted-printable")
    return message


def sender_address(sender: str) -> str:
    """The bare address of the sender, for the SMTP conversation."""
    return parseaddr(sender)[1]


def plain_address(address: str) -> Address:
    """An address and nothing else: plain letters and signs in words joined by dots. Raises ValueError."""
    if not _PLAIN.fullmatch(address):
        raise ValueError("this is no address an e-mail can go to")
    return Address(addr_spec=address)
