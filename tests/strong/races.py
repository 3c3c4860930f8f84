"""Barrier races: two processes do the same thing at the same moment, over and over, and exactly one may have done it."""

from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import sqlalchemy as sa
from strong.crew import open_app, run_together

from timebank.access import OPERATOR, Caller
from timebank.app import App
from timebank.errors import AlreadyDecided, Refused
from timebank.ledger.rules import OutOfRoom
from timebank.ledger.tables import account, entry
from timebank.work import Work, insert_for, write_key


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


# The planted faults: each looks first and writes afterwards, as code without claims, pens and keys does.


def decide_carelessly(app: App, caller: Caller, entry_id: str) -> str:
    """Post an entry that was pending when it was looked at."""
    found = app.see(OPERATOR, lambda look: look.row(sa.select(entry).where(entry.c.id == entry_id)))
    if found.state != "pending":
        raise AlreadyDecided

    def post(work: Work) -> str:
        work.execute(sa.update(entry).where(entry.c.id == entry_id).values(state="posted"))
        for account_id, change in ((found.from_account_id, -found.minutes), (found.to_account_id, found.minutes)):
            changed = {"balance_minutes": account.c.balance_minutes + change}
            work.execute(sa.update(account).where(account.c.id == account_id).values(changed))
        return entry_id

    return app.do(OPERATOR, post)


def once_carelessly(app: App, caller: Caller, key: str) -> str:
    """Answer with a fresh id unless the key was there when it was looked for."""
    first = app.see(OPERATOR, lambda look: look.value(sa.select(write_key.c.answer).where(write_key.c.key == key)))
    if first:
        return str(first)

    def write(work: Work) -> str:
        answer = work.ids.new()
        row = {"key": key, "actor": "race", "action": "race", "content_digest": "", "answer": answer}
        work.execute(insert_for(work, write_key).values(row | {"made_at": work.now}).on_conflict_do_nothing())
        return answer

    return app.do(OPERATOR, write)


def reserve_carelessly(app: App, caller: Caller, member_id: str, minutes: int, floor_minutes: int) -> str:
    """Reserve minutes if there was room when it was looked for."""
    mine = account.c.member_id == member_id
    found = app.see(OPERATOR, lambda look: look.row(sa.select(account).where(mine)))
    if found.balance_minutes - found.reserved_minutes - minutes < floor_minutes:
        raise OutOfRoom

    def reserve(work: Work) -> str:
        changed = {"reserved_minutes": account.c.reserved_minutes + minutes}
        work.execute(sa.update(account).where(mine).values(changed))
        return member_id

    return app.do(OPERATOR, reserve)
