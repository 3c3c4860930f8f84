"""A mail server in a process of its own, with the troubles real ones have, that keeps a list of what it took."""

import asyncio
import os
import random
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from multiprocessing.connection import Connection
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from strong.crew import CONTEXT, LONGEST_SECONDS

GONE = "gone."  # how addresses begin at which nobody lives


@dataclass(frozen=True, slots=True)
class Troubles:
    """How often which trouble comes, as shares of letters; `seed` decides which ones."""

    seed: int = 1
    later: float = 0.0  # 4xx for the address
    full: float = 0.0  # 4xx for the letter
    broken: float = 0.0  # the connection breaks before the letter is taken
    unsaid: float = 0.0  # it is taken, and the connection breaks before anybody is told
    slow: float = 0.0
    seconds_each: float = 0.0


NONE = Troubles()
MANY = Troubles(later=0.08, full=0.04, broken=0.03, unsaid=0.02, slow=0.03, seconds_each=0.003)


class AnyPort(Controller):
    """A server on whatever port is free."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@dataclass(frozen=True, slots=True)
class Office:
    """The server as others see it: its port, and what it has written down so far."""

    port: int
    book: Path

    def lines(self) -> list[list[str]]:
        """What happened, in order: "taken ID", "unsaid ID", "later", "never ID" and so on."""
        return [line.split() for line in self.book.read_text(encoding="ascii").splitlines()]

    def taken(self) -> Counter[str]:
        """How often each letter arrived, by its Message-ID."""
        return Counter(line[1] for line in self.lines() if line[0] in ("taken", "unsaid"))

    def count(self, word: str) -> int:
        """How often something happened."""
        return sum(line[0] == word for line in self.lines())


class _Clerk:
    def __init__(self, book: Path, troubles: Troubles) -> None:
        self._file = os.open(book, os.O_WRONLY | os.O_APPEND)
        self._troubles = troubles
        self._chance = random.Random(troubles.seed)

    def _note(self, *words: str) -> None:
        os.write(self._file, (" ".join(words) + "\n").encode("ascii"))

    def _comes(self, share: float) -> bool:
        return self._chance.random() < share

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:
        if address.startswith(GONE):
            self._note("never", address)
            return "550 5.1.1 No such mailbox"
        if self._comes(self._troubles.later):
            self._note("later")
            return "451 4.7.1 Greylisted, please come back"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        assert server.transport is not None
        troubles = self._troubles
        await asyncio.sleep(0.25 if self._comes(troubles.slow) else troubles.seconds_each)
        if self._comes(troubles.full):
            self._note("full")
            return "452 4.2.2 Mailbox full"
        if self._comes(troubles.broken):
            self._note("broken")
            server.transport.abort()
            return "250 nobody hears this"
        is_unsaid = self._comes(troubles.unsaid)
        self._note("unsaid" if is_unsaid else "taken", str(message_from_bytes(envelope.content)["Message-ID"]))
        if is_unsaid:
            server.transport.abort()
        return "250 OK"


def _serve(book: Path, troubles: Troubles, pipe: Connection) -> None:
    controller = AnyPort(_Clerk(book, troubles), hostname="127.0.0.1", port=0)
    controller.start()
    pipe.send(controller.port)
    pipe.poll(None)  # until the test has had enough
    controller.stop()


@contextmanager
def office(folder: Path, troubles: Troubles = NONE) -> Iterator[Office]:
    """A mail server for as long as the block lasts."""
    book = folder / "book"
    book.write_bytes(b"")
    ours, theirs = CONTEXT.Pipe()
    process = CONTEXT.Process(target=_serve, args=(book, troubles, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        assert ours.poll(LONGEST_SECONDS), "the mail server did not begin"
        yield Office(ours.recv(), book)
        ours.send("enough")
        process.join(10)
    finally:
        process.kill()
