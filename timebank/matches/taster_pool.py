"""Short first meetings as a round takes them: what was said after them, and whether some still go on."""

from collections.abc import Iterable, Mapping, Sequence

import sqlalchemy as sa

from matching import Bond, Person, Programme
from matching.rules import apart
from timebank.db import lock_rows
from timebank.matches.tables import taster, taster_word
from timebank.matches.taster_rules import COUNTS_FOR, StillMeeting, Tasted, with_tasted
from timebank.work import Look, Work


def said_no(look: Look) -> list[list[str]]:
    """The pairs of members of whom either said no after meeting; as with any no, it counts in every programme."""
    no = sa.select(taster_word.c.taster_id).where(taster_word.c.said == "no")
    rows = look.rows(sa.select(taster.c.first_id, taster.c.second_id).where(taster.c.id.in_(no)))
    return [[row.first_id, row.second_id] for row in rows]


def tasted(look: Look, programme_id: str, numbers: Mapping[str, int]) -> list[Tasted]:
    """The short meetings of a programme that are over and count, of two who are both here, the newest last."""
    over = (taster.c.programme_id == programme_id, taster.c.state == "closed")
    recent = taster.c.closes_at > look.now - COUNTS_FOR
    rows = look.rows(
        sa.select(taster.c.id, taster.c.first_id, taster.c.second_id)
        .where(*over, recent)
        .order_by(taster.c.closes_at, taster.c.id)
    )
    if not rows:
        return []
    ids = sa.select(taster.c.id).where(*over, recent)
    statement = sa.select(taster_word.c.taster_id, taster_word.c.member_id, taster_word.c.said)
    said = {
        (row.taster_id, row.member_id): str(row.said)
        for row in look.rows(statement.where(taster_word.c.taster_id.in_(ids)))
    }
    found = {}
    for row in rows:
        if row.first_id in numbers and row.second_id in numbers:
            words = (said.get((row.id, row.first_id), ""), said.get((row.id, row.second_id), ""))
            one = Tasted(numbers[row.first_id], numbers[row.second_id], words)
            found[one.both] = one
    return list(found.values())


def in_final_round(
    look: Look,
    programme_id: str,
    made: tuple[Programme, tuple[Person, ...]],
    numbers: Mapping[str, int],
    bonds: Sequence[Bond],
    pinned: Iterable[tuple[int, int]],
) -> tuple[Programme, tuple[Person, ...]]:
    """The programme and people of a round once some have met briefly; otherwise as they are. See `with_tasted`."""
    programme, people = made
    met = [] if programme.kind == "help" else tasted(look, programme_id, numbers)
    return with_tasted(programme, people, met, apart(bonds), pinned) if met else made


def open_tasters(look: Look, programme_id: str) -> list[str]:
    """The short meetings of a programme that people have been asked to have and that still go on."""
    asked = (taster.c.programme_id == programme_id, taster.c.state == "asked")
    return [row.id for row in look.rows(sa.select(taster.c.id).where(*asked).order_by(taster.c.id))]


def lock_open_tasters(work: Work, programme_id: str) -> list[str]:
    """The same, held until the end of this work, so that one of two last words is seen to be the last."""
    asked = (taster.c.programme_id == programme_id, taster.c.state == "asked")
    return [row.id for row in work.rows(lock_rows(sa.select(taster.c.id).where(*asked).order_by(taster.c.id)))]


def require_first_step_over(look: Look, programme_id: str) -> None:
    """Go on when nobody of a programme is still asked to meet somebody briefly; raises StillMeeting."""
    if open_tasters(look, programme_id):
        raise StillMeeting
