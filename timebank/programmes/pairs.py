"""What a coordinator says of two people in one programme: that they are matched, or that they never are."""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note
from timebank.members.judging import may_judge
from timebank.members.tables import member
from timebank.programmes.keeping import part_of, programme_row
from timebank.programmes.tables import programme_pair
from timebank.work import Look, Work, insert_for

PAIRS = {
    "pinned": "Match these two, if every rule allows it",
    "forbidden": "Do not put these two forward together",
}


@dataclass(frozen=True, slots=True)
class PairCard:
    """What was said of two people, for coordinators."""

    first_id: str
    first_name: str
    second_id: str
    second_name: str
    kind: str


def say_pair(work: Work, key: str, programme_id: str, one_id: str, other_id: str, kind: str) -> str:
    """Say one of `PAIRS` of two people who take part; it replaces what was said before. Never of oneself.

    Answers the programme's id. Raises InvalidInput, NotFound.
    """
    _require_judge(work, one_id, other_id)
    first_id, second_id = min(one_id, other_id), max(one_id, other_id)

    def do() -> str:
        programme_row(work, programme_id)
        if kind not in PAIRS or first_id == second_id:
            raise InvalidInput("Please choose two people, and what should hold for them.")
        if not all(part_of(work, programme_id, who) for who in (first_id, second_id)):
            raise NotFound
        told = {"kind": kind, "said_at": work.now, "said_by_id": work.actor.member_id}
        row = insert_for(work, programme_pair).values(
            programme_id=programme_id, first_id=first_id, second_id=second_id, **told
        )
        keys = [programme_pair.c.programme_id, programme_pair.c.first_id, programme_pair.c.second_id]
        work.execute(row.on_conflict_do_update(index_elements=keys, set_=told))
        note(work, f"say_{kind}", "programme", programme_id)
        return programme_id

    return work.once(key, "say_pair", _content(programme_id, first_id, second_id, kind), do)


def take_back_pair(work: Work, key: str, programme_id: str, one_id: str, other_id: str) -> str:
    """Take back what was said of two people. Raises NotFound when nothing was."""
    _require_judge(work, one_id, other_id)
    first_id, second_id = min(one_id, other_id), max(one_id, other_id)

    def do() -> str:
        is_it = (
            programme_pair.c.programme_id == programme_id,
            programme_pair.c.first_id == first_id,
            programme_pair.c.second_id == second_id,
        )
        if not work.execute(sa.delete(programme_pair).where(*is_it).returning(programme_pair.c.kind)).all():
            raise NotFound
        note(work, "take_back_pair", "programme", programme_id)
        return programme_id

    return work.once(key, "take_back_pair", _content(programme_id, first_id, second_id), do)


def _require_judge(work: Work, *people: str) -> None:
    """Go on for a coordinator of their areas who is neither, or a second decider where one is a coordinator."""
    work.require(May.REVIEW_SUGGESTION)
    areas = work.rows(sa.select(member.c.area_id).where(member.c.id.in_(people)))
    if not may_judge(work, May.REVIEW_SUGGESTION, _both(people, [row.area_id for row in areas])):
        raise NotFound


def _both(people: Iterable[str], areas: Iterable[str | None]) -> Thing:
    """Two people as something in which neither is a judge, in their areas."""
    return Thing(involved=frozenset(people), area_ids=frozenset(filter(None, areas)))


def _content(*said: str) -> dict[str, str]:
    return dict(zip(("programme", "first", "second", "kind"), said, strict=False))


def pairs(look: Look, programme_id: str) -> tuple[PairCard, ...]:
    """What was said of pairs in a programme, by name, for whoever may say it; never those one is in oneself."""
    look.require(May.REVIEW_SUGGESTION)
    one, other = member.alias("one"), member.alias("other")
    areas = (one.c.area_id.label("one_area"), other.c.area_id.label("other_area"))
    rows = look.rows(
        sa.select(programme_pair, one.c.name.label("one_name"), other.c.name.label("other_name"), *areas)
        .join(one, one.c.id == programme_pair.c.first_id)
        .join(other, other.c.id == programme_pair.c.second_id)
        .where(programme_pair.c.programme_id == programme_id)
        .order_by(one.c.search_name, other.c.search_name, one.c.id, other.c.id)
    )
    return tuple(
        PairCard(row.first_id, row.one_name, row.second_id, row.other_name, row.kind)
        for row in rows
        if may_judge(look, May.REVIEW_SUGGESTION, _both((row.first_id, row.second_id), (row.one_area, row.other_area)))
    )


def pairs_said(look: Look, programme_id: str) -> tuple[tuple[str, str, str], ...]:
    """Every pair as (first id, second id, kind), the oldest first; for the matcher's pool, which has asked."""
    columns = (programme_pair.c.first_id, programme_pair.c.second_id, programme_pair.c.kind)
    order = (programme_pair.c.said_at, *columns)
    rows = look.rows(sa.select(*columns).where(programme_pair.c.programme_id == programme_id).order_by(*order))
    return tuple((row.first_id, row.second_id, row.kind) for row in rows)
