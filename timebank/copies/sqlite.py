"""Copies of a SQLite file: page by page by SQLite itself while others write; brought back in one transaction."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from timebank import migrate
from timebank.app import App, build
from timebank.copies.files import cannot_write, made_whole
from timebank.copies.proving import is_older, prove_aside
from timebank.errors import StorageTrouble
from timebank.ledger.verify import Proof


def take(app: App, part: Path) -> Proof:
    """Copy the database of `app` into the file `part`, and prove the copy. Writers go on meanwhile."""
    _copy_pages(app, part)
    with _beside(app, part) as copy:
        _must_be_whole(copy)
        is_old = is_older(migrate.current(copy))
        proof = _prove_another(app, part) if is_old else prove_aside(copy)
    _stand_alone(app, part)
    return proof


def _prove_another(app: App, part: Path) -> Proof:
    """A copy of an older shape stays as it is: another one is upgraded and proved."""
    with made_aside(app, part) as other:
        return prove_aside(other)


@contextmanager
def made_aside(app: App, file: Path) -> Iterator[App]:
    """A time bank over a passing copy of `file`, which itself is only read."""
    aside = Path(f"{_file(app)}.aside-{app.ids.new()[:8]}")
    try:
        shutil.copyfile(file, aside)
        with _beside(app, aside) as other:
            yield other
    except OSError as error:
        raise cannot_write(aside) from error
    finally:
        for left in (aside, Path(f"{aside}-wal"), Path(f"{aside}-shm"), Path(f"{aside}-journal")):
            left.unlink(missing_ok=True)


@contextmanager
def _beside(app: App, file: Path) -> Iterator[App]:
    other = build(changed(app.settings, database_url=f"sqlite:///{file}"), app.clock, app.ids)
    try:
        yield other
    finally:
        other.close()


def _file(app: App) -> Path:
    return Path(app.engine.url.database or "")


def _copy_pages(app: App, part: Path) -> None:
    source = app.engine.raw_connection()
    driver: Any = source.driver_connection
    target = type(driver)(str(part))  # of the same library
    try:
        driver.backup(target)
    finally:
        target.close()
        source.close()


def _stand_alone(app: App, part: Path) -> None:
    """One file without a log beside it, so that it can be kept and read anywhere."""
    with _beside(app, part) as copy:
        source = copy.engine.raw_connection()
        cursor = source.cursor()
        cursor.execute("PRAGMA journal_mode=DELETE")
        cursor.close()
        source.close()


def _must_be_whole(copy: App) -> None:
    with copy.engine.connect() as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar()
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if said != "ok" or broken is not None:
        raise StorageTrouble("The copy is damaged, so it was not called a good one. Nothing was changed.")


def tables(connection: sa.Connection) -> list[str]:
    """The tables a file holds; none: it is empty."""
    rows = connection.exec_driver_sql(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    )
    return [row.name for row in rows]


def is_empty(app: App) -> bool:
    """Whether there is nothing in the database yet."""
    if not _file(app).exists():
        return True
    with app.engine.connect() as connection:
        return not tables(connection)


def safety_file(app: App, file: Path, stamp: str) -> Path:
    """Where the state from before a restore is kept: beside the database."""
    return Path(f"{_file(app)}.before-restore-{stamp}")


@contextmanager
def held(app: App, file: Path) -> Iterator[tuple[sa.Connection, Callable[[], None]]]:
    """A transaction in which nobody else writes, and what puts the copy in; the copy is proved first."""
    with made_aside(app, file) as copy:
        _must_be_whole(copy)
        prove_aside(copy)
        with app.engine.connect() as connection:
            for statement in ("PRAGMA foreign_keys=OFF", f"ATTACH '{_quoted(copy)}' AS copy"):  # outside a transaction
                _driver(connection, statement)
            try:
                with connection.begin():
                    yield connection, lambda: _fill(connection)
            finally:
                _driver(connection, "DETACH copy")
                _driver(connection, "PRAGMA foreign_keys=ON")


def _quoted(copy: App) -> str:
    return str(_file(copy)).replace("'", "''")


def keep_as(app: App, file: Path) -> None:
    """Keep the state as it is in another file; called while a transaction is held, read past it."""
    with made_whole(file, replace=False) as part:
        _copy_pages(app, part)
        _stand_alone(app, part)


def _fill(connection: sa.Connection) -> None:
    """Put what the copy holds in the place of all there is, without committing it."""
    run = connection.exec_driver_sql
    for name in tables(connection):
        run(f'DROP TABLE "{name}"')
    made = run(
        "SELECT type, name, sql FROM copy.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
    ).all()
    for row in made:
        if row.type == "table":
            run(row.sql)
            run(f'INSERT INTO main."{row.name}" SELECT * FROM copy."{row.name}"')  # noqa: S608  # names of our own file
    if run("SELECT name FROM copy.sqlite_master WHERE name = 'sqlite_sequence'").first():
        run("DELETE FROM main.sqlite_sequence")
        run("INSERT INTO main.sqlite_sequence SELECT * FROM copy.sqlite_sequence")
    for row in made:
        if row.type != "table":
            run(row.sql)
    if run("PRAGMA main.foreign_key_check").first():
        raise StorageTrouble("The copy has broken links between rows, so nothing was changed.")


def _driver(connection: sa.Connection, statement: str) -> None:
    cursor: Any = connection.connection.cursor()
    cursor.execute(statement)
    cursor.close()
