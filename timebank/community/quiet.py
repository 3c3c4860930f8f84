"""When letters rest: the quiet hours of a community by each reader's clocks, and the morning of weekly ones; pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

WEEKLY_DAY = 0  # Monday; letters that somebody gets once a week go out on this day
WEEKLY_AT = time(8)


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when to when no letter leaves, as clocks show it; the end may be in the morning after."""

    start: time
    end: time

    def covers(self, at: time) -> bool:
        """Whether it is quiet when clocks show `at`.

        >>> night = Quiet(time(21), time(8))
        >>> night.covers(time(23)), night.covers(time(7, 59)), night.covers(time(8)), night.covers(time(12))
        (True, True, False, False)
        """
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


def loud_from(moment: datetime, zone: str, quiet: Quiet | None) -> datetime:
    """The first moment, from `moment` on, at which it is not quiet where clocks show the time of `zone`.

    Where the end of the quiet hours falls into the hour that clocks leave out, it may be up to an hour later.
    """
    if quiet is None or not quiet.covers(_wall(moment, zone)):
        return moment
    return next(end for end in _moments(moment, quiet.end, zone) if not quiet.covers(_wall(end, zone)))


def next_weekly(moment: datetime, zone: str) -> datetime:
    """The first weekly morning after `moment` where people live by `zone`."""
    mornings = _moments(moment, WEEKLY_AT, zone)
    return next(one for one in mornings if one.astimezone(ZoneInfo(zone)).weekday() == WEEKLY_DAY)


def _wall(moment: datetime, zone: str) -> time:
    return moment.astimezone(ZoneInfo(zone)).time()


def _moments(moment: datetime, at: time, zone: str) -> Iterator[datetime]:
    """All moments after `moment` when clocks show `at`, soonest first; twice on the day an hour comes twice."""
    here = ZoneInfo(zone)
    today = moment.astimezone(here).date()
    for day in range(10):
        wall = datetime.combine(today + timedelta(days=day), at, here)
        found = {wall.replace(fold=fold).astimezone(UTC) for fold in (0, 1)}
        yield from sorted(one for one in found if one > moment)
