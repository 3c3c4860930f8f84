"""Brings hours from somebody else's file into the ledger: tried first, whole or good rows only, the same file once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa

from timebank.access import May
from timebank.bringing import ImportReport, bring
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.history.actions import note as remember
from timebank.ledger.mapping import HolderMapping, HoursMapping, read_row
from timebank.ledger.posting import NewEntry, NewExchange, Pen, take_pen
from timebank.ledger.rules import Holder
from timebank.ledger.tables import entry, exchange
from timebank.members.rules import clean_name, clean_words
from timebank.members.tables import member, organisation, organisation_agent
from timebank.tabular import Record, TableUnreadable
from timebank.work import Work


@dataclass(slots=True)
class _Bringing:
    """An import in progress."""

    work: Work
    pen: Pen
    mapping: HoursMapping
    today: date
    own: frozenset[Holder]
    holders: dict[tuple[str, str], Holder] = field(default_factory=dict)
    accounts: dict[Holder, str] = field(default_factory=dict)
    seen: dict[str, int] = field(default_factory=dict)
    there: dict[str, "sa.Row[tuple[object, ...]]"] = field(default_factory=dict)


def bring_hours(
    work: Work,
    mapping: HoursMapping,
    records: Sequence[Record],
    *,
    dry_run: bool = False,
    good_rows_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
) -> ImportReport:
    """Post the hours of every row, each once however often it is brought; the limits of personal recording do not bind.

    With any failed row nothing is stored, unless `good_rows_only`; a dry run never stores. Raises TableUnreadable.
    """
    work.require(May.IMPORT)
    _check_columns(mapping, records)
    today = local_date(work.now, community(work).zone)
    state = _Bringing(work, take_pen(work), mapping, today, _own(work), there=_already_there(work, mapping))
    report = bring(
        work,
        records,
        lambda record: _write_whole(state, record),
        dry_run=dry_run,
        good_rows_only=good_rows_only,
        progress=progress,
    )
    if report.is_stored and report.written:
        remember(work, "import_hours", "import", mapping.name, reason=f"{report.written} rows")
    return report


def _own(work: Work) -> frozenset[Holder]:
    """The accounts the actor speaks for: nobody brings in hours of their own."""
    me = work.actor.member_id
    if me is None:
        return frozenset()
    mine = sa.select(organisation_agent.c.organisation_id).where(organisation_agent.c.member_id == me)
    return frozenset({Holder("member", me), *(Holder("organisation", row.organisation_id) for row in work.rows(mine))})


def _check_columns(mapping: HoursMapping, records: Sequence[Record]) -> None:
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    missing = [column for column in mapping.needed() if column not in records[0].cells]
    if missing:
        raise TableUnreadable(f"The file has no column {missing[0]!r}, which the format {mapping.name} needs.")


def _already_there(work: Work, mapping: HoursMapping) -> dict[str, "sa.Row[tuple[object, ...]]"]:
    columns = (
        *(entry.c.minutes, entry.c.service_date, entry.c.note, exchange.c.people, exchange.c.source_id),
        *(entry.c.from_account_id, entry.c.to_account_id),
    )
    statement = (
        sa.select(*columns)
        .join(exchange, exchange.c.id == entry.c.exchange_id)
        .where(exchange.c.source_kind == "import", exchange.c.source_id.startswith(f"{mapping.name}:", autoescape=True))
    )
    return {row.source_id: row for row in work.rows(statement)}


def _write_whole(state: _Bringing, record: Record) -> bool:
    """Write one row; False when it is there already, just so. Raises InvalidInput."""
    try:
        return _write(state, record)
    except InvalidInput:
        state.holders.clear()  # what this row opened goes with it
        state.accounts.clear()
        raise


def _write(state: _Bringing, record: Record) -> bool:
    row = read_row(state.mapping, record.cells)
    if row.key in state.seen:
        raise InvalidInput(f"the key {row.key!r} is already in row {state.seen[row.key]}")
    state.seen[row.key] = record.number
    helped, helper = _holder(state, state.mapping.helped, row.helped), _holder(state, state.mapping.helper, row.helper)
    if helped == helper:
        raise InvalidInput("the one who helped and the one who was helped are the same")
    if state.own & {helped, helper}:
        raise InvalidInput("these are your own hours, so somebody else has to bring them in")
    if row.service_date > state.today:
        raise InvalidInput(f"the day {row.service_date} has not come yet")
    source_id, words = f"{state.mapping.name}:{row.key}", clean_words(row.note)
    from_id, to_id = _account(state, helped), _account(state, helper)
    before = state.there.get(source_id)
    if before is not None:
        now = (row.minutes, row.service_date, words, row.people, from_id, to_id)
        if now != (
            *(before.minutes, before.service_date, before.note, before.people),
            *(before.from_account_id, before.to_account_id),
        ):
            raise InvalidInput(f"the key {row.key!r} was brought in before with other details")
        return False
    told = state.pen.write_exchange(NewExchange(None, "import", source_id, row.people))
    state.pen.write_entry(
        NewEntry(
            kind="exchange",
            from_account_id=from_id,
            to_account_id=to_id,
            minutes=row.minutes,
            state="posted",
            service_date=row.service_date,
            key=f"import:{source_id}",
            note=words,
        ),
        told,
    )
    return True


def _account(state: _Bringing, holder: Holder) -> str:
    if holder not in state.accounts:
        state.accounts[holder] = state.pen.account_of(holder).id
    return state.accounts[holder]


def _holder(state: _Bringing, mapping: HolderMapping, name: str) -> Holder:
    known = state.holders.get((mapping.kind, name))
    if known is None:
        known = _member(state.work, name) if mapping.kind == "member" else _organisation(state.work, name)
        state.holders[mapping.kind, name] = known
    return known


def _member(work: Work, name: str) -> Holder:
    address = sa.or_(member.c.email == name.lower(), member.c.id == name, member.c.name == name)
    found = work.rows(sa.select(member.c.id).where(address, member.c.state == "active"))
    if len(found) != 1:
        how_many = "no member" if not found else "more than one member"
        raise InvalidInput(f"there is {how_many} {name!r}; add them first, or write their e-mail address")
    return Holder("member", found[0].id)


def _organisation(work: Work, name: str) -> Holder:
    clean = clean_name(name)
    found = work.value(sa.select(organisation.c.id).where(organisation.c.name == clean))
    if found is None:
        found = work.ids.new()
        work.execute(sa.insert(organisation).values(id=found, name=clean, added_at=work.now))
    return Holder("organisation", str(found))
