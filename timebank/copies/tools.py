"""Finds PostgreSQL's own tools on this machine and runs them; a password never stands on their command line."""

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import sqlalchemy as sa

from timebank.errors import DatabaseAway, Refused, StorageTrouble

DEBIAN = Path("/usr/lib/postgresql")
WHERE = "TIMEBANK_PG_BIN"


class NoTools(Refused):
    """This needs pg_dump and pg_restore. Install postgresql-client, or name their folder in TIMEBANK_PG_BIN."""


def tools(server_version: int) -> Path:
    """The folder of the newest pg_dump and pg_restore here. Raises NoTools, also for tools older than the server."""
    named = os.environ.get(WHERE, "")
    places = [Path(named)] if named else _places()
    found = [(_version(place), place) for place in places if _has_both(place)]
    if not found:
        raise NoTools(f"{WHERE} names {named}, but there is no pg_dump and pg_restore." if named else None)
    version, place = max(found)
    if version < server_version:
        raise NoTools(
            f"The database is PostgreSQL {server_version}, and pg_dump here is {version}, which cannot copy it."
            f" Install postgresql-client-{server_version}, or say in {WHERE} in which folder a newer one is."
        )
    return place


def _places() -> list[Path]:
    on_path = shutil.which("pg_dump")
    return [*DEBIAN.glob("*/bin"), *([Path(on_path).parent] if on_path else [])]


def _has_both(place: Path) -> bool:
    return all(os.access(place / name, os.X_OK) for name in ("pg_dump", "pg_restore"))


def _version(place: Path) -> int:
    said = subprocess.run([place / "pg_dump", "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603  # no shell, our own words
    found = re.search(r"\d+", said)
    return int(found.group()) if found else 0


def run(tool: Path, url: sa.URL, *words: str | Path) -> None:
    """Run a tool against a database. Raises DatabaseAway, StorageTrouble, Refused with what it said."""
    done = subprocess.run([tool, *words], env=_environment(url), capture_output=True, text=True, check=False)  # noqa: S603  # no shell, our own words
    if done.returncode == 0:
        return
    said = " ".join(done.stderr.split())[:300]
    if "connection to server" in said:
        raise DatabaseAway
    if "No space left" in said or "could not write" in said:
        raise StorageTrouble("The copy could not be written: the disk is full. Nothing was changed.")
    raise Refused(f"{tool.name} did not succeed, so nothing was changed. It said: {said}")


def _environment(url: sa.URL) -> dict[str, str]:
    """What libpq reads instead of a command line: each part of the address under the name it has for that."""
    from psycopg.pq import Conninfo

    given = _parts(url)
    known = {one.keyword.decode(): one.envvar.decode() for one in Conninfo.get_defaults() if one.envvar}
    told = {known[name]: str(value) for name, value in given.items() if name in known and value not in (None, "")}
    return {**os.environ, **told, "LC_ALL": "C"}


def _parts(url: sa.URL) -> dict[str, object]:
    made: Sequence[object] = url.get_dialect()().create_connect_args(url)
    keywords = made[1]
    assert isinstance(keywords, dict)
    return keywords
