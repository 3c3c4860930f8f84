"""The worker as a process: it ticks, shares the work with others, and stops when it is told."""

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import OPERATOR, WORKER
from timebank.clock import SystemClock
from timebank.community.actions import choose
from timebank.jobs.worker import start_inside
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.mail.tables import letter

ROOT = Path(__file__).resolve().parents[3]
SCRIPT = """
import sys
from pathlib import Path
from timebank.app import build
from timebank.jobs.worker import serve
from timebank.settings import MailSettings, Settings
app = build(Settings(database_url=sys.argv[1], mail=MailSettings(folder=Path(sys.argv[2]))))
serve(app, lambda: print("ticking", flush=True))
print("stopped", flush=True)
"""
DRAFT = Draft("You have a message from us", "Hello,", ("Something waits for you.",), "Warm wishes")


@pytest.fixture
def letters_wait(world: World) -> World:
    """Ten letters that are due by the clock on the wall, at whichever hour the tests run."""
    world.app.do(OPERATOR, choose, "no nights", {"rests_at_night": "no"})
    callers = [world.member(f"Member {number}") for number in range(10)]
    world.app.clock = SystemClock()
    for caller in callers:
        assert caller.member_id
        world.app.do(OPERATOR, write, world.key(), caller.member_id, "news", DRAFT)
    return world


def start_worker(world: World) -> subprocess.Popen[str]:
    folder = world.app.settings.mail.folder
    arguments = [sys.executable, "-c", SCRIPT, world.app.settings.database_url, str(folder)]
    return subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def states(world: World) -> list[tuple[str, int]]:
    with world.app.look(WORKER) as look:
        return [(row.state, row.attempts) for row in look.rows(sa.select(letter.c.state, letter.c.attempts))]


def wait_for(condition: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + 60
    while not condition():
        assert time.monotonic() < deadline, what
        threading.Event().wait(0.05)


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_two_workers_send_each_letter_once_and_stop_when_told(letters_wait: World, sign: signal.Signals) -> None:
    workers = [start_worker(letters_wait) for _ in range(2)]
    try:
        wait_for(lambda: {state for state, _ in states(letters_wait)} == {"sent"}, "the letters were not sent")
        for worker in workers:
            assert worker.stdout is not None
            assert worker.stdout.readline() == "ticking\n"
            worker.send_signal(sign)
        for worker in workers:
            said, _ = worker.communicate(timeout=60)
            assert (worker.returncode, said) == (0, "stopped\n")
    finally:
        for worker in workers:
            worker.kill()
    assert states(letters_wait) == [("sent", 1)] * 10


def test_a_small_installation_ticks_inside_its_own_process(letters_wait: World) -> None:
    ticking = start_inside(letters_wait.app)
    try:
        wait_for(lambda: {state for state, _ in states(letters_wait)} == {"sent"}, "the letters were not sent")
    finally:
        ticking.stop()
    assert states(letters_wait) == [("sent", 1)] * 10
