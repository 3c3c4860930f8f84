"""The hours people wrote down with one another lately, read once for all that asks what is missing."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations
from typing import Any, NamedTuple

import sqlalchemy as sa

from timebank.ledger.tables import account, entry, exchange
from timebank.reports.regular import FEWEST_DAYS, LONGEST_GAP
from timebank.work import Look

STANDING = ("pending", "questioned", "posted")
LOOKED_AT = timedelta(days=(FEWEST_DAYS + 2) * LONGEST_GAP)
Pair = tuple[str, ...]  # the ids of two members, in order


class Together(NamedTuple):  # there are thousands, and a tuple costs a third
    """One time two people helped one another; `source_kind` as in the ledger."""

    day: date
    minutes: int
    helper_id: str
    helped_id: str
    category_id: str | None
    source_kind: str


Hours = dict[Pair, list[Together]]


def hours_now(look: Look, today: date, member_id: str | None) -> Hours:
    """Hours of two members with one another in the last six months that count or may yet, by their ids in order."""
    members = _members(look)
    found: Hours = defaultdict(list)
    written: list[Any] = look.rows(_written(look, today - LOOKED_AT, member_id))
    for payer, taker, day, minutes, category_id, source_kind in written:
        helped, helper = members.get(payer), members.get(taker)
        if helped and helper:
            pair = (helped, helper) if helped < helper else (helper, helped)
            found[pair].append(Together(day, minutes, helper, helped, category_id, source_kind))
    return found


def _members(look: Look) -> dict[str, str]:
    """The member behind each account."""
    accounts = sa.select(account.c.id, account.c.member_id).where(account.c.member_id.is_not(None))
    return {row.id: row.member_id for row in look.rows(accounts)}


def _written(look: Look, since: date, member_id: str | None) -> "sa.Select[Any]":
    """By the moment of writing too, which is never before the day of service and has an index."""
    earliest = datetime.combine(since, time(), UTC) - timedelta(days=1)
    statement = (
        sa.select(
            entry.c.from_account_id,
            entry.c.to_account_id,
            entry.c.service_date,
            entry.c.minutes,
            exchange.c.category_id,
            exchange.c.source_kind,
        )
        .join(exchange, exchange.c.id == entry.c.exchange_id)
        .where(
            entry.c.kind == "exchange",
            entry.c.state.in_(STANDING),
            entry.c.service_date >= since,
        )
    )
    if member_id is None:
        return statement.where(entry.c.recorded_at >= earliest)
    mine = look.value(sa.select(account.c.id).where(account.c.member_id == member_id))
    return statement.where(sa.or_(entry.c.from_account_id == mine, entry.c.to_account_id == mine))


def last_day(hours: Hours, people: Iterable[str]) -> date | None:
    """The last day for which any two of some people wrote hours down; their ids in order."""
    days = [one.day for pair in combinations(people, 2) for one in hours.get(pair, ())]
    return max(days, default=None)
