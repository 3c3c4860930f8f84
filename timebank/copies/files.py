"""Files of copies: of which kind one is, and how a new one gets its name only when it is whole."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path

from timebank.errors import InvalidInput, Refused, StorageTrouble
from timebank.ids import Ids

BEGINNINGS = {"sqlite": b"SQLite format 3\x00", "postgresql": b"PGDMP"}
PART = re.compile(r"\..+\.[0-9a-f]{20}\.part")
BESIDE = ("", "-wal", "-shm", "-journal")  # what may lie beside a part under the same name
NAMES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


class AlreadyThere(Refused):
    """There is a file of that name already. Choose another name, or write over it with --replace."""


def kind_of(file: Path) -> str:
    """ "sqlite" or "postgresql", told by how a file begins. Raises InvalidInput for a file that is neither, or none."""
    try:
        with file.open("rb") as opened:
            beginning = opened.read(16)
    except OSError as error:
        raise InvalidInput(f"{file} cannot be read. Is the name right?") from error
    for kind, expected in BEGINNINGS.items():
        if beginning.startswith(expected):
            return kind
    raise InvalidInput(f"{file} is no copy that timebank backup has made.")


def must_be_for(file: Path, dialect: str) -> None:
    """Refuse a copy of the other kind of database. Raises InvalidInput."""
    found = kind_of(file)
    if found != dialect:
        raise InvalidInput(f"{file} is a copy of a {NAMES[found]} database; this one is {NAMES[dialect]}.")


@contextmanager
def made_whole(file: Path, replace: bool) -> Iterator[Path]:
    """A place to write a copy; it gets the name `file` when all went well, else nothing of it stays.

    Only its owner may read it. Raises AlreadyThere, unless `replace`; StorageTrouble where it cannot be written.
    """
    if file.is_dir() or (file.exists() and not replace):
        raise AlreadyThere
    part = file.with_name(f".{file.name}.{Ids().new()}.part")
    try:
        held = os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except OSError as error:
        raise cannot_write(file) from error
    try:
        _is_mine(held)
        with suppress(OSError):  # a folder that may be written in, but not listed
            _clear_away_killed_ones(file.parent)
        yield part
        _name(part, file, replace)
    except OSError as error:
        raise cannot_write(file) from error
    finally:
        _remove(part)
        os.close(held)


def _is_mine(opened: int) -> bool:
    """Hold an open file as long as this process lives; False where another that lives holds it, or nobody can tell."""
    try:
        import fcntl
    except ImportError:  # Unix only; elsewhere nothing is cleared away
        return False
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _clear_away_killed_ones(folder: Path) -> None:
    """Remove what copies left that were killed before they had their name; those still being written stay."""
    for name in os.listdir(folder):
        if PART.fullmatch(name):
            with suppress(OSError):  # somebody else's, or gone meanwhile
                _remove_unless_held(folder / name)


def _remove_unless_held(part: Path) -> None:
    opened = os.open(part, os.O_WRONLY)
    try:
        if os.fstat(opened).st_size and _is_mine(opened):  # an empty one is perhaps made at this very moment
            _remove(part)
    finally:
        os.close(opened)


def _remove(part: Path) -> None:
    for ending in BESIDE:
        Path(f"{part}{ending}").unlink(missing_ok=True)


def unused(file: Path) -> Path:
    """A name nobody has yet: this one, or with a number."""
    names = (file if number == 1 else Path(f"{file}-{number}") for number in count(1))
    return next(name for name in names if not name.exists())


def cannot_write(file: Path) -> StorageTrouble:
    """The refusal for a place that cannot be written, or is full."""
    return StorageTrouble(
        f"{file} cannot be written. Is its folder there, with room on the disk, and may you write it?"
    )


def _name(part: Path, file: Path, replace: bool) -> None:
    _to_disk(part)
    if replace:
        part.replace(file)
    else:
        try:
            os.link(part, file)  # unlike a renaming, this never writes over what came in between
        except FileExistsError as error:
            raise AlreadyThere from error
    with suppress(OSError):  # not every system lets a folder be written through
        _to_disk(file.parent)


def _to_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
