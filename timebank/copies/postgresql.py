"""Copies of a PostgreSQL database by its own pg_dump; brought back in one transaction from what pg_restore writes."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace as changed
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from timebank.app import App, build
from timebank.copies import tools
from timebank.copies.files import made_whole
from timebank.copies.proving import prove_aside
from timebank.db import is_worth_retrying, plain_database_errors
from timebank.ledger.verify import Proof

LONGEST_WAIT = "30s"
FIRST = "write_key"  # nearly every write begins here, so whoever waits for it holds nothing that others wait for
TRIES = 5
MAY_NOT = "42501"  # this user may not make databases


def take(app: App, part: Path) -> Proof | None:
    """Copy the database of `app` into the file `part`, and prove it; None where no database may be made for that."""
    folder = _tools(app)
    tools.run(folder / "pg_dump", app.engine.url, "--format=custom", "--no-owner", "--no-privileges", "--file", part)
    return prove_file(app, part)


def prove_file(app: App, file: Path) -> Proof | None:
    """Restore a copy into a database made for it, prove that, and drop it; None where none may be made."""
    folder = _tools(app)
    with tempfile.TemporaryDirectory() as place:  # reads it to the end, whatever comes
        tools.run(folder / "pg_restore", app.engine.url, "--file", Path(place) / "whole.sql", file)
    with _scratch(app) as url:
        if url is None:
            return None
        words = ("--no-owner", "--no-privileges", "--exit-on-error", "--dbname", str(url.database), file)
        tools.run(folder / "pg_restore", url, *words)
        copy = build(changed(app.settings, database_url=url.render_as_string(hide_password=False)), app.clock, app.ids)
        try:
            return prove_aside(copy)
        finally:
            copy.close()


@contextmanager
def _scratch(app: App) -> Iterator[sa.URL | None]:
    name = f"timebank_check_{app.ids.new()}"
    server = app.engine.execution_options(isolation_level="AUTOCOMMIT")
    try:
        with server.connect() as connection:
            connection.exec_driver_sql(f'CREATE DATABASE "{name}" TEMPLATE template0')
    except sa.exc.DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != MAY_NOT:
            raise
        yield None
        return
    try:
        yield app.engine.url.set(database=name)
    finally:
        with server.connect() as connection:
            connection.exec_driver_sql(f'DROP DATABASE "{name}"')


def _tools(app: App) -> Path:
    with plain_database_errors(), app.engine.connect() as connection:
        return tools.tools(int((connection.dialect.server_version_info or (0,))[0]))


def tables(connection: sa.Connection) -> list[str]:
    """The tables the database holds; none: it is empty."""
    return sa.inspect(connection).get_table_names()


def is_empty(app: App) -> bool:
    """Whether there is nothing in the database yet."""
    with app.engine.connect() as connection:
        return not tables(connection)


def safety_file(app: App, file: Path, stamp: str) -> Path:
    """Where the state from before a restore is kept: beside the copy that is brought back."""
    return file.with_name(f"{file.name}.before-restore-{stamp}")


@contextmanager
def held(app: App, file: Path) -> Iterator[tuple[sa.Connection, Callable[[], None]]]:
    """A transaction in which nobody else writes, and what puts the copy in; proved first where that can be."""
    prove_file(app, file)
    with tempfile.TemporaryDirectory() as place:
        script = Path(place) / "copy.sql"
        words = ("--no-owner", "--no-privileges", "--file", script, file)
        tools.run(_tools(app) / "pg_restore", app.engine.url, *words)
        with app.engine.connect() as connection:
            try:
                with _nobody_else_writing(connection):
                    yield connection, lambda: _fill(connection, script)
            finally:
                connection.invalidate()  # the script has set it up in its own way


def _nobody_else_writing(connection: sa.Connection) -> sa.RootTransaction:
    """A transaction that holds every table; those who write finish first, those who would begin wait."""
    for tries_left in reversed(range(TRIES)):
        transaction = connection.begin()
        try:
            connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{LONGEST_WAIT}'")
            found = tables(connection)
            found.sort(key=lambda name: name != FIRST)
            for some in (found[:1], found[1:]):
                if some:
                    names = ", ".join(f'"{name}"' for name in some)
                    connection.exec_driver_sql(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        except sa.exc.DBAPIError as error:
            transaction.rollback()
            if not (tries_left and is_worth_retrying(error)):
                raise
        else:
            return transaction
    raise AssertionError("the last try answers or raises")


def keep_as(app: App, file: Path) -> None:
    """Keep the state as it is in another file; called while a transaction is held, read past it."""
    words = ("--format=custom", "--no-owner", "--no-privileges", "--file")
    with made_whole(file, replace=False) as part:
        tools.run(_tools(app) / "pg_dump", app.engine.url, *words, part)


def _fill(connection: sa.Connection, script: Path) -> None:
    """Put what the script holds in the place of all there is, without committing it."""
    names = ", ".join(f'"{name}"' for name in tables(connection))
    if names:
        connection.exec_driver_sql(f"DROP TABLE {names} CASCADE")
    guards = "SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
    ours = f"{guards} WHERE n.nspname = current_schema() AND p.proname LIKE 'guard\\_%%'"
    for row in connection.exec_driver_sql(ours).all():
        connection.exec_driver_sql(f"DROP FUNCTION {row.name} CASCADE")
    search_path = connection.exec_driver_sql("SHOW search_path").scalar()
    _carry_out(connection, script)
    connection.execute(sa.text("SELECT set_config('search_path', :path, true)"), {"path": search_path})


def _carry_out(connection: sa.Connection, script: Path) -> None:
    """Run a script of pg_restore: statements as they stand, the rows of each table between COPY and a lone \\. line."""
    driver: Any = connection.connection.driver_connection
    waiting: list[str] = []
    with script.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            if line.startswith("COPY ") and line.endswith(" FROM stdin;\n"):
                _run(driver, waiting)
                with driver.cursor() as cursor, cursor.copy(line.rstrip().removesuffix(";")) as rows:
                    for row in lines:
                        if row == "\\.\n":
                            break
                        rows.write(row)
            elif not line.startswith(("\\restrict", "\\unrestrict", "SET transaction_timeout")):  # for psql; for 17 on
                waiting.append(line)
    _run(driver, waiting)


def _run(driver: Any, waiting: list[str]) -> None:
    driver.execute("".join(waiting), prepare=False)
    waiting.clear()
