"""The wire: how an e-mail leaves this machine, by SMTP or into a folder, and what the other end said to it."""

import os
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from timebank.errors import Refused
from timebank.mail.message import plain_address, sender_address
from timebank.mail.rules import one_line
from timebank.settings import MailSettings

ASKS_US_TO_SIGN_IN = frozenset({530, 534, 535, 538})  # the fault of our settings, not of the letter


class MailAway(Refused):
    """Letters cannot leave at the moment: the mail server cannot be reached. They wait, and none is lost."""


class Answer(StrEnum):
    """What became of one try."""

    TAKEN = "taken"
    LATER = "later"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the other end said to one e-mail, with the reason in words when it did not take it."""

    answer: Answer
    reason: str = ""


TAKEN = Outcome(Answer.TAKEN)


class Wire(Protocol):
    """Anything that can carry e-mails; not shared between threads."""

    def ready(self) -> None:
        """Make sure the other end listens. Raises MailAway."""

    def deliver(self, message: EmailMessage, address: str, name: str) -> Outcome:
        """Hand one e-mail over to one addressee; `name` is the same each time the same letter is tried."""
        ...

    def close(self) -> None:
        """Let go of the other end."""


def open_wire(settings: MailSettings) -> Wire:
    """The wire these settings ask for; connects when first used. Raises MailAway when they name none."""
    try:
        plain_address(sender_address(settings.sender))
    except ValueError as error:
        raise MailAway(f"Letters cannot come from {settings.sender!r}: TIMEBANK_MAIL_FROM is no address.") from error
    if settings.host:
        return SmtpWire(settings)
    if settings.folder is not None:
        return FolderWire(settings.folder)
    raise MailAway(
        "Letters have no way out yet: please set TIMEBANK_SMTP_HOST, or TIMEBANK_MAIL_FOLDER to keep them as files."
    )


class FolderWire:
    """Keeps each e-mail as a file; the same letter twice is one file, and a file is there whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def ready(self) -> None:
        """Make the folder. Raises MailAway when it cannot be made."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise MailAway(f"Letters cannot be written to the folder {self._folder}: {error.strerror}.") from error

    def deliver(self, message: EmailMessage, address: str, name: str) -> Outcome:
        """Write `name`.eml."""
        unfinished = self._folder / f".{name}.{os.getpid()}.part"
        try:
            with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(self._folder / f"{name}.eml")
        except OSError as error:
            return Outcome(Answer.LATER, f"the folder for letters cannot be written: {error.strerror}")
        return TAKEN

    def close(self) -> None:
        """Nothing is held open."""


class SmtpWire:
    """One connection to a mail server, opened when first needed and again after it was lost."""

    def __init__(self, settings: MailSettings) -> None:
        self._settings = settings
        self._connection: smtplib.SMTP | None = None

    def ready(self) -> None:
        """Connect, or ask whether the connection still stands. Raises MailAway."""
        if self._connection is not None and self._still_there(self._connection):
            return
        try:
            self._connection = self._connect()
        except (OSError, smtplib.SMTPException) as error:
            self._connection = None
            where = f"{self._settings.host}:{self._settings.port}"
            raise MailAway(f"The mail server {where} cannot be used: {_words_of(error)}. Letters wait.") from error

    def deliver(self, message: EmailMessage, address: str, name: str) -> Outcome:
        """Send to one addressee, and say what the server answered."""
        assert self._connection is not None, "ready() comes first"
        try:
            self._connection.send_message(message, sender_address(self._settings.sender), [address])
        except smtplib.SMTPRecipientsRefused as error:
            code, said = error.recipients[address]
            return _from_code(code, said, "the mail server says this address does not work")
        except smtplib.SMTPDataError as error:
            return _from_code(error.smtp_code, error.smtp_error, "the mail server does not take this letter")
        except smtplib.SMTPNotSupportedError as error:
            return Outcome(Answer.REFUSED, f"the mail server cannot carry this address: {_words_of(error)}")
        except (OSError, smtplib.SMTPException) as error:
            self._drop()
            return Outcome(Answer.LATER, f"the mail server broke off: {_words_of(error)}")
        return TAKEN

    def close(self) -> None:
        """Say goodbye to the server, if it still listens."""
        if self._connection is not None:
            with suppress(OSError, smtplib.SMTPException):  # everything was said; a lost goodbye changes nothing
                self._connection.quit()
        self._drop()

    def _connect(self) -> smtplib.SMTP:
        chosen = self._settings
        context = ssl.create_default_context()
        if chosen.security == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                chosen.host, chosen.port, timeout=chosen.timeout_seconds, context=context
            )
        else:
            connection = smtplib.SMTP(chosen.host, chosen.port, timeout=chosen.timeout_seconds)
        try:
            if chosen.security == "starttls":
                connection.starttls(context=context)
            if chosen.user:
                connection.login(chosen.user, chosen.password)
        except BaseException:
            connection.close()
            raise
        return connection

    def _still_there(self, connection: smtplib.SMTP) -> bool:
        try:
            return connection.noop()[0] == 250
        except (OSError, smtplib.SMTPException):
            self._drop()
            return False

    def _drop(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = None


def _from_code(code: int, said: bytes | str, sentence: str) -> Outcome:
    is_final = 500 <= code < 600 and code not in ASKS_US_TO_SIGN_IN
    words = sentence if is_final else "the mail server does not take it just now"
    return Outcome(Answer.REFUSED if is_final else Answer.LATER, one_line(f"{words}: {code} {_plain(said)}", 300))


def _words_of(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return one_line(f"{error.smtp_code} {_plain(error.smtp_error)}", 200)
    if isinstance(error, OSError) and error.strerror:
        return one_line(error.strerror, 200)
    return one_line(str(error) or type(error).__name__, 200)


def _plain(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said
