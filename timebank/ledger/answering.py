"""Who may answer for the other side: they themselves, or a coordinator without a part in it for an offline member."""

from timebank.access import May, Thing
from timebank.errors import InvalidInput, NotFound
from timebank.ledger.parties import Parties
from timebank.work import Work


def require_answer(work: Work, parties: Parties, how_told: str) -> str | None:
    """Go on if the actor may answer; the id of the offline member they answer for, or None. Raises NotFound."""
    if work.actor.member_id in parties.answerers:
        work.require(May.CONFIRM_HOURS, Thing(counterparties=parties.answerers))
        return None
    involved = Thing(owners=parties.everybody, involved=frozenset({parties.recorder_id or ""}))
    if not (work.allows(May.RECORD_FOR_OFFLINE, involved) or work.allows(May.SETTLE_QUESTION, involved)):
        raise NotFound
    if not parties.answering_side.is_offline and parties.answerers:
        raise NotFound
    if not how_told.strip():
        raise InvalidInput("Please say how the member told you: by phone, on paper, face to face.")
    return min(parties.answerers, default=None)
