"""Hours of a meeting for which the community pot gives all or half: how they are split, and which parts go together."""

from typing import Any, Literal

import sqlalchemy as sa

from timebank.ledger.tables import account, entry, exchange
from timebank.work import Look

MEETING, POT_PART = "meeting", "meeting_pot"  # what an exchange came from: the pot's part names who was helped, too
Pays = Literal["by_mentee", "by_pot", "shared"]
PAYS: tuple[Pays, ...] = ("by_mentee", "by_pot", "shared")


def split(minutes: int, pays: Pays) -> tuple[int, int]:
    """How many minutes whoever was helped gives, and how many the pot; an odd one comes from the pot.

    >>> split(61, "shared")
    (30, 31)
    """
    own = {"by_mentee": minutes, "by_pot": 0, "shared": minutes // 2}[pays]
    return own, minutes - own


def pot_source(helped_id: str, meeting_id: str) -> str:
    """Where the pot's part comes from: it has no side of whoever was helped, whose word it waits for all the same."""
    return f"{helped_id}:{meeting_id}"


def helped_in(source_kind: str, source_id: str) -> str:
    """The id of whoever was helped where the pot gives, else nothing."""
    return source_id.partition(":")[0] if source_kind == POT_PART else ""


def meeting_in(source_id: str) -> str:
    """The id of the meeting, from either kind of source."""
    return source_id.rpartition(":")[2]


def theirs(member_id: str) -> "sa.ColumnElement[bool]":
    """Entries of the pot's for help this member had."""
    named = (exchange.c.source_kind == POT_PART, exchange.c.source_id.startswith(f"{member_id}:", autoescape=True))
    return entry.c.exchange_id.in_(sa.select(exchange.c.id).where(*named))


def other_part(look: Look, found: "sa.Row[Any]") -> str | None:
    """The id of the other half of a meeting's hours, while it waits as well; `found` is of `entry_and_parties`."""
    if found.source_kind not in (MEETING, POT_PART) or found.kind != "exchange":
        return None
    kind, source_id, payer = POT_PART, pot_source(found.from_member_id or "", found.source_id), account.c.kind == "pot"
    if found.source_kind == POT_PART:
        kind, source_id = MEETING, meeting_in(found.source_id)
        payer = account.c.member_id == helped_in(POT_PART, found.source_id)
    wanted = (exchange.c.source_kind == kind, exchange.c.source_id == source_id, payer)
    its_id: str | None = look.value(
        sa.select(entry.c.id)
        .join(exchange, exchange.c.id == entry.c.exchange_id)
        .join(account, account.c.id == entry.c.from_account_id)
        .where(entry.c.state == "pending", entry.c.to_account_id == found.to_account_id, *wanted)
    )
    return its_id


def is_from_pot(look: Look, found: "sa.Row[Any]") -> bool:
    """Whether the pot gives some of what waits here; `found` is of `entry_and_parties`."""
    return found.source_kind == POT_PART or (found.source_kind == MEETING and other_part(look, found) is not None)
