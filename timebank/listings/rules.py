"""What is true of listings: what can be written, who may ask how often, how words are searched; pure."""

import unicodedata
from datetime import date, timedelta

from timebank.errors import InvalidInput, Refused
from timebank.members.rules import clean_words, folded

KINDS = {"offer": "offers", "request": "would like"}
ASKS_A_DAY = 5
PAUSE_AFTER_NO = timedelta(days=14)
LONGEST_AHEAD = timedelta(days=366)
WORDS_SEARCHED = 8


class AskedEnough(Refused):
    """You have asked five people in a day, which is plenty. Please wait for their answers and ask again tomorrow."""


class AlreadyAsked(Refused):
    """You have asked about this already. You will hear as soon as there is an answer."""


class PauseAfterNo(Refused):
    """They could not say yes last time. Please give it two weeks before you ask them again."""


class NoLongerThere(Refused):
    """This is no longer on the noticeboard. Please look whether there is something like it."""


def clean_kind(kind: str) -> str:
    """One of the two kinds of listing."""
    if kind not in KINDS:
        raise InvalidInput("A listing is either an offer or a request.")
    return kind


def clean_title(words: str) -> str:
    """A title as it is kept: one line of 3 to 80 characters."""
    title = " ".join(clean_words(words, 200).split())
    if not 3 <= len(title) <= 80:
        raise InvalidInput("Please say in a few words what it is about: at least 3 characters and at most 80.")
    return title


def clean_day(day: date, today: date) -> date:
    """The day people mean to do it: from today to a year from now."""
    if not today <= day <= today + LONGEST_AHEAD:
        raise InvalidInput("Please choose a day from today to a year from now.")
    return day


def search_terms(words: str) -> tuple[str, ...]:
    """The first words of a search, as they are compared.

    >>> search_terms("Guitar, or PIANO")
    ('guitar', 'or', 'piano')
    """
    letters = "".join(sign if unicodedata.category(sign)[0] in "LMN" else " " for sign in folded(words))
    return tuple(letters.split()[:WORDS_SEARCHED])


def expires_on(today: date, listing_days: int) -> date:
    """The last day a listing written or renewed today stands on the noticeboard."""
    return today + timedelta(days=listing_days)
