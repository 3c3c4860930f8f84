"""Days and times as people say them, in the zone they live in."""

from datetime import date, datetime
from zoneinfo import ZoneInfo


def day(one: date, today: date | None = None) -> str:
    """A day: "Tue 3 Nov", with the year when it is not this one."""
    said = f"{one:%a} {one.day} {one:%b}"
    return said if today is None or one.year == today.year else f"{said} {one.year}"


def long_day(one: date) -> str:
    """A day in full: "Tuesday 3 November 2026"."""
    return f"{one:%A} {one.day} {one:%B} {one.year}"


def moment(one: datetime, zone: str) -> str:
    """A moment: "Tue 3 Nov, 10:30"."""
    local = one.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {local:%H:%M}"


def local_day(one: datetime, zone: str) -> str:
    """The day of a moment."""
    return day(one.astimezone(ZoneInfo(zone)).date())
