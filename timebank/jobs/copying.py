"""The nightly copy of the whole time bank, proved before it gets its name, and the old ones that may go."""

from pathlib import Path

from timebank.access import WORKER, May
from timebank.app import App
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, StorageTrouble
from timebank.jobs.job import Report
from timebank.jobs.rotation import day_of, kept, name_of
from timebank.work import Look

FOLDER = "copies"


def folder_of(app: App) -> Path:
    """Where copies are kept: the folder that was named, or one beside the database file.

    Raises InvalidInput where there is neither: another machine's database has no folder beside it.
    """
    if app.settings.copies_folder is not None:
        return app.settings.copies_folder
    database = app.engine.url.database
    if app.engine.dialect.name != "sqlite" or not database:
        raise InvalidInput("No copy was made: please name a folder for copies in TIMEBANK_COPIES_FOLDER.")
    return Path(database).absolute().parent / FOLDER


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
        ) from error
    made = back_up(app, WORKER, folder / name_of(_database(app), today), replace=True)
    gone = _let_go(folder, _database(app))
    proved = "and proved" if made.proof is not None and made.proof.ok else "but not proved here"
    words = f"Copied to {made.file} {proved}; {gone} old {'copy' if gone == 1 else 'copies'} removed."
    return Report(1, words + (f" {made.not_noted}" if made.not_noted else ""))


def _database(app: App) -> str:
    """What copies are named after, so that several communities may share a folder."""
    return Path(app.engine.url.database or "timebank").stem


def _let_go(folder: Path, database: str) -> int:
    found = {day: one for one in folder.iterdir() if (day := day_of(one.name, database)) and one.is_file()}
    gone = [found[day] for day in sorted(found.keys() - kept(found))]
    for one in gone:
        one.unlink(missing_ok=True)
    return len(gone)
