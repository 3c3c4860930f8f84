"""People who help one another in an even rhythm, and the days of it on which nothing was written down."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_low
from typing import Any

import sqlalchemy as sa

from timebank.ledger.rules import FURTHEST_BACK
from timebank.ledger.tables import account, did_not_happen, entry, exchange
from timebank.listings.tables import category
from timebank.reports.found import Found
from timebank.reports.regular import FEWEST_DAYS, LONGEST_GAP, RECENT_GAPS, missed, rhythm
from timebank.work import Look

STANDING = ("pending", "questioned", "posted")
Pair = tuple[str, ...]  # the ids of two members, in order
LOOKED_AT = timedelta(days=(FEWEST_DAYS + 1) * LONGEST_GAP)
_from, _to = account.alias("from_account"), account.alias("to_account")  # made once: making an alias is dear
_first = sa.case((_from.c.member_id < _to.c.member_id, _from.c.member_id), else_=_to.c.member_id)
_second = sa.case((_from.c.member_id < _to.c.member_id, _to.c.member_id), else_=_from.c.member_id)

_TOGETHER = (
    *(entry.c.service_date, entry.c.minutes, _to.c.member_id, _from.c.member_id, exchange.c.category_id),
    sa.func.coalesce(category.c.name, ""),
)


@dataclass(frozen=True, slots=True)
class Together:
    """One time two people helped one another."""

    day: date
    minutes: int
    helper_id: str
    helped_id: str
    category_id: str | None
    category: str


def regular_pairs(look: Look, today: date, member_id: str | None) -> Iterator[Found]:
    """The days missed by everybody who meets regularly, or by one member; up to 90 days back, as hours can be."""
    often = _often_together(look, today - LOOKED_AT, member_id)
    said = _said(look, often)
    for people, times in often.items():
        recent = sorted(times, key=lambda one: one.day)[-(RECENT_GAPS + 1) :]
        days = {one.day for one in times}
        found = rhythm(days)
        if found is None:
            continue
        last = recent[-1]
        ways = {(one.helper_id, one.helped_id) for one in recent}
        helper_id, helped_id = next(iter(ways)) if len(ways) == 1 else ("", "")
        usual = median_low(one.minutes for one in recent)
        for day in missed(days, today):
            if day >= today - FURTHEST_BACK and all(abs((day - one).days) > found.slack for one in said[people]):
                whose = (people, helper_id, helped_id, last.category_id)
                yield Found("pair", ":".join(people), day, last.category, usual, *whose, found.gap, found.slack)


def _often_together(look: Look, since: date, member_id: str | None) -> dict[Pair, list[Together]]:
    """All the times of those who were together on three days or more, by the ids of the two in order."""
    often = (
        _between_members(_first.label("first"), _second.label("second"), since=since, member_id=member_id)
        .group_by(_first, _second)
        .having(sa.func.count(sa.distinct(entry.c.service_date)) >= FEWEST_DAYS)
        .subquery("often")
    )
    times = _between_members(*_TOGETHER, since=since, member_id=member_id)
    return _by_pair(look, times.join(often, sa.and_(often.c.first == _first, often.c.second == _second)))


def written_by_hand(look: Look, since: date, member_ids: Iterable[str]) -> Mapping[Pair, list[Together]]:
    """Hours of these members with one another that name no listing and no meeting, by the ids of the two in order."""
    ids = sorted(member_ids)
    times = _between_members(*_TOGETHER, since=since).where(
        exchange.c.source_kind.not_in(("listing", "meeting")), _from.c.member_id.in_(ids), _to.c.member_id.in_(ids)
    )
    return _by_pair(look, times)


def _by_pair(look: Look, times: "sa.Select[Any]") -> dict[Pair, list[Together]]:
    found: dict[Pair, list[Together]] = defaultdict(list)
    for row in look.rows(times.outerjoin(category, category.c.id == exchange.c.category_id)):
        together = Together(*tuple(row))
        found[tuple(sorted((together.helper_id, together.helped_id)))].append(together)
    return found


def _between_members(*columns: Any, since: date, member_id: str | None = None) -> "sa.Select[Any]":
    """Hours of two members with one another that count or may yet; sessions of many people are no pairs."""
    statement: sa.Select[Any] = (
        sa.select(*columns)
        .select_from(entry)
        .join(_from, _from.c.id == entry.c.from_account_id)
        .join(_to, _to.c.id == entry.c.to_account_id)
        .join(exchange, exchange.c.id == entry.c.exchange_id)
        .where(
            entry.c.kind == "exchange",
            entry.c.state.in_(STANDING),
            entry.c.service_date >= since,
            exchange.c.source_kind != "group",
            _from.c.member_id.is_not(None),
            _to.c.member_id.is_not(None),
        )
    )
    if member_id is not None:
        mine = sa.select(account.c.id).where(account.c.member_id == member_id).scalar_subquery()
        statement = statement.where(sa.or_(entry.c.from_account_id == mine, entry.c.to_account_id == mine))
    return statement


def _said(look: Look, pairs: dict[Pair, list[Together]]) -> dict[Pair, list[date]]:
    """The days on which a pair said that it did not happen."""
    by_id = {":".join(people): people for people in pairs}
    statement = sa.select(did_not_happen.c.source_id, did_not_happen.c.due_on).where(
        did_not_happen.c.source_kind == "pair", did_not_happen.c.source_id.in_(sorted(by_id))
    )
    said: dict[Pair, list[date]] = defaultdict(list)
    for row in look.rows(statement) if by_id else ():
        said[by_id[row.source_id]].append(row.due_on)
    return said
