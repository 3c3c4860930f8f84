"""Who may answer for the other side: they themselves, or for an offline member or the pot a third coordinator."""

from timebank.access import May, Thing
from timebank.errors import InvalidInput, NotFound
from timebank.ledger.parties import Parties, may_judge
from timebank.work import Look, Work


def require_answer(work: Work, parties: Parties, how_told: str) -> str | None:
    """Go on if the actor may answer; the id of the offline member they answer for, or None. Raises NotFound."""
    if work.actor.member_id in parties.answerers:
        work.require(May.CONFIRM_HOURS, Thing(counterparties=parties.answerers))
        return None
    if not may_answer_for_them(work, parties):
        raise NotFound
    if not how_told.strip() and parties.answering_side.holder.kind != "pot":
        raise InvalidInput("Please say how the member told you: by phone, on paper, face to face.")
    return min(parties.answerers, default=None)


def may_answer_for_them(look: Look, parties: Parties) -> bool:
    """Whether the actor, with no part in it, may bring the answer of a side that cannot give it here itself."""
    third = look.allows(May.RECORD_FOR_OFFLINE, parties.to_bring) or may_judge(look, parties.to_bring)
    return third and (parties.answering_side.is_offline or not parties.answerers)
