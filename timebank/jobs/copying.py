"""The nightly copy of the whole time bank, proved before it gets its name, and the old ones that may go."""

from pathlib import Path

from timebank.access import WORKER, May
from timebank.app import App
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import StorageTrouble
from timebank.jobs.job import Report
from timebank.jobs.rotation import day_of, kept, name_of
from timebank.work import Look

FOLDER = "copies"
NAMED_IN = "TIMEBANK_COPIES_FOLDER"
NOT_NAMED = f"No folder is named in {NAMED_IN}, so it lies where this program runs."
NOT_PROVED = "and read to its end, but not proved: this user of the database may make no other one to try it in"


def folder_of(app: App) -> Path:
    """Where copies are kept: the folder that was named, or one beside the database file.

    A database without a file of its own has nothing beside it: then it is a folder where the program runs.
    """
    if app.settings.copies_folder is not None:
        return app.settings.copies_folder.absolute()
    return (_file(app) or Path(FOLDER)).absolute().parent / FOLDER


def _file(app: App) -> Path | None:
    database = app.engine.url.database
    return Path(database) if app.engine.dialect.name == "sqlite" and database else None


def one_copy(look: Look) -> int:
    """There is always one copy to make."""
    look.require(May.KEEP_COPIES)
    return 1


def copy_and_rotate(app: App, slot: str) -> Report:
    """Make today's copy, and only when it is proved let those go that are no longer needed."""
    from timebank.copies.actions import back_up  # late: it brings the tools of migrations

    today = app.see(WORKER, lambda look: local_date(look.now, community(look).zone))
    folder = folder_of(app)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StorageTrouble(
            f"The folder for copies, {folder}, cannot be made. May this program write there?"
            f" You can name another one in {NAMED_IN}."
        ) from error
    made = back_up(app, WORKER, folder / name_of(_database(app), today), replace=True)
    gone = _let_go(folder, _database(app))
    proved = "and proved" if made.proof is not None else NOT_PROVED
    words = f"Copied to {made.file} {proved}; {gone} old {'copy' if gone == 1 else 'copies'} removed."
    has_place = app.settings.copies_folder is not None or _file(app) is not None
    return Report(1, " ".join(filter(None, [words, "" if has_place else NOT_NAMED, made.not_noted])))


def _database(app: App) -> str:
    """What copies are named after, so that several communities may share a folder."""
    return Path(app.engine.url.database or "timebank").stem


def _let_go(folder: Path, database: str) -> int:
    found = {day: one for one in folder.iterdir() if (day := day_of(one.name, database)) and one.is_file()}
    gone = [found[day] for day in sorted(found.keys() - kept(found))]
    for one in gone:
        one.unlink(missing_ok=True)
    return len(gone)
