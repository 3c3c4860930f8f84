"""Tells which shape a database has, and whether this version can work with it, without loading what changes it."""

from pathlib import Path

import sqlalchemy as sa

from timebank.app import App
from timebank.db import plain_database_errors, readonly
from timebank.errors import NotReady, Refused


class MadeByNewer(Refused):
    """This database was made by another, newer version of the time bank. Please install that version."""


class SomethingElse(Refused):
    """This database holds something else than a time bank, so it was left alone."""


def folder() -> Path:
    """Where the migrations lie: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).parent
    packed = here / "migrations"
    return packed if packed.is_dir() else here.parent / "migrations"


def known() -> tuple[str, ...]:
    """Every revision from the oldest to the newest: the name of each file begins with its own."""
    return tuple(sorted(file.name.partition("_")[0] for file in (folder() / "versions").glob("[0-9]*_*.py")))


def told(app: App) -> str | None:
    """The revision a database says it has; None for one that says none."""
    try:
        with plain_database_errors(), readonly(app.engine).connect() as connection:
            found: str | None = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
            return found
    except NotReady:
        return None


def must_exist(app: App) -> str:
    """The revision of a time bank of any age; refuses a database that is missing (and leaves it so) or has none."""
    file = app.engine.url.database
    if app.engine.dialect.name == "sqlite" and file and not Path(file).exists():
        raise NotReady(f"There is no database {file} yet. Run: timebank init")
    revision = told(app)
    if revision is None:
        raise NotReady
    return revision


def must_be_ready(app: App) -> None:
    """Refuse a database that is missing (and leave it so), older, newer or something else; raises Refused."""
    revision, revisions = must_exist(app), known()
    if revision in revisions[:-1]:
        raise NotReady
    if revision != revisions[-1]:
        raise MadeByNewer
