"""What the link in a letter about a suggestion opens, as things stand; looking changes nothing."""

import sqlalchemy as sa

from timebank.access import May, as_member
from timebank.ids import digest
from timebank.matches.cards import ByLink
from timebank.matches.moves import Case, belonging_to, load
from timebank.matches.reads import suggestion_by_link
from timebank.matches.rules import OPEN_STATES, TAKEN_BACK, UNDO_WITHIN
from timebank.matches.tables import suggestion_move
from timebank.members import links
from timebank.members.tables import link
from timebank.roles import load_actor
from timebank.work import Look


def seen_by_link(look: Look, secret: str) -> ByLink:
    """A suggestion to answer, or for a day after a yes that yes, to be taken back. Raises LinkSpent."""
    its = (link.c.digest == digest(secret), link.c.purpose == links.SUGGESTION)
    found = look.row(sa.select(link.c.member_id, link.c.subject_id, link.c.used_at).where(*its))
    if found is None:
        raise links.LinkSpent
    if found.used_at is None:
        card = suggestion_by_link(look, secret)
        if card.my_answer is not None and card.undo_until is None:
            raise links.LinkSpent
        return ByLink(
            card.programme,
            tuple(other.name for other in card.others),
            card.sentences,
            card.letter_words,
            card.my_answer is None,
            _taken_back(look, found.subject_id, found.member_id),
            False,
        )
    look.actor = load_actor(look.connection, as_member(found.member_id), look.now)
    look.require(May.SEE_SUGGESTIONS, belonging_to(look, found.member_id))
    case = load(look, found.subject_id)
    if not _may_take_back(look, case, found.member_id):
        raise links.LinkSpent
    return ByLink(
        case.programme,
        tuple(case.names_beside(found.member_id)),
        (),
        "",
        False,
        _taken_back(look, case.suggestion_id, found.member_id),
        case.state == "accepted",
    )


def _may_take_back(look: Look, case: Case, member_id: str) -> bool:
    side = case.side(member_id)
    is_yes = side.answer == "accepted" and side.answered_at is not None and look.now - side.answered_at <= UNDO_WITHIN
    return is_yes and case.state in (*OPEN_STATES, "accepted")


def _taken_back(look: Look, suggestion_id: str, member_id: str) -> int:
    moves = (suggestion_move.c.suggestion_id == suggestion_id, suggestion_move.c.moved_by_id == member_id)
    back = sa.select(sa.func.count()).select_from(suggestion_move).where(*moves, suggestion_move.c.reason == TAKEN_BACK)
    return int(look.value(back) or 0)
