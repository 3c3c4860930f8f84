"""A crew that writes without end while copies are taken, and what a copy must hold of what they were told."""

import os
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from strong.crew import CONTEXT, a_day, open_app

from timebank.access import OPERATOR, as_member
from timebank.app import App
from timebank.copies import tools
from timebank.copies.actions import restore
from timebank.errors import Refused
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


def keep_recording(url: str, barrier: Any, pipe: Connection, number: int, seconds: float, ann: str, ben: str) -> None:
    """One process: Ann writes hours down until the time is over, whatever is brought back under her; tells which."""
    app, told, crashed, turn = open_app(url), [], [], 0
    given = {"giver": Holder("member", ann), "receiver": Holder("member", ben), "minutes": 1, "is_another": True}
    barrier.wait()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        turn += 1
        try:
            key, day = f"{number}-{turn}", a_day(turn)
            told.append(app.do(as_member(ann), actions.record, key, **given, service_date=day))
        except Refused:
            continue
        except Exception as error:
            crashed.append(repr(error))
    app.close()
    pipe.send((told, crashed))


def judge(copy: App, told: list[tuple[str, float]], begun: float) -> list[str]:
    """What is wrong with a copy that was begun at a moment: not proved, or without what was told before it began."""
    kept = copy.see(OPERATOR, states)
    findings = list(copy.see(OPERATOR, verify).findings)
    for entry_id, told_at in told:
        if told_at < begun and kept.get(entry_id) != "posted":
            findings.append(f"{entry_id} was told before the copy began and is {kept.get(entry_id)} in it")
    return findings


def restore_and_tell(url: str, pipe: Connection, file: str, is_careless: bool, where: str) -> None:
    """Bring a copy back; or, as the planted fault, put one table after the other in, each for itself."""
    os.environ[tools.WHERE] = where  # children come from a process that began before the test
    app = open_app(url)
    app.see(OPERATOR, lambda look: look.now)
    pipe.send("ready")
    if is_careless:
        with app.engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA query_only=OFF")
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute(f"ATTACH '{file}' AS copy")
            for name in ("account", "chain_head", "entry", "entry_move", "exchange"):
                for guard in ("update", "delete", "replace"):
                    driver.execute(f"DROP TRIGGER IF EXISTS guard_{name}_{guard}")
                driver.execute(f"DELETE FROM {name}")
                time.sleep(0.05)
                driver.execute(f"INSERT INTO {name} SELECT * FROM copy.{name}")
    else:
        restore(app, OPERATOR, Path(file), replace=True)
    pipe.send("done")


def kill_while_restoring(url: str, file: Path, pause: float, is_careless: bool = False) -> bool:
    """Start bringing a copy back and kill it after a while; answers whether it was done before that."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    told = (url, theirs, str(file), is_careless, os.environ.get(tools.WHERE, ""))
    process = CONTEXT.Process(target=restore_and_tell, args=told, daemon=True)
    process.start()
    theirs.close()
    assert ours.recv() == "ready"
    is_done = ours.poll(pause)
    assert not is_done or ours.recv() == "done", "bringing it back failed"
    process.kill()
    process.join()
    return bool(is_done)


def states(look: Look) -> dict[str, str]:
    return {row.id: row.state for row in look.rows(sa.select(entry.c.id, entry.c.state))}
