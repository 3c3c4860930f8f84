"""People who help one another in an even rhythm, and the days of it on which nothing was written down."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from statistics import median_low

import sqlalchemy as sa

from timebank.ledger.rules import FURTHEST_BACK
from timebank.ledger.tables import did_not_happen
from timebank.listings.tables import category
from timebank.reports.due_hours import Hours, Pair
from timebank.reports.found import Found
from timebank.reports.regular import FEWEST_DAYS, RECENT_GAPS, missed, rhythm
from timebank.work import Look


def regular_pairs(look: Look, hours: Hours, today: date) -> Iterator[Found]:
    """The days missed by those who meet regularly; up to 90 days back, as hours can be written down for.

    Sessions of many people are no pairs.
    """
    often = {pair: [one for one in times if one.source_kind != "group"] for pair, times in hours.items()}
    often = {pair: times for pair, times in often.items() if len({one.day for one in times}) >= FEWEST_DAYS}
    said, kinds = _said(look, often), _kinds(look) if often else {}
    for people, times in often.items():
        found = rhythm(days := {one.day for one in times})
        if found is None:
            continue
        recent = sorted(times, key=lambda one: one.day)[-(RECENT_GAPS + 1) :]
        way, often_so = Counter((one.helper_id, one.helped_id) for one in recent).most_common(1)[0]
        way = way if 4 * often_so >= 3 * len(recent) else ("", "")
        kind, usual = recent[-1].category_id, median_low(one.minutes for one in recent)
        for day in missed(days, today):
            if day >= today - FURTHEST_BACK and all(abs((day - one).days) > found.slack for one in said[people]):
                what, pair_id = kinds.get(kind or "", ""), ":".join(people)
                yield Found("pair", pair_id, day, what, usual, people, *way, kind, found.gap, found.slack)


def _kinds(look: Look) -> dict[str, str]:
    return {row.id: row.name for row in look.rows(sa.select(category.c.id, category.c.name))}


def _said(look: Look, pairs: Hours) -> dict[Pair, list[date]]:
    """The days on which a pair said that it did not happen."""
    by_id = {":".join(people): people for people in pairs}
    statement = sa.select(did_not_happen.c.source_id, did_not_happen.c.due_on).where(
        did_not_happen.c.source_kind == "pair", did_not_happen.c.source_id.in_(sorted(by_id))
    )
    said: dict[Pair, list[date]] = defaultdict(list)
    for row in look.rows(statement) if by_id else ():
        said[by_id[row.source_id]].append(row.due_on)
    return said
