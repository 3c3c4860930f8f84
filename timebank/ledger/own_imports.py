"""Brings in a ledger that was taken away as CSV: the same entries, days, states and links, in a chain of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from timebank.access import May
from timebank.bringing import ImportReport
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.history.actions import note as remember
from timebank.ledger.finding import own_holders
from timebank.ledger.imports import check_rows, check_sides, check_state
from timebank.ledger.own_known import KnownEntry, kept_entries, kept_sessions
from timebank.ledger.own_rows import COLUMNS, OwnRow, read_own
from timebank.ledger.posting import NewExchange, take_pen
from timebank.ledger.posting_many import Brought, write_many
from timebank.ledger.rules import MOVES, OPEN_STATES, Holder
from timebank.ledger.tables import account, entry
from timebank.listings.tables import category
from timebank.members.imports import keep_offline
from timebank.members.leaving import pseudonym
from timebank.members.tables import member, organisation
from timebank.tabular import Record, TableUnreadable
from timebank.work import Work


@dataclass(slots=True)
class _Checking:
    """A ledger on its way in."""

    work: Work
    now: datetime
    today: date
    own: frozenset[Holder]
    there: dict[str, KnownEntry]
    exchanges: dict[str, dict[str, Any]]
    names: dict[Holder, str]
    organisations: dict[str, str]
    closed: frozenset[Holder]
    categories: dict[str, str]
    named: dict[str, str]  # entries that are put right or settled already, and by which
    coming: dict[str, KnownEntry] = field(default_factory=dict)
    new_holders: dict[Holder, str] = field(default_factory=dict)
    new_categories: dict[str, str] = field(default_factory=dict)
    told: dict[str, tuple[object, ...]] = field(default_factory=dict)  # what is known of each exchange

    def __post_init__(self) -> None:
        for session, row in self.exchanges.items():
            self.told[session] = (row["category_id"], row["people"], row["source_kind"], row["source_id"])


def bring_own(
    work: Work,
    records: Sequence[Record],
    *,
    dry_run: bool = False,
    good_rows_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Keep every entry of our own ledger.csv that is not here yet, under its own id; nobody is told.

    Members and organisations nobody knows here are added under the id and name they have there, members as offline
    ones. With any failed row nothing is stored, unless `good_rows_only`; a dry run never stores. Raises
    TableUnreadable.
    """
    work.require(May.IMPORT)
    _check_columns(records)
    pen = take_pen(work)
    checking = _checking(work, records)
    good, failed, already = check_rows(records, lambda record: _check(checking, record), progress)
    is_stored = not dry_run and (good_rows_only or not failed)
    if is_stored and good:
        _keep_new(checking, good)
        write_many(pen, good, checking.exchanges)
        _close(work, [one for one, name in checking.new_holders.items() if name == pseudonym(one.id)])
        remember(work, "import_hours", "import", "own", reason=f"{len(good)} rows")
    return ImportReport(len(records), len(good), already, tuple(failed), is_stored)


def _close(work: Work, left: Sequence[Holder]) -> None:
    """Close the accounts of those who had left there; a pseudonym tells it, for it is made from the id."""
    ids = [one.id for one in left if one.kind == "member"]
    closing = sa.update(account).where(account.c.member_id == sa.bindparam("its_id")).values(closed_at=work.now)
    if ids:
        work.execute(closing, [{"its_id": one} for one in ids])


def _check_columns(records: Sequence[Record]) -> None:
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    missing = [column for column in COLUMNS if column not in records[0].cells]
    if missing:
        raise TableUnreadable(f"The file has no column {missing[0]!r}, which our own ledger.csv has.")


def _checking(work: Work, records: Sequence[Record]) -> _Checking:
    named = sorted({record.cells[column].strip() for record in records for column in ("entry", "corrects")} - {""})
    there, exchanges = kept_entries(work, named)
    exchanges |= kept_sessions(work, {record.cells["source"] for record in records})
    first_id = sa.func.coalesce(entry.c.corrects_id, entry.c.settles_id).label("first_id")
    followed = sa.select(first_id, entry.c.id).where(
        sa.or_(entry.c.corrects_id.is_not(None), entry.c.settles_id.is_not(None))
    )
    holders = sa.select(account.c.kind, account.c.member_id, account.c.organisation_id)
    closed = work.rows(holders.where(account.c.closed_at.is_not(None)))
    names: dict[Holder, str] = {Holder("pot"): "pot", Holder("opening"): "opening"}
    names |= {Holder("member", row.id): row.name for row in work.rows(sa.select(member.c.id, member.c.name))}
    organisations = {row.id: row.name for row in work.rows(sa.select(organisation.c.id, organisation.c.name))}
    return _Checking(
        work=work,
        now=work.now,
        today=local_date(work.now, community(work).zone),
        own=own_holders(work),
        there=there,
        exchanges=exchanges,
        names=names | {Holder("organisation", one): name for one, name in organisations.items()},
        organisations={name: one for one, name in organisations.items()},
        closed=frozenset(Holder(row.kind, row.member_id or row.organisation_id or "") for row in closed),
        categories={row.slug: row.id for row in work.rows(sa.select(category.c.slug, category.c.id))},
        named={row.first_id: row.id for row in work.rows(followed)},
    )


def _check(checking: _Checking, record: Record) -> Brought | None:
    row = read_own(record.cells)
    if row.entry_id in checking.coming:
        raise InvalidInput(f"the entry {row.entry_id} is in the file twice")
    told = KnownEntry(row.kind, row.state, row.payer, row.taker, row.minutes, row.service_date, row.recorded_at, "")
    before = checking.there.get(row.entry_id)
    if before is not None:
        _check_same(row.entry_id, before, told)
        return None
    if row.kind == "correction" and not row.corrects:
        raise InvalidInput("a correction must name the entry that it puts right")
    check_state(row.kind, row.state)
    check_sides(row.payer, row.taker, checking.own)
    _check_days(checking, row)
    _check_holders(checking, row)
    session = _follow(checking, row) if row.corrects else _session_of(row)
    category_id = _category(checking, row.category)
    facts = (category_id, row.people, row.source_kind, row.source_id)
    if session and checking.told.setdefault(session, facts) != facts:
        raise InvalidInput("its source, category or people are not those of the entry it belongs with")
    checking.coming[row.entry_id] = KnownEntry(
        *(row.kind, row.state, row.payer, row.taker, row.minutes, row.service_date, row.recorded_at, session)
    )
    if row.corrects:
        checking.named[row.corrects] = row.entry_id
    return Brought(
        kind=row.kind,
        state=row.state,
        payer=row.payer,
        taker=row.taker,
        minutes=row.minutes,
        service_date=row.service_date,
        key=f"import:own:{row.entry_id}",
        note=row.note,
        exchange=NewExchange(category_id, row.source_kind, row.source_id, row.people) if row.source_kind else None,
        session=session,
        entry_id=row.entry_id,
        recorded_at=row.recorded_at,
        settles_id=row.corrects or None if row.kind != "correction" else None,
        corrects_id=row.corrects or None if row.kind == "correction" else None,
    )


def _session_of(row: OwnRow) -> str:
    """Entries of one session share an exchange; everything else has one of its own, which may be settled later."""
    if not row.source_kind:
        return ""
    return f"group:{row.source_id}" if row.source_kind == "group" else f"of:{row.entry_id}"


def _check_same(entry_id: str, before: KnownEntry, told: KnownEntry) -> None:
    fixed = ("kind", "payer", "taker", "minutes", "service_date", "recorded_at")
    if any(getattr(before, name) != getattr(told, name) for name in fixed):
        raise InvalidInput(f"the entry {entry_id} is here already with other details")
    if told.state != before.state and before.state in OPEN_STATES and _leads_to(before.state, told.state):
        raise InvalidInput(f"the entry {entry_id} is still {before.state} here, and only its people can move it on")


def _leads_to(before: str, after: str) -> bool:
    onward = MOVES.get(before, frozenset())
    return after in onward or any(_leads_to(one, after) for one in onward)


def _check_days(checking: _Checking, row: OwnRow) -> None:
    if row.service_date > checking.today:
        raise InvalidInput(f"the day {row.service_date} has not come yet")
    if row.recorded_at > checking.now + timedelta(days=1):  # two machines' clocks may differ
        raise InvalidInput(f"the moment {row.recorded_at.astimezone(UTC).isoformat()} has not come yet")


def _check_holders(checking: _Checking, row: OwnRow) -> None:
    for holder, name in ((row.payer, row.payer_name), (row.taker, row.taker_name)):
        if holder in checking.closed:
            raise InvalidInput(f"the account of {name!r} is closed, so it takes no more hours")
        if holder in checking.names:
            continue
        if holder.kind == "organisation" and checking.organisations.get(name, holder.id) != holder.id:
            raise InvalidInput(f"there is another organisation called {name!r} here already")
        if holder.kind == "organisation":
            checking.organisations[name] = holder.id
        checking.names[holder] = name
        checking.new_holders[holder] = name


def _follow(checking: _Checking, row: OwnRow) -> str:
    """The exchange of the entry that this one puts right or settles; raises InvalidInput where it cannot follow it."""
    first = checking.coming.get(row.corrects) or checking.there.get(row.corrects)
    if first is None:
        raise InvalidInput(f"the entry {row.corrects}, which it follows, is neither here nor before it in the file")
    if row.corrects in checking.named:
        raise InvalidInput(f"the entry {row.corrects} is followed by {checking.named[row.corrects]} already")
    same_way, other_way = (first.payer, first.taker), (first.taker, first.payer)
    if row.kind == "correction":
        is_back = (row.payer, row.taker) == other_way
        fits = first.state == "posted" and first.kind != "correction" and row.state == "posted"
        fits = (
            fits and (is_back or (row.payer, row.taker) == same_way) and (not is_back or row.minutes <= first.minutes)
        )
    else:
        fits = first.state == "closed" and first.kind == row.kind and (row.payer, row.taker) == same_way
    if not fits:
        raise InvalidInput(f"it does not follow from the entry {row.corrects}, which it names")
    if row.source_kind and not first.session:
        raise InvalidInput(f"the entry {row.corrects}, which it follows, comes from no exchange")
    return first.session if row.source_kind else ""


def _category(checking: _Checking, slug: str) -> str | None:
    if not slug:
        return None
    if slug not in checking.categories:
        checking.categories[slug] = checking.new_categories[slug] = checking.work.ids.new()
    return checking.categories[slug]


def _keep_new(checking: _Checking, good: Sequence[Brought]) -> None:
    """Keep the people, organisations and kinds of help that the good rows name for the first time."""
    work, used = checking.work, {holder for one in good for holder in (one.payer, one.taker)}
    new = {holder: name for holder, name in checking.new_holders.items() if holder in used}
    began: dict[Holder, datetime] = {}
    for one in good:
        for holder in (one.payer, one.taker):
            began[holder] = min(began.get(holder, work.now), one.recorded_at or work.now)
    keep_offline(work, [(one.id, name, began[one]) for one, name in new.items() if one.kind == "member"])
    rows = [{"id": one.id, "name": name, "added_at": work.now} for one, name in new.items() if one.kind != "member"]
    if rows:
        work.execute(sa.insert(organisation), rows)
    named = {one.exchange.category_id for one in good if one.exchange}
    kinds = [
        {"id": one, "slug": slug, "name": slug.replace("-", " ").capitalize(), "parent_id": None}
        for slug, one in checking.new_categories.items()
        if one in named
    ]
    if kinds:
        work.execute(sa.insert(category), kinds)
