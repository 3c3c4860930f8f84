"""What goes wrong around a command: odd databases, ports, settings and files; each is refused with one sentence."""

import json
import shutil
import socket
import sqlite3
from pathlib import Path

import pytest

from timebank import migrate, shape
from timebank.cli import main

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def bank(tmp_path: Path, sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A time bank in a file, which every command finds."""
    path = tmp_path / "bank.db"
    shutil.copy(sqlite_template, path)
    monkeypatch.setenv("TIMEBANK_DATABASE_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def printed(capsys: Printed) -> Printed:
    return capsys


def refusal(printed: Printed, *words: str) -> str:
    """The one sentence a command leaves with, having refused."""
    printed.readouterr()
    try:
        code: object = main(words)
    except SystemExit as left:
        code = left.code
    said = printed.readouterr()
    assert (code, said.out, said.err.count("\n")) == (2, "", 1)
    return said.err


@pytest.mark.parametrize("command", [["verify"], ["upgrade"], ["init"], ["jobs"], ["serve"], ["password", "a@b.org"]])
def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path, printed: Printed, command: list[str]) -> None:
    (tmp_path / "words.db").write_text("Just words, and enough of them to be more than a header. " * 20)
    assert "no database" in refusal(printed, *command, "--database", f"sqlite:///{tmp_path / 'words.db'}")


@pytest.mark.parametrize("command", [["verify"], ["upgrade"], ["init"], ["worker"], ["export", "ledger", "--out", "x"]])
def test_a_database_of_a_newer_version_is_left_alone(bank: Path, printed: Printed, command: list[str]) -> None:
    with sqlite3.connect(bank) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    assert "newer version" in refusal(printed, *command)


def test_a_database_of_an_older_version_asks_for_an_upgrade(bank: Path, printed: Printed) -> None:
    with sqlite3.connect(bank) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    connection.close()
    assert "timebank upgrade" in refusal(printed, "verify")


def test_a_database_that_holds_something_else_is_left_alone(tmp_path: Path, printed: Printed) -> None:
    with sqlite3.connect(tmp_path / "shop.db") as connection:
        connection.execute("CREATE TABLE member (shoe_size)")
    connection.close()
    assert "something else" in refusal(printed, "init", "--database", f"sqlite:///{tmp_path / 'shop.db'}")


def test_each_migration_file_begins_with_its_revision() -> None:
    assert shape.known()[-1] == migrate.newest()


@pytest.mark.parametrize(
    "url",
    ["x", "postgresql://h:abc/n", "postgresql+other://h/n", "sqlite+other:///x.db", "sqlite:///x.db?timeout=abc"],
)
def test_an_address_that_cannot_be_opened_is_refused(printed: Printed, url: str) -> None:
    assert "sqlite:///FILE" in refusal(printed, "verify", "--database", url)


@pytest.mark.parametrize("port", ["0", "99999", "abc", "-1", "²"])
@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_is_a_number_that_there_is(bank: Path, printed: Printed, command: str, port: str) -> None:
    assert "between 1 and 65535" in refusal(printed, command, f"--port={port}")


def test_a_taken_port_and_an_address_elsewhere_are_refused_before_anything_starts(bank: Path, printed: Printed) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert "taken by another program" in refusal(printed, "serve", "--port", port)
    assert "no address of this machine" in refusal(printed, "serve", "--host", "999.1.1.1", "--port", port)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TIMEBANK_PORT", "²"),
        ("TIMEBANK_BASE_URL", "hours.example.org"),
        ("TIMEBANK_BASE_URL", "https://"),
        ("TIMEBANK_WORKER_INSIDE", "maybe"),
        ("TIMEBANK_SMTP_SECURITY", "ssl"),
    ],
)
def test_a_wrong_setting_is_named(
    bank: Path, printed: Printed, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert name in refusal(printed, "verify")


def test_an_empty_name_after_as_is_nobody_and_never_the_operator(bank: Path, printed: Printed) -> None:
    assert "no member with the e-mail address ''" in refusal(printed, "verify", "--as", "")


def test_where_failed_rows_cannot_be_written_nothing_is_brought_in(
    bank: Path, tmp_path: Path, printed: Printed
) -> None:
    rows = tmp_path / "members.csv"
    rows.write_text("name,email\nAnna,anna@example.org\nBen,nonsense\n")
    bring = ["import", "members", str(rows), "--good-rows-only", "--failed"]
    assert "cannot be written" in refusal(printed, *bring, str(tmp_path / "nowhere/failed.csv"))
    assert main([*bring, str(tmp_path / "failed.csv"), "--json"]) == 1
    said = printed.readouterr()
    assert json.loads(said.out)["written"] == 1
    assert "1 row failed, the first in row 3" in said.err
    assert not said.err.endswith("..\n")
    assert "Ben,nonsense" in (tmp_path / "failed.csv").read_text()
