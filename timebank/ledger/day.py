"""How much of a day somebody has spent already: what passes at once in a session counts once."""

from datetime import date

import sqlalchemy as sa

from timebank.ledger.posting import Account, Pen
from timebank.ledger.rules import LONGEST_MINUTES, OPEN_STATES
from timebank.ledger.tables import entry, exchange


def minutes_on_day(pen: Pen, column: "sa.Column[str]", account_id: str, day: date, minutes: int) -> int:
    """The minutes of one service date, posted or open, in which an account is on the side of `column`.

    In a session where each gives the whole time, one who helped ten people for an hour was there for one hour; that is
    looked at only where `minutes` more would not fit otherwise.
    """
    return _less_at_once(pen, column, account_id, day, minutes, pen.on_day(column, account_id, day))


def minutes_of_both(pen: Pen, payer: Account, helper: Account, day: date, minutes: int) -> tuple[int, int]:
    """What one account received and the other gave on a day, as `minutes_on_day`; a little more where all fits."""
    if payer.day_minutes is not None and helper.day_minutes is not None:
        at_most = (payer.day_minutes, helper.day_minutes)
        if max(at_most) + minutes <= LONGEST_MINUTES:
            return at_most
    received, given = pen.on_day_of_both(payer.id, helper.id, day)
    return (
        _less_at_once(pen, entry.c.from_account_id, payer.id, day, minutes, received),
        _less_at_once(pen, entry.c.to_account_id, helper.id, day, minutes, given),
    )


def _less_at_once(pen: Pen, column: "sa.Column[str]", account_id: str, day: date, minutes: int, so_far: int) -> int:
    return so_far if so_far + minutes <= LONGEST_MINUTES else max(0, so_far - _at_once(pen, column, account_id, day))


def _at_once(pen: Pen, column: "sa.Column[str]", account_id: str, day: date) -> int:
    each = (
        sa.select((sa.func.sum(entry.c.minutes) - sa.func.max(entry.c.minutes)).label("minutes"))
        .select_from(entry.join(exchange, exchange.c.id == entry.c.exchange_id))
        .where(
            column == account_id,
            entry.c.service_date == day,
            entry.c.kind == "exchange",
            entry.c.state.in_(("posted", *OPEN_STATES)),
            exchange.c.source_kind == "group",
            exchange.c.source_id.startswith("each:"),
        )
        .group_by(exchange.c.id)
        .subquery()
    )
    return int(pen.work.value(sa.select(sa.func.sum(each.c.minutes))) or 0)
