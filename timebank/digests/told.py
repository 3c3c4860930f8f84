"""What each member was told of: each thing once, remembered in the same transaction as the letter that tells it."""

from collections.abc import Iterable

import sqlalchemy as sa

from timebank.digests.tables import told_item
from timebank.work import Work, insert_for


def told_of(member_id: str, kind: str) -> "sa.Select[tuple[str]]":
    """The ids of the things of a kind that a member was told of."""
    return sa.select(told_item.c.subject_id).where(told_item.c.member_id == member_id, told_item.c.kind == kind)


def tell_of(work: Work, member_id: str, kind: str, subject_ids: Iterable[str]) -> frozenset[str]:
    """Remember that a member is told of some things now; answers those they were not told of before."""
    wanted = sorted(set(subject_ids))
    if not wanted:
        return frozenset()
    rows = [{"member_id": member_id, "kind": kind, "subject_id": one, "told_at": work.now} for one in wanted]
    insert = insert_for(work, told_item).values(rows).on_conflict_do_nothing().returning(told_item.c.subject_id)
    return frozenset(row.subject_id for row in work.execute(insert))
