"""Reads the rows of the chain in its order, few at a time, each value just as the hash of the row was made from it."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa

from timebank.ledger import chain
from timebank.ledger.tables import entry, entry_move, exchange
from timebank.work import Look

AT_ONCE = 5000
Row = Sequence[Any]

# Where the values of a row lie: first what its hash is made of, then what stands outside.
NOTE_DIGEST = chain.ENTRY_FIELDS.index("note_digest")
WRITTEN = len(chain.ENTRY_FIELDS)
TOLD = WRITTEN + len(chain.EXCHANGE_FIELDS)
NOTE, NOTE_SALT, ENTRY_HASH, STATE_NOW = range(TOLD, TOLD + 4)
REASON_DIGEST = chain.MOVE_FIELDS.index("reason_digest")
MOVED = len(chain.MOVE_FIELDS)
REASON, REASON_SALT, MOVE_HASH = range(MOVED, MOVED + 3)


def entries(look: Look) -> Iterator[Row]:
    """Every entry by position: `chain.ENTRY_FIELDS`, exchange, note, salt, hash, state now."""
    statement = (
        sa.select(
            *(_written_out(look, entry.c[name]) for name in chain.ENTRY_FIELDS),
            *(exchange.c[name] for name in chain.EXCHANGE_FIELDS),
            *(entry.c.note, entry.c.note_salt, entry.c.hash, entry.c.state),
        )
        .outerjoin(exchange, exchange.c.id == entry.c.exchange_id)
        .order_by(entry.c.position)
    )
    return _few_at_a_time(look, statement)


def moves(look: Look) -> Iterator[Row]:
    """Every move by position: `chain.MOVE_FIELDS`, reason, salt, hash."""
    columns = (_written_out(look, entry_move.c[name]) for name in chain.MOVE_FIELDS)
    outside = (entry_move.c.reason, entry_move.c.reason_salt, entry_move.c.hash)
    return _few_at_a_time(look, sa.select(*columns, *outside).order_by(entry_move.c.position))


def _few_at_a_time(look: Look, statement: sa.Select[Any]) -> Iterator[Row]:
    yield from look.connection.execute(statement, execution_options={"yield_per": AT_ONCE})


def _written_out(look: Look, column: "sa.Column[Any]") -> "sa.ColumnElement[Any]":
    """A moment or a day as text, made by the database: many times faster than by way of a datetime."""
    is_sqlite = look.connection.dialect.name == "sqlite"
    if isinstance(column.type, sa.Date):
        return sa.type_coerce(column, sa.String) if is_sqlite else sa.func.to_char(column, "YYYY-MM-DD")
    if not isinstance(column.type, sa.types.TypeDecorator):
        return column
    if is_sqlite:
        return sa.func.replace(sa.type_coerce(column, sa.String), " ", "T") + "+00:00"
    utc = sa.func.timezone("UTC", column)
    return sa.func.to_char(utc, 'YYYY-MM-DD"T"HH24:MI:SS.US', type_=sa.String) + "+00:00"
