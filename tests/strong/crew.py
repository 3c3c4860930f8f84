"""Several processes at once, each with an App of its own on the same database, and what each of them saw."""

import multiprocessing
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from multiprocessing.connection import Connection
from typing import Any

from world import START

from timebank.app import App, build
from timebank.clock import HandClock
from timebank.settings import Settings

# Children come from a clean server process: nothing of the test's own connections is inherited.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["timebank.tables", "timebank.ledger.questions", "timebank.ledger.verify"])
LONGEST_SECONDS = 300.0


def open_app(url: str) -> App:
    """A time bank for one process, at the same standing moment as the test's."""
    return build(Settings(database_url=url), clock=HandClock(START))


def a_day(number: int) -> date:
    """One of the 90 days before the test's, in turn: no day has more than 24 hours for anybody."""
    return START.date() - timedelta(days=number % 90)


def run_together(target: Callable[..., None], url: str, each: Sequence[tuple[Any, ...]]) -> list[Any]:
    """Run `target(url, barrier, pipe, *args)` in one process for each `args`; answers what each sent, in order.

    Raises AssertionError when a process dies or says nothing for five minutes.
    """
    barrier = CONTEXT.Barrier(len(each))
    crew = []
    for args in each:
        ours, theirs = CONTEXT.Pipe(duplex=False)
        process = CONTEXT.Process(target=target, args=(url, barrier, theirs, *args), daemon=True)
        process.start()
        theirs.close()
        crew.append((process, ours))
    try:
        return [_answer(pipe) for _, pipe in crew]
    finally:
        for process, pipe in crew:
            process.join(5)
            if process.is_alive():
                process.kill()
            pipe.close()


def _answer(pipe: Connection) -> Any:
    assert pipe.poll(LONGEST_SECONDS), "a process of the crew said nothing"
    try:
        return pipe.recv()
    except EOFError as error:
        raise AssertionError("a process of the crew died") from error
