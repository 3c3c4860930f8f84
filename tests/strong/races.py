"""Barrier races: two processes do the same thing at the same moment, over and over, and exactly one may have done it."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from ledger_world import Ledger
from strong.crew import a_day, open_app, run_together

from timebank.access import OPERATOR, Caller
from timebank.app import App
from timebank.errors import Refused
from timebank.ledger.posting import take_pen
from timebank.ledger.rules import Holder
from timebank.work import Work


@dataclass(frozen=True, slots=True)
class Step:
    """What one of the two does in one round: `how(app, caller, *args, **told)`."""

    how: Callable[..., str]
    caller: Caller
    args: tuple[Any, ...] = ()
    told: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How a step ended: done with an answer, refused with the name of the refusal, or broken with an error."""

    kind: str
    words: str


def carefully(app: App, caller: Caller, action: Callable[..., str], *args: Any, **told: Any) -> str:
    """One action as everybody does it."""
    return app.do(caller, action, *args, **told)


def race(url: str, rounds: list[tuple[Step, Step]]) -> list[tuple[Ending, Ending]]:
    """Let two processes take every round together; answers how each round ended for both."""
    first, second = run_together(_run, url, [([one for one, _ in rounds],), ([other for _, other in rounds],)])
    return list(zip(first, second, strict=True))


def _run(url: str, barrier: Any, pipe: Connection, steps: list[Step]) -> None:
    app = open_app(url)
    endings = []
    for step in steps:
        barrier.wait()
        endings.append(_take(app, step))
    app.close()
    pipe.send(endings)


def _take(app: App, step: Step) -> Ending:
    try:
        return Ending("done", step.how(app, step.caller, *step.args, **(step.told or {})))
    except Refused as refusal:
        return Ending("refused", type(refusal).__name__)
    except Exception as error:
        return Ending("broken", repr(error))


def wrong_rounds(endings: list[tuple[Ending, Ending]], refusal: str) -> list[tuple[Ending, Ending]]:
    """The rounds that did not end with one done and the other refused for the right reason."""
    right = {("done", refusal), (refusal, "done")}
    names = [tuple(one.words if one.kind != "done" else "done" for one in both) for both in endings]
    return [both for both, told in zip(endings, names, strict=True) if told not in right]


def proved(ledger: Ledger) -> None:
    """Nothing is wrong in the whole ledger."""
    proof = ledger.proof()
    assert proof.ok, proof.findings


def pending(ledger: Ledger, rounds: int, minutes: int = 60) -> list[str]:
    """Hours Ann wrote down that wait for Ben, one for each round."""
    return [ledger.record("Ann", "Ann", "Ben", minutes, a_day(number)) for number in range(rounds)]


def newcomers(ledger: Ledger, number: int) -> list[str]:
    """New members with an account each."""
    names = [f"Newcomer {one}" for one in range(number)]
    holders = [ledger.of(name) for name in names]
    ledger.world.app.do(OPERATOR, _open_accounts, holders)
    return names


def _open_accounts(work: Work, holders: list[Holder]) -> None:
    pen = take_pen(work)
    for holder in holders:
        pen.account_of(holder)
