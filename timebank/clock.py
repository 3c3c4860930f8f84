"""The one place where the time of day enters."""

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo


def ticks() -> float:
    """Seconds that only run forward, to tell how long something took; they say nothing of the time of day."""
    return time.monotonic()


class Clock(Protocol):
    """Anything that can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


@dataclass(slots=True)
class HandClock:
    """A clock that only moves when it is moved: for tests, and for giving the demo a past."""

    moment: datetime

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self.moment

    def move(self, **amount: float) -> None:
        """Move on by the given `timedelta` amounts."""
        self.moment += timedelta(**amount)


def local_date(moment: datetime, zone: str) -> date:
    """The date that people living in `zone` would give to `moment`."""
    return moment.astimezone(ZoneInfo(zone)).date()
