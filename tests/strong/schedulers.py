"""Workers in processes of their own that look for what is due at the same moment, careful ones and a careless one."""

from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from timebank.app import build
from timebank.clock import HandClock
from timebank.jobs import run as running
from timebank.jobs.run import catch_up
from timebank.settings import Settings

CAREFUL, CARELESS = "careful", "careless"


def look_together(url: str, barrier: Any, pipe: Connection, kind: str, moments: list[datetime]) -> None:
    """At each moment, together with the others, run everything that is due; says which jobs it ran, moment by moment.

    A careless one takes no slot: it looks whether somebody has it, and goes on by itself.
    """
    if kind == CARELESS:
        running._take = lambda work, job, slot: 1
    clock = HandClock(moments[0])
    ran: list[dict[str, str]] = []
    with TemporaryDirectory() as copies:
        app = build(Settings(database_url=url, copies_folder=Path(copies)), clock=clock)
        for moment in moments:
            clock.moment = moment
            barrier.wait(timeout=120)
            ran.append({name: report.words for name, report in catch_up(app).items()})
        app.close()
    pipe.send(ran)
