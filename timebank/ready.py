"""Statements that every action carries out: worked out once for each database, then given to its driver as they are.

Building and checking a statement anew costs many times what carrying it out does. What is said here is said in
SQLAlchemy's words and only compiled by it; the same connection, transaction, listeners and errors are in force.
"""

from collections import namedtuple
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql.compiler import SQLCompiler

Given = dict[str, Any]
Processor = Callable[[Any], Any]
NOTHING: Given = {}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One statement as one kind of database is told it; places are those of values and of columns."""

    sql: str
    size: int  # how many values it is given
    constants: dict[str, Any]
    in_order: Callable[[Any], tuple[Any, ...]] | None  # None: the driver takes them by name
    binds: tuple[tuple[Any, Processor], ...]  # only those the driver wants in another form
    columns: tuple[tuple[int, Processor], ...]
    row: Callable[[Any], Any] | None

    def values(self, given: Given) -> Any:
        """What the driver is given."""
        have = {**given, **self.constants} if self.constants else given
        if self.in_order is None:
            return have | {name: process(have[name]) for name, process in self.binds}
        if not self.binds:
            return self.in_order(have)
        values = list(self.in_order(have))
        for place, process in self.binds:
            values[place] = process(values[place])
        return values

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """The rows the driver found, each with its columns by name."""
        assert self.row is not None
        if not self.columns:
            return [self.row(one) for one in found]
        rows = []
        for one in found:
            values = list(one)
            for place, process in self.columns:
                values[place] = process(values[place])
            rows.append(self.row(values))
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A statement to be carried out very often, with values of the same names each time; its lists stand in it."""

    statement: Any
    _plans: dict[str, _Plan] = field(default_factory=dict, init=False)

    def rows(self, connection: sa.Connection, given: Given = NOTHING) -> list[Any]:
        """All rows it finds, each with its columns by name and by place."""
        plan = self._plan(connection, given)
        return plan.rows(_carry_out(connection, plan.sql, plan.values(given)).fetchall())

    def row(self, connection: sa.Connection, given: Given = NOTHING) -> Any:
        """The one row it finds, or None; raises MultipleResultsFound."""
        found = self.rows(connection, given)
        if len(found) > 1:
            raise exc.MultipleResultsFound("more rows than one")
        return found[0] if found else None

    def value(self, connection: sa.Connection, given: Given = NOTHING) -> Any:
        """The first column of the first row it finds, or None."""
        found = self.rows(connection, given)
        return found[0][0] if found else None

    def write(self, connection: sa.Connection, given: Given = NOTHING) -> int:
        """Carry it out; how many rows it wrote, -1 where the driver does not say."""
        plan = self._plan(connection, given)
        return int(_carry_out(connection, plan.sql, plan.values(given)).rowcount)

    def write_each(self, connection: sa.Connection, given: Sequence[Given]) -> None:
        """Carry it out once for each."""
        plan = self._plan(connection, given[0])
        _carry_out(connection, plan.sql, [plan.values(one) for one in given], is_many=True)

    def _plan(self, connection: sa.Connection, given: Given) -> _Plan:
        plan = self._plans.get(connection.dialect.name)
        if plan is None:
            plan = self._plans[connection.dialect.name] = _plan_of(self.statement, connection.dialect, list(given))
        if plan.size != len(given):
            raise ValueError("this statement is given other values than the first time")
        return plan


def _plan_of(statement: Any, dialect: sa.Dialect, names: list[str]) -> _Plan:
    if isinstance(statement, sa.Insert) and not statement.exported_columns:
        statement = statement.inline()  # nobody asks for the number a row got
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=names)
    assert "POSTCOMPILE" not in compiled.string, "a list has to be spelled out"
    told = compiled.bind_names.items()
    types = {name: bind.type.dialect_impl(dialect) for bind, name in told}
    constants = {name: bind.value for bind, name in told if name not in names and not bind.required}
    assert types.keys() <= {*names, *constants}, "each value is given or stands in the statement"
    order = list(compiled.positiontup or ()) if compiled.positional else list(types)
    processed = [(place, types[name].bind_processor(dialect)) for place, name in enumerate(order)]
    binds = [(place if compiled.positional else order[place], one) for place, one in processed if one is not None]
    in_order = _in_order(order) if compiled.positional else None
    columns, row = _columns_of(statement, dialect)
    return _Plan(compiled.string, len(names), constants, in_order, tuple(binds), columns, row)


def _in_order(names: list[str]) -> Callable[[Any], tuple[Any, ...]]:
    if len(names) > 1:
        return itemgetter(*names)
    return lambda given: tuple(given[name] for name in names)


def _columns_of(statement: Any, dialect: sa.Dialect) -> tuple[tuple[tuple[int, Processor], ...], Any]:
    columns = list(getattr(statement, "exported_columns", ()))
    if not columns:
        return (), None
    processors = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    changed = tuple((place, process) for place, process in enumerate(processors) if process is not None)
    names = [str(column.key) for column in columns]
    return changed, cast(Any, namedtuple("Row", names, rename=True))._make


def _carry_out(connection: sa.Connection, sql: str, values: Any, is_many: bool = False) -> Any:
    cursor, is_heard = connection.__dict__.get("by_hand") or _by_hand(connection)
    try:
        if is_heard:
            connection.dispatch.before_cursor_execute(connection, cursor, sql, values, None, is_many)
        if is_many:
            cursor.executemany(sql, values)
        else:
            cursor.execute(sql, values)
        if is_heard:
            connection.dispatch.after_cursor_execute(connection, cursor, sql, values, None, is_many)
    except connection.dialect.loaded_dbapi.Error as error:
        # The library's own way with errors: its kinds, its listeners, and letting go of lost connections. Values are
        # left out: they may be what people wrote. It closes the cursor, so that the next statement needs another.
        connection.__dict__.pop("by_hand", None)
        if not connection.invalidated:
            connection.info.pop("cursor", None)
        connection._handle_dbapi_exception(error, sql, None, cursor, None)
    return cursor


def _by_hand(connection: sa.Connection) -> tuple[Any, bool]:
    """A cursor, and whether anybody listens; asked once a transaction, as asking costs as much as a short statement.

    Every statement here is read to its end before the next, so one cursor serves a connection as long as it lives.
    """
    info = connection.info
    cursor = info.get("cursor")
    if cursor is None:
        cursor = info["cursor"] = connection.connection.cursor()
    heard = connection.engine.dispatch
    is_heard = connection._has_events or bool(heard.before_cursor_execute or heard.after_cursor_execute)
    connection.__dict__["by_hand"] = (cursor, is_heard)
    return cursor, is_heard


def say(connection: sa.Connection, sql: str) -> None:
    """A word to the database that stands by itself and gives nothing back, such as BEGIN."""
    _carry_out(connection, sql, ())
