"""Proving, heads and copies as they are typed: what is answered, and with which exit code."""

import contextlib
import json
import os
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from timebank.access import OPERATOR
from timebank.app import build
from timebank.cli import main
from timebank.clock import SystemClock
from timebank.ledger import actions
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account
from timebank.members import actions as members
from timebank.settings import Settings

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed) -> str:
    """A time bank in a file with an hour in it, which every command finds."""
    url = f"sqlite:///{tmp_path / 'bank.db'}"
    monkeypatch.setenv("TIMEBANK_DATABASE_URL", url)
    monkeypatch.setenv("TIMEBANK_MAIL_FOLDER", str(tmp_path / "letters"))
    assert main(["init", "--admin", "ada@example.org", "--coordinator", "cora@example.org", "--name", "Ours"]) == 0
    app = build(Settings(database_url=url))
    ann, ben = (app.do(OPERATOR, members.add, name, name, invite=False) for name in ("Ann", "Ben"))
    given = {"giver": Holder("member", ann), "receiver": Holder("member", ben), "recorded_for_id": ann}
    day = SystemClock().now().date()
    app.do(OPERATOR, actions.record, "hour", **given, service_date=day, minutes=60, how_told="by phone")
    app.close()
    capsys.readouterr()
    return url


def answer(printed: Printed) -> dict[str, object]:
    found: dict[str, object] = json.loads(printed.readouterr().out.strip().splitlines()[-1])
    return found


def change(url: str) -> None:
    app = build(Settings(database_url=url))
    with app.engine.begin() as connection:
        connection.execute(sa.update(account).values(balance_minutes=account.c.balance_minutes + 1))
    app.close()


def test_verify_is_kept_and_tells_its_place_in_the_chain(database: str, capsys: Printed) -> None:
    assert main(["verify", "--json"]) == 0
    found = answer(capsys)
    assert (found["ok"], found["entries"], found["position"], found["kept"]) == (True, 1, 1, True)
    assert main(["verify"]) == 0
    assert "every balance is the sum of its entries" in capsys.readouterr().out


def test_verify_finds_a_balance_changed_by_hand(database: str, capsys: Printed) -> None:
    change(database)
    assert main(["verify", "--json"]) == 1
    told = capsys.readouterr()
    assert json.loads(told.out)["ok"] is False
    assert "does not verify" in told.err


def test_heads_are_taken_and_checked_later(database: str, tmp_path: Path, capsys: Printed) -> None:
    file = tmp_path / "heads.json"
    assert main(["heads", "--out", str(file)]) == 0
    assert "1 head is in" in capsys.readouterr().out
    assert main(["verify", "--heads", str(file)]) == 0
    assert "are the same" in capsys.readouterr().out
    assert main(["heads", "--out", str(file)]) == 2, "it is not written over"
    assert main(["heads", "--out", str(file), "--replace", "--json"]) == 0
    assert answer(capsys)["position"] == 1
    file.write_text(file.read_text().replace('"Ours"', '"Theirs"'))
    assert main(["verify", "--heads", str(file)]) == 2
    assert "changed after it was written" in capsys.readouterr().err


def test_heads_of_another_ledger_are_told_with_exit_code_one(database: str, tmp_path: Path, capsys: Printed) -> None:
    from timebank.ledger import heads

    other = heads.write(heads.Heads("Theirs", "2026-11-02T10:00:00+00:00", ((1, "a" * 64),)))
    (tmp_path / "theirs.json").write_text(other)
    assert main(["verify", "--heads", str(tmp_path / "theirs.json"), "--json"]) == 1
    found = answer(capsys)
    assert found["ok"] is False
    assert main(["verify", "--heads", str(tmp_path / "nowhere.json")]) == 2
    (tmp_path / "theirs.json").write_bytes(b"\xff\xfe")
    assert main(["verify", "--heads", str(tmp_path / "theirs.json")]) == 2


def test_a_copy_is_made_and_brought_back(database: str, tmp_path: Path, capsys: Printed) -> None:
    file = str(tmp_path / "copy.db")
    assert main(["backup", file, "--json"]) == 0
    made = answer(capsys)
    assert (made["ok"], made["proved"], made["entries"]) == (True, True, 1)
    assert main(["backup", file]) == 2
    assert "--replace" in capsys.readouterr().err
    assert main(["backup", file, "--replace"]) == 0
    assert main(["restore", file]) == 2
    capsys.readouterr()
    assert main(["restore", file, "--replace", "--json"]) == 0
    before = str(answer(capsys)["before"])
    assert Path(before).exists()
    assert main(["restore", file, "--database", f"sqlite:///{tmp_path / 'new.db'}"]) == 0
    assert main(["verify", "--database", f"sqlite:///{tmp_path / 'new.db'}"]) == 0
    assert main(["verify", "--database", f"sqlite:///{file}"]) == 0


def test_a_ledger_that_does_not_hold_gives_no_copy(database: str, tmp_path: Path, capsys: Printed) -> None:
    change(database)
    assert main(["backup", str(tmp_path / "copy.db")]) == 2
    assert "does not verify" in capsys.readouterr().err
    assert not (tmp_path / "copy.db").exists()


def test_copies_are_for_administrators(database: str, tmp_path: Path, capsys: Printed) -> None:
    file = str(tmp_path / "copy.db")
    assert main(["backup", file, "--as", "cora@example.org"]) == 2
    assert main(["backup", file, "--as", "ada@example.org"]) == 0
    assert main(["restore", file, "--replace", "--as", "cora@example.org"]) == 2
    assert main(["heads", "--out", str(tmp_path / "h"), "--as", "cora@example.org"]) == 0
    new = f"sqlite:///{tmp_path / 'new.db'}"
    assert main(["restore", file, "--as", "ada@example.org", "--database", new]) == 2
    assert not (tmp_path / "new.db").exists()


def test_where_there_is_no_time_bank_yet_each_says_so(tmp_path: Path, capsys: Printed) -> None:
    url = f"sqlite:///{tmp_path / 'none.db'}"
    for words in (["backup", str(tmp_path / "copy")], ["heads", "--out", str(tmp_path / "copy")]):
        assert main([*words, "--database", url]) == 2
        assert "timebank init" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "nothing"), "--database", url]) == 2
    assert list(tmp_path.iterdir()) == []


def as_a_reader(out: Path, *words: str) -> tuple[int, str]:
    """A command as somebody whom no right of root's helps to write: its exit code, and what it printed.

    In a fork that has loaded all it needs, because somebody else may not be allowed to read where Python lies.
    """
    with out.open("w") as printed:
        child = os.fork()
        if child == 0:
            code = 99
            try:
                if os.geteuid() == 0:
                    os.setgid(65534)
                    os.setuid(65534)
                with contextlib.redirect_stdout(printed):
                    code = main(list(words))
                printed.flush()
            finally:
                os._exit(code)
        _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), out.read_text()


def test_a_copy_that_may_only_be_read_is_proved_and_it_is_said_that_nothing_was_kept(
    database: str, tmp_path: Path
) -> None:
    assert main(["verify"]) == 0
    with tempfile.TemporaryDirectory() as place:
        file = Path(place) / "copy.db"
        assert main(["backup", str(file)]) == 0
        file.chmod(0o444)
        Path(place).chmod(0o555)
        found = as_a_reader(tmp_path / "out", "verify", "--json", "--database", f"sqlite:///{file}")
        said = as_a_reader(tmp_path / "out", "verify", "--database", f"sqlite:///{file}")
        Path(place).chmod(0o755)
    assert (found[0], said[0]) == (0, 0), found[1] + said[1]
    assert (json.loads(found[1])["ok"], json.loads(found[1])["kept"]) == (True, False)
    assert "could not be kept" in said[1]
