"""The files people take away: the whole ledger for coordinators, their own statement for members."""

from collections.abc import Callable, Iterator
from typing import Any

from timebank import tabular
from timebank.access import May
from timebank.ledger.own_rows import COLUMNS, say_holder, say_source
from timebank.ledger.reads import statement
from timebank.reports.journals import beancount, hledger
from timebank.reports.ledger_rows import ledger_rows
from timebank.work import Look

LEDGER_COLUMNS = COLUMNS
STATEMENT_COLUMNS = ("service_date", "recorded_at", "given", "received", "with", "category", "state", "note")


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
