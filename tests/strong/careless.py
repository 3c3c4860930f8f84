"""The planted faults of the races: each looks first and writes afterwards, as code without claims, pens and keys does."""

import time
from typing import Any

import sqlalchemy as sa

from timebank.access import OPERATOR, Caller
from timebank.app import App
from timebank.errors import AlreadyDecided
from timebank.ledger import actions
from timebank.ledger.posting import NewEntry, take_pen
from timebank.ledger.rules import Holder, OutOfRoom
from timebank.ledger.tables import account, decision, entry
from timebank.work import Work, insert_for, write_key

SECONDS_BETWEEN = 0.005  # from looking to writing, so that the other comes between on a busy machine, too


def decide_carelessly(
    app: App, caller: Caller, entry_id: str, was: str = "pending", becomes: str = "posted", minutes: int | None = None
) -> str:
    """Move an entry on that was in some state when it was looked at, and post what it or a third person says."""
    found = app.see(OPERATOR, lambda look: look.row(sa.select(entry).where(entry.c.id == entry_id)))
    if found.state != was:
        raise AlreadyDecided
    posted = (found.minutes if becomes == "posted" else 0) if minutes is None else minutes
    time.sleep(SECONDS_BETWEEN)

    def decide(work: Work) -> str:
        work.execute(sa.update(entry).where(entry.c.id == entry_id).values(state=becomes))
        for account_id, change in ((found.from_account_id, -posted), (found.to_account_id, posted)):
            changed = {"balance_minutes": account.c.balance_minutes + change}
            work.execute(sa.update(account).where(account.c.id == account_id).values(changed))
        return entry_id

    return app.do(OPERATOR, decide)


def correct_carelessly(app: App, caller: Caller, entry_id: str, minutes: int) -> str:
    """Write the entry for the difference unless there was one when it was looked for."""
    told = f"instead of {entry_id}"
    found = app.see(OPERATOR, lambda look: look.row(sa.select(entry).where(entry.c.id == entry_id)))
    if app.see(OPERATOR, lambda look: look.rows(sa.select(entry.c.id).where(entry.c.note == told))):
        raise AlreadyDecided
    time.sleep(SECONDS_BETWEEN)

    def write(work: Work) -> str:
        key, sides = work.ids.new(), (found.to_account_id, found.from_account_id)
        less = found.minutes - minutes
        return take_pen(work).write_entry(
            NewEntry("donation", *sides, less, "posted", found.service_date, key, note=told)
        )

    return app.do(OPERATOR, write)


def give_word_carelessly(app: App, caller: Caller, decision_id: str, word: str) -> str:
    """Give the second word on what was waiting when it was looked at."""
    its = decision.c.id == decision_id
    if app.see(OPERATOR, lambda look: look.value(sa.select(decision.c.state).where(its))) != "waiting":
        raise AlreadyDecided
    time.sleep(SECONDS_BETWEEN)

    def give(work: Work) -> str:
        work.execute(sa.update(decision).where(its).values(state=word, decided_at=work.now))
        return decision_id

    return app.do(OPERATOR, give)


def session_carelessly(app: App, caller: Caller, key: str, receivers: tuple[Holder, ...], **told: Any) -> str:
    """Write a session down person by person, each in a transaction of their own."""
    for number, one in enumerate(receivers):
        app.do(caller, actions.record, f"{key}:{number}", receiver=one, **told)
    return key


def once_carelessly(app: App, caller: Caller, key: str) -> str:
    """Answer with a fresh id unless the key was there when it was looked for."""
    first = app.see(OPERATOR, lambda look: look.value(sa.select(write_key.c.answer).where(write_key.c.key == key)))
    if first:
        return str(first)
    time.sleep(SECONDS_BETWEEN)

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
    time.sleep(SECONDS_BETWEEN)

    def reserve(work: Work) -> str:
        changed = {"reserved_minutes": account.c.reserved_minutes + minutes}
        work.execute(sa.update(account).where(mine).values(changed))
        return member_id

    return app.do(OPERATOR, reserve)
