"""Writes many entries at once, as `posting` writes one: the same chain, the head and each account changed once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from timebank.ids import fitted
from timebank.ledger import chain
from timebank.ledger.posting import NewExchange, Pen
from timebank.ledger.rules import OPEN_STATES, Holder
from timebank.ledger.tables import account, chain_head, entry, entry_move, exchange

AT_ONCE = 2000
WAYS = {  # from the state an entry is born in to the one it stands in
    "posted": (),
    "pending": (),
    "questioned": ("questioned",),
    "closed": ("questioned", "closed"),
    "declined": ("declined",),
    "expired": ("expired",),
    "withdrawn": ("withdrawn",),
}


@dataclass(frozen=True, slots=True)
class Brought:
    """An entry as a file tells it; `session`: entries of one word share one exchange, which an entry before may have.

    `entry_id` and `recorded_at` are kept where the file gives them.
    """

    kind: str
    state: str
    payer: Holder
    taker: Holder
    minutes: int
    service_date: date
    key: str
    note: str = ""
    exchange: NewExchange | None = None
    session: str = ""
    entry_id: str = ""
    recorded_at: datetime | None = None
    settles_id: str | None = None
    corrects_id: str | None = None


@dataclass(slots=True)
class _Writing:
    """What has been worked out so far, to be written together."""

    pen: Pen
    accounts: dict[Holder, str]
    sessions: dict[str, dict[str, Any]]
    exchanges: list[dict[str, Any]] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    moves: list[dict[str, Any]] = field(default_factory=list)
    changes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))


def write_many(pen: Pen, brought: Sequence[Brought], sessions: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep many entries at the end of the chain, in their order; the caller has checked each.

    `sessions`: exchanges that are kept already, by the word entries call them by.
    """
    holders = {holder for one in brought for holder in (one.payer, one.taker)}
    writing = _Writing(pen, _accounts(pen, holders), {word: dict(row) for word, row in sessions.items()})
    for one in brought:
        _write(writing, one)
    _keep(writing)


def _accounts(pen: Pen, holders: set[Holder]) -> dict[Holder, str]:
    columns = (account.c.id, account.c.kind, account.c.member_id, account.c.organisation_id)
    known = {
        Holder(row.kind, row.member_id or row.organisation_id or ""): str(row.id)
        for row in pen.work.rows(sa.select(*columns))
    }
    missing = sorted(holders - known.keys(), key=lambda one: (one.kind, one.id))
    new = {holder: pen.work.ids.new() for holder in missing}
    rows = [
        {
            "id": account_id,
            "kind": holder.kind,
            "member_id": holder.id if holder.kind == "member" else None,
            "organisation_id": holder.id if holder.kind == "organisation" else None,
            "opened_at": pen.work.now,
        }
        for holder, account_id in new.items()
    ]
    if rows:
        pen.work.execute(sa.insert(account), rows)
    return known | new


def _write(writing: _Writing, one: Brought) -> None:
    pen, told = writing.pen, _exchange_of(writing, one)
    salt, born = pen.work.ids.secret(), "posted" if one.state == "posted" else "pending"
    from_id, to_id = writing.accounts[one.payer], writing.accounts[one.taker]
    row: dict[str, Any] = {
        "id": one.entry_id or pen.work.ids.new(),
        "position": pen.position + 1,
        "exchange_id": told["id"] if told else None,
        "kind": one.kind,
        "from_account_id": from_id,
        "to_account_id": to_id,
        "minutes": one.minutes,
        "state": one.state,
        "service_date": one.service_date,
        "recorded_at": one.recorded_at or pen.work.now,
        "recorded_by_id": pen.work.actor.member_id,
        "recorded_for_id": None,
        "corrects_id": one.corrects_id,
        "settles_id": one.settles_id,
        "note": one.note,
        "note_digest": chain.digest_of(one.note, salt),
        "note_salt": salt,
        "key": fitted(one.key, 120),
    }
    holders = tuple(f"{side.kind}:{side.id}" for side in (one.payer, one.taker))
    row["hash"] = chain.entry_hash(pen.hash, row, born, told, (holders[0], holders[1]))
    pen.position, pen.hash = row["position"], row["hash"]
    writing.entries.append(row)
    if one.state == "posted":
        writing.changes[from_id][0] -= one.minutes
        writing.changes[to_id][0] += one.minutes
    elif one.state in OPEN_STATES:
        writing.changes[from_id][1] += one.minutes
    _move(writing, row["id"], one.state)


def _exchange_of(writing: _Writing, one: Brought) -> dict[str, Any] | None:
    if one.exchange is None:
        return None
    known = writing.sessions.get(one.session) if one.session else None
    if known is not None:
        return known
    row = {
        "id": writing.pen.work.ids.new(),
        "category_id": one.exchange.category_id,
        "people": one.exchange.people,
        "source_kind": one.exchange.source_kind,
        "source_id": one.exchange.source_id,
    }
    writing.exchanges.append(row)
    if one.session:
        writing.sessions[one.session] = row
    return row


def _move(writing: _Writing, entry_id: str, state: str) -> None:
    pen, before = writing.pen, "pending"
    for after in WAYS[state]:
        salt = pen.work.ids.secret()
        row: dict[str, Any] = {
            "id": pen.work.ids.new(),
            "position": pen.position + 1,
            "entry_id": entry_id,
            "from_state": before,
            "to_state": after,
            "moved_at": pen.work.now,
            "moved_by_id": pen.work.actor.member_id,
            "moved_for_id": None,
            "other_minutes": None,
            "reason": "",
            "reason_digest": chain.digest_of("", salt),
            "reason_salt": salt,
        }
        row["hash"] = chain.move_hash(pen.hash, row)
        pen.position, pen.hash, before = row["position"], row["hash"], after
        writing.moves.append(row)


def _keep(writing: _Writing) -> None:
    pen, work = writing.pen, writing.pen.work
    for table, rows in ((exchange, writing.exchanges), (entry, writing.entries), (entry_move, writing.moves)):
        for start in range(0, len(rows), AT_ONCE):
            work.execute(sa.insert(table), rows[start : start + AT_ONCE])
    changes = [{"its_id": one, "more": more, "held": held} for one, (more, held) in sorted(writing.changes.items())]
    if changes:
        work.execute(
            sa.update(account)
            .where(account.c.id == sa.bindparam("its_id"))
            .values(
                balance_minutes=account.c.balance_minutes + sa.bindparam("more"),
                reserved_minutes=account.c.reserved_minutes + sa.bindparam("held"),
            ),
            changes,
        )
    if writing.entries:
        head = sa.update(chain_head).where(chain_head.c.id == 1)
        work.execute(head.values(position=pen.position, hash=pen.hash))
