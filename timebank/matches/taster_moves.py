"""One short meeting with its two people as an action sees it, and the only way its state ever changes."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from timebank.access import May
from timebank.db import lock_rows
from timebank.errors import AlreadyDecided, NotFound
from timebank.history.actions import note
from timebank.matches.moves import Case, Side
from timebank.matches.pool import Sentence
from timebank.matches.tables import taster
from timebank.matches.taster_rules import TasterState, check_taster_move
from timebank.members.tables import member
from timebank.programmes.reads import definition_of
from timebank.programmes.tables import participation
from timebank.work import Look, Work


@dataclass(frozen=True, slots=True)
class TasterCase:
    """One short meeting as it stands; `case` holds its people as a draft of a suggestion to them would."""

    taster_id: str
    state: TasterState
    asked_at: datetime | None
    closes_at: datetime | None
    case: Case
    why: tuple[str, str]  # the sentences each reads, as kept; in the order of the people of `ids`
    ids: tuple[str, str]


def load_taster(look: Look, taster_id: str) -> TasterCase:
    """A short meeting with its people; raises NotFound. Asked by actions before they ask for permission."""
    row = look.row(sa.select(taster).where(taster.c.id == taster_id))
    if row is None:
        raise NotFound
    ids = (row.first_id, row.second_id)
    part = sa.and_(participation.c.member_id == member.c.id, participation.c.programme_id == row.programme_id)
    people = look.rows(
        sa.select(member.c.id, member.c.name, member.c.area_id, member.c.state, participation.c.role)
        .outerjoin(participation, part)
        .where(member.c.id.in_(ids))
        .order_by(member.c.id)
    )
    sides = tuple(
        Side(one.id, one.name, one.role or "", one.area_id, one.state == "active", None, None) for one in people
    )
    title = definition_of(look, row.programme_id).title
    case = Case(row.id, row.programme_id, title, "draft", None, None, sides, row.round_id, "pair", "")
    state = cast(TasterState, row.state)
    return TasterCase(row.id, state, row.asked_at, row.closes_at, case, (row.why_first, row.why_second), ids)


def locked_taster(work: Work, taster_id: str) -> TasterCase:
    """The same, held until the end of this work, so that two words come one after the other."""
    work.row(lock_rows(sa.select(taster.c.id).where(taster.c.id == taster_id)))
    return load_taster(work, taster_id)


def move_taster(
    work: Work, one: TasterCase, after: TasterState, may: May, *, names_nobody: bool = False, **values: object
) -> None:
    """Move a short meeting along the table; raises AlreadyDecided.

    With `names_nobody` nothing is kept of who moved it: what somebody said of another would show in that.
    """
    check_taster_move(one.state, after, may)
    is_it = (taster.c.id == one.taster_id, taster.c.state == one.state)
    if not work.claim(sa.update(taster).where(*is_it).values(state=after, **values)):
        raise AlreadyDecided
    if not names_nobody:
        note(work, f"taster_{after}", "taster", one.taster_id)


def with_arrangement(text: str, words: str) -> str:
    """The kept sentences of one person with how the two come to meet in front."""
    return json.dumps([asdict(Sentence(words)), *json.loads(text)], ensure_ascii=False)
