"""What is true of members: names, addresses, languages, access needs and free times that can be kept; pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from zoneinfo import ZoneInfo

from timebank.errors import InvalidInput

ACCESS_NEEDS = {
    "bsl": "British Sign Language",
    "step_free": "step-free places",
    "quiet": "a quiet place",
    "large_print": "large print",
    "hearing_loop": "a hearing loop",
    "captions": "captions or written words",
    "companion": "somebody with me",
    "by_phone": "meeting by phone",
    "online": "meeting online",
    "at_home": "meeting at my home",
}
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_ADDRESS = re.compile(
    r"(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])"
)
_LANGUAGE = re.compile(r"[a-z]{2,3}")
SIGN_LANGUAGES = {
    "ase": "American Sign Language",
    "bfi": "British Sign Language",
    "fsl": "French Sign Language",
    "gsg": "German Sign Language",
    "isg": "Irish Sign Language",
    "ssp": "Spanish Sign Language",
}
"""Sign languages, which the usual list of names leaves out."""
_JOINERS = "\u200c\u200d"  # zero width non-joiner and joiner: Persian, Hindi and others are written with them


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """A time each week when somebody is free; minutes count from local midnight, the end is not included."""

    weekday: int
    start_minute: int
    end_minute: int


def _visible(line: str) -> str:
    """A line without characters that hide or reverse text; joiners stay between letters, where scripts need them."""
    kept = [c for c in line if c in _JOINERS or unicodedata.category(c) not in ("Cc", "Cf", "Cs")]
    return "".join(c for place, c in enumerate(kept) if c not in _JOINERS or _is_within_a_word(kept, place))


def _is_within_a_word(line: list[str], place: int) -> bool:
    return 0 < place < len(line) - 1 and all(
        unicodedata.category(beside)[0] in "LM" for beside in (line[place - 1], line[place + 1])
    )


def folded(words: str) -> str:
    """Words as they are searched and sorted: no letter case, no accents, single spaces.

    >>> folded("  Émile  BRÛLÉ ")
    'emile brule'
    """
    plain = unicodedata.normalize("NFKD", words.casefold())
    return " ".join("".join(c for c in plain if not unicodedata.combining(c) and c not in _JOINERS).split())


def clean_name(words: str) -> str:
    """A name as it is kept: trimmed, on one line, without characters that hide or reverse text."""
    clean = " ".join(_visible(" ".join(words.split())).split())
    if not 1 <= len(clean) <= 80:
        raise InvalidInput("Please give a name of up to 80 characters.")
    return clean


def clean_email(words: str) -> str | None:
    """An e-mail address as it is kept (lower case), or None when blank."""
    address = words.strip().lower()
    if not address:
        return None
    if len(address) > 254 or not _ADDRESS.fullmatch(address):
        raise InvalidInput("This e-mail address does not look complete. It should look like name@example.org.")
    return address


def clean_phone(words: str) -> str:
    """A phone number as people write it, or nothing."""
    phone = " ".join(words.split())
    if len(phone) > 40 or not re.fullmatch(r"[0-9+()\-./ ext]*", phone):
        raise InvalidInput("Please write the phone number with digits, spaces, + and ( ) only.")
    return phone


def clean_words(words: str, longest: int = 600) -> str:
    """Free words as they are kept: trimmed, without control characters except line breaks."""
    kept = "\n".join(_visible(line.replace("\t", " ")) for line in words.split("\n")).strip()
    if len(kept) > longest:
        raise InvalidInput(f"Please keep this under {longest} characters; it has {len(kept)} now.")
    return kept


def clean_zone(words: str) -> str:
    """An IANA time zone that this machine knows."""
    try:
        ZoneInfo(words)
    except (KeyError, ValueError, OSError) as error:
        raise InvalidInput(f"We do not know the time zone {words!r}. Write one like Europe/London.") from error
    return words


@cache
def _known_languages() -> frozenset[str]:
    from babel import Locale  # late: only who changes languages needs the list

    return frozenset(Locale("en").languages).union(SIGN_LANGUAGES)


def clean_language(code: str) -> str:
    """The one language somebody reads letters in."""
    found = clean_languages([code])
    if not found:
        raise InvalidInput("Please choose a language.")
    return found[0]


def clean_languages(codes: Iterable[str]) -> tuple[str, ...]:
    """Language codes (ISO 639), sorted, each once."""
    found = tuple(sorted({code.strip().lower() for code in codes if code.strip()}))
    for code in found:
        if not _LANGUAGE.fullmatch(code) or code not in _known_languages():
            raise InvalidInput(f"We do not know the language {code!r}.")
    return found


def clean_access(codes: Iterable[str]) -> tuple[str, ...]:
    """Access needs we know, sorted, each once."""
    found = tuple(sorted(set(codes)))
    for code in found:
        if code not in ACCESS_NEEDS:
            raise InvalidInput(f"We do not know the access need {code!r}.")
    return found


def clean_windows(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Free times in order, touching and overlapping ones joined."""
    joined: list[Window] = []
    for window in sorted(windows):
        if not (0 <= window.weekday <= 6 and 0 <= window.start_minute < window.end_minute <= 1440):
            raise InvalidInput("A free time must lie within one day and end after it starts.")
        last = joined[-1] if joined else None
        if last and last.weekday == window.weekday and window.start_minute <= last.end_minute:
            joined[-1] = Window(last.weekday, last.start_minute, max(last.end_minute, window.end_minute))
        else:
            joined.append(window)
    return tuple(joined)


def say_window(window: Window) -> str:
    """A free time in words: "Tuesday 10:00 to 12:00"."""

    def clock(minute: int) -> str:
        return "midnight" if minute == 1440 else f"{minute // 60}:{minute % 60:02d}"

    return f"{DAYS[window.weekday]} {clock(window.start_minute)} to {clock(window.end_minute)}"
