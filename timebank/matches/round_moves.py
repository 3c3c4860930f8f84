"""One round as an action sees it, the only way its state ever changes, and the steps that follow from decisions."""

from dataclasses import dataclass
from typing import cast

import sqlalchemy as sa

from timebank.access import May
from timebank.db import lock_rows
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.matches.rules import REVIEWABLE, RoundState, check_round_move
from timebank.matches.tables import matching_round, round_move, suggestion
from timebank.work import Look, Work

NEWER = "a newer round"
HAS_RUN = matching_round.c.summary != ""  # a round that was only ever prepared has found nothing to sum up


@dataclass(frozen=True, slots=True)
class RoundCase:
    """One round as it stands."""

    round_id: str
    programme_id: str
    state: RoundState


def load_round(look: Look, round_id: str) -> RoundCase:
    """A round; raises NotFound."""
    columns = (matching_round.c.id, matching_round.c.programme_id, matching_round.c.state)
    row = look.row(sa.select(*columns).where(matching_round.c.id == round_id))
    if row is None:
        raise NotFound
    return RoundCase(row.id, row.programme_id, cast(RoundState, row.state))


def locked_round(work: Work, round_id: str) -> RoundCase:
    """The round as it stands, held until the end of this work; whoever holds its suggestions too held them before."""
    work.row(lock_rows(sa.select(matching_round.c.id).where(matching_round.c.id == round_id)))
    return load_round(work, round_id)


def move_round(work: Work, one: RoundCase, after: RoundState, may: May, reason: str = "", **values: object) -> None:
    """Move a round along the table, with who, when and why; raises AlreadyDecided."""
    check_round_move(one.state, after, may)
    claimed = work.claim(
        sa.update(matching_round)
        .where(matching_round.c.id == one.round_id, matching_round.c.state == one.state)
        .values(state=after, **values)
    )
    if not claimed:
        raise AlreadyDecided
    row = {"id": work.ids.new(), "round_id": one.round_id, "from_state": one.state, "to_state": after}
    who = {"moved_at": work.now, "moved_by_id": work.actor.member_id, "reason": reason}
    work.execute(sa.insert(round_move).values(**row, **who))
    note(work, f"round_{after}", "round", one.round_id)


def settle(work: Work, round_id: str) -> None:
    """What follows from a decision: a round is reviewed once no draft of it waits, and published if some were asked."""
    one = locked_round(work, round_id)
    if one.state not in REVIEWABLE or drafts_of(work, round_id):
        return
    if one.state == "solved":
        move_round(work, one, "reviewed", May.REVIEW_SUGGESTION)
    if has_asked(work, round_id):
        move_round(work, load_round(work, round_id), "published", May.APPROVE_SUGGESTION)


def open_again(work: Work, round_id: str, reason: str) -> None:
    """Let a round wait for its review again, because something new is in it to look at."""
    one = locked_round(work, round_id)
    if one.state in ("reviewed", "published"):
        move_round(work, one, "solved", May.RUN_MATCHING, reason)


def replace_earlier(work: Work, programme_id: str, newer_id: str, left: frozenset[str]) -> None:
    """What becomes of earlier rounds when a newer one has run: those only prepared, and those `left` with drafts.

    One that has asked somebody stays published, another one is discarded.
    """
    earlier = (matching_round.c.programme_id == programme_id, matching_round.c.id != newer_id)
    rows = work.rows(
        sa.select(matching_round.c.id)
        .where(*earlier, sa.or_(matching_round.c.state == "draft", matching_round.c.id.in_(left)))
        .order_by(matching_round.c.id)
    )
    for row in rows:
        one = locked_round(work, row.id)
        if one.state == "draft" or (one.state in REVIEWABLE and not has_asked(work, row.id)):
            move_round(work, one, "discarded", May.RUN_MATCHING, NEWER)
        elif one.state == "solved":
            move_round(work, one, "published", May.RUN_MATCHING, NEWER)
        else:
            settle(work, row.id)


def drafts_of(look: Look, round_id: str) -> list[str]:
    """The suggestions of a round that nobody has decided on."""
    drafts = (suggestion.c.round_id == round_id, suggestion.c.state == "draft")
    return [row.id for row in look.rows(sa.select(suggestion.c.id).where(*drafts).order_by(suggestion.c.id))]


def rounds_with_drafts(look: Look, programme_id: str) -> frozenset[str]:
    """The rounds of a programme with suggestions that nobody has decided on."""
    drafts = (suggestion.c.programme_id == programme_id, suggestion.c.state == "draft")
    return frozenset(row.round_id for row in look.rows(sa.select(suggestion.c.round_id).where(*drafts).distinct()))


def has_asked(look: Look, round_id: str) -> bool:
    """Whether anybody has been asked about a suggestion of a round."""
    asked = sa.select(suggestion.c.id).where(suggestion.c.round_id == round_id, suggestion.c.offered_at.is_not(None))
    return look.value(asked.limit(1)) is not None
