"""Fixtures of rooms about a match: one for each story, made once and copied; on SQLite alone."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from together import Together, again, made_once


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite alone: every write of this room, with what it reads, is tried on both where it is said twice."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture(scope="module")
def made(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Together, Path]:
    """The match, and where it is kept."""
    path = tmp_path_factory.mktemp("match") / "timebank.db"
    shutil.copy(sqlite_template, path)
    return made_once(path), path


@pytest.fixture
def together(made: tuple[Together, Path], tmp_path: Path) -> Iterator[Together]:
    one = again(*made, tmp_path / "match.db")
    yield one
    one.world.app.close()
