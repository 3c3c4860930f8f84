"""Changing a ledger behind its back, as somebody with the database in hand can."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from ledger_world import Ledger


@contextmanager
def without_guards(ledger: Ledger) -> Iterator[sa.Connection]:
    """A connection past every guard, as somebody with the database file in hand has it."""
    engine = ledger.world.app.engine
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            with connection.begin():
                connection.exec_driver_sql("SET session_replication_role = replica")
                yield connection
                connection.exec_driver_sql("SET session_replication_role = DEFAULT")
            return
        cursor = connection.connection.cursor()
        cursor.execute("PRAGMA foreign_keys=OFF")
        with connection.begin():
            guards = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").all()
            for name, _ in guards:
                connection.exec_driver_sql(f"DROP TRIGGER {name}")
            yield connection
            for _, statement in guards:
                connection.exec_driver_sql(statement)
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()
