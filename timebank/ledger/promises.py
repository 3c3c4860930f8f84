"""What was agreed on the noticeboard, when the hours recorded for it do not stand after all."""

import sqlalchemy as sa

from timebank.ledger.tables import exchange
from timebank.listings.answering import mark_not_recorded
from timebank.work import Work


def promise_stands_again(work: Work, exchange_id: str | None) -> None:
    """What was agreed on the noticeboard is open again when its hours do not stand; a gift comes from none."""
    if exchange_id is None:
        return
    told = work.connection.execute(sa.select(exchange).where(exchange.c.id == exchange_id)).one()
    if told.source_kind == "listing":
        mark_not_recorded(work, told.source_id)
