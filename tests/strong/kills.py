"""Kills a writing process with no warning, at a random moment or at a chosen statement, and judges what is left."""

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import sqlalchemy as sa
from ledger_world import Ledger
from strong.crew import CONTEXT, LONGEST_SECONDS, a_day, open_app

from timebank.access import OPERATOR, Caller, as_member
from timebank.app import App
from timebank.ledger import actions, corrections
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, entry, entry_move
from timebank.work import Look, Work, write_key

RECORDED, PUT_RIGHT = 7, 5  # minutes


@dataclass(frozen=True, slots=True)
class Told:
    """One write a process told the outside world was done."""

    key: str
    answer: str


@dataclass(slots=True)
class Victim:
    """Who writes, again and again, under keys of this run: Ann that she helped Ben, Ben confirms, Cora puts it right."""

    url: str
    run: str
    ann: str
    ben: str
    cora: str
    die_at_point: int = 0  # 0: never by itself
    points: tuple[str, ...] = ("before_cursor_execute", "after_cursor_execute", "commit")
    is_careless: bool = False
    told: list[Told] = field(default_factory=list)


def write_on(victim: Victim, pipe: Connection) -> None:
    """Record, confirm, correct without end, telling each answer as soon as it is given; may die at its n-th point."""
    app = open_app(victim.url)
    if victim.die_at_point:
        app.see(OPERATOR, lambda look: look.now)  # connecting is not a point
        _die_at(app.engine, victim.points, victim.die_at_point)
    number = 0
    while True:
        number += 1
        key = f"{victim.run}:{number}"
        entry_id = _do(app, victim, pipe, key, _record)
        _do(app, victim, pipe, f"{key}:confirm", _confirm, entry_id)
        _do(app, victim, pipe, f"{key}:correct", _correct, entry_id)


def _do(app: App, victim: Victim, pipe: Connection, key: str, write: Any, *args: str) -> str:
    def act(work: Work) -> str:
        answer = str(write(work, victim, key, *args))
        if victim.is_careless:  # the planted fault: told before it is kept
            pipe.send(Told(key, answer))
        return answer

    answer = app.do(_caller(victim, write), act)
    if not victim.is_careless:
        pipe.send(Told(key, answer))
    return answer


def _caller(victim: Victim, write: Any) -> Caller:
    return as_member({_record: victim.ann, _confirm: victim.ben, _correct: victim.cora}[write])


def _record(work: Work, victim: Victim, key: str) -> str:
    giver, receiver = Holder("member", victim.ann), Holder("member", victim.ben)
    day = a_day(int(key.rpartition(":")[2]))
    return actions.record(work, key, giver=giver, receiver=receiver, service_date=day, minutes=RECORDED)


def _confirm(work: Work, victim: Victim, key: str, entry_id: str) -> str:
    return actions.confirm(work, key, entry_id)


def _correct(work: Work, victim: Victim, key: str, entry_id: str) -> str:
    return corrections.correct(work, key, entry_id, PUT_RIGHT, "two minutes less")


def _die_at(engine: sa.Engine, points: tuple[str, ...], number: int) -> None:
    """Count the moments before and after each statement, and before each commit; die at the given one."""
    left = number

    def count(*_: object) -> None:
        nonlocal left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for point in points:
        sa.event.listen(engine, point, count)


def kill_at_random(victim: Victim, chance: random.Random) -> None:
    """Start a victim, wait for its first word, kill it a random moment later."""
    _start(victim, lambda: chance.uniform(0.0, 0.25))


def let_die(victim: Victim) -> None:
    """Start a victim that kills itself at its chosen point, and wait for its end."""
    _start(victim, None)


def _start(victim: Victim, pause: Any) -> None:
    ours, theirs = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=write_on, args=(victim, theirs), daemon=True)
    process.start()
    theirs.close()
    with suppress(EOFError):
        if pause is not None:
            assert ours.poll(LONGEST_SECONDS), "the victim said nothing"
            victim.told.append(ours.recv())
            time.sleep(pause())
            process.kill()
        while True:
            assert ours.poll(LONGEST_SECONDS), "the victim neither wrote nor died"
            victim.told.append(ours.recv())
    process.join()
    assert process.exitcode == -signal.SIGKILL, f"the victim ended by itself with {process.exitcode}"


def judge(ledger: Ledger, victim: Victim) -> list[str]:
    """What is wrong after a kill: told and not kept, kept in halves, not proved, or done twice when tried again."""
    app = ledger.world.app
    findings = app.see(OPERATOR, _kept_as_told, victim.told)
    findings += ledger.proof().findings
    findings += _go_on(app, victim)
    return findings + app.see(OPERATOR, _balances_of, victim) + list(ledger.proof().findings)


def _kept_as_told(look: Look, told: list[Told]) -> list[str]:
    kept = {row.key: row.answer for row in look.rows(sa.select(write_key.c.key, write_key.c.answer))}
    states = {row.id: row.state for row in look.rows(sa.select(entry.c.id, entry.c.state))}
    findings = [f"{one.key} was told and is not kept" for one in told if kept.get(one.key) != one.answer]
    for one in told:
        allowed = ("pending", "posted") if _is_recording(one) else ("posted",)
        if states.get(one.answer) not in allowed:
            findings.append(f"{one.key} was told and its entry is {states.get(one.answer)}")
    return findings


def _is_recording(one: Told) -> bool:
    return not one.key.endswith((":confirm", ":correct"))


def _go_on(app: App, victim: Victim) -> list[str]:
    """Do again, under the same keys, what was told last and what comes after it, as an impatient person does."""
    recorded = [one for one in victim.told if _is_recording(one)]
    last = recorded[-1].key if recorded else f"{victim.run}:1"
    answer = _whole_round(app, victim, last)
    _whole_round(app, victim, f"{victim.run}:{int(last.rpartition(':')[2]) + 1}")
    if recorded and answer != recorded[-1].answer:
        return [f"{last} was answered with something else when it was sent again"]
    return []


def _whole_round(app: App, victim: Victim, key: str) -> str:
    answer = app.do(_caller(victim, _record), _record, victim, key)
    app.do(_caller(victim, _confirm), _confirm, victim, f"{key}:confirm", answer)
    app.do(_caller(victim, _correct), _correct, victim, f"{key}:correct", answer)
    return answer


def _balances_of(look: Look, victim: Victim) -> list[str]:
    """Every entry counts once and was put right once: Ann's balance is what her entries say, nothing is reserved."""
    entries = look.rows(sa.select(entry.c.id, entry.c.kind, entry.c.state, entry.c.key, entry.c.corrects_id))
    findings = [f"{row.key} is {row.state}" for row in entries if row.state != "posted"]
    hours = [row for row in entries if row.kind == "exchange"]
    if sorted(row.corrects_id for row in entries if row.kind == "correction") != sorted(row.id for row in hours):
        findings.append("not everything was put right once")
    if len({row.key for row in hours}) != len(hours):
        findings.append("an entry was written twice")
    moves = look.value(sa.select(sa.func.count()).select_from(entry_move))
    if moves != len(hours):
        findings.append(f"{len(hours)} entries were confirmed by {moves} moves")
    total = PUT_RIGHT * len(hours)
    for row in look.rows(sa.select(account).where(account.c.member_id.in_((victim.ann, victim.ben)))):
        expected = total if row.member_id == victim.ann else -total
        if (row.balance_minutes, row.reserved_minutes) != (expected, 0):
            findings.append(f"a balance is {row.balance_minutes} ({row.reserved_minutes} reserved), not {expected}")
    return findings
