"""What somebody sees who goes on writing hours down while the database is in trouble, and what must be true of it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from strong.crew import a_day, open_app

from timebank.access import OPERATOR, as_member
from timebank.app import App
from timebank.errors import Refused
from timebank.ledger import actions
from timebank.ledger.rules import Holder
from timebank.ledger.tables import entry
from timebank.ledger.verify import verify
from timebank.work import Look, Work, write_key

NOBODY = 65534


@dataclass(slots=True)
class Diary:
    """What one writer was told: which keys were saved, with which answer, and which were refused in which words."""

    app: App
    ann: str
    ben: str
    is_careless: bool = False  # the planted fault: says that it is saved before it is
    told: dict[str, str] = field(default_factory=dict)
    refused: dict[str, str] = field(default_factory=dict)
    crashed: list[str] = field(default_factory=list)
    number: int = 0

    def write(self, key: str = "", meanwhile: Any = None) -> str:
        """Ann writes a minute down; `meanwhile()` happens before it is committed. Answers the key."""
        self.number += not key
        key = key or f"diary-{self.number}"

        def act(work: Work) -> str:
            if self.is_careless:
                self.told[key] = "told"
            given = {"giver": Holder("member", self.ann), "receiver": Holder("member", self.ben), "minutes": 1}
            day = a_day(int(key.rpartition("-")[2]))
            answer = actions.record(work, key, **given, service_date=day, is_another=True)
            if meanwhile is not None:
                meanwhile()
            return answer

        try:
            self.told[key] = self.app.do(as_member(self.ann), act)
            self.refused.pop(key, None)
        except Refused as refusal:
            self.refused[key] = str(refusal)
        except Exception as error:
            self.crashed.append(f"{key}: {error!r}")
        return key

    def write_until_refused(self, most: int = 3000) -> str:
        """Write on until the trouble is there; answers the key that was refused."""
        for _ in range(most):
            key = self.write()
            if key in self.refused or self.crashed:
                return key
        raise AssertionError("there was no trouble")

    def judge(self) -> list[str]:
        """What is wrong: told and not kept, refused and kept all the same, a crash, a ledger that does not verify."""
        found = [f"no plain words: {one}" for one in self.crashed]
        kept = self.app.see(OPERATOR, _kept)
        found += [f"{key} was told and is not kept" for key in self.told if key not in kept]
        found += [f"{key} was refused and is kept" for key in self.refused if key in kept and key not in self.told]
        entries = self.app.see(OPERATOR, lambda look: look.value(sa.select(sa.func.count()).select_from(entry)))
        if entries != len(kept):
            found.append(f"{entries} entries for {len(kept)} keys")
        return found + list(self.app.see(OPERATOR, verify).findings)


def _kept(look: Look) -> set[str]:
    return {row.key for row in look.rows(sa.select(write_key.c.key).where(write_key.c.key.like("diary-%")))}


@contextmanager
def folder_of_nobody() -> Iterator[Path]:
    """A folder that a child without root's rights may write: root may always write, whatever a file says."""
    with tempfile.TemporaryDirectory() as place:
        if os.geteuid() == 0:
            os.chown(place, NOBODY, NOBODY)
        yield Path(place)


def become_nobody() -> None:
    """Give root's rights away, in a child."""
    if os.geteuid() == 0:
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def try_read_only(url: str, barrier: Any, pipe: Connection, ann: str, ben: str, careless: bool) -> None:
    """In a child: write, make the file read-only, write and read, make it writable again, go on."""
    become_nobody()
    diary = Diary(open_app(url), ann, ben, careless)
    file = Path(str(diary.app.engine.url.database))
    diary.write()
    diary.app.close()
    file.chmod(0o444)
    refused = [diary.write(), diary.write()]
    read = diary.app.see(OPERATOR, verify).ok
    for one in file.parent.glob(f"{file.name}*"):  # what SQLite laid beside it was made with the rights it had then
        one.chmod(0o644)
    words = [diary.refused.get(key, "") for key in refused]
    found = diary.judge() if careless else []
    if not careless:
        for key in refused:
            diary.write(key)
        diary.write()
        found = diary.judge()
    pipe.send((words, read, found, len(diary.told)))


def try_small_files(url: str, barrier: Any, pipe: Connection, ann: str, ben: str, careless: bool) -> None:
    """In a child: no file may grow beyond a size, as on a full disk; then it may again."""
    import resource

    diary = Diary(open_app(url), ann, ben, careless)
    diary.write()
    file = Path(str(diary.app.engine.url.database))
    largest = max(one.stat().st_size for one in file.parent.iterdir() if one.name.startswith(file.name))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (largest + 50_000, hard))
    key = diary.write_until_refused()
    words = diary.refused.get(key, "")
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    if not careless:
        diary.write(key)
        diary.write()
    pipe.send((words, diary.judge(), len(diary.told)))
