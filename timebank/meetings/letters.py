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


def planned(name: str, community: str, by: str, when: str, where: str, link: str, others: str = "") -> Draft:
    """Somebody has planned a meeting with you, or (a coordinator) one of yours with `others`."""
    whose = f"for you and {others}" if others else "with you"
    paragraphs = [f"{by} has planned a meeting {whose}: {when}{where}."]
    paragraphs.append("If that does not suit you, you can move or cancel it. Nobody needs a reason.")
    return _draft(name, community, paragraphs, link)


def moved(name: str, community: str, by: str, before: str, when: str, where: str, reason: str, link: str) -> Draft:
    """A meeting has another time or place."""
    paragraphs = [f"{by} has moved your meeting. It was {before}; now it is {when}{where}."]
    paragraphs += _why(reason)
    paragraphs.append("If that does not suit you, you can move it again or cancel it.")
    return _draft(name, community, paragraphs, link)


def cancelled(name: str, community: str, by: str, when: str, reason: str, link: str) -> Draft:
    """A meeting will not take place."""
    paragraphs = [f"{by} has cancelled your meeting on {when}.", *_why(reason)]
    paragraphs.append("You can plan another one whenever it suits you both.")
    return _draft(name, community, paragraphs, link)


def tomorrow(name: str, community: str, others: str, when: str, where: str, link: str) -> Draft:
    """A meeting is close."""
    paragraphs = [f"A small reminder: you are meeting {others} on {when}{where}."]
    paragraphs.append("If something has come up, you can move or cancel it. Nobody needs a reason.")
    return _draft(name, community, paragraphs, link)


def how_did_it_go(name: str, community: str, others: str, when: str, with_hours: bool, link: str) -> Draft:
    """A meeting is over and nobody has said how it went."""
    paragraphs = [f"You were going to meet {others} on {when}. How did it go?"]
    if with_hours:
        paragraphs.append("One tap is enough: it took place, and its hours are written down; or it did not, for now.")
    else:
        paragraphs.append("One tap is enough: it took place, or it did not, for now.")
    paragraphs.append("One of you saying it is enough.")
    return _draft(name, community, paragraphs, link)


def come_along(name: str, community: str, by: str, others: str, when: str, where: str, link: str) -> Draft:
    """To a coordinator: two people meet for the first time and would like them there."""
    paragraphs = [f"{others} meet for the first time: {when}{where}. {by} has noted that you come along."]
    paragraphs.append("If you cannot, please ask another coordinator and say so on the page.")
    return envelope(community, name, link, "Meetings you come along to", *paragraphs)


def come_along_moved(name: str, community: str, others: str, before: str, when: str, where: str, link: str) -> Draft:
    """To a coordinator: the first meeting they come along to has another time or place."""
    words = f"The first meeting of {others} was moved. It was {before}; now it is {when}{where}."
    return envelope(community, name, link, "Meetings you come along to", words)


def need_not_come(name: str, community: str, others: str, when: str, link: str) -> Draft:
    """To a coordinator: the meeting is off, or another comes along."""
    words = f"You need not come along to the meeting of {others} on {when} any more."
    return envelope(community, name, link, "Meetings you come along to", words, "Thank you for being ready to.")


def say_where(place: str, access: str, comes_along: str = "") -> str:
    """Where it is, what is there, and who comes along, as a sentence goes on.

    >>> say_where("Library", "quiet")
    ', Library (there: quiet)'
    """
    there = f" (there: {access})" if access else ""
    company = f". {comes_along}, a coordinator, comes along this first time" if comes_along else ""
    return (f", {place}" if place else "") + there + company


def _why(reason: str) -> list[str]:
    return [f"The reason: {reason}"] if reason else []
