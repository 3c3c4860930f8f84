"""Welcomes many members from a CSV file: tried first, whole or good rows only, the same file once."""

import re
from collections.abc import Callable, Sequence

import sqlalchemy as sa

from timebank.access import May
from timebank.bringing import ImportReport, bring
from timebank.members import rules
from timebank.members.actions import add
from timebank.members.tables import member
from timebank.tabular import Record, TableUnreadable
from timebank.work import Work

COLUMNS = ("name", "email", "phone", "languages", "access")


def bring_members(
    work: Work,
    key: str,
    records: Sequence[Record],
    *,
    dry_run: bool = False,
    good_rows_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
    invite: bool = True,
) -> ImportReport:
    """Add a member for each row (name; e-mail or none; phone; languages and access needs separated by ; or spaces).

    Somebody whose e-mail, or for offline members whose name and phone, is known is already there. With any failed row
    nothing is stored, unless `good_rows_only`; a dry run never stores. Raises TableUnreadable.
    """
    work.require(May.ADD_MEMBER)
    work.require(May.IMPORT)
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    if "name" not in records[0].cells:
        raise TableUnreadable(f"The file has no column 'name'. It may have: {', '.join(COLUMNS)}.")

    def write_row(record: Record) -> bool:
        if _is_there(work, record):
            return False
        _add(work, f"{key}:{record.number}", record, invite)
        return True

    return bring(work, records, write_row, dry_run=dry_run, good_rows_only=good_rows_only, progress=progress)


def _is_there(work: Work, record: Record) -> bool:
    address = rules.clean_email(record.cells.get("email", ""))
    if address:
        return work.value(sa.select(member.c.id).where(member.c.email == address)) is not None
    name, phone = rules.clean_name(record.cells["name"]), rules.clean_phone(record.cells.get("phone", ""))
    same = sa.select(member.c.id).where(member.c.email.is_(None), member.c.name == name, member.c.phone == phone)
    return work.value(same) is not None


def _add(work: Work, key: str, record: Record, invite: bool) -> None:
    cells = record.cells
    add(
        work,
        key,
        cells["name"],
        email=cells.get("email", ""),
        phone=cells.get("phone", ""),
        languages=_codes(cells.get("languages", "")),
        access=_codes(cells.get("access", "")),
        invite=invite,
    )


def _codes(words: str) -> list[str]:
    return [code for code in re.split(r"[;,\s]+", words.strip()) if code]
