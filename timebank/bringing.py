"""Brings the rows of a table in, one savepoint for all: tried first, all or nothing unless told, failed rows kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from timebank import tabular
from timebank.errors import InvalidInput
from timebank.tabular import Record
from timebank.work import Work


@dataclass(frozen=True, slots=True)
class FailedRow:
    """A row that cannot be brought in, and why."""

    record: Record
    reason: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What happened, or in a dry run what would: rows read, written, there already, failed; is anything stored?"""

    rows: int
    written: int
    already: int
    failed: tuple[FailedRow, ...]
    is_stored: bool

    def failed_csv(self) -> str:
        """The failed rows with their own columns, the row number and the reason, to mend and bring again."""
        if not self.failed:
            return ""
        columns = [name for name in self.failed[0].record.cells if name not in ("row", "reason")]  # of an earlier try
        rows = (
            [*(one.record.cells[column] for column in columns), one.record.number, one.reason] for one in self.failed
        )
        return tabular.write([*columns, "row", "reason"], rows)


def bring(
    work: Work,
    records: Sequence[Record],
    write_row: Callable[[Record], bool],
    *,
    dry_run: bool,
    good_rows_only: bool,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Write each row by `write_row` (False: it is there already; InvalidInput: it fails, with the reason).

    With any failed row nothing is stored, unless `good_rows_only`; a dry run never stores. `progress(done, all)` hears
    of each row.
    """
    written = already = 0
    failed: list[FailedRow] = []
    with work.connection.begin_nested() as savepoint:
        for done, record in enumerate(records, 1):
            if progress:
                progress(done, len(records))
            try:
                with work.connection.begin_nested():  # a row that fails halfway leaves nothing of itself behind
                    is_new = write_row(record)
            except InvalidInput as error:
                failed.append(FailedRow(record, str(error)))
            else:
                written, already = written + is_new, already + (not is_new)
        is_stored = not dry_run and (good_rows_only or not failed)
        if not is_stored:
            savepoint.rollback()
    return ImportReport(len(records), written, already, tuple(failed), is_stored)
