"""Short ways of telling a ledger story: who helped whom, and what everybody then sees."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, Caller
from timebank.community.actions import choose
from timebank.ledger import actions, reads, verify
from timebank.ledger.rules import Holder
from timebank.ledger.tables import entry
from timebank.mail.tables import letter

TODAY = date(2026, 11, 2)


@dataclass(slots=True)
class Ledger:
    """A world in which hours are exchanged; people are named, never numbered."""

    world: World

    def person(self, name: str) -> Caller:
        """A member, made at first mention."""
        return self.world.member(name)

    def of(self, who: str | Holder) -> Holder:
        """The holder behind a name."""
        if isinstance(who, Holder):
            return who
        self.world.member(who)
        return self.world.account(who)

    def record(
        self,
        recorder: str,
        giver: str | Holder,
        receiver: str | Holder,
        minutes: int = 60,
        day: date = TODAY,
        key: str = "",
        behalf: str = "",
        told: str = "",
        note: str = "",
    ) -> str:
        """Write hours down; answers the entry's id."""
        return self.world.app.do(
            self.person(recorder),
            actions.record,
            key or self.world.key(),
            giver=self.of(giver),
            receiver=self.of(receiver),
            service_date=day,
            minutes=minutes,
            note=note,
            recorded_for_id=self.world.ids[behalf] if behalf else None,
            how_told=told,
        )

    def confirm(self, who: str, entry_id: str, key: str = "", told: str = "") -> str:
        """Agree to hours."""
        return self.world.app.do(self.person(who), actions.confirm, key or self.world.key(), entry_id, told)

    def balance(self, name: str) -> int:
        """The balance somebody sees, in minutes."""
        return self.stands(name).balance_minutes

    def stands(self, name: str) -> reads.Balance:
        """All that somebody sees of where they stand."""
        who = self.person(name)
        return self.world.app.see(who, reads.balance, self.world.ids[name])

    def waiting(self, name: str) -> list[str]:
        """The ids of the entries that wait for somebody's word."""
        who = self.person(name)
        return [card.entry_id for card in self.world.app.see(who, reads.waiting_for, self.world.ids[name])]

    def state(self, entry_id: str) -> str:
        """How an entry stands."""
        with self.world.app.engine.connect() as connection:
            return str(connection.execute(sa.select(entry.c.state).where(entry.c.id == entry_id)).scalar_one())

    def letters(self, name: str) -> list[str]:
        """The kinds of the letters somebody was written about hours, in the order of their keys."""
        with self.world.app.engine.connect() as connection:
            found = sa.select(letter.c.kind).where(
                letter.c.member_id == self.world.ids[name], letter.c.kind.startswith("hours_")
            )
            return sorted(connection.execute(found).scalars())

    def choose(self, **choices: str) -> None:
        """Make choices for the community."""
        self.world.app.do(OPERATOR, choose, self.world.key(), choices)

    def proof(self) -> verify.Proof:
        """The proof of the ledger as anybody may ask for it."""
        return self.world.app.see(OPERATOR, verify.verify)
