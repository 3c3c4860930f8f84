"""What people are told about meetings; pure. Subjects stay neutral: others may see the screen."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from timebank.mail.rules import Draft, envelope


def say_when(moment: datetime, zone: str) -> str:
    """A moment as the reader's clocks and calendar show it.

    >>> from datetime import UTC
    >>> say_when(datetime(2026, 7, 1, 9, tzinfo=UTC), "Europe/London")
    'Wednesday 1 July 2026 at 10:00'
    """
    local = moment.astimezone(ZoneInfo(zone))
    return f"{local:%A} {local.day} {local:%B %Y} at {local:%H:%M}"


def say_when_to(moment: datetime, zone: str, reader_zone: str) -> str:
    """A moment by the reader's clocks, which are named where those of the meeting show another time.

    >>> from datetime import UTC
    >>> moment = datetime(2026, 7, 1, 9, tzinfo=UTC)
    >>> say_when_to(moment, "Europe/London", "Europe/Paris")
    'Wednesday 1 July 2026 at 11:00 (Paris time)'
    >>> say_when_to(moment, "Europe/London", "Europe/Dublin")
    'Wednesday 1 July 2026 at 10:00'
    """
    said = say_when(moment, reader_zone)
    return said if said == say_when(moment, zone) else f"{said} ({reader_zone.split('/')[-1].replace('_', ' ')} time)"


def _draft(name: str, community: str, paragraphs: Sequence[str], link: str) -> Draft:
    return envelope(community, name, link, "See your meetings", *paragraphs)


def planned(name: str, community: str, by: str, when: str, place: str, link: str, others: str = "") -> Draft:
    """Somebody has planned a meeting with you, or (a coordinator) one of yours with `others`."""
    whose = f"for you and {others}" if others else "with you"
    paragraphs = [f"{by} has planned a meeting {whose}: {when}{_at(place)}."]
    paragraphs.append("If that does not suit you, you can move or cancel it. Nobody needs a reason.")
    return _draft(name, community, paragraphs, link)


def moved(name: str, community: str, by: str, before: str, when: str, place: str, link: str) -> Draft:
    """A meeting has another time or place."""
    paragraphs = [f"{by} has moved your meeting. It was {before}; now it is {when}{_at(place)}."]
    paragraphs.append("If that does not suit you, you can move it again or cancel it.")
    return _draft(name, community, paragraphs, link)


def cancelled(name: str, community: str, by: str, when: str, reason: str, link: str) -> Draft:
    """A meeting will not take place."""
    paragraphs = [f"{by} has cancelled your meeting on {when}."]
    if reason:
        paragraphs.append(f"They wrote: {reason}")
    paragraphs.append("You can plan another one whenever it suits you both.")
    return _draft(name, community, paragraphs, link)


def _at(place: str) -> str:
    return f", {place}" if place else ""
