"""Reciprocity: who gives, who receives, who does both; one's own over the months, and everybody's for coordinators."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.ledger.counting import counted, of_account
from timebank.ledger.tables import account, entry
from timebank.members.reads import concerning, within
from timebank.members.tables import member
from timebank.work import Look

GIVES, RECEIVES, BOTH, NOT_YET = "gives", "receives", "gives and receives", "not yet"
MOST_YEARS = 20
STEPS = (-40, -20, -10, -5, 0, 5, 10, 20, 40)  # hours; where one band of balances ends and the next begins


@dataclass(frozen=True, slots=True)
class Month:
    """One month of one member, in minutes, by the day it happened, net of what was put right.

    `balance_minutes` as it stood at the month's end.
    """

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
        look.require(May.SEE_MEMBERS_HOURS, concerning(look, member_id))
    mine = look.value(sa.select(account.c.id).where(account.c.member_id == member_id))
    if mine is None:
        return []
    found: dict[tuple[int, int], _Sums] = defaultdict(_Sums)
    helped = counted(of_account(mine))
    given = helped.c.to_account_id == mine
    sums = _sum_where(helped, given).label("given"), _sum_where(helped, ~given).label("received")
    for row in look.rows(_by_month(helped.c.service_date, *sums)):
        one = found[int(row.year), int(row.month)]
        one.given_minutes, one.received_minutes = int(row.given), int(row.received)
    came = entry.c.to_account_id == mine
    change = (_sum_where(entry, came) - _sum_where(entry, ~came)).label("change")
    for row in look.rows(_by_month(entry.c.service_date, change).where(entry.c.state == "posted", of_account(mine))):
        found[int(row.year), int(row.month)].change_minutes = int(row.change)
    return _months_in_order(found)


@dataclass(slots=True)
class _Sums:
    """What one month adds; the balance changes by more than help: gifts, and hours from the pot."""

    given_minutes: int = 0
    received_minutes: int = 0
    change_minutes: int = 0


def _by_month(day: "sa.ColumnElement[date]", *sums: "sa.ColumnElement[int]") -> "sa.Select[Any]":
    year, month = sa.extract("year", day), sa.extract("month", day)
    columns: tuple[Any, ...] = (year.label("year"), month.label("month"), *sums)
    return sa.select(*columns).group_by(year, month)


def _sum_where(found: "sa.FromClause", condition: "sa.ColumnElement[bool]") -> "sa.ColumnElement[int]":
    return sa.func.coalesce(sa.func.sum(sa.case((condition, found.c.minutes), else_=0)), 0)


def _months_in_order(found: "Mapping[tuple[int, int], _Sums]") -> list[Month]:
    if not found:
        return []
    result, standing = [], 0
    (year, month), last = min(found), max(found)
    earliest = (last[0] - MOST_YEARS, last[1])
    if (year, month) < earliest:
        standing = sum(one.change_minutes for when, one in found.items() if when < earliest)
        year, month = earliest
    while (year, month) <= last:
        one = found.get((year, month), _Sums())
        standing += one.change_minutes
        result.append(Month(date(year, month, 1), one.given_minutes, one.received_minutes, standing))
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return result


def standings(look: Look) -> list[Standing]:
    """Every active member of a coordinator's areas with what they gave and received, by name."""
    look.require(May.SEE_MEMBERS_HOURS)
    given, received = _sums(look, "to_account_id"), _sums(look, "from_account_id")
    rows = look.rows(
        sa.select(member.c.id, member.c.name, account.c.id.label("account_id"), account.c.balance_minutes)
        .outerjoin(account, account.c.member_id == member.c.id)
        .where(member.c.state == "active", *within(look))
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


def _sums(look: Look, column: str) -> dict[str, tuple[int, date | None]]:
    found = counted()
    statement = sa.select(
        found.c[column].label("account_id"),
        sa.func.sum(found.c.minutes).label("minutes"),
        sa.func.max(found.c.service_date).label("last_day"),
    ).group_by(found.c[column])
    stands = statement.having(sa.func.sum(found.c.minutes) > 0)  # of what was undone whole, no day stays either
    return {row.account_id: (int(row.minutes), row.last_day) for row in look.rows(stands)}


def bands(people: Iterable[Standing]) -> list[Band]:
    """How the balances spread, in bands of hours from low to high, without empty ends; pure."""
    counts: dict[int, int] = defaultdict(int)
    for one in people:
        counts[sum(one.balance_minutes >= step * 60 for step in STEPS)] += 1
    if not counts:
        return []
    edges = (None, *STEPS, None)
    return [Band(edges[place], edges[place + 1], counts[place]) for place in range(min(counts), max(counts) + 1)]
