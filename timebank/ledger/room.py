"""Whether there is room for hours: in the balances, where the community's limit blocks, and in the day."""

from datetime import date

import sqlalchemy as sa

from timebank.community.reads import community
from timebank.ledger.parties import Parties, Side
from timebank.ledger.posting import Account, Pen
from timebank.ledger.rules import check_day, check_room
from timebank.ledger.tables import entry


def must_have_room(
    pen: Pen, parties: Parties, minutes: int, day: date, open_minutes: int = 0
) -> tuple[Account, Account]:
    """Go on if there is room; answers the accounts of the one helped and of the helper. Raises OutOfRoom, InvalidInput.

    What still waits for an answer counts like what is posted. `open_minutes`: those of an open entry of the same two
    on the same day which this one takes the place of.
    """
    payer, helper = pen.account_of(parties.helped.holder), pen.account_of(parties.helper.holder)
    free_minutes = payer.balance_minutes - payer.reserved_minutes + open_minutes
    coming_minutes = helper.balance_minutes + pen.waiting_to_come(helper.id) - open_minutes
    check_room(community(pen.work), free_minutes, coming_minutes, minutes)
    received = _on_day(pen, parties.helped, payer, entry.c.from_account_id, day)
    given = _on_day(pen, parties.helper, helper, entry.c.to_account_id, day)
    check_day(received - open_minutes, given - open_minutes, minutes)
    return payer, helper


def _on_day(pen: Pen, side: Side, its: Account, column: "sa.Column[str]", day: date) -> int:
    """What a member has on that day already; an organisation has many people, so its day has no end."""
    return pen.on_day(column, its.id, day) if side.holder.kind == "member" else 0
