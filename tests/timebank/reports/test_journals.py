"""The ledger as journals: Beancount and hledger accept them, and their balances equal ours to the minute."""

import csv
import io
import os
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from world import World

from timebank import tabular
from timebank.access import OPERATOR
from timebank.app import App
from timebank.errors import NotFound
from timebank.ledger.own_imports import bring_own
from timebank.ledger.tables import account
from timebank.reports.exports import FORMATS, ledger_csv
from timebank.reports.journals import beancount, hledger

HEADER = "entry,kind,state,service_date,recorded_at,from,to,minutes,people,category,source,corrects,note"
HOSTILE = [
    'he said "yes"; and | more',
    "two\nlines\n\n    Equity:Pot  99 MIN",
    "=1+1",
    'back\\slash \\" \\n',
    "[2026-99-99] date:nonsense date2:x type:A, note: x",
    "\u2028 \u00a0 עברית 🙂 ünï",
    "; comment\n* not a heading\n2026-01-01 open Equity:Fun",
    "%&{}()@@ 5 EUR == 7",
    "'",
    '"',
    "(code) ! *",
]


def fill(world: World) -> None:
    """Entries of each kind, with words that would break a careless file."""
    lines = [HEADER.split(",")]
    for number, words in enumerate(HOSTILE):
        name = words.replace("\n", " ").replace("\u2028", " ")[:60]
        sides = (f"{name} [member:m{number}]", f"Ann {number} [member:a{number}]")
        told = ("2026-05-01", "2026-05-02T09:00:00+00:00", *sides, str(61 + number), "1", "", "person", "", words)
        lines.append([f"e{number}", "exchange", "posted", *told])
    day = ("2026-06-01", "2026-06-02T09:00:00+00:00")
    lines += [
        ["g1", "grant", "posted", *day, "pot", "Ann 0 [member:a0]", "15", "1", "", "none", "", "the meeting"],
        ["o1", "opening", "posted", *day, "opening", "Old [organisation:0rg]", "900", "1", "", "none", "", ""],
        ["p1", "exchange", "pending", *day, "Ann 0 [member:a0]", "Ann 1 [member:a1]", "5", "1", "", "person", "", ""],
        [
            "c1",
            "correction",
            "posted",
            *day,
            "Ann 0 [member:a0]",
            f"{HOSTILE[0][:60]} [member:m0]",
            "1",
            "1",
            "",
            "person",
            "e0",
            "so",
        ],
    ]
    text = io.StringIO()
    csv.writer(text).writerows(lines)
    report = world.app.do(OPERATOR, bring_own, tabular.read("ledger.csv", text.getvalue().encode()))
    assert report.failed == ()


def ours(app: App) -> dict[str, int]:
    """Every account that is not at zero, as journals call it, with its kept balance in minutes."""
    columns = (account.c.kind, account.c.member_id, account.c.organisation_id, account.c.balance_minutes)
    with app.engine.connect() as connection:
        rows = connection.execute(sa.select(*columns)).all()
    names = {
        ":".join(["Equity", row.kind.capitalize(), *filter(None, [row.member_id or row.organisation_id])]): row[3]
        for row in rows
    }
    return {name.lower(): minutes for name, minutes in names.items() if minutes}


def beancount_balances(text: str) -> dict[str, int]:
    beans: Any = pytest.importorskip("beancount.loader")
    from beancount.core import realization

    entries, errors, _ = beans.load_string(text)
    assert errors == []
    found: dict[str, int] = {}
    for node in realization.iter_children(realization.realize(entries)):
        for position in node.balance:
            assert position.units.currency == "MIN"
            if position.units.number:
                found[node.account.lower()] = int(position.units.number)
    return found


def hledger_balances(text: str, folder: Path) -> dict[str, int]:
    if shutil.which("hledger") is None:
        if os.environ.get("CI") == "true":
            pytest.fail("hledger is not installed, and CI installs it")
        pytest.skip("hledger is not installed on this machine")
    file = folder / "ledger.journal"
    file.write_text(text, encoding="utf-8")
    checked = ["hledger", "-f", str(file)]
    told = subprocess.run([*checked, "check", "--strict"], capture_output=True, text=True, env={"LANG": "C.UTF-8"})
    assert told.returncode == 0, told.stderr
    asked = [*checked, "balance", "--flat", "--no-total", "-O", "csv"]
    done = subprocess.run(asked, capture_output=True, text=True, check=True, env={"LANG": "C.UTF-8"})
    rows = csv.DictReader(io.StringIO(done.stdout))
    return {row["account"].lower(): int(Decimal(row["balance"].removesuffix(" MIN"))) for row in rows}


def test_beancount_reads_the_journal_and_finds_our_balances(world: World) -> None:
    fill(world)
    text = world.app.see(OPERATOR, beancount)
    assert beancount_balances(text) == ours(world.app)


def test_beancount_reads_every_note_back_as_it_was_written(world: World) -> None:
    beans: Any = pytest.importorskip("beancount.loader")
    fill(world)
    entries, errors, _ = beans.load_string(world.app.see(OPERATOR, beancount))
    assert errors == []
    notes = {one.meta["entry"]: one.meta.get("note", "") for one in entries if "entry" in one.meta}
    kept = {row["entry"]: row["note"] for row in csv.DictReader(io.StringIO(world.app.see(OPERATOR, ledger_csv)))}
    assert {name: words for name, words in notes.items() if name.startswith("e")} == {
        f"e{number}": kept[f"e{number}"].removeprefix("'" if kept[f"e{number}"].startswith("'=") else "")
        for number in range(len(HOSTILE))
    }


def test_hledger_reads_the_journal_and_finds_our_balances(world: World, tmp_path: Path) -> None:
    fill(world)
    text = world.app.see(OPERATOR, hledger)
    assert hledger_balances(text, tmp_path) == ours(world.app)


def test_a_journal_with_a_figure_changed_by_hand_does_not_load(world: World, tmp_path: Path) -> None:
    fill(world)
    beans: Any = pytest.importorskip("beancount.loader")
    text = world.app.see(OPERATOR, beancount)
    _, errors, _ = beans.load_string(text.replace("-61 MIN", "-62 MIN").replace("  61 MIN", "  62 MIN"))
    assert errors != []


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_an_empty_ledger_is_a_file_too(world: World, format_name: str, tmp_path: Path) -> None:
    text = world.app.see(OPERATOR, FORMATS[format_name])
    if format_name == "beancount":
        assert beancount_balances(text) == {}
    if format_name == "hledger":
        assert hledger_balances(text, tmp_path) == {}
    if format_name == "csv":
        assert text == HEADER + "\n"


@pytest.mark.parametrize("format_name", sorted(FORMATS))
def test_only_coordinators_take_the_ledger_away(world: World, format_name: str) -> None:
    with pytest.raises(NotFound):
        world.app.see(world.member("Ann"), FORMATS[format_name])
    world.app.see(world.coordinator(), FORMATS[format_name])
