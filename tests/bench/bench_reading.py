"""What reading costs among 1,000,000 entries of 10,000 members on SQLite: a statement of 200 rows, and all balances."""

import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bench.bare import Bare
from world import START

from timebank import migrate
from timebank.access import OPERATOR, as_member
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.ledger import reads
from timebank.ledger.posting import found_ledger
from timebank.reports import reciprocity
from timebank.reports.ledger_rows import account_rows
from timebank.settings import Settings

MEMBERS = 10_000
ENTRIES = 1_000_000
TIMES = 20
FILL = f"""
PRAGMA synchronous=OFF; PRAGMA foreign_keys=OFF;
INSERT INTO member (id, name, search_name, is_offline, zone, state, joined_at, wants_letters)
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {MEMBERS})
  SELECT printf('m%05d', i), printf('Member %05d', i), printf('member %05d', i), 1, 'Europe/London', 'active', :now, 1 FROM n;
INSERT INTO account (id, kind, member_id, opened_at) SELECT 'a' || id, 'member', id, :now FROM member;
CREATE TEMP TABLE told AS
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {ENTRIES})
  SELECT i, i % {MEMBERS} AS giver, (i * 7 + i / {MEMBERS} * 13 + 1) % {MEMBERS} AS taker FROM n;
UPDATE told SET taker = (taker + 1) % {MEMBERS} WHERE taker = giver;
INSERT INTO exchange (id, people, source_kind, source_id) SELECT printf('x%07d', i), 1, 'person', '' FROM told;
INSERT INTO entry (id, position, exchange_id, kind, from_account_id, to_account_id, minutes, state, service_date,
    recorded_at, recorded_by_id, note, note_digest, note_salt, "key", hash)
  SELECT printf('e%07d', i), i + 1, printf('x%07d', i), 'exchange', printf('am%05d', taker), printf('am%05d', giver),
    60, CASE WHEN i % 50 = 0 THEN 'pending' ELSE 'posted' END, date(:now, printf('-%d days', i % 900)),
    :now, printf('m%05d', giver), '', '', '', printf('k%07d', i), '' FROM told;
UPDATE account SET balance_minutes =
  (SELECT COALESCE(SUM(minutes), 0) FROM entry WHERE to_account_id = account.id AND state = 'posted')
  - (SELECT COALESCE(SUM(minutes), 0) FROM entry WHERE from_account_id = account.id AND state = 'posted');
"""
STATEMENT = (
    "SELECT * FROM entry WHERE from_account_id = ? OR to_account_id = ?"
    " ORDER BY service_date DESC, position DESC LIMIT 200"
)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[App, str]]:
    """A bank that has been busy for years."""
    path = tmp_path_factory.mktemp("busy") / "bank.db"
    url = f"sqlite:///{path}"
    app = build(Settings(database_url=url), clock=HandClock(START))
    migrate.upgrade(app)
    app.do(OPERATOR, found_ledger)
    fill(path)
    yield app, url
    app.close()


def fill(path: Path) -> None:
    """Write the million in a few statements; the hashes stay empty, for nothing here asks for them."""
    connection = sqlite3.connect(path)
    for statement in FILL.split(";"):
        named = {"now": "2026-11-02 10:00:00.000000"} if ":now" in statement else {}
        connection.execute(statement, named)
    connection.commit()
    connection.close()


def milliseconds(do: Callable[[int], object]) -> float:
    """The median of several times, each with another number."""
    taken = []
    for number in range(-2, TIMES):
        begun = time.perf_counter()
        do(number + 100)
        if number >= 0:
            taken.append((time.perf_counter() - begun) * 1000)
    return statistics.median(taken)


def test_a_statement_of_200_rows(bank: tuple[App, str]) -> None:
    app, url = bank
    bare = Bare(url)

    def bare_rows(number: int) -> int:
        bare.run(STATEMENT, (f"am{number:05d}", f"am{number:05d}"))
        return len(bare.cursor.fetchall())

    def serve(number: int) -> int:
        return len(app.see(as_member(f"m{number:05d}"), reads.statement, f"m{number:05d}", 200))

    assert serve(7) == bare_rows(7) >= 150
    service_ms, bare_ms = milliseconds(serve), milliseconds(bare_rows)
    among = f"a statement of {serve(7)} rows among {ENTRIES:,}"
    print(f"\n{among}: bare SQL {bare_ms:.1f} ms, the service {service_ms:.1f} ms ({service_ms / bare_ms:.1f} times)")
    bare.close()


def test_the_balances_of_everybody(bank: tuple[App, str]) -> None:
    app, _ = bank
    kept = milliseconds(lambda _: app.see(OPERATOR, account_rows))
    began = time.perf_counter()
    people = app.see(OPERATOR, reciprocity.standings)
    whole = (time.perf_counter() - began) * 1000
    print(f"\nbalances of {MEMBERS:,} members, the kept figure that verify proves: {kept:.0f} ms")
    print(f"with all that each of {len(people):,} gave and received: {whole:.0f} ms")
