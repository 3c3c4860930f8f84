"""What counts as given and received: exchanges, net of their corrections; the one query behind every such figure."""

import sqlalchemy as sa

from timebank.ledger.tables import entry

_corrected = entry.alias("corrected")


def counted(*conditions: "sa.ColumnElement[bool]", states: tuple[str, ...] = ("posted",)) -> sa.Subquery:
    """Hours of help as (from_account_id, to_account_id, minutes, service_date, exchanges, state), to be summed.

    A correction of an exchange is there in the direction of what it corrects, with its minutes below zero where less
    stands; `exchanges` is 1 for an exchange and -1 for what undoes one whole. `conditions` are on entries, and
    say which states where `states` is empty.
    """
    direction = sa.case((_corrected.c.to_account_id != entry.c.to_account_id, -1), else_=1)
    undone = sa.and_(direction == -1, entry.c.minutes == _corrected.c.minutes)
    return (
        sa.select(
            sa.func.coalesce(_corrected.c.from_account_id, entry.c.from_account_id).label("from_account_id"),
            sa.func.coalesce(_corrected.c.to_account_id, entry.c.to_account_id).label("to_account_id"),
            (entry.c.minutes * direction).label("minutes"),
            entry.c.service_date.label("service_date"),
            sa.case((entry.c.kind == "exchange", 1), (undone, -1), else_=0).label("exchanges"),
            entry.c.state.label("state"),
        )
        .outerjoin(_corrected, _corrected.c.id == entry.c.corrects_id)
        .where(
            *([entry.c.state.in_([sa.literal(state) for state in states])] if states else []),  # spelled out once
            sa.or_(entry.c.kind == "exchange", _corrected.c.kind == "exchange"),
            *conditions,
        )
        .subquery("counted")
    )


def of_account(account_id: str) -> "sa.ColumnElement[bool]":
    """Entries in which an account is on either side; a correction has the same two sides as what it corrects."""
    return sa.or_(entry.c.from_account_id == account_id, entry.c.to_account_id == account_id)
