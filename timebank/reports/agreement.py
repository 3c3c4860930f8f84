"""Whether the figures people see are the same wherever they stand: with the accounts, in reports, in the export."""

from collections import defaultdict
from dataclasses import dataclass

import sqlalchemy as sa

from timebank.access import Caller, May
from timebank.app import App
from timebank.ledger import proving
from timebank.ledger.counting import counted
from timebank.ledger.proving import LastProof, Proved
from timebank.ledger.tables import account, entry
from timebank.reports.ledger_rows import account_rows, ledger_rows
from timebank.reports.totals import totals
from timebank.work import Look

_corrected = entry.alias("its")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is kept now: all accounts, the sum of their balances (it is zero), and whether reports say the same."""

    accounts: int
    sum_minutes: int
    exchanged_minutes: int | None  # None: too few people stand behind it for this reader
    is_reported_the_same: bool


def prove(app: App, caller: Caller, key: str, keeper: Caller | None = None) -> Proved:
    """Prove the ledger, and that its figures are the same wherever they stand; the outcome is kept."""
    return proving.prove(app, caller, key, differences, keeper)


def check_now(app: App, caller: Caller, key: str) -> LastProof:
    """The same for a member who asks; within a minute of the last proof they are told that one."""
    return proving.check_now(app, caller, key, differences)


def standing(look: Look) -> Standing:
    """The figures of the proof page, for any member; cheap, while `differences` reads every row."""
    look.require(May.SEE_PROOF)
    row = look.connection.execute(
        sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(account.c.balance_minutes), 0))
    ).one()
    return Standing(
        accounts=int(row[0]),
        sum_minutes=int(row[1]),
        exchanged_minutes=totals(look).minutes,
        is_reported_the_same=_reported(look) == _exchanged_here(look),
    )


def differences(look: Look) -> tuple[str, ...]:
    """What differs between the accounts, reports and the rows of the export, in words; nothing, when all is well."""
    look.require(May.SEE_PROOF)
    exported, exported_minutes = _from_export(look)
    kept = {(side.kind, side.id): minutes for side, minutes in account_rows(look)}
    found = []
    if (
        any(exported.get(holder, 0) != minutes for holder, minutes in kept.items())
        or not exported.keys() <= kept.keys()
    ):
        found.append("A balance that is kept is not the one that the export gives.")
    if not _reported(look) == _exchanged_here(look) == exported_minutes:
        found.append("The hours exchanged are not the same here, in the reports and in the export.")
    return tuple(found)


def _from_export(look: Look) -> tuple[dict[tuple[str, str], int], int]:
    """What somebody finds who adds up the file: each account's balance, and the minutes of help in all."""
    balances: dict[tuple[str, str], int] = defaultdict(int)
    exchanges: dict[str, tuple[str, str]] = {}
    minutes_exchanged = 0
    for row in ledger_rows(look):
        if row.state != "posted":
            continue
        payer = (row.payer.kind, row.payer.id)
        balances[payer] -= row.minutes
        balances[(row.taker.kind, row.taker.id)] += row.minutes
        if row.kind == "exchange":
            exchanges[row.entry_id] = payer
            minutes_exchanged += row.minutes
        elif row.kind == "correction" and row.follows_id in exchanges:
            minutes_exchanged += row.minutes if exchanges[row.follows_id] == payer else -row.minutes
    return balances, minutes_exchanged


def _reported(look: Look) -> int:
    """The figure behind every report, also where it is hidden from this reader."""
    return int(look.value(sa.select(sa.func.coalesce(sa.func.sum(counted().c.minutes), 0))) or 0)


def _exchanged_here(look: Look) -> int:
    """The same from the entries themselves: exchanges, and what corrections added to them or took away."""
    is_posted = entry.c.state == "posted"
    exchanges = sa.select(sa.func.sum(entry.c.minutes)).where(is_posted, entry.c.kind == "exchange")
    same_way = entry.c.from_account_id == _corrected.c.from_account_id
    signed = sa.case((same_way, entry.c.minutes), else_=-entry.c.minutes)
    corrections = (
        sa.select(sa.func.sum(signed))
        .join(_corrected, _corrected.c.id == entry.c.corrects_id)
        .where(is_posted, _corrected.c.kind == "exchange")
    )
    return int(look.value(exchanges) or 0) + int(look.value(corrections) or 0)
