"""How a round is made: its people are frozen, the matcher is asked, and what it answers is kept as drafts."""

import json
from typing import Any

import sqlalchemy as sa

from matching.staying import solve_staying
from timebank.access import May, Role
from timebank.community.reads import community
from timebank.db import lock_rows
from timebank.errors import NotFound
from timebank.mail.actions import write
from timebank.matches import letters
from timebank.matches.drafts import how_many_stand, pairs_of, supersede_drafts
from timebank.matches.frozen import inputs_of, is_changed
from timebank.matches.keeping import how_many, keep_suggestions, keep_unmatched, summary_of
from timebank.matches.pool import Gathered, gather
from timebank.matches.round_moves import (
    load_round,
    locked_round,
    move_round,
    replace_earlier,
    rounds_with_drafts,
    settle,
)
from timebank.matches.tables import matching_round
from timebank.matches.taster_pool import require_first_step_over
from timebank.members.reads import names
from timebank.programmes.definition import Definition
from timebank.programmes.reads import definition_of
from timebank.programmes.tables import programme
from timebank.roles import holders
from timebank.work import Work

CHANGED = "What people said had changed since it was prepared, so it was prepared anew."


def make_round(work: Work, programme_id: str) -> str:
    """Prepare a round and run it in one go; answers the round's id. Raises NotFound.

    Drafts of earlier rounds are set aside, and their people brought together again where others gain little by less.
    A proposal that does not verify raises inside the matcher, so nothing of it is ever kept.
    """
    round_id, definition, gathered = _freeze(work, programme_id)
    _solve(work, round_id, definition, gathered)
    return round_id


def freeze_round(work: Work, programme_id: str) -> str:
    """Keep who would be in a round if it ran now, and run nothing; answers the round's id. Raises NotFound."""
    return _freeze(work, programme_id)[0]


def solve_frozen(work: Work, round_id: str) -> None:
    """Run a round that was prepared, with everybody as they are now. Raises NotFound, AlreadyDecided.

    Where they are not as they were when it was prepared, the step says so.
    """
    row = work.row(sa.select(matching_round).where(matching_round.c.id == round_id))
    if row is None:
        raise NotFound
    version = _open_version(work, row.programme_id)
    definition = definition_of(work, row.programme_id)
    gathered = gather(work, row.programme_id, definition, row.turn)
    inputs = inputs_of(gathered)
    reason = CHANGED if version != row.programme_version or is_changed(json.loads(row.inputs), inputs) else ""
    again = {"programme_version": version, "inputs": json.dumps(inputs, ensure_ascii=False)}
    _solve(work, round_id, definition, gathered, reason, **again)


def _open_version(work: Work, programme_id: str) -> int:
    """The version of an open programme, which waits here for a round that is being made; raises NotFound."""
    version = work.value(
        lock_rows(sa.select(programme.c.version).where(programme.c.id == programme_id, programme.c.state == "open"))
    )
    if version is None:
        raise NotFound
    return int(version)


def _freeze(work: Work, programme_id: str) -> tuple[str, Definition, Gathered]:
    version = _open_version(work, programme_id)
    definition = definition_of(work, programme_id)
    last = sa.select(sa.func.max(matching_round.c.turn)).where(matching_round.c.programme_id == programme_id)
    turn = 1 + (work.value(last) or 0)
    gathered = gather(work, programme_id, definition, turn)
    round_id = work.ids.new()
    work.execute(
        sa.insert(matching_round).values(
            id=round_id,
            programme_id=programme_id,
            programme_version=version,
            turn=turn,
            ran_at=work.now,
            ran_by_id=work.actor.member_id,
            inputs=json.dumps(inputs_of(gathered), ensure_ascii=False),
            summary="",
            state="draft",
        )
    )
    return round_id, definition, gathered


def _solve(
    work: Work, round_id: str, definition: Definition, gathered: Gathered, reason: str = "", **again: object
) -> None:
    """Ask the matcher, and keep its answer; drafts of earlier rounds are set aside first."""
    programme_id = load_round(work, round_id).programme_id
    require_first_step_over(work, programme_id)
    left = rounds_with_drafts(work, programme_id)
    drafts = supersede_drafts(work, programme_id)
    proposal = solve_staying(gathered.pool, pairs_of(drafts, gathered)).proposal
    stand = {"drafts_before": len(drafts), "drafts_stand": how_many_stand(drafts, proposal, gathered)}
    summary: dict[str, Any] = {**summary_of(gathered, proposal), **stand}
    keep_suggestions(work, programme_id, round_id, gathered, proposal)
    keep_unmatched(work, round_id, gathered, proposal)
    ran = {"ran_at": work.now, "ran_by_id": work.actor.member_id, "summary": json.dumps(summary)}
    move_round(work, locked_round(work, round_id), "solved", May.RUN_MATCHING, reason, **ran, **again)
    replace_earlier(work, programme_id, round_id, left)
    if not how_many(proposal):
        settle(work, round_id)
    _tell_coordinators(work, round_id, definition.title, how_many(proposal))


def _tell_coordinators(work: Work, round_id: str, title: str, how_many: int) -> None:
    """A letter to coordinators when the worker ran the round; somebody who ran it by hand is looking already."""
    if work.actor.kind != "worker" or not how_many:
        return
    everybody, name = names(work), community(work).name
    for member_id in holders(work.connection, Role.COORDINATOR, work.now):
        link = f"{work.settings.address}/review"
        draft = letters.drafts_wait(everybody[member_id], name, title, how_many, link)
        write(work, f"drafts:{round_id}:{member_id}", member_id, "drafts_wait", draft)
