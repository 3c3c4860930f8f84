"""What the ledger holds already of the entries that a ledger.csv names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, entry, exchange
from timebank.work import Look

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry that is kept already, or comes from a row before."""

    kind: str
    state: str
    payer: Holder
    taker: Holder
    minutes: int
    service_date: date
    recorded_at: datetime
    session: str  # which exchange it is of; blank for none


def kept_entries(look: Look, entry_ids: Sequence[str]) -> tuple[dict[str, KnownEntry], dict[str, dict[str, Any]]]:
    """The entries of these ids that are kept already, and their exchanges by the word sessions call them."""
    payer, taker = account.alias("payer"), account.alias("taker")
    sides = [
        column.label(f"{which}_{name}")
        for which, side in (("payer", payer), ("taker", taker))
        for name, column in (
            ("kind", side.c.kind),
            ("id", sa.func.coalesce(side.c.member_id, side.c.organisation_id, "")),
        )
    ]
    kept = (
        sa.select(entry, exchange.c.category_id, exchange.c.people, exchange.c.source_kind, exchange.c.source_id)
        .add_columns(*sides)
        .join(payer, payer.c.id == entry.c.from_account_id)
        .join(taker, taker.c.id == entry.c.to_account_id)
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
    )
    there: dict[str, KnownEntry] = {}
    exchanges: dict[str, dict[str, Any]] = {}
    for start in range(0, len(entry_ids), AT_ONCE):
        for row in look.rows(kept.where(entry.c.id.in_(entry_ids[start : start + AT_ONCE]))):
            session = row.exchange_id or ""
            there[row.id] = KnownEntry(
                kind=row.kind,
                state=row.state,
                payer=Holder(row.payer_kind, row.payer_id),
                taker=Holder(row.taker_kind, row.taker_id),
                minutes=row.minutes,
                service_date=row.service_date,
                recorded_at=row.recorded_at,
                session=session,
            )
            if session:
                told = {name: getattr(row, name) for name in ("category_id", "people", "source_kind", "source_id")}
                exchanges[session] = {"id": session, **told}
    return there, exchanges


def kept_sessions(look: Look, sources: set[str]) -> dict[str, dict[str, Any]]:
    """The group sessions of these sources that are kept already."""
    kept = sa.select(exchange).where(exchange.c.source_kind == "group")
    ids = sorted(source.removeprefix("group:") for source in sources if source.startswith("group:"))
    found = {}
    for start in range(0, len(ids), AT_ONCE):
        for row in look.rows(kept.where(exchange.c.source_id.in_(ids[start : start + AT_ONCE]))):
            found[f"group:{row.source_id}"] = dict(row._mapping)
    return found
