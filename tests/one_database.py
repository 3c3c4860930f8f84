"""One PostgreSQL database that many tests use in turn, emptied after each: making one for every test takes longer."""

import hashlib
from dataclasses import dataclass, field

import sqlalchemy as sa

TURNS = 200  # what was deleted still takes room, so now and then a new one is made
KEPT = "alembic_version"  # the only table that is not empty in an upgraded database

# Everything a test could have changed in the shape: tables, columns, triggers, rules of rows, functions, settings.
SHAPE = """
SELECT 'table', relname, relkind::text, relpersistence::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT 'column', attrelid::regclass::text, attname, atttypid::text || attnotnull || atthasdef
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND relkind = 'r'
UNION ALL SELECT 'trigger', tgrelid::regclass::text, tgname, tgenabled::text FROM pg_trigger
UNION ALL SELECT 'constraint', conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
  WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT 'function', proname, md5(prosrc), '' FROM pg_proc WHERE pronamespace = 'public'::regnamespace
UNION ALL SELECT 'setting', setdatabase::text, setrole::text, setconfig::text FROM pg_db_role_setting
UNION ALL SELECT 'version', version_num, '', '' FROM alembic_version
ORDER BY 1, 2, 3, 4
"""


@dataclass(slots=True)
class OneDatabase:
    """A database made from a template, with a connection that empties it; made anew when a test changed its shape."""

    server: sa.URL
    template: str
    name: str
    turns: int = 0
    _inside: sa.Engine | None = field(default=None, repr=False)
    _shape: str = ""
    _tables: tuple[str, ...] = ()
    _sequences: tuple[str, ...] = ()

    @property
    def url(self) -> sa.URL:
        """Where it is."""
        return self.server.set(database=self.name)

    def ready(self) -> sa.URL:
        """An empty, upgraded database: this one as it was left by `leave`, or a new one."""
        if self._inside is None:
            self._make()
        self.turns += 1
        return self.url

    def leave(self) -> None:
        """Send everybody out and empty it; a database whose shape is another, or that is worn, is dropped."""
        inside = self._inside
        assert inside is not None
        try:
            with inside.begin() as connection:
                connection.exec_driver_sql("SET LOCAL lock_timeout = '20s'")
                connection.exec_driver_sql(
                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                is_same = self.turns < TURNS and self._look(connection) == self._shape
                if is_same:
                    self._empty(connection)
        except sa.exc.DBAPIError:  # a test renamed, dropped or broke what is emptied here: a new one is made
            is_same = False
        if not is_same:
            self.drop()

    def drop(self) -> None:
        """Drop the database, if there is one."""
        if self._inside is None:
            return
        self._inside.dispose()
        self._inside, self.turns = None, 0
        self._on_server(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')

    def _make(self) -> None:
        self._on_server(f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}"')
        self._inside = sa.create_engine(self.url, pool_size=1, max_overflow=0)
        with self._inside.begin() as connection:
            tables = connection.exec_driver_sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            self._tables = tuple(sorted(set(tables.scalars()) - {KEPT}))
            sequences = connection.exec_driver_sql("SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'")
            self._sequences = tuple(sequences.scalars())
            self._shape = self._look(connection)

    def _look(self, connection: sa.Connection) -> str:
        rows = connection.exec_driver_sql(SHAPE).all()
        return hashlib.sha256(repr(rows).encode()).hexdigest()

    def _empty(self, connection: sa.Connection) -> None:
        """Delete every row; the guards that refuse it and the foreign keys do not look at a replica."""
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        asked = " UNION ALL ".join(f"SELECT '{one}' WHERE EXISTS (SELECT 1 FROM \"{one}\")" for one in self._tables)
        used = connection.exec_driver_sql(asked).scalars().all()
        wanted = [f'DELETE FROM "{one}"' for one in used]
        wanted += [f'ALTER SEQUENCE "{one}" RESTART' for one in self._sequences]
        connection.exec_driver_sql("; ".join(wanted))

    def _on_server(self, statement: str) -> None:
        engine = sa.create_engine(self.server, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.exec_driver_sql(statement)
        engine.dispose()
