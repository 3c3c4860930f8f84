"""Amounts of hours as people write them into a choice: a limit above or below nothing, or how much to give."""

import re
from decimal import Decimal, InvalidOperation

from timebank.community.rules import UNLIMITED
from timebank.errors import InvalidInput
from timebank.ledger.rules import minutes_of_hours, say_minutes
from timebank.tabular import plain_name

MOST = 1_000 * 60
NOTHING = ("0", "none", "nothing", "no", "")
_HOURS = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,4})?)\s*(?:h|hour|hours)?")
_BOTH = re.compile(r"([0-9]{1,4})\s*(?:h|:)\s*([0-9]{1,2})\s*(?:m|min)?")
_MINUTES = re.compile(r"([0-9]{1,5})\s*(?:m|min|mins|minutes?)")


def limit_words(minutes: int | None) -> str:
    """A limit as it stands in its field: hours, or the word unlimited."""
    return UNLIMITED if minutes is None else f"{minutes / 60:g}"


def limit_minutes(words: str | None, sentence: str, is_floor: bool) -> str:
    """A limit in minutes from the hours somebody wrote, as the words that are kept; empty is unlimited.

    A comma is as good as a point; a floor is at most zero, a ceiling at least. Raises InvalidInput with `sentence`.
    """
    wrote = plain_name(words or "").replace(",", ".").removesuffix("h").strip()
    if wrote in ("", UNLIMITED):
        return UNLIMITED
    try:
        minutes = minutes_of_hours(Decimal(wrote))
    except (InvalidOperation, InvalidInput) as error:
        raise InvalidInput(sentence) from error
    if minutes > 0 if is_floor else minutes < 0:
        raise InvalidInput(sentence)
    return str(minutes)


def amount_words(minutes: int) -> str:
    """An amount as it stands in its field."""
    return say_minutes(minutes) if minutes else "0"


def amount_minutes(words: str | None, sentence: str, most: int = MOST) -> int:
    """An amount, nothing and more than a day included: "2 h", "1h30", "90 min", "0"; a bare number means hours.

    Raises InvalidInput with `sentence`, also for more than `most` minutes.
    """
    minutes = _minutes(plain_name(words or ""))
    if minutes is None or minutes > most:
        raise InvalidInput(sentence)
    return minutes


def _minutes(wrote: str) -> int | None:
    if wrote in NOTHING:
        return 0
    if found := _HOURS.fullmatch(wrote):
        return minutes_of_hours(Decimal(found[1].replace(",", ".")))
    if (found := _BOTH.fullmatch(wrote)) and int(found[2]) < 60:
        return int(found[1]) * 60 + int(found[2])
    found = _MINUTES.fullmatch(wrote)
    return int(found[1]) if found else None
