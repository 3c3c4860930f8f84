"""When jobs are due: each rule names the slots of time a job has, in the community's own zone; pure."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from timebank.clock import local_date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
FIRST_REMINDERS = (1, 3, 10)  # days after hours were written down; after these, every seven days
CLOCKS_CHANGE = range(1, 3)  # a local time in these hours may come twice in a night, or not at all


@dataclass(frozen=True, slots=True)
class Slot:
    """One due piece of work: its name is the same for everybody who asks, whenever they ask."""

    name: str
    due_at: datetime


class When(Protocol):
    """A rule for when a job is due."""

    @property
    def words(self) -> str:
        """The rule as people say it."""
        ...

    @property
    def keeps_dates(self) -> bool:
        """Whether each slot is a day people think of, so that a new installation waits for its first one."""
        ...

    def latest(self, now: datetime, zone: str) -> Slot:
        """The slot that was due last at `now`."""
        ...

    def following(self, now: datetime, zone: str) -> Slot:
        """The slot that is due next after `now`."""
        ...


@dataclass(frozen=True, slots=True)
class EachMinute:
    """Due every minute."""

    words: str = "every minute"
    keeps_dates: bool = False

    def latest(self, now: datetime, zone: str) -> Slot:
        """The minute that has begun."""
        start = now.astimezone(UTC).replace(second=0, microsecond=0)
        return Slot(f"{start:%Y-%m-%dT%H:%MZ}", start)

    def following(self, now: datetime, zone: str) -> Slot:
        """The next minute."""
        return self.latest(now + timedelta(minutes=1), zone)


@dataclass(frozen=True, slots=True)
class Daily:
    """Due once on each local date, at a wall time.

    >>> Daily(time(9)).latest(datetime(2026, 7, 1, 12, tzinfo=UTC), "Europe/London").due_at.isoformat()
    '2026-07-01T08:00:00+00:00'
    """

    at: time
    keeps_dates: bool = True

    def __post_init__(self) -> None:
        """Raise ValueError for a time that clock changes may double or skip."""
        _refuse_hours_of_clock_changes(self.at)

    @property
    def words(self) -> str:
        """As in "every day at 09:00"."""
        return f"every day at {self.at:%H:%M}"

    def latest(self, now: datetime, zone: str) -> Slot:
        """Today's, or yesterday's while today's is still to come."""
        today = _slot_on(local_date(now, zone), self.at, zone)
        return today if today.due_at <= now else _slot_on(local_date(now, zone) - timedelta(days=1), self.at, zone)

    def following(self, now: datetime, zone: str) -> Slot:
        """Today's while it is still to come, else tomorrow's."""
        today = _slot_on(local_date(now, zone), self.at, zone)
        return today if today.due_at > now else _slot_on(local_date(now, zone) + timedelta(days=1), self.at, zone)


@dataclass(frozen=True, slots=True)
class Weekly:
    """Due once a week, on a weekday (0 Monday) at a wall time."""

    weekday: int
    at: time
    keeps_dates: bool = True

    def __post_init__(self) -> None:
        """Raise ValueError for a time that clock changes may double or skip."""
        _refuse_hours_of_clock_changes(self.at)

    @property
    def words(self) -> str:
        """As in "every Monday at 06:00"."""
        return f"every {DAYS[self.weekday]} at {self.at:%H:%M}"

    def latest(self, now: datetime, zone: str) -> Slot:
        """This week's, or last week's while this week's is still to come."""
        day = self._this_week(now, zone)
        slot = _slot_on(day, self.at, zone)
        return slot if slot.due_at <= now else _slot_on(day - timedelta(days=7), self.at, zone)

    def following(self, now: datetime, zone: str) -> Slot:
        """This week's while it is still to come, else next week's."""
        day = self._this_week(now, zone)
        slot = _slot_on(day, self.at, zone)
        return slot if slot.due_at > now else _slot_on(day + timedelta(days=7), self.at, zone)

    def _this_week(self, now: datetime, zone: str) -> date:
        today = local_date(now, zone)
        return today + timedelta(days=self.weekday - today.weekday())


def _slot_on(day: date, at: time, zone: str) -> Slot:
    return Slot(day.isoformat(), datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC))


def _refuse_hours_of_clock_changes(at: time) -> None:
    if at.hour in CLOCKS_CHANGE:
        raise ValueError("between 01:00 and 02:59 clocks change: choose another time")


def reminders_due(age_days: int) -> int:
    """How many reminders should have gone out for hours that have waited `age_days`.

    >>> [reminders_due(age) for age in (0, 1, 2, 3, 9, 10, 16, 17)]
    [0, 1, 1, 2, 2, 3, 3, 4]
    """
    last = FIRST_REMINDERS[-1]
    if age_days >= last:
        return len(FIRST_REMINDERS) + (age_days - last) // 7
    return sum(age_days >= days for days in FIRST_REMINDERS)
