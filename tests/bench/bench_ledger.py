"""Recording and confirming through the whole service, as a ratio to the bare driver writing the same rows."""

import shutil
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from world import START, World

from timebank.app import App, build
from timebank.clock import HandClock
from timebank.db import open_engine
from timebank.ledger import actions
from timebank.settings import Settings

PAIRS = 200
Statement = tuple[str, Any]


@pytest.fixture
def town(sqlite_template: Path, tmp_path: Path) -> Iterator[tuple[World, Path]]:
    """Two members in a SQLite file."""
    path = tmp_path / "bank.db"
    shutil.copy(sqlite_template, path)
    app = build(Settings(database_url=f"sqlite:///{path}"), clock=HandClock(START))
    world = World(app)
    world.found()
    world.member("Ann"), world.member("Ben")
    yield world, path
    app.close()


def record_and_confirm(world: World, day: date) -> None:
    """One exchange from beginning to end."""
    ann, ben = world.member("Ann"), world.member("Ben")
    given = {"giver": world.account("Ann"), "receiver": world.account("Ben"), "service_date": day, "minutes": 60}
    entry_id = world.app.do(ann, actions.record, world.key(), **given)
    world.app.do(ben, actions.confirm, world.key(), entry_id)


def captured(app: App) -> list[Statement]:
    """Every writing statement from now on, with the ends of transactions, as the driver gets them."""
    seen: list[Statement] = []

    @event.listens_for(app.engine, "before_cursor_execute")
    def keep(_c: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, is_many: bool) -> None:
        if statement.startswith(("INSERT", "UPDATE")):
            seen.extend((statement, one) for one in (parameters if is_many else [parameters]))

    @event.listens_for(app.engine, "commit")
    def end(_connection: sa.Connection) -> None:
        seen.append(("COMMIT", None))

    return seen


def replay(path: Path, statements: list[Statement]) -> float:
    """Seconds the bare driver takes for the same writes in the same transactions."""
    engine = open_engine(f"sqlite:///{path}")
    connection = engine.raw_connection()
    cursor = connection.cursor()
    begun = time.perf_counter()
    is_open = False
    for statement, parameters in statements:
        if statement == "COMMIT":
            if is_open:
                cursor.execute("COMMIT")
            is_open = False
            continue
        if not is_open:
            cursor.execute("BEGIN IMMEDIATE")
            is_open = True
        cursor.execute(statement, parameters)
    taken = time.perf_counter() - begun
    cursor.close()
    connection.close()
    engine.dispose()
    return taken


def test_recording_and_confirming_against_bare_sql(town: tuple[World, Path], tmp_path: Path) -> None:
    world, path = town
    record_and_confirm(world, START.date())
    world.app.close()
    shutil.copy(path, tmp_path / "copy.db")
    statements = captured(world.app)
    begun = time.perf_counter()
    for number in range(PAIRS):  # spread over days: none has more than 24 hours
        record_and_confirm(world, START.date() - timedelta(days=number % 90))
    service = time.perf_counter() - begun
    bare = replay(tmp_path / "copy.db", statements)
    print(f"\nbare SQL by the driver: {PAIRS / bare:.0f} exchanges a second (1.0)")
    print(f"the whole service: {PAIRS / service:.0f} exchanges a second ({bare / service:.2f} of bare SQL)")
