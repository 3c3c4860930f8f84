"""Which drafts deserve a second look, and which fit what a coordinator looks for; pure."""

from collections.abc import Sequence
from statistics import median

from timebank.matches.cards import ReviewCard

WEAK, OFFLINE, OWN = "weak", "offline", "own"


def needs_attention(drafts: Sequence[ReviewCard]) -> dict[str, tuple[str, ...]]:
    """By suggestion why it deserves a second look.

    It has less than half the points of the draft in the middle (weak), somebody in it has no e-mail and is asked in
    person (offline), or somebody else decides on it (own).
    """
    middle = median([one.points for one in drafts if one.may_decide] or [0.0])
    found: dict[str, tuple[str, ...]] = {}
    for one in drafts:
        why = [OWN] if not one.may_decide else [WEAK] if one.points * 2 < middle else []
        if any(who.is_offline for who in one.people):
            why.append(OFFLINE)
        found[one.suggestion_id] = tuple(why)
    return found


def fitting(drafts: Sequence[ReviewCard], name: str = "", attention: str = "") -> list[ReviewCard]:
    """The drafts with somebody whose name holds `name`, and of those the ones that deserve that second look."""
    wanted, why = name.casefold().strip(), needs_attention(drafts)
    return [
        one
        for one in drafts
        if (not attention or attention in why[one.suggestion_id])
        and any(wanted in who.name.casefold() for who in one.people)
    ]
