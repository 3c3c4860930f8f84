"""Shows the demo: makes it once, keeps it, starts dashboard and worker, and stops both cleanly."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timebank.demo.folder import Folder, SignIns, opened
from timebank.ports import must_be_free
from timebank.settings import MailSettings, Settings, from_environment

if TYPE_CHECKING:
    from timebank.app import App

HOST = "127.0.0.1"


def show(path: Path, *, fresh: bool, serve: bool, port: int | None, as_json: bool) -> int:
    """Make the demo in the folder at `path` unless it is there, then serve it until Ctrl-C. Answers the exit code."""
    port = from_environment(port=port).port
    if serve:
        _end_with_the_worker()
        must_be_free(HOST, port)
    with opened(path.resolve()) as folder:
        settings = _settings(folder, port)
        sign_ins = _ready(folder, settings, fresh)
        _print(settings.address, sign_ins, as_json)
        if serve:
            _serve(settings)
    return 0


def _end_with_the_worker() -> None:
    """Let every usual way of ending be as Ctrl-C, so that the worker is stopped too."""
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.default_int_handler)
    signal.signal(signal.SIGHUP, lambda *_: signal.raise_signal(signal.SIGTERM))  # the server heeds that one


def _print(address: str, sign_ins: SignIns, as_json: bool) -> None:
    if as_json:
        print(json.dumps({"open": address, **asdict(sign_ins)}), flush=True)
        return
    print(f"Open {address}")
    print(f"Member: {sign_ins.member_email} / {sign_ins.member_password}")
    print(f"Coordinator: {sign_ins.coordinator_email} / {sign_ins.coordinator_password}", flush=True)


def _settings(folder: Folder, port: int) -> Settings:
    mail = MailSettings(folder=folder.letters, sender="Firth Street Time Bank <hello@demo.example>")
    return Settings(database_url=f"sqlite:///{folder.database}", host=HOST, port=port, demo=True, mail=mail)


def _ready(folder: Folder, settings: Settings, fresh: bool) -> SignIns:
    """The sign-ins of the demo that is there, brought to this version's shape, else of a new one."""
    kept = None if fresh else folder.sign_ins()
    if kept is None:
        folder.have_alone()
        folder.clear()
        kept = _make(folder, settings)
    folder.share()
    _bring_up_to_date(settings)
    return kept


def _bring_up_to_date(settings: Settings) -> None:
    from timebank.app import build
    from timebank.errors import NotReady
    from timebank.shape import must_be_ready

    app = build(settings)
    try:
        must_be_ready(app)
    except NotReady:
        from timebank import setup  # late: it is needed only after a new version came

        setup.make_ready(app)
    finally:
        app.close()


def _make(folder: Folder, settings: Settings) -> SignIns:
    """Make the community; the sign-ins are kept last, so that a demo broken off is made again from the start."""
    from timebank.app import build
    from timebank.clock import HandClock, SystemClock
    from timebank.demo.people import CORA, MAYA
    from timebank.demo.story import make

    clock = HandClock(SystemClock().now())
    app = build(settings, clock=clock)
    _leave_the_disk_for_later(app)
    make(app, clock, lambda words: print(words, file=sys.stderr, flush=True))
    _send_old_letters(app)
    sign_ins = SignIns(MAYA.email, _password(app, MAYA.email), CORA.email, _password(app, CORA.email))
    app.close()
    with folder.database.open("rb") as made:
        os.fsync(made)
    folder.keep(sign_ins)
    return sign_ins


def _leave_the_disk_for_later(app: "App") -> None:
    """Wait for the disk once, when all is told: a demo that a power cut breaks off is made again anyway."""
    from sqlalchemy import event

    @event.listens_for(app.engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")


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
