"""The only code that writes ledger rows: it holds the head of the chain, so writers go one after another."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from timebank.errors import AlreadyDecided, NotReady
from timebank.ids import fitted
from timebank.ledger import chain
from timebank.ledger import posting_sql as sql
from timebank.ledger.rules import OPEN_STATES, AccountClosed, Holder, may_move
from timebank.ledger.tables import account, chain_head
from timebank.work import Work


@dataclass(frozen=True, slots=True)
class Account:
    """An account as it stands while the head is held."""

    id: str
    balance_minutes: int
    reserved_minutes: int
    day_minutes: int | None = None  # of the day asked for, not less than what the payer received and the helper gave
    has_waiting: bool | None = None  # of the payer: do hours to the helper wait for a word on that day?


@dataclass(frozen=True, slots=True)
class NewExchange:
    """What people did together, before it is kept."""

    category_id: str | None
    source_kind: str
    source_id: str
    people: int = 1


@dataclass(frozen=True, slots=True)
class NewEntry:
    """An entry before it is kept."""

    kind: str
    from_account_id: str
    to_account_id: str
    minutes: int
    state: str
    service_date: date
    key: str
    note: str = ""
    recorded_for_id: str | None = None
    settles_id: str | None = None
    corrects_id: str | None = None
    recorded_at: datetime | None = None
    id: str = ""  # where it has to be known before


@dataclass(slots=True)
class Pen:
    """The right to write in the ledger, held until the Work ends; take it with `take_pen`."""

    work: Work
    position: int
    hash: str
    holders: dict[str, str] = field(default_factory=dict)  # by account, as the chain names them

    def _holder_of(self, account_id: str) -> str:
        if account_id not in self.holders:
            found = sql.HOLDER.row(self.work.connection, {"its_id": account_id})
            self.holders[account_id] = chain.holder_words(*found)
        return self.holders[account_id]

    def account_of(self, holder: Holder) -> Account:
        """The account of a holder, opened if it is their first; safe because the head is held. Raises AccountClosed."""
        found = sql.ACCOUNT_OF[holder.kind].row(self.work.connection, {"holder": holder.id or holder.kind})
        return self._as_it_stands(found) if found is not None else self._open(holder)

    def accounts_of(self, one: Holder, other: Holder, day: date | None = None) -> tuple[Account, Account]:
        """The accounts of two holders, as `account_of`; those of two members are read at once, with their `day`."""
        found = {}
        if one.kind == other.kind == "member":
            given = {"one": one.id, "other": other.id, "day": day or date.min}
            rows = sql.ACCOUNTS_ON_DAY.rows(self.work.connection, given)
            found = {Holder("member", row.member_id): self._as_it_stands(row) for row in rows}
        return found.get(one) or self.account_of(one), found.get(other) or self.account_of(other)

    def _as_it_stands(self, found: "sa.Row[Any]") -> Account:
        if found.closed_at is not None:
            raise AccountClosed
        self.holders[found.id] = chain.holder_words(found.kind, found.member_id, found.organisation_id)
        its_day = (int(found.day_minutes or 0), bool(found.has_waiting)) if len(found) > len(sql.ACCOUNT) else ()
        return Account(found.id, found.balance_minutes, found.reserved_minutes, *its_day)

    def _open(self, holder: Holder) -> Account:
        account_id = self.work.ids.new()
        self.work.execute(
            sa.insert(account).values(
                id=account_id,
                kind=holder.kind,
                member_id=holder.id if holder.kind == "member" else None,
                organisation_id=holder.id if holder.kind == "organisation" else None,
                opened_at=self.work.now,
            )
        )
        return Account(account_id, 0, 0)

    def waiting_to_come(self, account_id: str) -> int:
        """The minutes of open entries towards an account."""
        return int(sql.COMING.value(self.work.connection, {"its_id": account_id}) or 0)

    def on_day(self, column: "sa.Column[str]", account_id: str, day: date) -> int:
        """The minutes of exchanges on one service date, posted or open, in which an account is on one side.

        Net of what was put right.
        """
        payer, helper = self.on_day_of_both(account_id, account_id, day)
        return payer if column.name == "from_account_id" else helper

    def on_day_of_both(self, payer_id: str, helper_id: str, day: date) -> tuple[int, int]:
        """What one account received and the other gave on a day, as `on_day`."""
        given = {"payer_id": payer_id, "helper_id": helper_id, "day": day}
        found = sql.ON_DAY.row(self.work.connection, given)
        return (int(found.received or 0), int(found.given or 0)) if found else (0, 0)

    def write_exchange(self, new: NewExchange) -> dict[str, Any]:
        """Keep an exchange; answers its row, which each of its entries needs."""
        row = {
            "id": self.work.ids.new(),
            "category_id": new.category_id,
            "people": new.people,
            "source_kind": new.source_kind,
            "source_id": new.source_id,
        }
        sql.NEW_EXCHANGE.write(self.work.connection, row)
        return row

    def write_entry(self, new: NewEntry, of: dict[str, Any] | None = None) -> str:
        """Keep an entry at the end of the chain and move its minutes; answers its id."""
        salt = self.work.ids.secret()
        row: dict[str, Any] = {
            "id": new.id or self.work.ids.new(),
            "position": self.position + 1,
            "exchange_id": of["id"] if of else None,
            "kind": new.kind,
            "from_account_id": new.from_account_id,
            "to_account_id": new.to_account_id,
            "minutes": new.minutes,
            "state": new.state,
            "service_date": new.service_date,
            "recorded_at": new.recorded_at or self.work.now,
            "recorded_by_id": self.work.actor.member_id,
            "recorded_for_id": new.recorded_for_id,
            "corrects_id": new.corrects_id,
            "settles_id": new.settles_id,
            "note": new.note,
            "note_digest": chain.digest_of(new.note, salt),
            "note_salt": salt,
            "key": fitted(new.key, 120),
        }
        holders = (self._holder_of(new.from_account_id), self._holder_of(new.to_account_id))
        row["hash"] = chain.entry_hash(self.hash, row, new.state, of, holders)
        sql.NEW_ENTRY.write(self.work.connection, row)
        self._advance(row["hash"])
        if new.state == "posted":
            self._post(new.from_account_id, new.to_account_id, new.minutes)
        else:
            self._reserve(new.from_account_id, new.minutes)
        return str(row["id"])

    def move_entry(
        self,
        found: "sa.Row[Any]",
        to_state: str,
        reason: str = "",
        other_minutes: int | None = None,
        moved_for_id: str | None = None,
    ) -> None:
        """Move an entry on to its next state; raises AlreadyDecided when somebody was first."""
        if not may_move(found.state, to_state):
            raise AlreadyDecided
        if to_state != "posted":
            self._no_longer_asked(found.id)
        here = {"its_id": found.id, "from_state": found.state, "to_state": to_state}
        if sql.MOVE_ON.write(self.work.connection, here) != 1:
            raise AlreadyDecided
        salt = self.work.ids.secret()
        row: dict[str, Any] = {
            "id": self.work.ids.new(),
            "position": self.position + 1,
            "entry_id": found.id,
            "from_state": found.state,
            "to_state": to_state,
            "moved_at": self.work.now,
            "moved_by_id": self.work.actor.member_id,
            "moved_for_id": moved_for_id,
            "other_minutes": other_minutes,
            "reason": reason,
            "reason_digest": chain.digest_of(reason, salt),
            "reason_salt": salt,
        }
        row["hash"] = chain.move_hash(self.hash, row)
        sql.NEW_MOVE.write(self.work.connection, row)
        self._advance(row["hash"])
        if to_state == "posted":
            self._post(found.from_account_id, found.to_account_id, found.minutes, reserved_minutes=found.minutes)
        elif to_state not in OPEN_STATES:
            self._reserve(found.from_account_id, -found.minutes)

    def _no_longer_asked(self, entry_id: str) -> None:
        """What waited for a coordinator waits no longer; once both sides have agreed, only that word moves it."""
        sql.IS_GONE.write(self.work.connection, {"its_entry": entry_id})
        if sql.STILL_WAITS.value(self.work.connection, {"its_entry": entry_id}) is not None:
            raise AlreadyDecided

    def _advance(self, hash_now: str) -> None:
        self.position, self.hash = self.position + 1, hash_now
        sql.ADVANCE.write(self.work.connection, {"position": self.position, "hash": self.hash})

    def _post(self, from_account_id: str, to_account_id: str, minutes: int, reserved_minutes: int = 0) -> None:
        payer = {"its_id": from_account_id, "balance_change": -minutes, "reserve_change": -reserved_minutes}
        helper = {"its_id": to_account_id, "balance_change": minutes, "reserve_change": 0}
        sql.CHANGE.write_each(self.work.connection, [payer, helper])

    def _reserve(self, account_id: str, minutes: int) -> None:
        change = {"its_id": account_id, "balance_change": 0, "reserve_change": minutes}
        sql.CHANGE.write(self.work.connection, change)


def take_pen(work: Work) -> Pen:
    """Hold the head of the chain: from here to the end of the Work nobody else writes in the ledger."""
    head = sql.HEAD.row(work.connection)
    if head is None:
        raise NotReady
    return Pen(work, head.position, head.hash)


def found_ledger(work: Work) -> None:
    """Start an empty ledger with its pot and opening account; doing it again changes nothing."""
    if work.row(sa.select(chain_head.c.id)) is None:
        work.execute(sa.insert(chain_head).values(id=1, position=0, hash=chain.START))
    pen = take_pen(work)
    pen.account_of(Holder("pot"))
    pen.account_of(Holder("opening"))
