"""Shows the demo: makes it once, keeps it, starts dashboard and worker, and stops both cleanly."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timebank.errors import Refused
from timebank.ports import must_be_free
from timebank.settings import MailSettings, Settings, from_environment

if TYPE_CHECKING:
    from timebank.app import App

HOST = "127.0.0.1"
KEPT = "demo.json"


@dataclass(frozen=True, slots=True)
class SignIns:
    """With what one looks around."""

    member_email: str
    member_password: str
    coordinator_email: str
    coordinator_password: str


def show(folder: Path, *, fresh: bool, serve: bool, port: int | None, as_json: bool) -> int:
    """Make the demo in `folder` unless it is there, then serve it until Ctrl-C. Answers the exit code."""
    settings = _settings(folder.resolve(), from_environment(port=port).port)
    if serve:
        for ending in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):  # each as Ctrl-C: the worker ends too
            signal.signal(ending, signal.default_int_handler)
        must_be_free(settings.host, settings.port)
    if fresh and folder.exists():
        _clear(folder)
    sign_ins = _kept(folder) or _make(folder, settings)
    address = settings.address
    if as_json:
        print(json.dumps({"open": address, **asdict(sign_ins)}), flush=True)
    else:
        print(f"Open {address}")
        print(f"Member: {sign_ins.member_email} / {sign_ins.member_password}")
        print(f"Coordinator: {sign_ins.coordinator_email} / {sign_ins.coordinator_password}", flush=True)
    if serve:
        _serve(settings)
    return 0


def _settings(folder: Path, port: int) -> Settings:
    mail = MailSettings(folder=folder / "letters", sender="Firth Street Time Bank <hello@demo.example>")
    return Settings(database_url=f"sqlite:///{folder / 'demo.db'}", host=HOST, port=port, demo=True, mail=mail)


def _clear(folder: Path) -> None:
    """Begin again; only a folder that a demo made is ever cleared."""
    if any(folder.iterdir()) and not (folder / KEPT).exists() and not (folder / "demo.db").exists():
        raise Refused(f"{folder} holds something else than a demo, so it was left alone.")
    shutil.rmtree(folder)


def _kept(folder: Path) -> SignIns | None:
    try:
        return SignIns(**json.loads((folder / KEPT).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise Refused(f"{folder / KEPT} cannot be read. Begin again with --fresh.") from error


def _make(folder: Path, settings: Settings) -> SignIns:
    """Make the community; the sign-ins are written last, so that a demo broken off is made again from the start."""
    from timebank.app import build
    from timebank.clock import HandClock, SystemClock
    from timebank.demo.people import CORA, MAYA
    from timebank.demo.story import make

    if (folder / "demo.db").exists():
        _clear(folder)
    folder.mkdir(parents=True, exist_ok=True)
    clock = HandClock(SystemClock().now())
    app = build(settings, clock=clock)
    make(app, clock, lambda words: print(words, file=sys.stderr, flush=True))
    _send_old_letters(app)
    sign_ins = SignIns(MAYA.email, _password(app, MAYA.email), CORA.email, _password(app, CORA.email))
    app.close()
    kept = folder / KEPT
    kept.touch(mode=0o600)
    kept.write_text(json.dumps(asdict(sign_ins)), encoding="utf-8")
    return sign_ins


def _send_old_letters(app: "App") -> None:
    from timebank.mail.send import send_due

    while send_due(app).sent:
        continue


def _password(app: "App", email: str) -> str:
    from timebank.access import OPERATOR
    from timebank.members.actions import set_password
    from timebank.members.reads import member_id_of_email

    member_id = app.see(OPERATOR, member_id_of_email, email)
    assert member_id is not None
    password = app.ids.password()
    set_password(app, member_id, password)
    return password


def _serve(settings: Settings) -> None:
    from timebank.app import build
    from ui.server import serve

    with _worker(settings):
        serve(build(settings))


@contextmanager
def _worker(settings: Settings) -> Iterator[None]:
    """The worker, in a process of its own, stopped when the dashboard stops."""
    environment = {
        **os.environ,
        "TIMEBANK_DATABASE_URL": settings.database_url,
        "TIMEBANK_MAIL_FOLDER": str(settings.mail.folder),
        "TIMEBANK_MAIL_FROM": settings.mail.sender,
        "TIMEBANK_BASE_URL": settings.address,
        "TIMEBANK_DEMO": "1",
    }
    process = subprocess.Popen([sys.executable, "-m", "timebank", "worker"], env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
