"""The files people take away: the whole ledger for coordinators, their own statement for members."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from timebank import tabular
from timebank.access import May
from timebank.ledger.reads import statement
from timebank.ledger.tables import account, entry, exchange
from timebank.listings.tables import category
from timebank.members.tables import member, organisation
from timebank.work import Look

LEDGER_COLUMNS = (
    *("entry", "kind", "state", "service_date", "recorded_at", "from", "to", "minutes", "people", "category"),
    *("source", "corrects", "note"),
)
STATEMENT_COLUMNS = ("service_date", "recorded_at", "given", "received", "with", "category", "state", "note")


def ledger_csv(look: Look) -> str:
    """The whole ledger as CSV, in the order it was written. From whom minutes went, and to whom they came, by name."""
    look.require(May.EXPORT_LEDGER)
    return tabular.write(LEDGER_COLUMNS, _ledger_rows(look))


def _ledger_rows(look: Look) -> Iterator[tuple[Any, ...]]:
    giver, taker = account.alias("giver"), account.alias("taker")
    columns = (
        *(entry.c.id, entry.c.kind, entry.c.state, entry.c.service_date, entry.c.recorded_at, entry.c.minutes),
        *(entry.c.corrects_id, entry.c.note, exchange.c.people, exchange.c.source_kind, exchange.c.source_id),
        _name_of(giver).label("from_name"),
        _name_of(taker).label("to_name"),
        category.c.slug,
    )
    chosen = (
        sa.select(*columns)
        .join(giver, giver.c.id == entry.c.from_account_id)
        .join(taker, taker.c.id == entry.c.to_account_id)
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
        .outerjoin(category, category.c.id == exchange.c.category_id)
        .order_by(entry.c.position)
    )
    for row in look.connection.execution_options(yield_per=2000).execute(chosen):
        yield (
            *(row.id, row.kind, row.state, row.service_date, row.recorded_at.isoformat(), row.from_name, row.to_name),
            *(
                row.minutes,
                row.people or 1,
                row.slug or "",
                f"{row.source_kind or 'none'}:{row.source_id or ''}".rstrip(":"),
            ),
            *(row.corrects_id or "", row.note),
        )


def _name_of(side: "sa.FromClause") -> "sa.ColumnElement[str]":
    member_name = sa.select(member.c.name).where(member.c.id == side.c.member_id).scalar_subquery()
    organisation_name = (
        sa.select(organisation.c.name).where(organisation.c.id == side.c.organisation_id).scalar_subquery()
    )
    return sa.func.coalesce(member_name, organisation_name, side.c.kind)


def statement_csv(look: Look, member_id: str) -> str:
    """A member's whole statement as CSV, in minutes, the newest service date first."""
    rows = statement(look, member_id, most=1_000_000)
    return tabular.write(
        STATEMENT_COLUMNS,
        (
            (
                *(card.service_date, card.recorded_at.isoformat()),
                *(card.minutes if card.given else 0, 0 if card.given else card.minutes),
                *(card.helped if card.given else card.helper, card.category, card.state, card.note),
            )
            for card in rows
        ),
    )
