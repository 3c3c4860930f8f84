"""A real mail server with moods, and letters that wait to be sent through it."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from strong.mail_office import AnyPort
from world import World

from timebank.access import OPERATOR
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.mail.tables import letter
from timebank.settings import MailSettings
from timebank.work import Work


@dataclass
class PostOffice:
    """What a mail server took, and how it behaves towards each address: later, never, spam or drop."""

    moods: dict[str, str] = field(default_factory=dict)
    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    seconds_each: float = 0.0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, _: list[str]) -> str:
        mood = self.moods.get(address)
        if mood == "later":
            return "451 4.7.1 Greylisted, please come back"
        if mood == "never":
            return "550 5.1.1 No such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.seconds_each)
        (address,) = envelope.rcpt_tos
        if self.moods.get(address) == "spam":
            return "554 5.7.1 This looks like spam"
        if self.moods.get(address) == "drop":
            assert server.transport is not None
            server.transport.abort()
            return "250 nobody hears this"
        assert isinstance(envelope.content, bytes)
        self.taken.append((address, message_from_bytes(envelope.content, policy=policy.default)))
        return "250 OK"

    @property
    def addresses(self) -> list[str]:
        return [address for address, _ in self.taken]

    @property
    def copies(self) -> Counter[str]:
        """How often each Message-ID arrived."""
        return Counter(str(message["Message-ID"]) for _, message in self.taken)


@pytest.fixture
def post_office() -> PostOffice:
    return PostOffice()


@pytest.fixture
def smtp(post_office: PostOffice) -> Iterator[MailSettings]:
    controller = AnyPort(post_office, hostname="127.0.0.1", port=0)
    controller.start()
    yield MailSettings(host="127.0.0.1", port=controller.port, security="none", sender="bank@example.org")
    controller.stop()


@pytest.fixture
def posted_world(world: World, smtp: MailSettings) -> World:
    """A community whose letters leave through the real mail server."""
    world.app.settings = replace(world.app.settings, mail=smtp)
    return world


DRAFT = Draft(
    "You have a message from us", "Hello,", ("Something waits for you.",), "Warm wishes", "http://x/y", "Look"
)


@pytest.fixture
def letters_to(world: World) -> "Letters":
    return Letters(world)


@dataclass
class Letters:
    """Writes letters to members by name, and tells how each stands."""

    world: World

    def __call__(self, *names: str, kind: str = "news", words: str = "") -> None:
        draft = replace(DRAFT, paragraphs=(words,)) if words else DRAFT
        for name in names:
            member_id = self.world.member(name).member_id
            assert member_id
            self.world.app.do(OPERATOR, write, self.world.key(), member_id, kind, draft)

    def state(self, name: str) -> tuple[str, str, int]:
        """State, reason and attempts of the only letter to somebody."""

        def read(work: Work) -> tuple[str, str, int]:
            row = work.connection.execute(letter.select().where(letter.c.member_id == self.world.ids[name])).one()
            return row.state, row.reason, row.attempts

        return self.world.app.do(OPERATOR, read)

    def all(self, name: str) -> list[tuple[str, str, str]]:
        """Kind, state and reason of every letter to somebody, in the order they were written."""
        with self.world.app.engine.connect() as connection:
            theirs = letter.select().where(letter.c.member_id == self.world.ids[name])
            rows = connection.execute(theirs.order_by(letter.c.written_at, letter.c.kind)).all()
        return [(row.kind, row.state, row.reason) for row in rows]


@pytest.fixture
def any_port() -> type[AnyPort]:
    """For tests that start mail servers of their own kind."""
    return AnyPort
