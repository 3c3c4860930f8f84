"""Short ways of telling a ledger story: who helped whom, and what everybody then sees."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, Caller
from timebank.community.actions import choose
from timebank.ledger import actions, donations, group_rules, groups, reads, verify
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, entry
from timebank.mail.tables import letter

TODAY = date(2026, 11, 2)
POT = Holder("pot")


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

    def give(
        self,
        who: str,
        giver: str | Holder,
        receiver: str | Holder,
        minutes: int = 60,
        words: str = "",
        behalf: str = "",
        told: str = "",
        key: str = "",
    ) -> str:
        """Give hours away; answers the entry's id."""
        return self.world.app.do(
            self.person(who),
            donations.donate,
            key or self.world.key(),
            giver=self.of(giver),
            receiver=self.of(receiver),
            minutes=minutes,
            words=words,
            recorded_for_id=self.world.ids[behalf] if behalf else None,
            how_told=told,
        )

    def session(
        self,
        who: str,
        givers: str,
        receivers: str,
        pays: group_rules.Pays = "each",
        minutes: int = 60,
        day: date = TODAY,
        key: str = "",
        **told: Any,
    ) -> str:
        """Write a session down, its people named as in "Ann Ben"; answers the exchange's id."""
        return self.world.app.do(
            self.person(who),
            groups.record_group,
            key or self.world.key(),
            givers=tuple(map(self.of, givers.split())),
            receivers=tuple(map(self.of, receivers.split())),
            service_date=day,
            minutes=minutes,
            pays=pays,
            **told,
        )

    def parts(self, exchange_id: str) -> list[tuple[str, str, int, str]]:
        """The entries of an exchange in their order: whom the minutes come from, to whom, how many, how they stand."""
        names = {member_id: name for name, member_id in self.world.ids.items()} | {None: "pot"}
        giver, receiver = account.alias(), account.alias()
        found = (
            sa.select(giver.c.member_id, receiver.c.member_id, entry.c.minutes, entry.c.state)
            .join(giver, giver.c.id == entry.c.from_account_id)
            .join(receiver, receiver.c.id == entry.c.to_account_id)
            .where(entry.c.exchange_id == exchange_id)
            .order_by(entry.c.position)
        )
        with self.world.app.engine.connect() as connection:
            return [(names[row[0]], names[row[1]], row[2], row[3]) for row in connection.execute(found)]

    def entries(self, exchange_id: str) -> list[str]:
        """The ids of the entries of an exchange, in their order."""
        found = sa.select(entry.c.id).where(entry.c.exchange_id == exchange_id).order_by(entry.c.position)
        with self.world.app.engine.connect() as connection:
            return list(connection.execute(found).scalars())

    def pot(self) -> int:
        """The balance of the community pot, in minutes."""
        with self.world.app.engine.connect() as connection:
            found = sa.select(account.c.balance_minutes).where(account.c.kind == "pot")
            return int(connection.execute(found).scalar_one())

    def fill_pot(self, minutes: int) -> None:
        """Put hours into the pot: a stranger gives them."""
        self.give("Stranger Sam", "Stranger Sam", POT, minutes)

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

    def secret(self, name: str, entry_id: str = "") -> str:
        """The secret in the one letter that asks somebody about hours, or about this entry."""
        asks = (letter.c.member_id == self.world.ids[name], letter.c.text.contains("/hours-answer/"))
        with self.world.app.engine.connect() as connection:
            found = connection.execute(sa.select(letter.c.text).where(*asks, letter.c.key.contains(entry_id)))
            return str(found.scalar_one()).split("/hours-answer/")[1].split()[0]

    def choose(self, **choices: str) -> None:
        """Make choices for the community."""
        self.world.app.do(OPERATOR, choose, self.world.key(), choices)

    def proof(self) -> verify.Proof:
        """The proof of the ledger as anybody may ask for it."""
        return self.world.app.see(OPERATOR, verify.verify)
