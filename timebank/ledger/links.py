"""Proves what entries say of one another: corrections, settled questions, keys, and the word of a second person."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from timebank.ledger.tables import decision, entry
from timebank.work import Look

MOST = 5
named = entry.alias("named")


def findings(look: Look) -> Iterator[str]:
    """What does not hold between entries, in words; a few of each kind."""
    for position in _positions(look, _wrong_corrections()):
        yield f"The correction at position {position} does not fit the entry that it names."
    for position in _positions(look, _wrong_settlings()):
        yield f"The entry at position {position} does not fit the question that it settles."
    for column, what in ((entry.c.corrects_id, "corrected"), (entry.c.settles_id, "settled")):
        if look.value(_twice(column)) is not None:
            yield f"An entry is {what} more than once."
    if look.value(_twice(entry.c.key)) is not None or look.value(sa.select(entry.c.id).where(entry.c.key == "")):
        yield "Two entries have the same key, or one has none."
    if look.value(_decided_alone()) is not None:
        yield "A decision that needs a second person was made by the one who asked for it."
    if look.value(_agreed_and_missing()) is not None:
        yield "A correction that was agreed is not in the ledger."


def _positions(look: Look, wrong: sa.Select[Any]) -> list[int]:
    return [row.position for row in look.rows(wrong.order_by(entry.c.position).limit(MOST))]


def _wrong_corrections() -> sa.Select[Any]:
    """Corrections of nothing, of what does not count, between others, or that take back more than there was."""
    same_way = sa.and_(
        named.c.from_account_id == entry.c.from_account_id, named.c.to_account_id == entry.c.to_account_id
    )
    other_way = sa.and_(
        named.c.from_account_id == entry.c.to_account_id,
        named.c.to_account_id == entry.c.from_account_id,
        entry.c.minutes <= named.c.minutes,
    )
    fits = sa.and_(
        *(named.c.state == "posted", entry.c.state == "posted", entry.c.kind == "correction"),
        named.c.position < entry.c.position,
        sa.or_(same_way, other_way),
    )
    return _wrong(entry.c.corrects_id, fits, sa.and_(entry.c.kind == "correction", entry.c.corrects_id.is_(None)))


def _wrong_settlings() -> sa.Select[Any]:
    fits = sa.and_(
        *(named.c.state == "closed", named.c.position < entry.c.position, named.c.kind == entry.c.kind),
        named.c.from_account_id == entry.c.from_account_id,
        named.c.to_account_id == entry.c.to_account_id,
    )
    return _wrong(entry.c.settles_id, fits, sa.false())


def _wrong(link: "sa.Column[str]", fits: "sa.ColumnElement[bool]", also: "sa.ColumnElement[bool]") -> sa.Select[Any]:
    named_one = sa.select(sa.literal(1)).select_from(named).where(named.c.id == link, fits).correlate(entry)
    return sa.select(entry.c.position).where(sa.or_(sa.and_(link.is_not(None), ~sa.exists(named_one)), also))


def _twice(column: "sa.Column[str]") -> sa.Select[Any]:
    return sa.select(column).where(column.is_not(None)).group_by(column).having(sa.func.count() > 1).limit(1)


def _decided_alone() -> sa.Select[Any]:
    is_alone = (decision.c.decided_by_id == decision.c.asked_by_id, decision.c.state.in_(("agreed", "refused")))
    return sa.select(decision.c.id).where(*is_alone).limit(1)


def _agreed_and_missing() -> sa.Select[Any]:
    made = sa.select(entry.c.id).where(entry.c.corrects_id == decision.c.entry_id)
    is_agreed = (decision.c.kind == "correction", decision.c.state == "agreed")
    return sa.select(decision.c.id).where(*is_agreed, ~made.exists()).limit(1)
