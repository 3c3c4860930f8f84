"""Proves the ledger: recomputes the chain, every state and every balance from the rows alone, and says what differs."""

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import NotReady
from timebank.ledger import chain
from timebank.ledger.rules import OPEN_STATES, may_move
from timebank.ledger.tables import account, chain_head, entry, entry_move, exchange
from timebank.work import Look

MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome: `minutes` posted, all `accounts`, the `head` of the chain, and in words what does not hold."""

    ok: bool
    entries: int
    minutes: int
    accounts: int
    head: str
    seconds: float
    findings: tuple[str, ...]


@dataclass(slots=True)
class _Walk:
    """What is known while walking along the chain."""

    holders: dict[str, str]
    position: int = 0
    hash: str = chain.START
    states: dict[str, str] = field(default_factory=dict)
    amounts: dict[str, tuple[str, str, int]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)
    balances: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    reserves: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    minutes_posted: int = 0

    def find(self, sentence: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(sentence)


def verify(look: Look) -> Proof:
    """Recompute everything from the rows; never trusts a kept figure. Any member may ask."""
    look.require(May.SEE_PROOF)
    began = time.perf_counter()
    head = look.row(sa.select(chain_head))
    if head is None:
        raise NotReady
    walk = _Walk(holders=_holders(look))
    for row in merge(_entries(look), _moves(look), key=lambda row: row["position"]):
        _step(walk, row)
    entries, accounts = _compare_states(look, walk), _compare_balances(look, walk)
    if (head.position, head.hash) != (walk.position, walk.hash):
        walk.find("The head of the chain is not its last row: rows are missing at the end, or were added by hand.")
    return Proof(
        ok=not walk.findings,
        entries=entries,
        minutes=walk.minutes_posted,
        accounts=accounts,
        head=str(head.hash),
        seconds=round(time.perf_counter() - began, 3),
        findings=tuple(walk.findings),
    )


def _holders(look: Look) -> dict[str, str]:
    columns = (account.c.id, account.c.kind, account.c.member_id, account.c.organisation_id)
    rows = look.rows(sa.select(*columns))
    return {row.id: chain.holder_words(row.kind, row.member_id, row.organisation_id) for row in rows}


def _entries(look: Look) -> Iterator[dict[str, Any]]:
    first_move = (
        sa.select(entry_move.c.entry_id, sa.func.min(entry_move.c.position).label("position"))
        .group_by(entry_move.c.entry_id)
        .subquery()
    )
    born = (
        sa.select(entry_move.c.entry_id, entry_move.c.from_state)
        .join(first_move, entry_move.c.position == first_move.c.position)
        .subquery()
    )
    statement = (
        sa.select(
            entry,
            sa.func.coalesce(born.c.from_state, entry.c.state).label("first_state"),
            exchange.c.category_id,
            exchange.c.people,
            exchange.c.source_kind,
            exchange.c.source_id,
        )
        .outerjoin(born, born.c.entry_id == entry.c.id)
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
        .order_by(entry.c.position)
    )
    for row in look.connection.execution_options(yield_per=5000).execute(statement):
        yield dict(row._mapping)


def _moves(look: Look) -> Iterator[dict[str, Any]]:
    statement = sa.select(entry_move).order_by(entry_move.c.position)
    for row in look.connection.execution_options(yield_per=5000).execute(statement):
        yield dict(row._mapping)


def _step(walk: _Walk, row: dict[str, Any]) -> None:
    if row["position"] != walk.position + 1:
        walk.find(f"Rows are missing or doubled before position {row['position']}.")
    walk.position = row["position"]
    is_entry = "minutes" in row
    if is_entry:
        holders = (walk.holders.get(row["from_account_id"], ""), walk.holders.get(row["to_account_id"], ""))
        told = row if row["exchange_id"] else None
        expected = chain.entry_hash(walk.hash, row, row["first_state"], told, holders)
        _check_words(walk, row, "note")
    else:
        expected = chain.move_hash(walk.hash, row)
        _check_words(walk, row, "reason")
    if expected != row["hash"]:
        walk.find(f"The row at position {row['position']} is not as it was written.")
    walk.hash = row["hash"]
    if is_entry:
        _begin(walk, row)
    else:
        _move(walk, row)


def _check_words(walk: _Walk, row: dict[str, Any], name: str) -> None:
    if row[name] and chain.digest_of(row[name], row[f"{name}_salt"]) != row[f"{name}_digest"]:
        walk.find(f"The {name} at position {row['position']} was changed after it was written.")


def _begin(walk: _Walk, row: dict[str, Any]) -> None:
    walk.states[row["id"]] = row["first_state"]
    _count(walk, row["first_state"], row, 1)
    walk.amounts[row["id"]] = (row["from_account_id"], row["to_account_id"], row["minutes"])


def _count(walk: _Walk, state: str, row: dict[str, Any], sign: int) -> None:
    if state == "posted":
        walk.balances[row["from_account_id"]] -= sign * row["minutes"]
        walk.balances[row["to_account_id"]] += sign * row["minutes"]
        walk.minutes_posted += sign * row["minutes"]
    elif state in OPEN_STATES:
        walk.reserves[row["from_account_id"]] += sign * row["minutes"]


def _move(walk: _Walk, row: dict[str, Any]) -> None:
    before = walk.states.get(row["entry_id"])
    if before != row["from_state"] or not may_move(row["from_state"], row["to_state"]):
        walk.find(f"The move at position {row['position']} does not follow from the state before it.")
    walk.states[row["entry_id"]] = row["to_state"]
    if row["entry_id"] in walk.amounts:
        source, target, minutes = walk.amounts[row["entry_id"]]
        told = {"from_account_id": source, "to_account_id": target, "minutes": minutes}
        _count(walk, str(before), told, -1)
        _count(walk, row["to_state"], told, 1)


def _compare_states(look: Look, walk: _Walk) -> int:
    kept = look.rows(sa.select(entry.c.id, entry.c.position, entry.c.state))
    for row in kept:
        if walk.states.get(row.id) != row.state:
            walk.find(f"The entry at position {row.position} stands as {row.state}, but its moves say otherwise.")
    return len(kept)


def _compare_balances(look: Look, walk: _Walk) -> int:
    kept = look.rows(sa.select(account.c.id, account.c.kind, account.c.balance_minutes, account.c.reserved_minutes))
    for row in kept:
        if row.balance_minutes != walk.balances.get(row.id, 0):
            walk.find(f"A kept balance ({row.kind}) is not the sum of its entries.")
        if row.reserved_minutes != walk.reserves.get(row.id, 0):
            walk.find(f"The minutes kept in reserve ({row.kind}) are not those of its open entries.")
    if sum(row.balance_minutes for row in kept) != 0:
        walk.find("The balances do not add up to zero.")
    return len(kept)
