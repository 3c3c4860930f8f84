"""PostgreSQL's own tools: how they are found, what is said where they are not, and what they are told."""

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from timebank.copies import tools


def test_where_tools_are_missing_or_too_old_one_sentence_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(tools.WHERE, str(tmp_path))
    with pytest.raises(tools.NoTools, match="names"):
        tools.tools(18)
    for name in ("pg_dump", "pg_restore"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 15.18 (Debian)'\n")
        (tmp_path / name).chmod(0o755)
    assert tools.tools(15) == tmp_path
    with pytest.raises(tools.NoTools, match="postgresql-client-18"):
        tools.tools(18)
    monkeypatch.delenv(tools.WHERE)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(tools, "DEBIAN", tmp_path / "nowhere")
    assert tools.tools(14) == tmp_path
    shutil.rmtree(tmp_path)
    with pytest.raises(tools.NoTools, match="Install postgresql-client"):
        tools.tools(14)


def test_a_password_never_stands_on_a_command_line(tmp_path: Path) -> None:
    url = sa.make_url("postgresql://ann:sec%3Dret@db.example.org:5433/bank?sslmode=require")
    told = tools._environment(url)
    assert told["PGPASSWORD"] == "sec=ret"
    assert (told["PGHOST"], told["PGPORT"], told["PGUSER"], told["PGDATABASE"]) == (
        "db.example.org",
        "5433",
        "ann",
        "bank",
    )
    assert told["PGSSLMODE"] == "require"
    seen = tmp_path / "seen"
    tool = tmp_path / "pg_dump"
    tool.write_text(f'#!/bin/sh\necho "$@" > {seen}\n')
    tool.chmod(0o755)
    tools.run(tool, url, "--format=custom")
    assert seen.read_text() == "--format=custom\n"
