"""A member's statement from the command line: as a table, as JSON, as a file, for those who may read it."""

import csv
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from timebank.access import OPERATOR, as_member
from timebank.app import build
from timebank.cli import main
from timebank.clock import local_date
from timebank.ledger import actions as ledger
from timebank.ledger.rules import Holder
from timebank.members import actions as members
from timebank.members.reads import member_id_of_email
from timebank.settings import Settings

Printed = pytest.CaptureFixture[str]
TODAY = local_date(datetime.now(UTC), "Europe/London")


@pytest.fixture
def printed(capsys: Printed) -> Printed:
    return capsys


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A time bank in a file in which Cora, who coordinates, helped Ann three times; the last waits for Ann's word."""
    url = f"sqlite:///{tmp_path / 'bank.db'}"
    monkeypatch.setenv("TIMEBANK_DATABASE_URL", url)
    monkeypatch.setenv("TIMEBANK_MAIL_FOLDER", str(tmp_path / "letters"))
    assert main(["init", "--admin", "ada@example.org", "--coordinator", "cora@example.org", "--name", "Ours"]) == 0
    app = build(Settings(database_url=url))
    cora = str(app.see(OPERATOR, member_id_of_email, "cora@example.org"))
    ann = app.do(OPERATOR, members.add, "ann", "Ann Ärcher", email="ann@example.org", invite=False)
    for number, (back, minutes) in enumerate(((40, 60), (20, 90), (1, 15))):
        entry_id = app.do(
            as_member(cora),
            ledger.record,
            f"hours-{number}",
            giver=Holder("member", cora),
            receiver=Holder("member", ann),
            service_date=TODAY - timedelta(days=back),
            minutes=minutes,
        )
        if number < 2:
            app.do(as_member(ann), ledger.confirm, f"yes-{number}", entry_id)
    app.close()
    return url


def test_a_statement_is_printed_as_a_table_that_adds_up(database: str, printed: Printed) -> None:
    assert main(["statement", "ann@example.org"]) == 0
    out = printed.readouterr().out
    lines = out.splitlines()
    assert "Given 0 h, received 2 h 30, other 0 h. Balance: -2 h 30" in out
    assert "Not counted yet:" in out
    assert lines[4].startswith("When")
    assert lines[5].startswith(str(TODAY - timedelta(days=40)))


def test_from_and_to_choose_the_time(database: str, printed: Printed) -> None:
    first, last = str(TODAY - timedelta(days=30)), str(TODAY - timedelta(days=10))
    printed.readouterr()
    assert main(["statement", "ann archer", "--from", first, "--to", last, "--json"]) == 0
    found = json.loads(printed.readouterr().out)
    assert (found["opening_minutes"], found["closing_minutes"], found["received_minutes"]) == (-60, -150, 90)
    assert found["lines"][0]["received_minutes"] == 90


def test_a_file_holds_every_line(database: str, printed: Printed, tmp_path: Path) -> None:
    out = tmp_path / "ann.csv"
    assert main(["statement", "ann@example.org", "--out", str(out), "--json"]) == 0
    assert json.loads(printed.readouterr().out.splitlines()[-1])["lines"] == 3
    rows = list(csv.DictReader(out.open(encoding="utf-8")))
    assert [(row["received"], row["balance"], row["state"]) for row in rows] == [
        ("60", "-60", "posted"),
        ("90", "-150", "posted"),
        ("15", "", "pending"),
    ]
    assert main(["statement", "ann@example.org", "--out", str(tmp_path / "no" / "where.csv")]) == 2


def test_only_those_who_may_read_it_get_it(database: str, printed: Printed) -> None:
    assert main(["statement", "ann@example.org", "--as", "cora@example.org"]) == 0
    assert main(["statement", "ann@example.org", "--as", "ada@example.org"]) == 2
    assert main(["statement", "cora@example.org", "--as", "ann@example.org"]) == 2
    printed.readouterr()
    assert main(["statement", "nobody@example.org"]) == 2
    assert "There is no member with the name" in printed.readouterr().err


@pytest.mark.parametrize("words", [["--from", "yesterday"], ["--from", "2026-01-02", "--to", "2026-01-01"]])
def test_odd_days_are_refused_in_one_sentence(database: str, printed: Printed, words: list[str]) -> None:
    printed.readouterr()
    try:
        code = main(["statement", "ann@example.org", *words])
    except SystemExit as left:
        code = int(str(left.code))
    assert code == 2
    assert len(printed.readouterr().err.splitlines()) == 1
