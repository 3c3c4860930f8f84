"""Several senders at once, and senders that are killed: no letter is lost, none is sent twice without need."""

import signal
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from world import START, World

from timebank.app import App, build
from timebank.mail import taking
from timebank.mail.send import send_due
from timebank.settings import Settings

NAMES = [f"Member {number}" for number in range(60)]
ROOT = Path(__file__).resolve().parents[3]
SENDER = """
import sys
from datetime import datetime
from timebank.app import build
from timebank.clock import HandClock
from timebank.mail.send import send_due
from timebank.settings import MailSettings, Settings
url, port, moment = sys.argv[1:]
mail = MailSettings(host="127.0.0.1", port=int(port), security="none", sender="bank@example.org")
send_due(build(Settings(database_url=url, mail=mail), clock=HandClock(datetime.fromisoformat(moment))))
"""


def send_together(app: App, senders: int) -> None:
    """Several senders, each with its own connections, starting at the same moment."""
    start, troubles = threading.Barrier(senders), []

    def run() -> None:
        own = build(app.settings, clock=app.clock)
        try:
            start.wait(timeout=30)
            send_due(own)
        except Exception as error:
            troubles.append(error)
        finally:
            own.close()

    threads = [threading.Thread(target=run) for _ in range(senders)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert troubles == []


def test_two_senders_at_once_lose_no_letter_and_double_none(posted_world: World, letters_to, post_office) -> None:
    post_office.seconds_each = 0.002
    letters_to(*NAMES)
    send_together(posted_world.app, senders=2)
    assert len(post_office.copies) == 60
    assert set(post_office.copies.values()) == {1}


def test_this_harness_would_see_doubles(posted_world: World, letters_to, post_office, monkeypatch) -> None:
    """With leases that end before they begin, two senders carry the same letters."""
    monkeypatch.setattr(taking, "LEASE", timedelta(seconds=-1))
    post_office.seconds_each = 0.01
    letters_to(*NAMES[:20])
    send_together(posted_world.app, senders=2)
    assert sum(post_office.copies.values()) > 20


@pytest.mark.parametrize("kills", [1, pytest.param(8, marks=pytest.mark.prove)])
def test_letters_of_killed_senders_arrive_all_the_same(
    kills: int, posted_world: World, letters_to, post_office, clock, database_url: str
) -> None:
    post_office.seconds_each = 0.005
    letters_to(*NAMES)
    port = posted_world.app.settings.mail.port
    step = 60 // (kills + 2)
    for kill in range(kills):
        event = post_office.reached[step * (kill + 1)] = threading.Event()
        moment = START.isoformat() if kill == 0 else clock.now().isoformat()
        sender = subprocess.Popen(
            [sys.executable, "-c", SENDER, database_url, str(port), moment], cwd=ROOT, start_new_session=True
        )
        assert event.wait(timeout=60)
        sender.send_signal(signal.SIGKILL)
        sender.wait()
        clock.move(minutes=11)
    send_due(posted_world.app)
    assert len(post_office.copies) == 60
    assert sum(post_office.copies.values()) <= 60 + kills, "only what was on its way when its sender died may double"


def test_each_sender_may_have_its_own_settings(world: World, letters_to, tmp_path: Path) -> None:
    """A pass holds nothing open for others: two Apps on one database take turns freely."""
    letters_to("Ann", "Ben")
    other = build(
        Settings(database_url=world.app.settings.database_url, mail=world.app.settings.mail), clock=world.app.clock
    )
    assert send_due(other, limit=1).sent == 1
    assert send_due(world.app).sent == 1
    other.close()
