"""A match for each story."""

import shutil
from pathlib import Path

import pytest
from together import Together
from world import World


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite alone: every write of this room, with what it reads, is tried on both where it is said twice."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def together(world: World) -> Together:
    return Together(world)
