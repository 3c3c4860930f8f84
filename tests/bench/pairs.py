"""Exchanges through the whole service, and by bare SQL, as one process does them."""

import time
from multiprocessing.connection import Connection
from typing import Any

from bench.bare import Bare, Pattern, pattern_of
from strong.crew import a_day, open_app
from world import START, World

from timebank import migrate
from timebank.access import as_member
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.ledger import actions
from timebank.ledger.rules import Holder
from timebank.settings import Settings

Couple = tuple[str, str]


def town(url: str, couples: int) -> tuple[App, list[Couple]]:
    """A community in which so many couples exchange hours."""
    app = build(Settings(database_url=url), clock=HandClock(START))
    migrate.upgrade(app)
    world = World(app)
    world.found()
    names = [str(world.member(f"Member {number}").member_id) for number in range(2 * couples)]
    return app, list(zip(names[::2], names[1::2], strict=True))


def serve(app: App, couple: Couple, key: str, number: int) -> str:
    """One exchange from beginning to end through the service."""
    ann, ben = couple
    giver, receiver = Holder("member", ann), Holder("member", ben)
    given = {"giver": giver, "receiver": receiver, "service_date": a_day(number), "minutes": 1}
    entry_id = app.do(as_member(ann), actions.record, f"{key}:{number}", **given)
    app.do(as_member(ben), actions.confirm, f"{key}:{number}:yes", entry_id)
    return entry_id


def patterns(app: App, url: str, couples: list[Couple]) -> list[Pattern]:
    """What the service writes for each couple."""
    entries = [serve(app, couple, "first", number) for number, couple in enumerate(couples)]
    return [pattern_of(url, one, (f"first:{n}", f"first:{n}:yes")) for n, one in enumerate(entries)]


def serve_on(url: str, barrier: Any, pipe: Connection, couple: Couple, key: str, seconds: float) -> None:
    """One process of the crew through the service: how many exchanges a second."""
    app, number = open_app(url), 0
    serve(app, couple, f"{key}:warm", 0)
    barrier.wait()
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        number += 1
        serve(app, couple, key, number)
    pipe.send(number / (time.monotonic() - begun))
    app.close()


def write_on(url: str, barrier: Any, pipe: Connection, pattern: Pattern, seconds: float) -> None:
    """One process of the crew by bare SQL: how many exchanges a second."""
    bare, number = Bare(url), 0
    bare.write_pair(pattern)
    barrier.wait()
    begun = time.monotonic()
    while time.monotonic() < begun + seconds:
        number += 1
        bare.write_pair(pattern)
    pipe.send(number / (time.monotonic() - begun))
    bare.close()
