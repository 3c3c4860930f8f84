"""How a part in a programme and its answers are found and kept; for actions that have asked for permission."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import sqlalchemy as sa

from timebank.errors import NotFound
from timebank.programmes.definition import Definition, parse
from timebank.programmes.rules import Given
from timebank.programmes.tables import answer, participation, programme, programme_version
from timebank.work import Look, Work, insert_for


@dataclass(frozen=True, slots=True)
class Part:
    """One member's part in one programme."""

    participation_id: str
    programme_id: str
    member_id: str
    role: str
    state: str
    paused_from: str
    capacity: int


parsed = lru_cache(maxsize=64)(parse)  # the same text always means the same


def definition_of(look: Look, programme_id: str) -> Definition:
    """The programme as it is now. How people are matched is no secret. Raises NotFound."""
    text = look.value(
        sa.select(programme_version.c.definition)
        .join(programme, programme.c.id == programme_version.c.programme_id)
        .where(programme.c.id == programme_id, programme.c.version == programme_version.c.version)
    )
    if text is None:
        raise NotFound
    return parsed(str(text))


def programme_row(look: Look, programme_id: str) -> "sa.Row[tuple[int, str]]":
    """Version and state of a programme. Raises NotFound."""
    row = look.row(sa.select(programme.c.version, programme.c.state).where(programme.c.id == programme_id))
    if row is None:
        raise NotFound
    return row


def part_of(look: Look, programme_id: str, member_id: str) -> Part | None:
    """A member's part in a programme they have not left, or None."""
    return _part(
        look,
        participation.c.programme_id == programme_id,
        participation.c.member_id == member_id,
        participation.c.state != "left",
    )


def part_by_id(look: Look, participation_id: str) -> Part | None:
    """A part somebody has not left, by its id, or None."""
    return _part(look, participation.c.id == participation_id, participation.c.state != "left")


def _part(look: Look, *kept: sa.ColumnElement[bool]) -> Part | None:
    row = look.row(
        sa.select(
            participation.c.id,
            participation.c.programme_id,
            participation.c.member_id,
            participation.c.role,
            participation.c.state,
            participation.c.paused_from,
            participation.c.capacity,
        ).where(*kept)
    )
    return Part(*tuple(row)) if row else None


def keep(work: Work, participation_id: str, given: Iterable[Given]) -> None:
    """Keep answers with their ticks, each in place of the one before; a blank answer is taken away."""
    for one in given:
        of_question = (answer.c.participation_id == participation_id, answer.c.question == one.question)
        if not (one.values or one.may_be_used or one.may_be_shown):
            work.execute(sa.delete(answer).where(*of_question))
            continue
        values = {
            "value": json.dumps(one.values, ensure_ascii=False),
            "may_be_used": one.may_be_used,
            "may_be_shown": one.may_be_shown,
            "is_essential": one.is_essential,
            "answered_at": work.now,
        }
        row = insert_for(work, answer).values(participation_id=participation_id, question=one.question, **values)
        keys = [answer.c.participation_id, answer.c.question]
        work.execute(row.on_conflict_do_update(index_elements=keys, set_=values))


def kept(look: Look, participation_id: str) -> dict[str, Given]:
    """The answers of one part, by question."""
    rows = look.rows(sa.select(answer).where(answer.c.participation_id == participation_id))
    return {row.question: given_of(row) for row in rows}


def given_of(row: "sa.Row[tuple[object, ...]]") -> Given:
    """An answer from its row."""
    return Given(row.question, tuple(json.loads(row.value)), row.may_be_used, row.may_be_shown, row.is_essential)
