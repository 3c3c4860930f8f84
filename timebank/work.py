"""One action, one Work, one transaction: all an action needs, and the promise that it happens whole or not at all."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import sqlalchemy as sa

from timebank.access import EVERYBODYS, Actor, Caller, May, Thing, allows, require
from timebank.clock import Clock
from timebank.db import Moment, metadata, readonly
from timebank.errors import InvalidInput, KeyReused
from timebank.ids import Ids, fitted
from timebank.ready import Ready
from timebank.roles import areas, load_actor
from timebank.settings import Settings

write_key = sa.Table(
    "write_key",
    metadata,
    sa.Column("key", sa.String(100), primary_key=True),
    sa.Column("actor", sa.String(40), nullable=False),
    sa.Column("action", sa.String(60), nullable=False),
    sa.Column("content_digest", sa.String(64), nullable=False),
    sa.Column("answer", sa.Text),
    sa.Column("made_at", Moment, nullable=False),
)

_AREAS = "areas"


@dataclass(slots=True)
class Look:
    """A reading of the time bank by one actor at one moment; it cannot write."""

    connection: sa.Connection
    actor: Actor
    now: datetime
    settings: Settings
    kept: dict[str, Any] = field(default_factory=dict, init=False)  # what was read once and stays so to the end

    def require(self, action: May, about: Thing = EVERYBODYS) -> None:
        """Go on only if the actor may; see `access.require`."""
        require(self.actor, action, self._placed(about))

    def allows(self, action: May, about: Thing = EVERYBODYS) -> bool:
        """Whether the actor may; see `access.allows`."""
        return allows(self.actor, action, self._placed(about))

    def _placed(self, about: Thing) -> Thing:
        """The same with the areas its people live in, where the actor looks after some areas only."""
        people = about.owners | about.counterparties | about.involved
        if self.actor.area_ids is None or about.area_ids or not people:
            return about
        if _AREAS not in self.kept:
            self.kept[_AREAS] = areas(self.connection)
        of_members: dict[str, str] = self.kept[_AREAS]
        return replace(about, area_ids=frozenset(of_members[one] for one in people if one in of_members))

    def rows(self, statement: sa.Executable, given: dict[str, Any] | None = None) -> list[sa.Row[Any]]:
        """All rows of a query; a query built once, with what it looks for `given`, costs a quarter of a fresh one."""
        return list(self.connection.execute(statement, given).all())

    def row(self, statement: sa.Executable, given: dict[str, Any] | None = None) -> sa.Row[Any] | None:
        """The one row of a query, or None."""
        return self.connection.execute(statement, given).one_or_none()

    def value(self, statement: sa.Executable, given: dict[str, Any] | None = None) -> Any:
        """The first column of the first row of a query, or None."""
        return self.connection.execute(statement, given).scalar()


@dataclass(slots=True)
class Work(Look):
    """An action in progress: it may write, and all it writes is committed together."""

    ids: Ids

    def execute(
        self, statement: sa.Executable, rows: list[dict[str, Any]] | dict[str, Any] | None = None
    ) -> sa.CursorResult[Any]:
        """Carry out a writing statement, for one row or for many; a row given here costs half of one in `values`."""
        if rows is None:
            return self.connection.execute(statement)
        return self.connection.execute(statement, rows)

    def claim(self, statement: sa.Update, given: dict[str, Any] | None = None) -> bool:
        """Carry out a conditional update; False when its condition no longer held (somebody was first)."""
        return self.execute(statement, given).rowcount == 1

    def once(
        self, key: str, action: str, content: Mapping[str, object], do: Callable[[], str], answer: str | None = None
    ) -> str:
        """Do something once per `key`: the same key and content gives the first answer again, other content KeyReused.

        `do` returns the answer, usually the id of what was made; where it is known before, `answer` saves a statement.
        The key is written before anything else, so that a second writer with the same key waits for the first and then
        reads its answer.
        """
        if not key:
            raise InvalidInput("Each thing that is saved needs a key.")
        key = fitted(key, 100)
        who = self.actor.member_id or self.actor.kind
        fingerprint = _fingerprint(content)
        row: dict[str, Any] = {"key": key, "actor": who, "action": action, "content_digest": fingerprint}
        row |= {"answer": answer, "made_at": self.now}
        if _new_key(self.connection.dialect.name).write(self.connection, row) == 0:
            first = _FIRST.row(self.connection, {"its_key": key})
            if (first.actor, first.action, first.content_digest) != (who, action, fingerprint):
                raise KeyReused
            return str(first.answer)
        done = do()
        if done != answer:
            _ANSWER.write(self.connection, {"its_key": key, "answer": done})
        return done


_FIRST = Ready(sa.select(write_key).where(write_key.c.key == sa.bindparam("its_key")))
_ANSWER = Ready(sa.update(write_key).where(write_key.c.key == sa.bindparam("its_key")))


@cache
def _new_key(dialect: str) -> Ready:
    return Ready(insert_into(write_key, dialect).on_conflict_do_nothing())


def insert_into(table: sa.Table, dialect: str) -> Any:
    """An INSERT that knows ON CONFLICT, as the named kind of database says it; keep it where it is used often."""
    if dialect == "postgresql":
        from sqlalchemy.dialects import postgresql

        return postgresql.insert(table)
    from sqlalchemy.dialects import sqlite

    return sqlite.insert(table)


def insert_for(work: Look, table: sa.Table) -> Any:
    """An INSERT of the database at hand that knows ON CONFLICT."""
    return insert_into(table, work.connection.dialect.name)


def _plain(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, frozenset | set | tuple):
        return json.dumps(sorted(map(str, value)) if isinstance(value, frozenset | set) else list(value))
    return repr(value)


def _fingerprint(content: Mapping[str, object]) -> str:
    return hashlib.sha256(_CONTENT.encode(content).encode()).hexdigest()


_CONTENT = json.JSONEncoder(sort_keys=True, default=_plain, ensure_ascii=False)


@contextmanager
def open_work(engine: sa.Engine, caller: Caller, clock: Clock, ids: Ids, settings: Settings) -> Iterator[Work]:
    """One writing transaction: committed at the end, rolled back whole on any exception (database errors unchanged)."""
    with engine.begin() as connection:
        now = clock.now()
        yield Work(connection, load_actor(connection, caller, now), now, settings, ids)


@contextmanager
def open_look(engine: sa.Engine, caller: Caller, clock: Clock, settings: Settings) -> Iterator[Look]:
    """One reading transaction (database errors unchanged)."""
    with readonly(engine).begin() as connection:
        now = clock.now()
        yield Look(connection, load_actor(connection, caller, now), now, settings)
