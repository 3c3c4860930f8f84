"""Brings a database to the shape this version needs, whole or not at all, with a copy made first."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from timebank.app import App
from timebank.db import plain_database_errors
from timebank.errors import StorageTrouble
from timebank.shape import MadeByNewer, SomethingElse
from timebank.shape import folder as folder
from timebank.tables import metadata

LOCK = 74_656_931  # any number that nothing else in the database locks: two upgrades at once wait for one another


def configuration(connection: sa.Connection | None = None) -> Config:
    """An Alembic configuration bound to an open connection."""
    config = Config()
    config.set_main_option("script_location", str(folder()))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def newest() -> str:
    """The revision this version needs."""
    return str(ScriptDirectory.from_config(configuration()).get_current_head())


def current(app: App) -> str | None:
    """The revision a database is at; None for an empty one."""
    with plain_database_errors(), app.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(app: App, revision: str = "head", backup: bool = True) -> Path | None:
    """Move up to `revision`; answers the copy made first of a SQLite file that already held something."""
    copy = _backup(app) if backup else None
    _run(app, lambda config: command.upgrade(config, revision))
    return copy


def downgrade(app: App, revision: str) -> None:
    """Move back to `revision` ("base" for an empty database); what only newer tables hold is lost."""
    _run(app, lambda config: command.downgrade(config, revision))


def _run(app: App, move: Callable[[Config], None]) -> None:
    is_sqlite = app.engine.dialect.name == "sqlite"
    with plain_database_errors(), app.engine.connect() as connection:
        if is_sqlite:  # with keys on, a batch change of a table deletes its child rows; off works only outside BEGIN
            _driver(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.begin():
                one_at_a_time(connection)
                _must_be_ours(connection)
                move(configuration(connection))
                if is_sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise StorageTrouble("The upgrade would have broken links between rows, so nothing was changed.")
        finally:
            if is_sqlite:
                _driver(connection, "PRAGMA foreign_keys=ON")


def one_at_a_time(connection: sa.Connection) -> None:
    """Wait until nobody else sets this database up, and let others wait until the transaction ends."""
    if connection.dialect.name == "postgresql":  # on SQLite the whole file is held already
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")


def _must_be_ours(connection: sa.Connection) -> None:
    """Refuse a shape that this version does not know, and tables that a time bank did not make."""
    revision = MigrationContext.configure(connection).get_current_revision()
    if revision is None and set(sa.inspect(connection).get_table_names()) - {"alembic_version"}:
        raise SomethingElse
    steps = ScriptDirectory.from_config(configuration()).walk_revisions()
    if revision is not None and revision not in {step.revision for step in steps}:
        raise MadeByNewer


def _driver(connection: sa.Connection, statement: str) -> None:
    cursor = connection.connection.cursor()
    cursor.execute(statement)
    cursor.close()


def _backup(app: App) -> Path | None:
    database = app.engine.url.database
    if app.engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return None
    before = current(app)
    if before is None or before == newest():
        return None
    stamp = datetime.strftime(app.clock.now(), "%Y%m%dT%H%M%S")
    copy = Path(f"{database}.before-{newest()}-{stamp}")
    with app.engine.connect() as connection:
        cursor = connection.connection.cursor()
        cursor.execute("VACUUM INTO ?", (str(copy),))
        cursor.close()
    return copy
