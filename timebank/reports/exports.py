"""The files coordinators take away: the whole ledger, as CSV and as journals."""

from collections.abc import Callable, Iterator
from typing import Any

from timebank import tabular
from timebank.access import May
from timebank.ledger.own_rows import COLUMNS, say_holder, say_source
from timebank.reports.journals import beancount, hledger
from timebank.reports.ledger_rows import ledger_rows
from timebank.work import Look

LEDGER_COLUMNS = COLUMNS


def ledger_csv(look: Look) -> str:
    """The whole ledger as CSV, in the order it was written; `from` whom minutes went, and `to` whom they came.

    What is brought in again from this file is the same ledger, entry by entry.
    """
    look.require(May.EXPORT_LEDGER)
    return tabular.write(LEDGER_COLUMNS, _ledger_rows(look))


FORMATS: dict[str, Callable[[Look], str]] = {"csv": ledger_csv, "beancount": beancount, "hledger": hledger}
"""How the ledger may be taken away, by the name people type."""


def _ledger_rows(look: Look) -> Iterator[tuple[Any, ...]]:
    for row in ledger_rows(look):
        yield (
            *(row.entry_id, row.kind, row.state, row.service_date.isoformat(), row.recorded_at.isoformat()),
            *(say_holder(side.kind, side.id, side.name) for side in (row.payer, row.taker)),
            *(row.minutes, row.people, row.category, say_source(row.source_kind, row.source_id)),
            *(row.follows_id or "", row.note),
        )
