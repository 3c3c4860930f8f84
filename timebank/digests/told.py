"""What each member was told of: each thing once, remembered in the same transaction as the letter that tells it."""

from collections.abc import Iterable
from functools import cache

from timebank.digests.tables import told_item
from timebank.ready import Ready
from timebank.work import Work, insert_into


def tell_of(work: Work, member_id: str, kind: str, subject_ids: Iterable[str]) -> frozenset[str]:
    """Remember that a member is told of some things now; answers those they were not told of before."""
    insert = _new(work.connection.dialect.name)
    row = {"member_id": member_id, "kind": kind, "told_at": work.now}
    return frozenset(
        one for one in dict.fromkeys(subject_ids) if insert.write(work.connection, {**row, "subject_id": one}) == 1
    )


@cache
def _new(dialect: str) -> Ready:
    return Ready(insert_into(told_item, dialect).on_conflict_do_nothing())
