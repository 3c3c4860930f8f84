"""Reciprocity: who gives, who receives, who does both; one's own over the months, and everybody's for coordinators."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.ledger.tables import account, entry
from timebank.members.tables import member
from timebank.work import Look

GIVES, RECEIVES, BOTH, NOT_YET = "gives", "receives", "gives and receives", "not yet"
MOST_YEARS = 20
STEPS = (-40, -20, -10, -5, 0, 5, 10, 20, 40)  # hours; where one band of balances ends and the next begins


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one member, in minutes, by the day it happened; `balance_minutes` as it stood at the month's end."""

    first_day: date
    given_minutes: int
    received_minutes: int
    balance_minutes: int


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one member stands, for coordinators."""

    member_id: str
    name: str
    given_minutes: int
    received_minutes: int
    balance_minutes: int
    part: str
    last_day: date | None


@dataclass(frozen=True, slots=True)
class Band:
    """How many members have a balance from `from_hours` (included) to `to_hours`; None: without end."""

    from_hours: int | None
    to_hours: int | None
    people: int

    @property
    def words(self) -> str:
        """The band in words."""
        if self.from_hours is None:
            return f"below {self.to_hours} h"
        return f"{self.from_hours} h and more" if self.to_hours is None else f"{self.from_hours} to {self.to_hours} h"


def months(look: Look, member_id: str) -> list[Month]:
    """A member's months from their first exchange on, the oldest first; months with nothing are there too.

    At most the last twenty years; what was before stands in the balances.
    """
    if look.actor.member_id == member_id:
        look.require(May.SEE_OWN_HOURS, Thing(owners=frozenset({member_id})))
    else:
        look.require(May.SEE_MEMBERS_HOURS)
    mine = look.value(sa.select(account.c.id).where(account.c.member_id == member_id))
    if mine is None:
        return []
    year, month = sa.extract("year", entry.c.service_date), sa.extract("month", entry.c.service_date)
    given = entry.c.to_account_id == mine
    rows = look.rows(
        sa.select(
            year.label("year"),
            month.label("month"),
            _sum_where(given & (entry.c.kind == "exchange")).label("given"),
            _sum_where(~given & (entry.c.kind == "exchange")).label("received"),
            (_sum_where(given) - _sum_where(~given)).label("change"),
        )
        .where(entry.c.state == "posted", sa.or_(given, entry.c.from_account_id == mine))
        .group_by(year, month)
    )
    found = {(int(row.year), int(row.month)): row for row in rows}
    return _months_in_order(found)


def _sum_where(condition: "sa.ColumnElement[bool]") -> "sa.ColumnElement[int]":
    return sa.func.coalesce(sa.func.sum(sa.case((condition, entry.c.minutes), else_=0)), 0)


def _months_in_order(found: "dict[tuple[int, int], sa.Row[Any]]") -> list[Month]:
    if not found:
        return []
    result, standing = [], 0
    (year, month), last = min(found), max(found)
    earliest = (last[0] - MOST_YEARS, last[1])
    if (year, month) < earliest:
        standing = sum(int(row.change) for when, row in found.items() if when < earliest)
        year, month = earliest
    while (year, month) <= last:
        row = found.get((year, month))
        standing += int(row.change) if row else 0
        result.append(
            Month(date(year, month, 1), int(row.given) if row else 0, int(row.received) if row else 0, standing)
        )
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return result


def standings(look: Look) -> list[Standing]:
    """Every active member with what they gave and received, by name, for coordinators."""
    look.require(May.SEE_MEMBERS_HOURS)
    given, received = _sums(look, entry.c.to_account_id), _sums(look, entry.c.from_account_id)
    rows = look.rows(
        sa.select(member.c.id, member.c.name, account.c.id.label("account_id"), account.c.balance_minutes)
        .outerjoin(account, account.c.member_id == member.c.id)
        .where(member.c.state == "active")
        .order_by(sa.func.lower(member.c.name), member.c.id)
    )
    nothing: tuple[int, date | None] = (0, None)
    result = []
    for row in rows:
        (gave, gave_on), (got, got_on) = given.get(row.account_id, nothing), received.get(row.account_id, nothing)
        days = [day for day in (gave_on, got_on) if day]
        part = _part(gave, got)
        result.append(Standing(row.id, row.name, gave, got, row.balance_minutes or 0, part, max(days, default=None)))
    return result


def _part(given_minutes: int, received_minutes: int) -> str:
    if given_minutes and received_minutes:
        return BOTH
    return GIVES if given_minutes else RECEIVES if received_minutes else NOT_YET


def _sums(look: Look, column: "sa.Column[str]") -> dict[str, tuple[int, date | None]]:
    statement = (
        sa.select(
            column.label("account_id"),
            sa.func.sum(entry.c.minutes).label("minutes"),
            sa.func.max(entry.c.service_date).label("last_day"),
        )
        .where(entry.c.kind == "exchange", entry.c.state == "posted")
        .group_by(column)
    )
    return {row.account_id: (int(row.minutes), row.last_day) for row in look.rows(statement)}


def bands(people: Iterable[Standing]) -> list[Band]:
    """How the balances spread, in bands of hours from low to high, without empty ends; pure."""
    counts: dict[int, int] = defaultdict(int)
    for one in people:
        counts[sum(one.balance_minutes >= step * 60 for step in STEPS)] += 1
    if not counts:
        return []
    edges = (None, *STEPS, None)
    return [Band(edges[place], edges[place + 1], counts[place]) for place in range(min(counts), max(counts) + 1)]
