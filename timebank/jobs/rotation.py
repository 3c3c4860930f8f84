"""Which of the nightly copies are kept: the last of each day, week and month for a while; pure."""

import re
from collections.abc import Hashable, Iterable
from datetime import date

DAYS, WEEKS, MONTHS = 7, 4, 12
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})\.copy", re.ASCII)


def name_of(database: str, day: date) -> str:
    """What the copy of a database on a day is called.

    >>> name_of("timebank", date(2026, 11, 2))
    'timebank-2026-11-02.copy'
    """
    return f"{database}-{day.isoformat()}.copy"


def day_of(name: str, database: str) -> date | None:
    """The day of a copy of this database; None for every other file, which nothing here ever touches.

    >>> day_of("timebank-2026-11-02.copy", "timebank"), day_of("other-2026-11-02.copy", "timebank")
    (datetime.date(2026, 11, 2), None)
    """
    found = _DAY.fullmatch(name.removeprefix(f"{database}-")) if name.startswith(f"{database}-") else None
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


def kept(days: Iterable[date]) -> frozenset[date]:
    """The days whose copies stay: the newest 7, the newest of each of the last 4 weeks and of the last 12 months.

    Weeks and months count where there is a copy, so a pause in copying makes no copy go sooner.

    >>> from datetime import timedelta
    >>> year = [date(2026, 1, 1) + timedelta(days=number) for number in range(365)]
    >>> len(kept(year)), min(kept(year)).isoformat()
    (20, '2026-01-31')
    """
    newest_first = sorted(set(days), reverse=True)
    weeks = _newest_of(newest_first, [(day.isocalendar().year, day.isocalendar().week) for day in newest_first])
    months = _newest_of(newest_first, [(day.year, day.month) for day in newest_first])
    return frozenset([*newest_first[:DAYS], *weeks[:WEEKS], *months[:MONTHS]])


def _newest_of(days: list[date], groups: "Iterable[Hashable]") -> list[date]:
    found: dict[Hashable, date] = {}
    for day, group in zip(days, groups, strict=True):
        found.setdefault(group, day)
    return list(found.values())
