"""How much of a day somebody has spent already: what passes at once in a session counts once."""

from datetime import date

import sqlalchemy as sa

from timebank.ledger.posting import Pen
from timebank.ledger.rules import OPEN_STATES
from timebank.ledger.tables import entry, exchange


def minutes_on_day(pen: Pen, column: "sa.Column[str]", account_id: str, day: date) -> int:
    """The minutes of one service date, posted or open, in which an account is on the side of `column`.

    In a session where each gives the whole time, one who helped ten people for an hour was there for one hour.
    """
    at_once = exchange.c.source_id.startswith("each:") & (exchange.c.source_kind == "group")
    spent = sa.case((at_once, sa.func.max(entry.c.minutes)), else_=sa.func.sum(entry.c.minutes))
    each = (
        sa.select(spent.label("minutes"))
        .select_from(entry.join(exchange, exchange.c.id == entry.c.exchange_id))
        .where(
            column == account_id,
            entry.c.service_date == day,
            entry.c.kind == "exchange",
            entry.c.state.in_(("posted", *OPEN_STATES)),
        )
        .group_by(exchange.c.id, exchange.c.source_kind, exchange.c.source_id)
        .subquery()
    )
    return int(pen.work.value(sa.select(sa.func.sum(each.c.minutes))) or 0)
