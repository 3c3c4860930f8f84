"""How a first step is made: the people of a round are frozen, a shortlist is found, and its meetings kept as drafts."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from matching.rules import apart
from matching.shortlist import Shortlist, shortlist
from timebank.access import May
from timebank.matches.pool import Gathered, gather, say_sentences
from timebank.matches.reasons import as_text, kept_reasons, read_reasons, read_sentences
from timebank.matches.round_moves import NEWER, load_round, locked_round, move_round
from timebank.matches.rounds import freeze_round
from timebank.matches.tables import matching_round, taster, taster_word
from timebank.matches.taster_moves import locked_taster, move_taster
from timebank.matches.taster_pool import require_first_step_over, tasted
from timebank.matches.taster_rules import NoFirstStep, without_tasted
from timebank.programmes.reads import definition_of, shown_now
from timebank.work import Look, Work


def make_first_step(work: Work, programme_id: str) -> str:
    """Find whom each could meet briefly and keep it as drafts; answers the round's id.

    For actions that have asked. Raises NotFound, NoFirstStep, StillMeeting.
    """
    definition = definition_of(work, programme_id)
    if not definition.care.shortlist or definition.kind == "help":
        raise NoFirstStep
    require_first_step_over(work, programme_id)
    round_id = freeze_round(work, programme_id)
    _set_drafts_aside(work, programme_id)
    turn = int(work.value(sa.select(matching_round.c.turn).where(matching_round.c.id == round_id)) or 0)
    gathered = gather(work, programme_id, definition, turn)
    numbers = {member_id: number for number, member_id in enumerate(gathered.member_ids)}
    met = [one.both for one in tasted(work, programme_id, numbers)]
    pool = replace(gathered.pool, programme=without_tasted(gathered.pool.programme))
    before = apart(bond for bond in pool.bonds if bond.kind == "past")
    found = shortlist(pool, definition.care.shortlist, met=[pair for pair in met if pair not in before])
    _keep(work, programme_id, round_id, replace(gathered, pool=pool), found)
    move_round(work, locked_round(work, round_id), "solved", May.RUN_MATCHING)
    settle_first_step(work, round_id)
    return round_id


def _keep(work: Work, programme_id: str, round_id: str, gathered: Gathered, found: Shortlist) -> None:
    rows: list[dict[str, Any]] = [
        {
            "id": work.ids.new(),
            "round_id": round_id,
            "programme_id": programme_id,
            "first_id": gathered.member_ids[one.first],
            "second_id": gathered.member_ids[one.second],
            "state": "draft",
            "score": one.score,
            "reasons": as_text(kept_reasons(gathered, [one])),
            "why_first": as_text(say_sentences(gathered, (one.first, one.second), one.first)),
            "why_second": as_text(say_sentences(gathered, (one.first, one.second), one.second)),
            "made_at": work.now,
        }
        for one in found.pairs
    ]
    if rows:
        work.execute(sa.insert(taster), rows)


def _set_drafts_aside(work: Work, programme_id: str) -> None:
    """Set the drafts of earlier first steps aside; nobody was told of them, so nobody is told now."""
    drafts = (taster.c.programme_id == programme_id, taster.c.state == "draft")
    rows = work.rows(sa.select(taster.c.id, taster.c.round_id).where(*drafts).order_by(taster.c.id))
    for row in rows:
        one = locked_taster(work, row.id)
        if one.state == "draft":  # somebody may have asked its people this moment
            move_taster(work, one, "discarded", May.RUN_MATCHING)
    for round_id in sorted({row.round_id for row in rows}):
        settle_first_step(work, round_id, NEWER)


def settle_first_step(work: Work, round_id: str, reason: str = "") -> None:
    """What follows from a decision: reviewed once no draft of it waits, published if somebody was asked."""
    states = {row.state for row in work.rows(sa.select(taster.c.state).where(taster.c.round_id == round_id).distinct())}
    one = locked_round(work, round_id)
    if "draft" in states or one.state != "solved":
        return
    has_asked = taster.c.asked_at.is_not(None)
    asked = work.value(sa.select(taster.c.id).where(taster.c.round_id == round_id, has_asked).limit(1))
    if asked is None and reason:
        move_round(work, one, "discarded", May.RUN_MATCHING, reason)
        return
    move_round(work, one, "reviewed", May.REVIEW_SUGGESTION)
    if asked is not None:
        move_round(work, load_round(work, round_id), "published", May.APPROVE_SUGGESTION)


def forget_hidden_tasters(work: Work, programme_id: str, member_id: str) -> None:
    """Take out of the short meetings of a member what they do not let be shown any more; points stay."""
    shown = shown_now(work, programme_id)
    theirs = sa.or_(taster.c.first_id == member_id, taster.c.second_id == member_id)
    for row in work.rows(sa.select(taster).where(taster.c.programme_id == programme_id, theirs)):
        less = {
            "reasons": as_text(read_reasons(row.reasons, shown)),
            "why_first": as_text(read_sentences(row.why_first, shown, row.first_id)),
            "why_second": as_text(read_sentences(row.why_second, shown, row.second_id)),
        }
        if less != {name: row._mapping[name] for name in less}:
            work.execute(sa.update(taster).where(taster.c.id == row.id).values(**less))


def unsaid(look: Look, taster_ids: list[str]) -> set[tuple[str, str]]:
    """Of short meetings, each (id, member) who has not said how it was."""
    said = {
        (row.taster_id, row.member_id)
        for row in look.rows(sa.select(taster_word).where(taster_word.c.taster_id.in_(taster_ids)))
    }
    rows = look.rows(sa.select(taster.c.id, taster.c.first_id, taster.c.second_id).where(taster.c.id.in_(taster_ids)))
    return {(row.id, person) for row in rows for person in (row.first_id, row.second_id)} - said
