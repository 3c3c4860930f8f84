"""Every entry of the ledger in the order it was written, as all files of it tell it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from timebank.ledger.tables import account, entry, exchange
from timebank.listings.tables import category
from timebank.members.tables import member, organisation
from timebank.work import Look

AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Side:
    """Whose account: its kind, the id of its holder (none for the pot and the opening account), and a name."""

    kind: str
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One entry; `follows_id`: the entry it puts right or settles."""

    entry_id: str
    kind: str
    state: str
    service_date: date
    recorded_at: datetime
    payer: Side
    taker: Side
    minutes: int
    people: int
    category: str
    source_kind: str | None
    source_id: str | None
    follows_id: str | None
    note: str


def ledger_rows(look: Look) -> Iterator[LedgerRow]:
    """All entries, the first one first; asked by reads that have asked."""
    payer, taker = _side("payer"), _side("taker")
    chosen = (
        sa.select(
            *(entry.c.id, entry.c.kind, entry.c.state, entry.c.service_date, entry.c.recorded_at),
            *(*payer[1], *taker[1], entry.c.minutes, sa.func.coalesce(exchange.c.people, 1)),
            *(sa.func.coalesce(category.c.slug, ""), exchange.c.source_kind, exchange.c.source_id),
            *(sa.func.coalesce(entry.c.corrects_id, entry.c.settles_id), entry.c.note),
        )
        .select_from(entry)
        .join(payer[0], payer[0].c.id == entry.c.from_account_id)
        .join(taker[0], taker[0].c.id == entry.c.to_account_id)
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
        .outerjoin(category, category.c.id == exchange.c.category_id)
        .order_by(entry.c.position)
    )
    for row in look.connection.execute(chosen, execution_options={"yield_per": AT_ONCE}):
        yield LedgerRow(*row[:5], Side(*row[5:8]), Side(*row[8:11]), *row[11:])


def _side(name: str) -> tuple[sa.FromClause, tuple[Any, ...]]:
    """One side of each entry with its columns; names are looked up once for each account."""
    side = _accounts().subquery(name)
    return side, (side.c.kind, side.c.holder_id, side.c.name)


def _accounts() -> "sa.Select[Any]":
    return (
        sa.select(
            account.c.id,
            account.c.kind,
            sa.func.coalesce(account.c.member_id, account.c.organisation_id, "").label("holder_id"),
            sa.func.coalesce(member.c.name, organisation.c.name, account.c.kind).label("name"),
            account.c.balance_minutes,
        )
        .outerjoin(member, member.c.id == account.c.member_id)
        .outerjoin(organisation, organisation.c.id == account.c.organisation_id)
    )


def account_rows(look: Look) -> list[tuple[Side, int]]:
    """Every account with its kept balance in minutes, in a fixed order; asked by reads that have asked."""
    kept = _accounts().order_by(account.c.kind, sa.literal_column("holder_id"))
    return [(Side(row.kind, row.holder_id, row.name), int(row.balance_minutes)) for row in look.rows(kept)]
