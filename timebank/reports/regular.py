"""Whether two people meet in an even rhythm, and which of its days have passed with nothing written down; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median_low

FEWEST_DAYS = 3
RECENT_GAPS = 6  # what people did longer ago says little about what they do now
SHORTEST_GAP, LONGEST_GAP = 4, 35  # days: whoever meets nearly every day is not asked about each
MOST_MISSED = 3  # after so many days in a row with nothing, the rhythm has ended and nobody is asked further


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How many days usually lie between two meetings, and how many days early or late still fit."""

    gap: int
    slack: int

    def fits(self, days: int, times: int = 1) -> bool:
        """Whether so many days are about so many gaps."""
        return abs(days - times * self.gap) <= self.slack


def rhythm(days: Iterable[date]) -> Rhythm | None:
    """The rhythm of some days in any order, or None where they are too few or too uneven.

    The usual gap is the median of the last six; three quarters of them, and two at least, must fit it.

    >>> rhythm([date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 16)])
    Rhythm(gap=7, slack=2)
    >>> rhythm([date(2026, 5, 1), date(2026, 5, 8), date(2026, 6, 29)]) is None
    True
    """
    gaps = _gaps(_recent(days))
    if len(gaps) < FEWEST_DAYS - 1:
        return None
    usual = median_low(gaps)
    found = Rhythm(usual, _slack(usual))
    fitting = sum(found.fits(gap) for gap in gaps)
    is_even = fitting >= 2 and 4 * fitting >= 3 * len(gaps)
    return found if is_even and SHORTEST_GAP <= usual <= LONGEST_GAP else None


def missed(days: Iterable[date], today: date) -> tuple[date, ...]:
    """The days on which two people who meet regularly would have met, before today, with nothing written down.

    Those left out between two meetings are there too; after the last one at most three in a row.

    >>> weekly = [date(2026, 5, 1), date(2026, 5, 8), date(2026, 5, 15)]
    >>> [str(day) for day in missed(weekly, date(2026, 5, 23))]
    ['2026-05-22']
    """
    recent = _recent(days)
    found = rhythm(recent)
    if found is None:
        return ()
    gap = timedelta(days=found.gap)
    between = [
        before + times * gap
        for before, apart in zip(recent, _gaps(recent), strict=False)
        for times in range(1, _times(found, apart))
    ]
    after = [recent[-1] + times * gap for times in range(1, MOST_MISSED + 1)]
    return tuple(day for day in (*between, *after) if day < today)


def _times(found: Rhythm, apart: int) -> int:
    """How many gaps lie between two meetings, where that is plain; else one."""
    fitting = (times for times in range(2, MOST_MISSED + 2) if found.fits(apart, times))
    return next(fitting, 1)


def _recent(days: Iterable[date]) -> list[date]:
    return sorted(set(days))[-(RECENT_GAPS + 1) :]


def _gaps(days: list[date]) -> list[int]:
    return [(after - before).days for before, after in pairwise(days)]


def _slack(gap: int) -> int:
    return max(1, gap * 3 // 10)
