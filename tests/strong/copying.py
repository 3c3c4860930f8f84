"""A crew that writes without end while copies are taken, and what a copy must hold of what they were told."""

import time
from multiprocessing.connection import Connection
from typing import Any

import sqlalchemy as sa
from strong.crew import a_day, open_app

from timebank.access import OPERATOR, as_member
from timebank.app import App
from timebank.ledger import actions
from timebank.ledger.rules import Holder
from timebank.ledger.tables import entry
from timebank.ledger.verify import verify
from timebank.work import Look


def keep_writing(url: str, barrier: Any, pipe: Connection, number: int, seconds: float, ann: str, ben: str) -> None:
    """One process: Ann writes hours down and Ben says yes, until the time is over; tells each with when it was told."""
    app, told = open_app(url), []
    barrier.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        key = f"{number}-{len(told)}"
        given = {"giver": Holder("member", ann), "receiver": Holder("member", ben)}
        entry_id = app.do(
            as_member(ann), actions.record, key, **given, service_date=a_day(len(told)), minutes=1, is_another=True
        )
        app.do(as_member(ben), actions.confirm, f"{key}:yes", entry_id)
        told.append((entry_id, time.monotonic()))
    app.close()
    pipe.send(told)


def judge(copy: App, told: list[tuple[str, float]], begun: float) -> list[str]:
    """What is wrong with a copy that was begun at a moment: not proved, or without what was told before it began."""
    kept = copy.see(OPERATOR, _states)
    findings = list(copy.see(OPERATOR, verify).findings)
    for entry_id, told_at in told:
        if told_at < begun and kept.get(entry_id) != "posted":
            findings.append(f"{entry_id} was told before the copy began and is {kept.get(entry_id)} in it")
    return findings


def _states(look: Look) -> dict[str, str]:
    return {row.id: row.state for row in look.rows(sa.select(entry.c.id, entry.c.state))}
