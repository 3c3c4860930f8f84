"""Statements that every action carries out: worked out once for each database, then given to its driver as they are.

Building and checking a statement anew costs many times what carrying it out does. What is said here is said in
SQLAlchemy's words and only compiled by it; the same connection, transaction, listeners and errors are in force.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy import exc
from sqlalchemy.sql.compiler import SQLCompiler

Given = Mapping[str, Any]
Processor = Callable[[Any], Any] | None
NOTHING: Given = {}


@dataclass(frozen=True, slots=True)
class _Plan:
    """One statement as one kind of database is told it."""

    sql: str
    binds: tuple[tuple[str, Processor], ...]  # in the order the driver wants them
    constants: dict[str, Any]
    by_name: bool
    columns: tuple[tuple[int, Callable[[Any], Any]], ...]  # those whose values the driver gives in another form
    row: Callable[..., Any] | None

    def values(self, given: Given) -> Any:
        """What the driver is given."""
        have = {**self.constants, **given} if self.constants else given
        if self.by_name:
            return {name: process(have[name]) if process else have[name] for name, process in self.binds}
        return [process(have[name]) if process else have[name] for name, process in self.binds]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        """The rows the driver found, each with its columns by name."""
        assert self.row is not None
        if not self.columns:
            return [self.row(*one) for one in found]
        rows = []
        for one in found:
            values = list(one)
            for place, process in self.columns:
                values[place] = process(values[place])
            rows.append(self.row(*values))
        return rows


@dataclass(frozen=True, slots=True, eq=False)
class Ready:
    """A statement to be carried out very often; its lists are spelled out in it, each other value has a name."""

    statement: Any
    _plans: dict[tuple[str, ...], _Plan] = field(default_factory=dict, init=False)

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
        key = (connection.dialect.name, *given)
        plan = self._plans.get(key)
        if plan is None:
            plan = self._plans[key] = _plan_of(self.statement, connection.dialect, list(given))
        return plan


def _plan_of(statement: Any, dialect: sa.Dialect, names: list[str]) -> _Plan:
    if isinstance(statement, sa.Insert) and not statement.exported_columns:
        statement = statement.inline()  # nobody asks for the number a row got
    compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=names)
    assert "POSTCOMPILE" not in compiled.string, "a list has to be spelled out"
    types = {name: bind.type.dialect_impl(dialect) for bind, name in compiled.bind_names.items()}
    processors = {name: one.bind_processor(dialect) for name, one in types.items()}
    fixed = {name: value for name, value in compiled.params.items() if name not in names}
    order = compiled.positiontup if compiled.positional else list(processors)
    assert order is not None
    binds = tuple((name, processors[name]) for name in order)
    return _Plan(compiled.string, binds, fixed, not compiled.positional, *_columns_of(statement, dialect))


def _columns_of(statement: Any, dialect: sa.Dialect) -> tuple[tuple[tuple[int, Callable[[Any], Any]], ...], Any]:
    columns = list(getattr(statement, "exported_columns", ()))
    if not columns:
        return (), None
    processors = [column.type.dialect_impl(dialect).result_processor(dialect, None) for column in columns]
    changed = tuple((place, process) for place, process in enumerate(processors) if process is not None)
    return changed, namedtuple("Row", [str(column.key) for column in columns], rename=True)


def _carry_out(connection: sa.Connection, sql: str, values: Any, is_many: bool = False) -> Any:
    heard = connection.dispatch
    cursor = connection.connection.cursor()
    try:
        if heard.before_cursor_execute:
            heard.before_cursor_execute(connection, cursor, sql, values, None, is_many)
        if is_many:
            cursor.executemany(sql, values)
        else:
            cursor.execute(sql, values)
        if heard.after_cursor_execute:
            heard.after_cursor_execute(connection, cursor, sql, values, None, is_many)
    except connection.dialect.loaded_dbapi.Error as error:
        # The library's own way with errors: its kinds, its listeners, and letting go of lost connections. Values are
        # left out: they may be what people wrote.
        connection._handle_dbapi_exception(error, sql, None, cursor, None)
    return cursor


def say(connection: sa.Connection, sql: str) -> None:
    """A word to the database that stands by itself and gives nothing back, such as BEGIN."""
    _carry_out(connection, sql, ())
