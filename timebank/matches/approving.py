"""How drafts go out: one with the words a coordinator adds, or many at once, each on its own."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from timebank.access import May
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound, Refused
from timebank.matches import rules, telling
from timebank.matches.moves import check_all_taking_part, load, locked, move, require_judge
from timebank.matches.round_moves import settle
from timebank.programmes.reads import definition_of
from timebank.work import Look, Work

NOT_YOURS = "You are one of its people, or it is somebody else's to decide."


@dataclass(frozen=True, slots=True)
class SentOut:
    """What became of drafts that were to go out together: those whose people are asked, and why others are not."""

    asked: tuple[str, ...]
    kept_back: tuple[tuple[str, str], ...]  # suggestion id, reason

    @staticmethod
    def read(answer: str) -> "SentOut":
        """From the answer of `approve_many`."""
        told = json.loads(answer)
        return SentOut(tuple(told["asked"]), tuple((one, words) for one, words in told["kept_back"]))


def approve_many(work: Work, key: str, suggestion_ids: Sequence[str], words: str | None = None) -> str:
    """Offer many drafts at once, with the same words in each letter; those that cannot go on stay, the others go.

    Answers what `SentOut.read` reads. Nobody decides on their own. Raises NotFound, InvalidInput.
    """
    work.require(May.APPROVE_SUGGESTION)
    wanted = tuple(dict.fromkeys(suggestion_ids))
    if not wanted:
        raise InvalidInput("Please choose at least one suggestion.")
    refused = {one: NOT_YOURS for one in wanted if not _is_judge(work, one)}
    if len(refused) == len(wanted):
        raise NotFound
    rules.clean_letter_words(words or "")

    def do() -> str:
        kept_back = dict(refused)
        for one in sorted(set(wanted) - refused.keys()):  # in one order for all, so that two cannot wait for each other
            try:
                offer(work, one, words)
            except Refused as refusal:  # nothing of this one has been written yet
                kept_back[one] = str(refusal)
        asked = tuple(one for one in wanted if one not in kept_back)
        return json.dumps(asdict(SentOut(asked, tuple(kept_back.items()))))

    return work.once(key, "approve_many", {"suggestions": list(wanted), "words": words}, do)


def words_of_programme(look: Look, programme_id: str) -> str:
    """What the programme itself adds to the letter with a suggestion; a coordinator may change it for each."""
    look.require(May.REVIEW_SUGGESTION)
    return definition_of(look, programme_id).letters.get("offered", "")


def _is_judge(work: Work, suggestion_id: str) -> bool:
    case = load(work, suggestion_id)
    try:
        require_judge(work, May.APPROVE_SUGGESTION, case)
    except NotFound:
        return False
    return True


def offer(work: Work, suggestion_id: str, words: str | None) -> None:
    """Ask the people of a draft; for actions that have asked. Raises AlreadyDecided, NoLongerPossible, InvalidInput.

    All of that is looked at before anything is written.
    """
    case = locked(work, suggestion_id)
    rules.check_move(case.state, "offered", May.APPROVE_SUGGESTION)
    check_all_taking_part(work, case)
    own = definition_of(work, case.programme_id).letters.get("offered", "") if words is None else words
    added = rules.clean_letter_words(own)
    closes_at = rules.closes_at(work.now, community(work).zone)
    move(
        work,
        case,
        "offered",
        May.APPROVE_SUGGESTION,
        offered_at=work.now,
        closes_at=closes_at,
        letter_words=added,
    )
    telling.offer(work, load(work, suggestion_id))
    settle(work, case.round_id)
