"""What coordinators see of a round as a whole: one that is prepared, before it runs, and every step of one."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import cast

import sqlalchemy as sa

from timebank.access import May
from timebank.matches.cards import PreparedCard, RoundStep
from timebank.matches.ending_talks import not_in_round
from timebank.matches.frozen import Frozen, changes, inputs_of, is_changed
from timebank.matches.pool import gather
from timebank.matches.round_moves import HAS_RUN, load_round
from timebank.matches.rules import ROUND_STATES, RoundState
from timebank.matches.tables import matching_round, round_move
from timebank.members.reads import names
from timebank.members.tables import member
from timebank.programmes.pairs import PairCard, pairs
from timebank.programmes.reads import definition_of
from timebank.work import Look

NOBODY: Frozen = {"people": (), "answers_digest": ""}


def prepared(look: Look, programme_id: str) -> PreparedCard | None:
    """The round of a programme that is prepared and has not run, or None; who is in it, and what has changed."""
    look.require(May.RUN_MATCHING)
    here = (matching_round.c.programme_id == programme_id, matching_round.c.state == "draft")
    row = look.row(
        sa.select(matching_round, member.c.name)
        .outerjoin(member, member.c.id == matching_round.c.ran_by_id)
        .where(*here)
        .order_by(matching_round.c.turn.desc())
        .limit(1)
    )
    if row is None:
        return None
    frozen = json.loads(row.inputs)
    now = inputs_of(gather(look, programme_id, definition_of(look, programme_id), row.turn))
    last = _last(look, programme_id)
    changed, known, said = changes(last or NOBODY, frozen), names(look), pairs(look, programme_id)
    places = Counter[str]()
    for one in frozen["people"]:
        places[one["role"]] += one["capacity"]

    def named(member_ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(sorted((known[one] for one in member_ids if one in known), key=str.casefold))

    return PreparedCard(
        row.id,
        row.ran_at,
        row.name or "",
        Counter(one["role"] for one in frozen["people"]),
        places,
        tuple((one.name, one.words) for one in not_in_round(look, programme_id)),
        _two(said, "pinned"),
        _two(said, "forbidden"),
        named(changed.joined) if last else (),
        named(changed.gone),
        named(changed.more_room),
        named(changed.less_room),
        changed.other_answers and last is not None,
        last is None,
        is_changed(frozen, now),
    )


def _last(look: Look, programme_id: str) -> Frozen | None:
    """What the last round that ran was given."""
    ran = (matching_round.c.programme_id == programme_id, HAS_RUN)
    text = look.value(sa.select(matching_round.c.inputs).where(*ran).order_by(matching_round.c.turn.desc()).limit(1))
    return None if text is None else cast(Frozen, json.loads(text))


def _two(said: Iterable[PairCard], kind: str) -> tuple[tuple[str, str], ...]:
    return tuple((one.first_name, one.second_name) for one in said if one.kind == kind)


def steps_of(look: Look, round_id: str) -> list[RoundStep]:
    """Every step of one round, first to last, with who and why. Raises NotFound."""
    look.require(May.RUN_MATCHING)
    load_round(look, round_id)
    statement = (
        sa.select(round_move, member.c.name)
        .outerjoin(member, member.c.id == round_move.c.moved_by_id)
        .where(round_move.c.round_id == round_id)
    )
    # Steps taken at one moment follow from one another, as from reviewed to published.
    rows = sorted(look.rows(statement), key=lambda row: (row.moved_at, ROUND_STATES.index(row.from_state)))
    return [
        RoundStep(
            cast(RoundState, row.from_state), cast(RoundState, row.to_state), row.moved_at, row.name or "", row.reason
        )
        for row in rows
    ]
