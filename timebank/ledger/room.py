"""Whether there is room for hours: in the balances, where the community's limit blocks, and in the day."""

from datetime import date

from timebank.community.reads import community
from timebank.ledger.day import minutes_of_both
from timebank.ledger.limits import both
from timebank.ledger.parties import Parties, Side
from timebank.ledger.posting import Account, Pen
from timebank.ledger.rules import Holder, PotTooSmall, check_day, check_room


def must_have_room(
    pen: Pen, parties: Parties, minutes: int, day: date | None, open_minutes: int = 0
) -> tuple[Account, Account]:
    """Go on if there is room; answers the accounts of the one helped and of the helper. Raises OutOfRoom, InvalidInput.

    What still waits for an answer counts like what is posted. `open_minutes`: those of an open entry of the same two
    on the same day which this one takes the place of. Without a `day`, none is checked: a gift takes no time.
    """
    payer, helper = pen.accounts_of(parties.helped.holder, parties.helper.holder, day)
    policy = community(pen.work).limit_policy
    free_minutes = payer.balance_minutes - payer.reserved_minutes + open_minutes
    _check_pot(pen, parties, free_minutes, minutes)
    if policy == "block":
        coming_minutes = helper.balance_minutes + pen.waiting_to_come(helper.id) - open_minutes
        its, theirs = both(pen.work, payer.id, helper.id)
        check_room(policy, its.limits, theirs.limits, free_minutes, coming_minutes, minutes)
    if day is None:
        return payer, helper
    received, given = minutes_of_both(pen, payer, helper, day, minutes - open_minutes)
    check_day(
        received - open_minutes if _has_a_day(parties.helped) else 0,
        given - open_minutes if _has_a_day(parties.helper) else 0,
        minutes,
    )
    return payer, helper


def _check_pot(pen: Pen, parties: Parties, free_minutes: int, minutes: int) -> None:
    if parties.helped.holder.kind == "pot" and community(pen.work).pot_below_zero != "yes" and free_minutes < minutes:
        raise PotTooSmall


def pot_must_have(pen: Pen, minutes: int) -> None:
    """Go on if the pot can give so much, or may go below zero; what is promised from it stays. Raises PotTooSmall."""
    pot = pen.account_of(Holder("pot"))
    if community(pen.work).pot_below_zero != "yes" and pot.balance_minutes - pot.reserved_minutes < minutes:
        raise PotTooSmall


def _has_a_day(side: Side) -> bool:
    """A member has 24 hours; an organisation has many people, so its day has no end."""
    return side.holder.kind == "member"
