"""What is true of handing over: when a part of the community has nobody, and what may become of what is held; pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from timebank.mail.rules import say_day

SOON = timedelta(hours=24)  # a part of the community whose last coordinator goes within this time is warned of
Because = Literal["nobody", "away", "leaves", "ends_soon"]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A part of the community which nobody looks after, or soon nobody; `area_id` "" is the whole of it.

    `until`: the day the last who did is back, or the day their trust ends; None where nobody is to come back.
    """

    area_id: str
    area: str
    because: Because
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Keeper:
    """One coordinator: where (None: everywhere), until when they are trusted with it, if they are away or leave."""

    member_id: str
    area_id: str | None
    expires_at: datetime
    is_away: bool = False
    back_on: date | None = None
    is_leaving: bool = False

    @property
    def is_here(self) -> bool:
        """Whether people of that part find them now."""
        return not self.is_away and not self.is_leaving


def orphan(area_id: str, area: str, keepers: list[Keeper], now: datetime) -> Orphan | None:
    """Why nobody looks after a part of the community, or will not in a day; None where somebody does."""
    here = [one for one in keepers if one.area_id in (None, area_id)]
    if any(one.is_here and one.expires_at > now + SOON for one in here):
        return None
    ending = [one.expires_at.date() for one in here if one.is_here]
    if ending:
        return Orphan(area_id, area, "ends_soon", max(ending))
    away = [one for one in here if one.is_away]
    days = [one.back_on for one in away if one.back_on]
    return Orphan(area_id, area, "away" if away else "leaves" if here else "nobody", min(days) if days else None)


def say_orphan(one: Orphan) -> str:
    """A warning in words, without names of people.

    >>> say_orphan(Orphan("", "", "nobody"))
    'Nobody looks after the community at the moment: it has no coordinator.'
    """
    where = f"the area {one.area}" if one.area else "the community"
    if one.because == "nobody":
        return f"Nobody looks after {where} at the moment: it has no coordinator."
    if one.because == "leaves":
        return f"Nobody looks after {where} any longer: its only coordinator leaves. An administrator can name another."
    if one.because == "away":
        back = f" until {say_day(one.until)}" if one.until else ""
        return f"Nobody looks after {where} at the moment: its only coordinator is away{back}."
    return f"From {say_day(one.until) if one.until else 'soon'} nobody looks after {where}: a role ends then."
