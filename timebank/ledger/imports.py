"""Brings hours from somebody else's file into the ledger: tried first, whole or good rows only, the same file once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.bringing import FailedRow, ImportReport
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.history.actions import note as remember
from timebank.ledger.file_rows import HoursRow, Reading
from timebank.ledger.finding import Finder, own_holders
from timebank.ledger.mapping import HoursMapping
from timebank.ledger.posting import NewExchange, take_pen
from timebank.ledger.posting_many import Brought, write_many
from timebank.ledger.rules import Holder, may_stand
from timebank.ledger.tables import account, entry, exchange
from timebank.members.rules import clean_words
from timebank.tabular import Record, TableUnreadable
from timebank.work import Look, Work


@dataclass(slots=True)
class _Checking:
    """A file on its way in."""

    reading: Reading
    finder: Finder
    today: date
    own: frozenset[Holder]
    there: dict[str, tuple[object, ...]]
    seen: dict[str, int] = field(default_factory=dict)


def bring_hours(
    work: Work,
    mapping: HoursMapping,
    records: Sequence[Record],
    *,
    day: date | None = None,
    dry_run: bool = False,
    good_rows_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Keep the hours of every row, each once however often it is brought; the limits of personal recording do not bind.

    `day`: when it was, for files without a date. With any failed row nothing is stored, unless `good_rows_only`; a dry
    run never stores. Raises TableUnreadable, InvalidInput.
    """
    work.require(May.IMPORT)
    _check_file(mapping, records, day)
    zone = community(work).zone
    pen = take_pen(work)
    checking = _Checking(
        reading=Reading(mapping, zone, day),
        finder=Finder.of(work, mapping.members),
        today=local_date(work.now, zone),
        own=own_holders(work),
        there=_already_there(work, mapping),
    )
    good, failed, already = check_rows(records, lambda record: _check(checking, record), progress)
    is_stored = not dry_run and (good_rows_only or not failed)
    if is_stored and good:
        checking.finder.keep_new({holder for one in good for holder in (one.payer, one.taker)})
        write_many(pen, good, {})
        remember(work, "import_hours", "import", mapping.name, reason=f"{len(good)} rows")
    return ImportReport(len(records), len(good), already, tuple(failed), is_stored)


def check_rows(
    records: Sequence[Record],
    check: Callable[[Record], Brought | None],
    progress: Callable[[int, int], None] | None,
) -> tuple[list[Brought], list[FailedRow], int]:
    """What each row would bring, the rows that fail, and how many are there already (`check` answers None)."""
    good: list[Brought] = []
    failed: list[FailedRow] = []
    for done, record in enumerate(records, 1):
        if progress:
            progress(done, len(records))
        try:
            brought = check(record)
        except InvalidInput as error:
            failed.append(FailedRow(record, str(error)))
        else:
            good += [brought] if brought else []
    return good, failed, len(records) - len(good) - len(failed)


def _check_file(mapping: HoursMapping, records: Sequence[Record], day: date | None) -> None:
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    missing = [column for column in mapping.needed() if column not in records[0].cells]
    if missing:
        raise TableUnreadable(f"The file has no column {missing[0]!r}, which the format {mapping.name} needs.")
    if "date" in mapping.columns and day is not None:
        raise InvalidInput("This file says of each row on which day it was, so please leave --date out.")
    if "date" not in mapping.columns and day is None:
        raise InvalidInput("This file does not say when it was. Please give the day with --date, such as 2026-03-31.")


def _already_there(look: Look, mapping: HoursMapping) -> dict[str, tuple[object, ...]]:
    """What was brought in this format before, by where it came from."""
    columns: list[Any] = [exchange.c.source_id, entry.c.minutes, entry.c.service_date, entry.c.note, exchange.c.people]
    payer, taker = account.alias("payer"), account.alias("taker")
    for side in (payer, taker):
        columns += [side.c.kind, sa.func.coalesce(side.c.member_id, side.c.organisation_id, "")]
    statement = (
        sa.select(*columns)
        .select_from(entry)
        .join(exchange, exchange.c.id == entry.c.exchange_id)
        .join(payer, payer.c.id == entry.c.from_account_id)
        .join(taker, taker.c.id == entry.c.to_account_id)
        .where(exchange.c.source_kind == "import", exchange.c.source_id.startswith(f"{mapping.name}:", autoescape=True))
        .order_by(entry.c.position.desc())  # so that of an entry and what came of it the first one stays
    )
    return {str(row[0]): tuple(row[1:]) for row in look.rows(statement)}


def _check(checking: _Checking, record: Record) -> Brought | None:
    row = checking.reading.row(record.cells)
    if row.key in checking.seen:
        raise InvalidInput(f"the key {row.key!r} is already in row {checking.seen[row.key]}")
    checking.seen[row.key] = record.number
    source_id, words = f"{checking.reading.mapping.name}:{row.key}", clean_words(row.note)
    before = checking.there.get(source_id)
    if before is not None and "key" not in checking.reading.mapping.columns:
        _check_same_day(row, before)  # its whole content is its key
        return None
    payer, taker = (checking.finder.holder(*side) for side in (row.helped, row.helper))
    check_sides(payer, taker, checking.own)
    if row.service_date > checking.today:
        raise InvalidInput(f"the day {row.service_date} has not come yet")
    if before is not None:
        now = (row.minutes, row.service_date, words, row.people, payer.kind, payer.id, taker.kind, taker.id)
        if before not in (now, (*now[:2], "", *now[3:])):  # the words may have been taken away since
            raise InvalidInput(f"the key {row.key!r} was brought in before with other details")
        return None
    kind = _kind(payer, taker, row.state)
    check_state(kind, row.state)
    category_id = checking.finder.category(row.category)
    return Brought(
        kind=kind,
        state=row.state,
        payer=payer,
        taker=taker,
        minutes=row.minutes,
        service_date=row.service_date,
        key=f"import:{source_id}",
        note=words,
        exchange=NewExchange(category_id, "import", source_id, row.people),
    )


def _kind(payer: Holder, taker: Holder, state: str) -> str:
    """What hours are that went between these two; what the pot gives and still waits is a gift, to be taken or left."""
    if payer.kind == "pot":
        return "grant" if state == "posted" else "donation"
    return "donation" if taker.kind == "pot" else "exchange"


def check_state(kind: str, state: str) -> None:
    """Whether somebody can move an entry on from where it stands; raises InvalidInput."""
    if not may_stand(kind, state):
        raise InvalidInput(f"hours of the kind {kind} are never {state}")


def _check_same_day(row: HoursRow, before: tuple[object, ...]) -> None:
    """A row without a day of its own is there already for the day it was brought in with, and for no other."""
    day = before[1]
    if day != row.service_date:
        raise InvalidInput(
            f"a row just like this was brought in before, for {day}; if this is another one, say so in its words"
        )


def check_sides(payer: Holder, taker: Holder, own: frozenset[Holder]) -> None:
    """Whether hours may go between these two, brought by somebody who speaks for `own`; raises InvalidInput."""
    if payer == taker:
        raise InvalidInput("the one who helped and the one who was helped are the same")
    if own & {payer, taker}:
        raise InvalidInput("these are your own hours, so somebody else has to bring them in")
