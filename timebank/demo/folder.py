"""The folder of a demo: changed by one process at a time, and cleared of nothing but what a demo put there."""

import fcntl
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from timebank.errors import Refused

DATABASE, SIGN_INS, LETTERS, LOCK = "demo.db", "demo.json", "letters", "lock"


@dataclass(frozen=True, slots=True)
class SignIns:
    """With what one looks around."""

    member_email: str
    member_password: str
    coordinator_email: str
    coordinator_password: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A demo's folder while this process uses it."""

    path: Path
    lock: int

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.path / DATABASE

    @property
    def letters(self) -> Path:
        """Where letters lie instead of leaving."""
        return self.path / LETTERS

    def share(self) -> None:
        """Use it beside others who only use it. Raises Refused while somebody makes a demo there."""
        self._take(fcntl.LOCK_SH)

    def have_alone(self) -> None:
        """Have it alone, to make a demo in it. Raises Refused while anybody uses it."""
        self._take(fcntl.LOCK_EX)

    def _take(self, how: int) -> None:
        try:
            fcntl.flock(self.lock, how | fcntl.LOCK_NB)
        except OSError as error:
            raise Refused(
                f"Another demo is being made or shown in {self.path}. Stop it first, or give --folder."
            ) from error

    def sign_ins(self) -> SignIns | None:
        """What was kept when the demo was finished; None when it never was."""
        if not self.database.exists():
            return None
        try:
            return SignIns(**json.loads((self.path / SIGN_INS).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return None
        except (OSError, ValueError, TypeError) as error:
            raise Refused(f"{self.path / SIGN_INS} cannot be read. Begin again with --fresh.") from error

    def keep(self, sign_ins: SignIns) -> None:
        """Write down that the demo is finished, and how to sign in; only its owner may read it."""
        kept = self.path / SIGN_INS
        kept.touch(mode=0o600)
        kept.write_text(json.dumps(asdict(sign_ins)), encoding="utf-8")

    def clear(self) -> None:
        """Take away what a demo put there; the sign-ins go first, so that a clearing broken off is no finished demo."""
        (self.path / SIGN_INS).unlink(missing_ok=True)
        for file in self.path.glob(f"{DATABASE}*"):
            file.unlink()
        if self.letters.exists():
            shutil.rmtree(self.letters)


@contextmanager
def opened(path: Path) -> Iterator[Folder]:
    """The folder at a path, made when it is not there. Raises Refused where it holds something else than a demo."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        there = {one.name for one in path.iterdir()}
        if there and not there & {DATABASE, SIGN_INS, LOCK}:
            raise Refused(f"{path} holds something else than a demo, so it was left alone.")
        lock = (path / LOCK).open("a")
    except OSError as error:
        raise Refused(f"{path} cannot hold a demo. Is it a folder, and may you write in it?") from error
    with lock:
        yield Folder(path, lock.fileno())
