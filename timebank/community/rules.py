"""What a community may choose, and what each choice means; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import time
from zoneinfo import ZoneInfo

from timebank.community.quiet import Quiet
from timebank.errors import InvalidInput

UNLIMITED = "unlimited"
_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])")
LIMIT_POLICIES = {
    "talk": "open a friendly conversation",
    "ask": "ask a coordinator first",
    "block": "do not let it be recorded",
}
POT_POLICIES = {"no": "never below zero", "yes": "it may go below zero"}
WHOLE_NUMBERS = {
    "tolerance_minutes": (0, 120),
    "unanswered_days": (1, 90),
    "listing_days": (7, 730),
    "opening_grant_minutes": (0, 6000),
    "correction_limit_minutes": (0, 6000),
}
UNANSWERED_POLICIES = {"ask": "ask the coordinator", "accept": "accept them"}
NIGHT_POLICIES = {"yes": "letters wait for the morning", "no": "letters leave at any time"}
POLICIES = {
    "limit_policy": LIMIT_POLICIES,
    "unanswered_policy": UNANSWERED_POLICIES,
    "pot_below_zero": POT_POLICIES,
    "rests_at_night": NIGHT_POLICIES,
}


@dataclass(frozen=True, slots=True)
class Community:
    """The choices in force. Minutes are whole; None stands for unlimited."""

    name: str = "Our time bank"
    zone: str = "Europe/London"
    contact: str = ""
    floor_minutes: int | None = None
    ceiling_minutes: int | None = None
    limit_policy: str = "talk"
    tolerance_minutes: int = 15
    unanswered_policy: str = "ask"
    unanswered_days: int = 14
    listing_days: int = 180
    opening_grant_minutes: int = 0
    pot_below_zero: str = "no"
    correction_limit_minutes: int = 480
    rests_at_night: str = "yes"
    quiet_from: str = "21:00"
    quiet_to: str = "08:00"

    @property
    def quiet(self) -> Quiet | None:
        """The hours in which letters wait, by each reader's own clocks; None: letters leave at any time."""
        if self.rests_at_night == "no":
            return None
        return Quiet(time.fromisoformat(self.quiet_from), time.fromisoformat(self.quiet_to))


def read(stored: Mapping[str, str]) -> Community:
    """The choices from their stored words; what was never chosen keeps its default. Raises InvalidInput."""
    known = {field.name for field in fields(Community)}
    return Community(**{name: parse(name, words) for name, words in stored.items() if name in known})  # type: ignore[arg-type]  # each parse gives its field's type


def parse(name: str, words: str) -> str | int | None:
    """One choice from the words a person wrote; raises InvalidInput with what to write instead."""
    words = words.strip()
    if name == "name":
        return _text(words, 1, 80, "Please give the community a name of up to 80 characters.")
    if name == "contact":
        return _text(words, 0, 200, "Please keep the way to reach you under 200 characters.")
    if name == "zone":
        return _zone(words)
    if name in ("floor_minutes", "ceiling_minutes"):
        return _limit(words, below_zero=name == "floor_minutes")
    if name in POLICIES:
        return _one_of(words, POLICIES[name])
    if name in ("quiet_from", "quiet_to"):
        return _time_of_day(words)
    smallest, largest = WHOLE_NUMBERS.get(name, (0, -1))
    if smallest > largest:
        raise InvalidInput(f"There is no setting called {name!r}.")
    if not words.isascii() or not words.isdecimal() or not smallest <= int(words) <= largest:
        raise InvalidInput(f"Please write a whole number from {smallest} to {largest}.")
    return int(words)


def write(value: str | int | None) -> str:
    """A choice as the words that are stored."""
    return UNLIMITED if value is None else str(value)


def _text(words: str, shortest: int, longest: int, sentence: str) -> str:
    if not shortest <= len(words) <= longest or not words.isprintable():
        raise InvalidInput(sentence)
    return words


def _zone(words: str) -> str:
    try:
        ZoneInfo(words)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput(f"We do not know the time zone {words!r}. Write one like Europe/London.") from error
    return words


def _time_of_day(words: str) -> str:
    """A time as clocks show it, always with four digits: "8:00" -> "08:00"."""
    found = _TIME.fullmatch(words)
    if found is None:
        raise InvalidInput("Please write a time of day like 21:00 or 8:30.")
    return f"{int(found[1]):02}:{found[2]}"


def _limit(words: str, below_zero: bool) -> int | None:
    if words.lower() == UNLIMITED:
        return None
    digits = words.removeprefix("-")
    if not digits.isascii() or not digits.isdecimal() or len(digits) > 7 or (below_zero != words.startswith("-")):
        if digits == "0":
            return 0
        sign = "a whole number of minutes below zero, such as -600" if below_zero else "a whole number of minutes"
        raise InvalidInput(f"Please write {sign}, or the word unlimited.")
    return int(words)


def _one_of(words: str, allowed: Mapping[str, str]) -> str:
    if words not in allowed:
        raise InvalidInput(f"Please choose one of: {', '.join(allowed)}.")
    return words
