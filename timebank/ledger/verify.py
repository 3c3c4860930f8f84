"""Proves the ledger: recomputes the chain, every state and every balance from the rows alone, and says what differs."""

import time
from collections import defaultdict
from dataclasses import dataclass, field

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import NotReady
from timebank.ledger import chain, links, rows
from timebank.ledger.rules import MOVES, OPEN_STATES, STATES, may_move
from timebank.ledger.tables import account, chain_head
from timebank.work import Look

MOST_FINDINGS = 20


@dataclass(frozen=True, slots=True)
class Proof:
    """The outcome: `minutes` posted, all `accounts`, the `head` of the chain, and in words what does not hold."""

    ok: bool
    entries: int
    minutes: int
    accounts: int
    position: int
    head: str
    seconds: float
    findings: tuple[str, ...]


@dataclass(slots=True)
class _Standing:
    """An entry that may still move: who it is between, how it stands on the walk, and how it is kept."""

    source: str
    target: str
    minutes: int
    position: int
    state: str
    kept_state: str


@dataclass(slots=True)
class _Walk:
    """What is known while walking along the chain; entries that can move no further are let go."""

    holders: dict[str, str]
    position: int = 0
    hash: str = chain.START
    entries: int = 0
    minutes_posted: int = 0
    standing: dict[str, _Standing] = field(default_factory=dict)
    balances: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    reserves: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    findings: list[str] = field(default_factory=list)

    def find(self, sentence: str) -> None:
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(sentence)

    def step_to(self, position: int) -> None:
        if position != self.position + 1:
            self.find(f"Rows are missing or doubled before position {position}.")
        self.position = position


def verify(look: Look) -> Proof:
    """Recompute everything from the rows; never trusts a kept figure. Any member may ask."""
    look.require(May.SEE_PROOF)
    began = time.perf_counter()
    head = look.row(sa.select(chain_head))
    if head is None:
        raise NotReady
    walk = _Walk(holders=_holders(look))
    try:
        _walk_along(look, walk)
    except (TypeError, ValueError) as error:  # a value of a kind that this column never holds
        walk.find(f"A row after position {walk.position} cannot be read ({type(error).__name__}).")
    for one in walk.standing.values():
        _compare_state(walk, one)
    accounts = _compare_balances(look, walk)
    for sentence in links.findings(look):
        walk.find(sentence)
    if (head.position, head.hash) != (walk.position, walk.hash):
        walk.find("The head of the chain is not its last row: rows are missing at the end, or were added by hand.")
    return Proof(
        ok=not walk.findings,
        entries=walk.entries,
        minutes=walk.minutes_posted,
        accounts=accounts,
        position=walk.position,
        head=str(head.hash),
        seconds=round(time.perf_counter() - began, 3),
        findings=tuple(walk.findings),
    )


def _holders(look: Look) -> dict[str, str]:
    columns = (account.c.id, account.c.kind, account.c.member_id, account.c.organisation_id)
    found = look.rows(sa.select(*columns))
    return {row.id: chain.holder_words(row.kind, row.member_id, row.organisation_id) for row in found}


def _walk_along(look: Look, walk: _Walk) -> None:
    """Both kinds of rows in the order of their positions."""
    entries, moves = rows.entries(look), rows.moves(look)
    one, move = next(entries, None), next(moves, None)
    while one is not None or move is not None:
        if move is None or (one is not None and one[0] < move[0]):
            assert one is not None
            _begin(walk, one)
            one = next(entries, None)
        else:
            _move(walk, move)
            move = next(moves, None)


def _begin(walk: _Walk, row: rows.Row) -> None:
    position, entry_id, exchange_id, _, source, target, minutes = row[:7]
    walk.step_to(position)
    walk.entries += 1
    first_state = _first_state(walk, row, bool(exchange_id), source, target)
    if first_state is None:
        walk.find(f"The row at position {position} is not as it was written.")
    walk.hash = row[rows.ENTRY_HASH]
    note_digest = row[rows.NOTE_DIGEST]
    if row[rows.NOTE] and chain.digest_of(row[rows.NOTE], row[rows.NOTE_SALT]) != note_digest:
        walk.find(f"The note at position {position} was changed after it was written.")
    kept_state = row[rows.STATE_NOW]
    one = _Standing(source, target, minutes, position, first_state or kept_state, kept_state)
    _count(walk, one, 1)
    _keep_or_let_go(walk, entry_id, one)


def _first_state(walk: _Walk, row: rows.Row, is_exchange: bool, source: str, target: str) -> str | None:
    """The state an entry was born in: the one its hash was made with; None when no state gives that hash."""
    written, told = row[: rows.WRITTEN], row[rows.WRITTEN : rows.TOLD] if is_exchange else ()
    holders = walk.holders.get(source, ""), walk.holders.get(target, "")
    for state in STATES:
        if chain.link(walk.hash, "entry", (*written, state, *told, *holders)) == row[rows.ENTRY_HASH]:
            return state
    return None


def _move(walk: _Walk, row: rows.Row) -> None:
    position, _, entry_id, before, after = row[:5]
    walk.step_to(position)
    if chain.link(walk.hash, "move", row[: rows.MOVED]) != row[rows.MOVE_HASH]:
        walk.find(f"The row at position {position} is not as it was written.")
    walk.hash = row[rows.MOVE_HASH]
    if row[rows.REASON] and chain.digest_of(row[rows.REASON], row[rows.REASON_SALT]) != row[rows.REASON_DIGEST]:
        walk.find(f"The reason at position {position} was changed after it was written.")
    one = walk.standing.get(entry_id)
    if one is None or one.state != before or not may_move(before, after):
        walk.find(f"The move at position {position} does not follow from the state before it.")
    if one is not None:
        _count(walk, one, -1)
        one.state = after
        _count(walk, one, 1)
        _keep_or_let_go(walk, entry_id, one)


def _count(walk: _Walk, one: _Standing, sign: int) -> None:
    if one.state == "posted":
        walk.balances[one.source] -= sign * one.minutes
        walk.balances[one.target] += sign * one.minutes
        walk.minutes_posted += sign * one.minutes
    elif one.state in OPEN_STATES:
        walk.reserves[one.source] += sign * one.minutes


def _keep_or_let_go(walk: _Walk, entry_id: str, one: _Standing) -> None:
    if one.state in MOVES:
        walk.standing[entry_id] = one
        return
    walk.standing.pop(entry_id, None)
    _compare_state(walk, one)


def _compare_state(walk: _Walk, one: _Standing) -> None:
    if one.state != one.kept_state:
        walk.find(f"The entry at position {one.position} stands as {one.kept_state}, but its moves say otherwise.")


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
