"""Senders in processes of their own, some of them careless; killing them with no warning; and what became of letters."""

import random
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from typing import Any

import sqlalchemy as sa
from strong.crew import CONTEXT, LONGEST_SECONDS
from strong.mail_office import GONE, Office
from world import World

from timebank.access import OPERATOR, WORKER
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.community.actions import choose
from timebank.community.reads import community
from timebank.mail import send, taking
from timebank.mail.actions import write
from timebank.mail.rules import Draft
from timebank.mail.tables import letter
from timebank.mail.wire import TAKEN, open_wire
from timebank.settings import MailSettings, Settings
from timebank.work import Work

DRAFT = Draft(
    "You have a message from us", "Hello,", ("Something waits for you.",), "Warm wishes", "http://x/y", "Look"
)
PEOPLE = 20
CAREFUL, TELLS_FIRST, NO_LEASE = "careful", "tells first", "no lease"
STEP = timedelta(minutes=11)  # longer than a lease and than the first pause


def settings_for(port: int) -> MailSettings:
    return MailSettings(host="127.0.0.1", port=port, security="none", sender="bank@example.org")


def write_letters(world: World, count: int, gone: int = 0) -> None:
    """Letters to twenty people in turn, `gone` of whom have an address at which nobody lives; nights do not count."""
    world.app.do(OPERATOR, choose, world.key(), {"rests_at_night": "no"})
    for number in range(PEOPLE):
        before = GONE if number < gone else ""
        world.member(f"Reader {number}", email=f"{before}reader{number}@example.org")

    def all_of_them(work: Work) -> None:
        for number in range(count):
            write(work, f"strong:{number}", world.ids[f"Reader {number % PEOPLE}"], "news", DRAFT)

    world.app.do(OPERATOR, all_of_them)


def send_in_child(url: str, port: int, moment: str, habit: str, pipe: Connection) -> None:
    """In a child: one pass over the outbox as soon as it is told to begin, said when it is over."""
    app = build(Settings(database_url=url, mail=settings_for(port)), clock=HandClock(datetime.fromisoformat(moment)))
    if habit == NO_LEASE:
        taking.LEASE = timedelta(seconds=-1)
    pipe.send("ready")
    pipe.recv()
    if habit == TELLS_FIRST:
        _send_telling_first(app)
    else:
        while send.send_due(app).trouble:
            pass
    app.close()
    pipe.send("done")


def _send_telling_first(app: App) -> None:
    """The planted fault: each letter is written down as sent before it is."""
    wire, here = open_wire(app.settings.mail), app.see(WORKER, community)
    while (taken := app.do(WORKER, taking.take_next, "careless")).envelope is not None:
        wire.ready()
        app.do(WORKER, send._record, "careless", taken.envelope, TAKEN)
        send._carry(app, wire, here, taken.envelope)


class Senders:
    """Two or more senders at once, at one standing moment."""

    def __init__(self, world: World, url: str, office: Office) -> None:
        self.world, self.url, self.office = world, url, office
        self.kills = 0

    def start(self, habits: Sequence[str]) -> list[tuple[Any, Connection]]:
        """Let all of them begin at one moment, when the last is ready."""
        moment = self.world.app.clock.now().isoformat()
        crew = []
        for habit in habits:
            ours, theirs = CONTEXT.Pipe()
            args = (self.url, self.office.port, moment, habit, theirs)
            process = CONTEXT.Process(target=send_in_child, args=args, daemon=True)
            process.start()
            theirs.close()
            crew.append((process, ours))
        for _, pipe in crew:
            assert pipe.poll(LONGEST_SECONDS), "a sender did not begin"
            pipe.recv()
        for _, pipe in crew:
            pipe.send("begin")
        return crew

    def send(self, *habits: str) -> None:
        """All of them to their ends."""
        for process, pipe in self.start(habits):
            assert pipe.poll(LONGEST_SECONDS), "a sender said nothing"
            pipe.recv()
            process.join(10)

    def send_and_kill(
        self, chance: random.Random, *habits: str, pause_seconds: tuple[float, float] = (0.0, 0.02)
    ) -> None:
        """Kill each at a moment of its own while letters are on their way; the clock moves on past their leases."""
        before, crew = len(self.office.lines()), self.start(habits)
        for process, _ in crew:
            target = before + chance.randint(1, 12)
            while len(self.office.lines()) < target and process.is_alive():
                time.sleep(0.001)
            time.sleep(chance.uniform(*pause_seconds))
            self.kills += process.is_alive()
            process.kill()
            process.join(10)
        self.world.app.clock.move(minutes=STEP.total_seconds() / 60)

    def finish(self) -> None:
        """Go on until nothing waits any more."""
        app = self.world.app
        app.settings = replace(app.settings, mail=settings_for(self.office.port))
        for _ in range(60):
            while send.send_due(app).trouble:
                pass
            if not waiting(app):
                return
            app.clock.move(minutes=STEP.total_seconds() / 60)
        raise AssertionError("letters wait for ever")


def waiting(app: App) -> int:
    """How many letters have no fate yet."""
    with app.look(WORKER) as look:
        is_open = letter.c.state.in_(("due", "sending"))
        return int(look.value(sa.select(sa.func.count()).where(is_open)) or 0)


def lost(app: App, office: Office) -> list[str]:
    """Letters that nobody got and nobody would miss: said to be sent and never taken, given up without need, or open."""
    taken, found = office.taken(), []
    with app.look(WORKER) as look:
        for row in look.rows(sa.select(letter)):
            is_gone = row.address.startswith(GONE)
            right = "failed" if is_gone else "sent"
            if row.state != right or (row.state == "failed" and "550" not in row.reason):
                found.append(f"{row.message_id} is {row.state}: {row.reason}")
            elif not is_gone and not taken[row.message_id]:
                found.append(f"{row.message_id} is {row.state} and never arrived")
    return found


def doubled(office: Office) -> int:
    """How many copies arrived beyond the first of each letter; copies are known by their Message-ID."""
    return sum(office.taken().values()) - len(office.taken())
