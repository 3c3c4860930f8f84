"""Opens the database so that nothing acknowledged is lost, on SQLite and on PostgreSQL alike."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import lru_cache
from types import ModuleType
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event, exc

from timebank.clock import ticks
from timebank.errors import Busy, CannotRead, DatabaseAway, InvalidInput, NotFound, NotReady, Refused, StorageTrouble
from timebank.ready import say

WAL_IS_SAFE_FROM = (3, 51, 3)  # earlier libraries have the WAL-reset bug
FRESH_SECONDS = 2.0  # so long after its last use a connection is taken to be alive
RETRIED_STATES = {"40001", "40P01"}
# The driver keeps statements as it worked them out. Once its hundred places are full of what was asked before, as after
# a migration, each new statement takes the place of the last new one, and all of them are worked out at every use.
STATEMENTS_KEPT = 1000

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Moment(sa.types.TypeDecorator[datetime]):
    """An aware moment in UTC, whichever database keeps it."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Refuse naive times at the border; keep UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def bind_processor(self, dialect: sa.Dialect) -> Callable[[Any], Any] | None:
        """On SQLite a text that sorts as time does, written here because every row has one."""
        return _as_text if dialect.name == "sqlite" else super().bind_processor(dialect)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """Hand back an aware time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


@lru_cache(maxsize=16)  # one action writes the same moment many times
def _as_text(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def open_engine(url: str) -> sa.Engine:
    """An engine for `sqlite:///FILE` or `postgresql://...`; raises InvalidInput for anything else."""
    try:
        parsed = sa.make_url(url)
    except (exc.ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise InvalidInput(
            "The database address cannot be read. Give sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME."
        ) from error
    if parsed.drivername in ("sqlite", "sqlite+pysqlite") and not parsed.query:
        return _open_sqlite(parsed)
    if parsed.drivername in ("postgresql", "postgresql+psycopg"):
        return _open_postgresql(parsed)
    raise InvalidInput("The time bank keeps its data in SQLite or PostgreSQL. Give sqlite:///FILE or postgresql://...")


def _sqlite_library() -> ModuleType:
    """The newest SQLite at hand: the one a package carries where it is installed, else Python's own."""
    try:
        from pysqlite3 import dbapi2  # type: ignore[import-untyped]  # ships no types
    except ImportError:  # the package is made for Linux only
        return sqlite3
    return dbapi2  # type: ignore[no-any-return]


def _open_postgresql(url: sa.URL) -> sa.Engine:
    engine = sa.create_engine(url, pool_size=10, max_overflow=20)

    @event.listens_for(engine, "checkin")
    def remember(_connection: Any, record: Any) -> None:
        record.info["used_at"] = ticks()

    @event.listens_for(engine, "checkout")
    def ask_whether_it_lives(connection: Any, record: Any, _borrowed: Any) -> None:
        """Asking at every use would cost a tenth of a short transaction; what breaks meanwhile is tried again."""
        if ticks() - record.info.get("used_at", ticks()) < FRESH_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:  # the pool opens another
            raise exc.DisconnectionError from error

    return engine


def _open_sqlite(url: sa.URL) -> sa.Engine:
    library = _sqlite_library()
    version = tuple(int(part) for part in library.sqlite_version.split("."))
    journal = "WAL" if version >= WAL_IS_SAFE_FROM else "TRUNCATE"
    engine = sa.create_engine(
        url,
        module=library,
        poolclass=sa.QueuePool,
        pool_size=20,
        max_overflow=30,
        connect_args={
            "isolation_level": None,
            "timeout": 30,
            "check_same_thread": False,
            "cached_statements": STATEMENTS_KEPT,
        },
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        cursor = connection.cursor()
        for pragma in ("foreign_keys=ON", "busy_timeout=30000", "synchronous=FULL", "secure_delete=ON"):
            cursor.execute(f"PRAGMA {pragma}")
        try:
            cursor.execute(f"PRAGMA journal_mode={journal}")
        except library.OperationalError as error:
            if "readonly" not in str(error):  # a file that may only be read can be read as it is
                raise
        cursor.close()

    @event.listens_for(engine, "handle_error")
    def open_anew(context: sa.engine.ExceptionContext) -> None:
        """A file that was opened while it could only be read stays so until every connection to it is closed."""
        if "readonly database" in str(context.original_exception):
            context.is_disconnect = True
            engine.dispose()

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        reads_only = connection.get_execution_options().get("reads_only", False)
        if connection.info.get("reads_only") != reads_only:
            say(connection, f"PRAGMA query_only={'ON' if reads_only else 'OFF'}")
            connection.info["reads_only"] = reads_only
        say(connection, "BEGIN" if reads_only else "BEGIN IMMEDIATE")

    return engine


def readonly(engine: sa.Engine) -> sa.Engine:
    """The same engine, on which every transaction can only read, and sees one moment however long it takes."""
    if engine.dialect.name == "postgresql":  # by default each statement would see a moment of its own
        return engine.execution_options(reads_only=True, postgresql_readonly=True, isolation_level="REPEATABLE READ")
    return engine.execution_options(reads_only=True)


def lock_rows(statement: sa.Select[Any]) -> sa.Select[Any]:
    """Hold the selected rows until the transaction ends; on SQLite the whole file is held already."""
    return statement.with_for_update(key_share=True)


def is_worth_retrying(error: BaseException) -> bool:
    """Whether the same work, done again from its start, may well succeed."""
    if not isinstance(error, exc.DBAPIError):
        return False
    if getattr(error.orig, "sqlstate", None) in RETRIED_STATES:
        return True
    return error.connection_invalidated


@contextmanager
def plain_database_errors(is_reading: bool = False) -> Iterator[None]:
    """Turn what a database driver says in trouble into a sentence people can act on."""
    try:
        yield
    except exc.TimeoutError as error:
        raise Busy from error
    except UnicodeEncodeError as error:
        if error.reason != "surrogates not allowed":
            raise
        raise _cannot_be_kept(is_reading) from error
    except exc.DBAPIError as error:
        refusal = _cannot_be_kept(is_reading) if _was_never_sent(error) else _refusal_for(error)
        if refusal is None:
            raise
        raise (CannotRead() if is_reading and str(refusal) == str(StorageTrouble()) else refusal) from error


def _cannot_be_kept(is_reading: bool) -> Refused:
    """What to say of half a character, or of none at all, which no text of a database can hold."""
    return NotFound() if is_reading else InvalidInput("A sign in what was entered cannot be kept. Please leave it out.")


def _was_never_sent(error: exc.DBAPIError) -> bool:
    """Whether the driver for PostgreSQL would not send what was entered: a text with the sign NUL in it."""
    is_of_driver = isinstance(error, exc.DataError) and not isinstance(error.orig, _sqlite_library().Error)
    return is_of_driver and getattr(error.orig, "sqlstate", None) is None


def _refusal_for(error: exc.DBAPIError) -> Exception | None:
    """PostgreSQL is asked for its code only: its words hold what people wrote. SQLite has words only."""
    state = getattr(error.orig, "sqlstate", None)
    refusal = _by_words(str(error.orig).lower()) if isinstance(error.orig, _sqlite_library().Error) else _by_code(state)
    if refusal is not None:
        return refusal
    is_away = error.connection_invalidated or (state is None and isinstance(error, exc.OperationalError))
    return DatabaseAway() if is_away or (state or "").startswith(("08", "57P")) else None


def _by_code(state: str | None) -> Exception | None:
    if state in RETRIED_STATES or state == "55P03":
        return Busy()
    if state == "53100":
        return StorageTrouble()
    return NotReady() if state in ("42P01", "42703") else None


def _by_words(text: str) -> Exception | None:
    if "locked" in text or "busy" in text:
        return Busy()
    if any(words in text for words in ("disk is full", "readonly database", "disk i/o error")):
        return StorageTrouble()
    if "no such table" in text or "no such column" in text:
        return NotReady()
    if any(words in text for words in ("not a database", "malformed", "could not decode")):
        return StorageTrouble(
            "This file is no database, or it is damaged. Nothing was changed; restore it from a copy."
        )
    if "unable to open database file" in text:
        return StorageTrouble("The database file cannot be opened. Is its folder there, and may you write in it?")
    return None
