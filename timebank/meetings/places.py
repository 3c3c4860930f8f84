"""What a place offers to those who need it, in plain words, and what somebody needs that nobody named of it; pure."""

from collections.abc import Iterable

from timebank.errors import InvalidInput
from timebank.members.rules import ACCESS_NEEDS

FEATURES = {
    "step_free": "no steps at the way in",
    "toilet": "a toilet for everybody",
    "quiet": "quiet",
    "hearing_loop": "a hearing loop",
    "seats": "seats with backs",
    "parking": "parking close by",
    "bus": "a bus stop close by",
}
BETWEEN = "; "
ANSWERED_BY = {"step_free": "step_free", "quiet": "quiet", "hearing_loop": "hearing_loop"}  # need: feature


def in_words(codes: Iterable[str]) -> str:
    """Features as they are kept and read; raises InvalidInput for one we do not know.

    >>> in_words(["quiet", "step_free"])
    'no steps at the way in; quiet'
    """
    wanted = set(codes)
    for code in wanted - FEATURES.keys():
        raise InvalidInput(f"We do not know what {code!r} says of a place.")
    return BETWEEN.join(words for code, words in FEATURES.items() if code in wanted)


def codes_in(words: str) -> tuple[str, ...]:
    """The features we know in words that were kept; those of an older list are left out."""
    kept = set(words.split(BETWEEN))
    return tuple(code for code, feature in FEATURES.items() if feature in kept)


def not_named(needs: Iterable[str], place: str, access: str) -> tuple[str, ...]:
    """The needs, in words, which a place could answer and nothing said of it does; none where no place is named.

    >>> not_named(["bsl", "step_free", "quiet"], "Library", "quiet")
    ('step-free places',)
    """
    named = set(codes_in(access))
    if not place:
        return ()
    return tuple(ACCESS_NEEDS[need] for need in needs if need in ANSWERED_BY and ANSWERED_BY[need] not in named)
