"""The bank test: many processes move minutes between few accounts and read in between; nothing may appear or vanish."""

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Any

import sqlalchemy as sa
from strong.crew import a_day, open_app

from timebank.access import OPERATOR, as_member
from timebank.app import App
from timebank.ledger import actions, verify
from timebank.ledger.rules import Holder, OutOfRoom
from timebank.ledger.tables import account, entry
from timebank.work import Look, Work

FLOOR_MINUTES = -6


@dataclass(slots=True)
class Outcome:
    """What one process did and saw: transfers acknowledged (giver, receiver, minutes), and what was wrong."""

    transfers: list[tuple[str, str, int]] = field(default_factory=list)
    refused: int = 0
    reads: int = 0
    findings: list[str] = field(default_factory=list)


def keep_moving(
    url: str, barrier: Any, pipe: Connection, number: int, seconds: float, people: list[str], is_careless: bool
) -> None:
    """One process: transfers and reads in equal parts until the time is over."""
    app, outcome, chance = open_app(url), Outcome(), random.Random(number)
    barrier.wait()
    until = time.monotonic() + seconds
    turn = 0
    while time.monotonic() < until:
        turn += 1
        try:
            if chance.random() < 0.5:
                outcome.reads += 1
                outcome.findings += app.see(OPERATOR, look_around, turn % 40 == 0)
            else:
                _transfer(app, outcome, chance, people, f"{number}-{turn}", is_careless)
        except Exception as error:
            outcome.findings.append(f"given up: {error!r}")
    app.close()
    pipe.send(outcome)


def look_around(look: Look, prove: bool = False) -> list[str]:
    """What is wrong in one reading: a total that is not zero, an account below the floor, now and then the proof."""
    rows = look.rows(sa.select(account.c.balance_minutes, account.c.reserved_minutes))
    found = []
    if sum(row.balance_minutes for row in rows):
        found.append("a reading saw balances that do not add up to zero")
    if any(row.balance_minutes - row.reserved_minutes < FLOOR_MINUTES for row in rows):
        found.append("a reading saw an account below the floor")
    return found + (list(verify.verify(look).findings) if prove else [])


def _transfer(app: App, outcome: Outcome, chance: random.Random, people: list[str], key: str, careless: bool) -> None:
    giver, receiver = chance.sample(people, 2)
    minutes = chance.randint(1, 5)
    try:
        (_move_carelessly if careless else _move)(app, key, giver, receiver, minutes)
    except OutOfRoom:
        outcome.refused += 1
    else:
        outcome.transfers.append((giver, receiver, minutes))


def _move(app: App, key: str, giver: str, receiver: str, minutes: int) -> None:
    entry_id = app.do(
        as_member(giver),
        actions.record,
        key,
        giver=Holder("member", giver),
        receiver=Holder("member", receiver),
        service_date=a_day(int(key.split("-")[1])),
        minutes=minutes,
    )
    app.do(as_member(receiver), actions.confirm, f"{key}:confirm", entry_id)


def _move_carelessly(app: App, key: str, giver: str, receiver: str, minutes: int) -> None:
    """The planted fault: looks at the balances first, writes what follows from them afterwards."""
    seen = app.see(OPERATOR, _balances)
    if seen[receiver] - minutes < FLOOR_MINUTES:
        raise OutOfRoom
    app.do(OPERATOR, _overwrite, {giver: seen[giver] + minutes, receiver: seen[receiver] - minutes})


def _overwrite(work: Work, balances: dict[str, int]) -> None:
    for member_id, minutes in sorted(balances.items()):
        work.execute(sa.update(account).where(account.c.member_id == member_id).values(balance_minutes=minutes))


def _balances(look: Look) -> dict[str, int]:
    rows = look.rows(sa.select(account.c.member_id, account.c.balance_minutes).where(account.c.member_id.is_not(None)))
    return {row.member_id: row.balance_minutes for row in rows}


def judge(app: App, outcomes: list[Outcome]) -> list[str]:
    """Everything that is wrong when all processes have ended: given up, lost, doubled, below the floor, not proved."""
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    expected: Counter[str] = Counter()
    for giver, receiver, minutes in (transfer for outcome in outcomes for transfer in outcome.transfers):
        expected[giver] += minutes
        expected[receiver] -= minutes
    for member_id, minutes in app.see(OPERATOR, _balances).items():
        if minutes != expected[member_id]:
            findings.append(f"a balance is {minutes} and should be {expected[member_id]}")
    posted = app.see(OPERATOR, lambda look: look.value(sa.select(sa.func.count()).where(entry.c.state == "posted")))
    acknowledged = sum(len(outcome.transfers) for outcome in outcomes)
    if posted != acknowledged:
        findings.append(f"{acknowledged} transfers were acknowledged and {posted} are posted")
    return findings + app.see(OPERATOR, look_around, True)
