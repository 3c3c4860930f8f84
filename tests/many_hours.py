"""A ledger with very many hours in it, written row by row as the Pen would, but many at a time."""

from datetime import timedelta
from itertools import islice
from typing import Any

import sqlalchemy as sa
from world import START, World

from timebank.access import OPERATOR
from timebank.ledger import chain
from timebank.ledger.posting import take_pen
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, chain_head, entry, entry_move, exchange
from timebank.work import Work

AT_ONCE = 5000


def fill(world: World, entries: int, people: int = 40) -> None:
    """So many exchanges of an hour, each recorded and confirmed, between so many people in turn."""
    ids = [str(world.member(f"Busy {number}").member_id) for number in range(people)]
    world.app.do(OPERATOR, _write, ids, entries)


def _write(work: Work, ids: list[str], entries: int) -> None:
    pen = take_pen(work)
    accounts = [(pen.account_of(Holder("member", one)).id, chain.holder_words("member", one, None)) for one in ids]
    position, before = pen.position, pen.hash
    balances = dict.fromkeys((one for one, _ in accounts), 0)

    def rows() -> Any:
        nonlocal position, before
        for number in range(entries):
            (giver, giver_words), (receiver, receiver_words) = (
                accounts[(number * step + step) % len(accounts)] for step in (1, 2)
            )
            if giver == receiver:
                continue
            told = {"id": f"many-x{number}", "category_id": None, "people": 1, "source_kind": "person", "source_id": ""}
            row = _entry(number, position + 1, told["id"], receiver, giver)
            row["hash"] = chain.entry_hash(before, row, "pending", told, (receiver_words, giver_words))
            move = _moved(number, position + 2, row["id"])
            move["hash"] = before = chain.move_hash(row["hash"], move)
            position += 2
            balances[giver] += 60
            balances[receiver] -= 60
            yield told, row, move

    made = rows()
    while some := list(islice(made, AT_ONCE)):
        for table, part in zip((exchange, entry, entry_move), zip(*some, strict=True), strict=True):
            work.execute(sa.insert(table), list(part))
    for account_id, minutes in balances.items():
        work.execute(sa.update(account).where(account.c.id == account_id).values(balance_minutes=minutes))
    work.execute(sa.update(chain_head).values(position=position, hash=before))


def _entry(number: int, position: int, exchange_id: str, receiver: str, giver: str) -> dict[str, Any]:
    note = f"number {number}"
    return {
        "position": position,
        "id": f"many-{number}",
        "exchange_id": exchange_id,
        "kind": "exchange",
        "from_account_id": receiver,
        "to_account_id": giver,
        "minutes": 60,
        "state": "posted",
        "service_date": START.date() - timedelta(days=number % 90),
        "recorded_at": START,
        "recorded_by_id": None,
        "recorded_for_id": None,
        "corrects_id": None,
        "settles_id": None,
        "note": note,
        "note_digest": chain.digest_of(note, "s" * 64),
        "note_salt": "s" * 64,
        "key": f"many:{number}",
    }


def _moved(number: int, position: int, entry_id: str) -> dict[str, Any]:
    return {
        "id": f"many-m{number}",
        "position": position,
        "entry_id": entry_id,
        "from_state": "pending",
        "to_state": "posted",
        "moved_at": START,
        "moved_by_id": None,
        "moved_for_id": None,
        "other_minutes": None,
        "reason": "",
        "reason_digest": chain.digest_of("", "s" * 64),
        "reason_salt": "s" * 64,
    }
