"""Keeping copies of the whole time bank, and bringing one back; for administrators and whoever holds the machine."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

import sqlalchemy as sa
from alembic import command
from alembic.runtime.migration import MigrationContext

from timebank import migrate
from timebank.access import OPERATOR, Caller, May
from timebank.app import App
from timebank.copies import postgresql, sqlite
from timebank.copies.files import made_whole, must_be_for, unused
from timebank.copies.proving import is_older, prove_inside
from timebank.db import plain_database_errors
from timebank.errors import Busy, DatabaseAway, Refused, StorageTrouble
from timebank.history.actions import note
from timebank.ledger.verify import Proof
from timebank.roles import load_actor
from timebank.work import Look, Work


class HoldsSomething(Refused):
    """This database holds something already. To put the copy in its place, say --replace; what is there is kept."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that was made; `proof` is None where it was read to its end but there was no place to prove it."""

    file: Path
    proof: Proof | None
    not_noted: str = ""  # why history could not remember it


@dataclass(frozen=True, slots=True)
class Restored:
    """A database that holds what a copy held; `before` is the file with what it held before, if it held anything."""

    proof: Proof
    before: Path | None


def back_up(app: App, caller: Caller, file: Path, replace: bool = False) -> Copy:
    """Make a copy of the whole database while others go on writing, and prove it before it gets its name.

    Raises AlreadyThere, NotSound, StorageTrouble, NoTools; then nothing has the name `file` that had it not before.
    """
    app.see(caller, _may)
    with plain_database_errors(), made_whole(file, replace) as part:
        proof = _of(app).take(app, part)
    try:
        app.do(caller, _note, "back_up")
    except (Busy, DatabaseAway, StorageTrouble) as refusal:  # a copy of what can only be read is a copy all the same
        return Copy(file, proof, str(refusal))
    return Copy(file, proof)


def restore(app: App, caller: Caller, file: Path, replace: bool = False) -> Restored:
    """Put what a copy holds in the place of what the database holds, whole or not at all.

    Others may be at work: what they were told is saved is in `before`, and nobody writes between the two. Raises
    HoldsSomething, InvalidInput for another kind of file, NotSound, MadeByNewer, Busy, StorageTrouble, NoTools.
    """
    room = _of(app)
    must_be_for(file, app.engine.dialect.name)
    with plain_database_errors(), _nothing_left_behind(app):
        if caller != OPERATOR:  # whose rights stand in no database, so they hold whatever state it is in
            app.see(caller, _may)
        is_empty = room.is_empty(app)
        if not is_empty and not replace:
            raise HoldsSomething
        stamp = datetime.strftime(app.clock.now(), "%Y%m%dT%H%M%S")
        before = None if is_empty else unused(room.safety_file(app, file, stamp))
        with room.held(app, file) as (connection, fill):
            if before is not None:
                room.keep_as(app, before)
            fill()
            if is_older(MigrationContext.configure(connection).get_current_revision()):
                command.upgrade(migrate.configuration(connection), "head")
            proof = prove_inside(app, connection)
            _note_inside(app, connection, caller)
    return Restored(proof, before)


class _Room(Protocol):
    """What either kind of database knows about its copies."""

    def take(self, app: App, part: Path) -> Proof | None: ...
    def is_empty(self, app: App) -> bool: ...
    def safety_file(self, app: App, file: Path, stamp: str) -> Path: ...
    def held(self, app: App, file: Path) -> AbstractContextManager[tuple[sa.Connection, Callable[[], None]]]: ...
    def keep_as(self, app: App, file: Path) -> None: ...


def _of(app: App) -> _Room:
    return postgresql if app.engine.dialect.name == "postgresql" else sqlite


def _may(look: Look) -> None:
    look.require(May.KEEP_COPIES)


def _note(work: Work, action: str) -> None:
    work.require(May.KEEP_COPIES)
    note(work, action, "database", "database")


def _note_inside(app: App, connection: sa.Connection, caller: Caller) -> None:
    now = app.clock.now()
    actor = load_actor(connection, OPERATOR, now)
    work = Work(connection, actor, now, app.settings, app.ids)
    note(work, "restore", "database", "database", on_behalf_of_id=caller.member_id)


@contextmanager
def _nothing_left_behind(app: App) -> Iterator[None]:
    """Opening a SQLite file makes it; one that was not there is not there after a refusal either."""
    database = app.engine.url.database
    file = Path(database) if app.engine.dialect.name == "sqlite" and database else None
    was_there = file is None or file.exists()
    try:
        yield
    except BaseException:
        if file is not None and not was_there:
            app.close()
            for left in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
                left.unlink(missing_ok=True)
        raise
