"""What is true of hours: what can be recorded, how it may move on, and how it is said; pure."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from timebank.community.rules import Community
from timebank.errors import InvalidInput, Refused

LONGEST_MINUTES = 1440
LONGEST_GIFT_MINUTES = 600_000
LARGEST_GIFT_MINUTES = 60_000
FURTHEST_BACK = timedelta(days=90)
MOVES: dict[str, frozenset[str]] = {
    "pending": frozenset({"posted", "questioned", "declined", "expired", "withdrawn"}),
    "questioned": frozenset({"closed"}),
}
OPEN_STATES = ("pending", "questioned")
STATES = ("pending", "posted", "questioned", "declined", "expired", "withdrawn", "closed")  # the likeliest first
STATES_OF_GIFTS = ("pending", "posted", "declined", "expired", "withdrawn")


class OutOfRoom(Refused):
    """This would take a balance past the limit the community has chosen. Please talk to your coordinator about it."""


class PotTooSmall(OutOfRoom):
    """There are not enough hours in the community pot for this. Gifts to the pot fill it again."""


class AccountClosed(Refused):
    """One of the two has left the community and their account is closed, so nothing new is written in it."""


class WhatUnit(InvalidInput):
    """Is that minutes or hours? Please write it like "90 min" or "1h30"."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose account: a member's or an organisation's by id, the pot, or the opening account used by imports."""

    kind: Literal["member", "organisation", "pot", "opening"]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """Between which balances, in minutes, an account is meant to stay; None is unlimited."""

    floor_minutes: int | None
    ceiling_minutes: int | None


@dataclass(frozen=True, slots=True)
class OwnLimits:
    """What was chosen for one account: "community", "unlimited", or "minutes" with a number beside it."""

    floor_kind: str = "community"
    floor_minutes: int | None = None
    ceiling_kind: str = "community"
    ceiling_minutes: int | None = None


_HOURS_AND_MINUTES = re.compile(
    r"(\d{1,3})\s*(?:h|hr|hrs|hour|hours)\s*(?:and\s*)?(\d{1,2})\s*(?:m|min|mins|minutes?)?"
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_HOURS = re.compile(r"(\d{1,3}(?:[.,]\d{1,4})?)\s*(?:h|hr|hrs|hour|hours)")
_MINUTES = re.compile(r"(\d{1,4})\s*(?:m|min|mins|minute|minutes)")
_BARE = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?)")


def parse_duration(words: str) -> int:
    """Minutes from what a person wrote: "1h30", "1.5", "1,5", "2", "90 min", "1:30".

    A bare number up to 24 means hours; a larger one is asked back (WhatUnit). Raises InvalidInput.
    """
    text = words.strip().lower()
    if not text.isascii():
        raise InvalidInput('Please write how long it took like "1h30", "1.5" or "90 min".')
    if match := _HOURS_AND_MINUTES.fullmatch(text) or _CLOCK.fullmatch(text):
        hours, minutes = int(match[1]), int(match[2])
        if minutes > 59:
            raise InvalidInput("There are 60 minutes in an hour. Please write it like 1:30.")
        return _checked(hours * 60 + minutes)
    if match := _MINUTES.fullmatch(text):
        return _checked(int(match[1]))
    if match := _HOURS.fullmatch(text):
        return _checked(_whole_minutes(match[1]))
    if match := _BARE.fullmatch(text):
        if Decimal(match[1].replace(",", ".")) > 24:
            raise WhatUnit
        return _checked(_whole_minutes(match[1]))
    raise InvalidInput('Please write how long it took like "1h30", "1.5" or "90 min".')


def _whole_minutes(hours: str) -> int:
    return minutes_of_hours(Decimal(hours.replace(",", ".")))


def minutes_of_hours(hours: Decimal) -> int:
    """Hours as whole minutes, half a minute rounded up."""
    if not hours.is_finite() or abs(hours) > 10_000_000:
        raise InvalidInput("This number of hours cannot be used.")
    return rounded(hours * 60)


def rounded(minutes: Decimal) -> int:
    """Whole minutes, half a minute rounded up."""
    return int(minutes.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _checked(minutes: int) -> int:
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise InvalidInput("Please give a time between 1 minute and 24 hours.")
    return minutes


def check_recording(minutes: int, service_date: date, today: date) -> None:
    """Whether a person may record this: 1 minute to 24 hours, up to 90 days back and never ahead."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise InvalidInput("Please give the time in whole minutes.")
    _checked(minutes)
    if service_date > today:
        raise InvalidInput("This day has not come yet. Please record it once it has happened.")
    if service_date < today - FURTHEST_BACK:
        raise InvalidInput("This was more than 90 days ago. Please ask your coordinator what to do.")


def check_gift(minutes: int) -> None:
    """Whether somebody may give this many minutes away: 1 minute to 1,000 hours. Raises InvalidInput."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise InvalidInput("Please give the time in whole minutes.")
    if not 1 <= minutes <= LARGEST_GIFT_MINUTES:
        raise InvalidInput("Please give a time between 1 minute and 1,000 hours.")


def is_past(payer: Limits, helper: Limits, payer_minutes: int, helper_minutes: int, minutes: int) -> bool:
    """Whether `minutes` more would take one of both balances past its limit; towards zero never does.

    `payer_minutes`: balance of the one helped, less what is reserved. `helper_minutes`: balance of the helper with all
    that waits to come in.
    """
    floor, ceiling = payer.floor_minutes, helper.ceiling_minutes
    is_below = floor is not None and payer_minutes - minutes < floor
    return is_below or (ceiling is not None and helper_minutes + minutes > ceiling)


def check_room(
    policy: str, payer: Limits, helper: Limits, payer_minutes: int, helper_minutes: int, minutes: int
) -> None:
    """Whether there is room, where the community's limits block; figures as for `is_past`. Raises OutOfRoom."""
    if policy == "block" and is_past(payer, helper, payer_minutes, helper_minutes, minutes):
        raise OutOfRoom


def own_limits(chosen: Community, kind: str, own: OwnLimits | None) -> Limits:
    """The limits of an account: its own before the community's; the pot keeps to its own rule, imports to none."""
    if kind == "pot":
        return Limits(None if chosen.pot_below_zero == "yes" else 0, None)
    if kind == "opening":
        return Limits(None, None)
    if own is None:
        return Limits(chosen.floor_minutes, chosen.ceiling_minutes)
    return Limits(
        chosen.floor_minutes if own.floor_kind == "community" else own.floor_minutes,
        chosen.ceiling_minutes if own.ceiling_kind == "community" else own.ceiling_minutes,
    )


def check_day(payer_minutes: int, helper_minutes: int, minutes: int) -> None:
    """Whether a day is long enough; given: what each of the two has on that day already. Raises InvalidInput."""
    if max(payer_minutes, helper_minutes) + minutes > LONGEST_MINUTES:
        raise InvalidInput("That would make more than 24 hours on one day. Please look at the day and the time again.")


def check_settled(minutes: int, recorded: int, other: int | None) -> None:
    """Whether a question may be settled on this: from nothing to the larger of both figures. Raises InvalidInput."""
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise InvalidInput("Please give the time in whole minutes.")
    largest = max(recorded, other or 0)
    if not 0 <= minutes <= largest:
        raise InvalidInput(f"Please choose a time between nothing and {say_minutes(largest)}, the longest one named.")


def check_corrected(kind: str, was_minutes: int, minutes: int) -> None:
    """Whether this figure may stand instead: from nothing to 24 hours, or to what stands if that is longer.

    A gift or hours from the pot have no end of the day. Raises InvalidInput.
    """
    if isinstance(minutes, bool) or not isinstance(minutes, int):
        raise InvalidInput("Please give the time in whole minutes.")
    if minutes == was_minutes:
        raise InvalidInput("That is what stands already, so there is nothing to put right.")
    longest = max(was_minutes, LONGEST_MINUTES) if kind == "exchange" else LONGEST_GIFT_MINUTES
    if not 0 <= minutes <= longest:
        raise InvalidInput(f"Please choose a time between nothing and {say_minutes(longest)}.")


def may_move(before: str, after: str) -> bool:
    """Whether an entry may go from one state to another; it never goes back."""
    return after in MOVES.get(before, frozenset())


def may_stand(kind: str, state: str) -> bool:
    """Whether an entry of a kind may be in a state: help is questioned, help and gifts wait, the rest never does."""
    states = {"exchange": STATES, "donation": STATES_OF_GIFTS}
    return state in states.get(kind, ("posted",))


def agreed_minutes(recorded: int, other: int, tolerance: int) -> int | None:
    """The figure two people agree on by themselves (the lower), or None when they are too far apart."""
    return min(recorded, other) if abs(recorded - other) <= tolerance else None


def say_minutes(minutes: int) -> str:
    """Minutes as people say them: 90 -> "1 h 30", 45 -> "45 min", -60 -> "-1 h"."""
    sign, size = ("-" if minutes < 0 else ""), abs(minutes)
    hours, rest = divmod(size, 60)
    if hours and rest:
        return f"{sign}{hours:,} h {rest:02d}"
    return f"{sign}{hours:,} h" if hours or not rest else f"{sign}{rest} min"
