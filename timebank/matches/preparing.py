"""What coordinators do with a round as a whole: prepare it, run it, say that they looked through it, set it aside."""

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import AlreadyDecided, Refused
from timebank.history.actions import note
from timebank.matches import rules
from timebank.matches.moves import locked, move
from timebank.matches.round_moves import NEWER, drafts_of, has_asked, load_round, locked_round, move_round, settle
from timebank.matches.rounds import freeze_round, solve_frozen
from timebank.matches.tables import matching_round
from timebank.work import Work


class OwnRound(Refused):
    """You are in one of the suggestions of this round, so another coordinator sets it aside. Nothing was changed."""


class RoundElsewhere(Refused):
    """People of another area are in this round, so a coordinator of theirs sets it aside. Nothing was changed."""


def prepare_round(work: Work, key: str, programme_id: str) -> str:
    """Keep who would be in a round now, so that it can be looked at before it runs; answers the round's id.

    One that was prepared before is set aside. Nobody is told. Raises NotFound for a programme that is not open.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        earlier = (matching_round.c.programme_id == programme_id, matching_round.c.state == "draft")
        for row in work.rows(sa.select(matching_round.c.id).where(*earlier).order_by(matching_round.c.id)):
            move_round(work, locked_round(work, row.id), "discarded", May.RUN_MATCHING, NEWER)
        round_id = freeze_round(work, programme_id)
        note(work, "prepare_round", "round", round_id)
        return round_id

    return work.once(key, "prepare_round", {"programme": programme_id}, do)


def solve_round(work: Work, key: str, round_id: str) -> str:
    """Run a prepared round; its suggestions are drafts, which tell nobody. Raises NotFound, AlreadyDecided."""
    work.require(May.RUN_MATCHING)

    def do() -> str:
        rules.check_round_move(load_round(work, round_id).state, "solved", May.RUN_MATCHING)
        solve_frozen(work, round_id)
        note(work, "run_round", "round", round_id)
        return round_id

    return work.once(key, "solve_round", {"round": round_id}, do)


def finish_review(work: Work, key: str, round_id: str) -> str:
    """Say that a round has been looked through; what is left of its drafts may go out. Raises NotFound, AlreadyDecided.

    A coordinator says so, not somebody who only decides in a coordinator's place.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        move_round(work, locked_round(work, round_id), "reviewed", May.REVIEW_SUGGESTION)
        settle(work, round_id)
        return round_id

    return work.once(key, "finish_review", {"round": round_id}, do)


def discard_round(work: Work, key: str, round_id: str, reason: str) -> str:
    """Set a round aside with all its drafts, with a reason only coordinators read; nobody is told.

    Not once somebody has been asked: then its drafts are decided on one by one. Its people may be suggested to each
    other again in the next round. Raises NotFound, InvalidInput, AlreadyDecided, OwnRound,
    RoundElsewhere.
    """
    work.require(May.RUN_MATCHING)

    def do() -> str:
        said = rules.clean_discard(reason)
        rules.check_round_move(load_round(work, round_id).state, "discarded", May.RUN_MATCHING)
        for suggestion_id in drafts_of(work, round_id):
            case = locked(work, suggestion_id)
            if work.actor.member_id in case.people:
                raise OwnRound
            if not work.allows(May.RUN_MATCHING, case.judged()):
                raise RoundElsewhere
            if case.state == "draft":  # somebody may have approved it this moment
                move(work, case, "superseded", May.RUN_MATCHING)
        one = locked_round(work, round_id)
        if drafts_of(work, round_id) or has_asked(work, round_id):
            raise AlreadyDecided
        move_round(work, one, "discarded", May.RUN_MATCHING, said)
        return round_id

    return work.once(key, "discard_round", {"round": round_id, "reason": reason}, do)
