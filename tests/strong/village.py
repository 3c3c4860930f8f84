"""A small community for the machine: six people, an organisation and a pot; whatever is done is done twice."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from ledger_world import POT, Ledger
from strong.books import Books, read_books
from world import START, World

from timebank.access import OPERATOR, WORKER, Role
from timebank.app import build
from timebank.clock import HandClock
from timebank.community.reads import community
from timebank.community.rules import Community
from timebank.errors import Busy, DatabaseAway, KeyReused, NotReady, Refused, SignInNeeded, StorageTrouble
from timebank.ledger import actions, reads
from timebank.ledger.leaving import leave
from timebank.ledger.rules import OPEN_STATES, Holder, OutOfRoom
from timebank.members import actions as members
from timebank.reports.statements import statement
from timebank.reports.totals import totals
from timebank.settings import Settings

OFFLINE = "Olga"
COORDINATORS = ("Cora", "Cleo", "Clara")
PEOPLE = ("Ann", "Ben", OFFLINE, "Lia", *COORDINATORS, "Dora")  # Lia may speak for the library, Dora decides second
PARTIES = ("Ann", "Ben", OFFLINE, "Cora", "Library")
NEWCOMERS = ("Nia", "Noah")
NEVER = (Busy, DatabaseAway, KeyReused, NotReady, StorageTrouble)


class Village:
    """The community of one example, on a database file of its own."""

    def __init__(self, path: Path, ids: dict[str, str] | None = None) -> None:
        self.path, self.clock = path, HandClock(START)
        self.app = build(Settings(database_url=f"sqlite:///{path}"), clock=self.clock)
        self.world = World(self.app, ids=dict(ids or {}), keys=1000 if ids else 0)
        self.ledger = Ledger(self.world)

    def begin(self) -> dict[str, str]:
        """An empty file becomes a village with a few hours in it; answers its people's ids."""
        self.world.found()
        for name in PEOPLE:
            self.world.member(name, offline=name == OFFLINE)
        for name in (*COORDINATORS, "Dora"):
            role = Role.SECOND_DECIDER if name == "Dora" else Role.COORDINATOR
            self.app.do(OPERATOR, members.grant, self.world.key(), self.world.ids[name], role)
        self.world.ids["Library"] = self.world.organisation("Library", "Lia").id
        self.ledger.give("Clara", "Clara", POT, 120)
        self.ledger.confirm("Ben", self.ledger.record("Ann", "Ann", "Ben", 60))
        self.ledger.choose(floor_minutes="-200", limit_policy="block", unanswered_policy="accept")
        return dict(self.world.ids)

    def of(self, name: str) -> Holder:
        """The account of a member who is or was here, of the library or of the pot."""
        if name == "Library":
            return Holder("organisation", self.world.ids[name])
        return POT if name == "pot" else self.world.account(name)

    def caller(self, who: str) -> Any:
        """Who acts."""
        return {"worker": WORKER, "operator": OPERATOR}.get(who) or self.world.member(who)

    def act(self, who: str, action: Callable[..., str], *args: Any, **given: Any) -> str | None:
        """Do something and send it twice, as an impatient person does: refused, or answered the same both times."""
        key, caller = self.world.key(), self.caller(who)
        try:
            first = self.app.do(caller, action, key, *args, **given)
        except Refused as refusal:
            if isinstance(refusal, NEVER):
                raise
            return None
        try:
            assert self.app.do(caller, action, key, *args, **given) == first
        except SignInNeeded:
            assert action is leave  # whoever has left cannot say anything again
        return first

    def by_whoever_may(self, names: tuple[str, ...], action: Callable[..., str], *args: Any) -> str | None:
        """The first of these who may does it."""
        return next((done for name in names if (done := self.act(name, action, *args)) is not None), None)

    def books(self) -> Books:
        """The books at this moment."""
        return read_books(self.app.engine)

    def chosen(self) -> Community:
        """What the community has chosen."""
        return self.app.see(OPERATOR, community)

    def wrongly_listed(self) -> list[str]:
        """What somebody is asked about, and could not answer: only a limit that blocks may stand in the way."""
        found = []
        for name in ("Ann", "Ben", "Lia"):
            caller, listed = self.world.member(name), []
            with suppress(SignInNeeded):  # has left
                listed = self.app.see(caller, reads.waiting_for, self.world.ids[name])
            for card in listed:
                try:
                    self.app.do(caller, _only_try, "try", card.entry_id)
                except (_Allowed, OutOfRoom):
                    continue
                except Refused as refusal:
                    found.append(f"{name} is asked about {card.entry_id}: {refusal!r}")
        return found

    def wrongly_read(self, books: Books, accounts: set[str]) -> list[str]:
        """What balance, statement and totals say otherwise than the entries themselves, for members among these."""
        found = []
        for one in (books.accounts[account_id] for account_id in accounts):
            if one.kind != "member":
                continue
            seen = self.app.see(OPERATOR, reads.balance, one.member_id)
            told = self.app.see(OPERATOR, statement, one.member_id)
            counted = (one.balance_minutes, *books.helped(one.id))
            if (seen.balance_minutes, seen.given_minutes, seen.received_minutes) != counted:
                found.append(f"the balance says {seen}, the entries say {counted}")
            if (told.closing_minutes, *told.sums[:2]) != counted or told.sums[2] != counted[0] - counted[1] + counted[
                2
            ]:
                found.append(f"the statement says {told.sums}, the entries say {counted}")
            if len(told.lines) != sum(row.state == "posted" for row in books.of(one.id)):
                found.append("the statement has not one line for each entry that counts")
        return found + self._wrong_totals(books)

    def _wrong_totals(self, books: Books) -> list[str]:
        seen = self.app.see(self.world.member("Clara"), totals)
        minutes = sum(books.helped(one)[0] for one in books.accounts)
        waiting = sum(
            row.minutes for row in books.entries.values() if row.state in OPEN_STATES and row.kind == "exchange"
        )
        gave, received = (
            sum(one.kind == "member" and books.helped(one.id)[side] > 0 for one in books.accounts.values())
            for side in (0, 1)
        )
        counted = (minutes, waiting, gave, received)
        if (seen.minutes, seen.pending_minutes, seen.people_who_gave, seen.people_who_received) != counted:
            return [f"the totals say {seen}, the entries say {counted}"]
        return []

    def close(self) -> None:
        """Close the file and take it away."""
        self.app.close()
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink()


class _Allowed(Exception):
    """It would have been done; taken back at once."""


def _only_try(work: Any, key: str, entry_id: str) -> None:
    actions.confirm(work, key, entry_id)
    raise _Allowed
