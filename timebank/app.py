"""One community: its settings, its database, its clock; everything is reached through it, nothing is global."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar

import sqlalchemy as sa

from timebank.access import Caller
from timebank.clock import Clock, SystemClock
from timebank.db import is_worth_retrying, open_engine, plain_database_errors
from timebank.ids import Ids
from timebank.settings import Settings
from timebank.work import Look, Work, open_look, open_work

P = ParamSpec("P")
T = TypeVar("T")
TRIES = 6


@dataclass(slots=True)
class App:
    """A running time bank."""

    settings: Settings
    engine: sa.Engine
    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=Ids)

    @contextmanager
    def work(self, caller: Caller) -> Iterator[Work]:
        """A writing transaction for `caller`. It is not tried again: prefer `do` for a single action."""
        with plain_database_errors(), self._open_work(caller) as work:
            yield work

    def _open_work(self, caller: Caller) -> AbstractContextManager[Work]:
        return open_work(self.engine, caller, self.clock, self.ids, self.settings)

    @contextmanager
    def look(self, caller: Caller) -> Iterator[Look]:
        """A reading transaction for `caller`."""
        with plain_database_errors(is_reading=True), self._open_look(caller) as look:
            yield look

    def _open_look(self, caller: Caller) -> AbstractContextManager[Look]:
        return open_look(self.engine, caller, self.clock, self.settings)

    def do(self, caller: Caller, action: Callable[Concatenate[Work, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Carry out one action in a transaction of its own, again when the database asks for that.

        Safe because every action takes a key: what was already done is answered, not done twice.
        """
        with plain_database_errors():
            for wait in _pauses():
                try:
                    with self._open_work(caller) as work:
                        return action(work, *args, **kwargs)
                except sa.exc.DBAPIError as error:
                    if wait is None or not is_worth_retrying(error):
                        raise
                    time.sleep(wait)
        raise AssertionError("the last pause is None")

    def see(self, caller: Caller, read: Callable[Concatenate[Look, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Carry out one read in a transaction of its own, again when the connection to the database had been lost."""
        with plain_database_errors(is_reading=True):
            try:
                with self._open_look(caller) as look:
                    return read(look, *args, **kwargs)
            except sa.exc.DBAPIError as error:
                if not error.connection_invalidated:
                    raise
            with self._open_look(caller) as look:
                return read(look, *args, **kwargs)

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def _pauses() -> Iterator[float | None]:
    yield from (0.01 * 2**attempt for attempt in range(TRIES - 1))
    yield None


def build(settings: Settings, clock: Clock | None = None, ids: Ids | None = None) -> App:
    """An App for these settings; opens no connection yet. Raises InvalidInput for an unreadable database address."""
    return App(settings, open_engine(settings.database_url), clock or SystemClock(), ids or Ids())
