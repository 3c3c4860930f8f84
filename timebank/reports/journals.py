"""The ledger as journals that Beancount and hledger read; each ends by checking every balance against ours."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, timedelta

from timebank.access import May
from timebank.community.reads import community
from timebank.reports.ledger_rows import LedgerRow, Side, account_rows, ledger_rows
from timebank.work import Look

COMMODITY = "MIN"
NO_DAY = date(1970, 1, 1)  # of a ledger in which nothing has happened yet


def account_name(side: Side) -> str:
    """An account as both journals call it. Ids are in capitals: Beancount wants a capital letter or a digit first.

    >>> account_name(Side("member", "a1b2", "Ann"))
    'Equity:Member:A1B2'
    """
    kind = side.kind.capitalize()
    return f"Equity:{kind}:{side.id.upper()}" if side.id else f"Equity:{kind}"


def beancount(look: Look) -> str:
    """The posted entries as a Beancount journal in minutes, with a balance assertion for each account."""
    look.require(May.EXPORT_LEDGER)
    return _journal(look, _beancount_head, _beancount_entry, _beancount_end)


def hledger(look: Look) -> str:
    """The posted entries as an hledger journal in minutes, with a balance assertion for each account."""
    look.require(May.EXPORT_LEDGER)
    return _journal(look, _hledger_head, _hledger_entry, _hledger_end)


Accounts = list[tuple[Side, int]]


def _journal(
    look: Look,
    head: Callable[[str, Accounts, date], Iterable[str]],
    tell: Callable[[LedgerRow], Iterable[str]],
    end: Callable[[Accounts, date], Iterable[str]],
) -> str:
    accounts, rows = account_rows(look), list(ledger_rows(look))
    posted = [row for row in rows if row.state == "posted"]
    days = [row.service_date for row in posted] or [NO_DAY]
    lines = [*head(community(look).name, accounts, min(days)), ""]
    for row in posted:
        lines += [*tell(row), ""]
    if len(posted) < len(rows):
        lines += [f"; {len(rows) - len(posted)} entries are not posted, so they move no minutes and are not here.", ""]
    lines += end(accounts, max(days))
    return "\n".join(lines) + "\n"


def _title(row: LedgerRow) -> str:
    if row.kind == "exchange":
        return f"{row.taker.name} helped {row.payer.name}"
    return f"{row.kind.capitalize()}: from {row.payer.name} to {row.taker.name}"


def _told(row: LedgerRow) -> Iterator[tuple[str, str]]:
    """What else a journal tells of an entry, by name."""
    yield "kind", row.kind
    yield "recorded", row.recorded_at.astimezone(UTC).isoformat()
    if row.people != 1:
        yield "people", str(row.people)
    for name, words in (("category", row.category), ("follows", row.follows_id), ("note", row.note)):
        if words:
            yield name, words


def _quoted(words: str) -> str:
    """Words between quotation marks on one line, with those signs written otherwise that a journal may stumble on."""
    text = json.dumps(words, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else json.dumps(sign)[1:-1] for sign in text)


def _beancount_head(title: str, accounts: Accounts, first: date) -> Iterator[str]:
    yield f'option "title" {_in_beancount(title)}'
    yield f'option "operating_currency" "{COMMODITY}"'
    yield f"{first} commodity {COMMODITY}"
    for side, _ in accounts:
        yield f"{first} open {account_name(side)} {COMMODITY}"
        yield f"  name: {_in_beancount(side.name)}"


def _in_beancount(words: str) -> str:
    """Words as Beancount reads them back: it knows no other escapes than these."""
    text = words.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t")
    return f'"{text}"'


def _beancount_entry(row: LedgerRow) -> Iterator[str]:
    yield f"{row.service_date} * {_in_beancount(_title(row))}"
    yield f'  entry: "{row.entry_id}"'
    for name, words in _told(row):
        yield f"  {name}: {_in_beancount(words)}"
    yield f"  {account_name(row.payer)}  {-row.minutes} {COMMODITY}"
    yield f"  {account_name(row.taker)}  {row.minutes} {COMMODITY}"


def _beancount_end(accounts: Accounts, last: date) -> Iterator[str]:
    for side, minutes in accounts:
        yield f"{last + timedelta(days=1)} balance {account_name(side)}  {minutes} {COMMODITY}"


def _hledger_head(title: str, accounts: Accounts, first: date) -> Iterator[str]:
    yield f"; {_in_hledger(title)}"
    yield f"commodity 1000. {COMMODITY}"
    for side, _ in accounts:
        yield f"account {account_name(side)}  ; name: {_in_hledger(side.name)}"


def _in_hledger(words: str) -> str:
    """Words on one line in which hledger sees no end of a description, no date in brackets and no tag of its own."""
    plain = _quoted(words)[1:-1]
    return plain.replace(";", ",").replace("|", "/").replace("[", "(").replace("]", ")")


def _hledger_entry(row: LedgerRow) -> Iterator[str]:
    yield f"{row.service_date} * ({row.entry_id}) {_in_hledger(_title(row))}"
    for name, words in _told(row):
        yield f"    ; {name}: {_quoted(words)[1:-1]}"
    yield f"    {account_name(row.payer)}  {-row.minutes} {COMMODITY}"
    yield f"    {account_name(row.taker)}  {row.minutes} {COMMODITY}"


def _hledger_end(accounts: Accounts, last: date) -> Iterator[str]:
    if accounts:
        yield f"{last} * the balances of our own"
    for side, minutes in accounts:
        yield f"    {account_name(side)}  0 {COMMODITY} = {minutes} {COMMODITY}"
