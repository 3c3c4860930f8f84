"""Which help fits which in a circle: the same kind, or a whole branch of kinds and any kind in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from matching import Person, Programme
from matching.exchange import what_is_asked

ANY_OF, PART_OF = "any of ", "part of "
OFFERS, REQUESTS = "offers", "requests"


def narrowed(
    programme: Programme, people: Iterable[Person], above: Mapping[str, str]
) -> tuple[Programme, tuple[Person, ...]]:
    """A programme of help in which two kinds of one branch do not fit each other, and its people.

    As they come, offers and requests hold each kind and the branch above it, so that any two of a branch would meet:
    good enough for a few points, but nobody who asks for a walk for their dog is helped by gardening. `above` holds
    the branch of each kind, blank for a branch itself. Whoever names a branch means anything in it.
    """
    asked = what_is_asked(programme)
    if (asked.first, asked.second) != (REQUESTS, OFFERS):
        return programme, tuple(people)
    words = {**programme.values.get(OFFERS, {}), **programme.values.get(REQUESTS, {})}
    branches = [(slug, name) for slug, name in words.items() if not above.get(slug)]
    words |= {f"{prefix}{slug}": name for slug, name in branches for prefix in (ANY_OF, PART_OF)}
    found = tuple(
        replace(
            one,
            answers={
                **one.answers,
                REQUESTS: _fitting(one.values(REQUESTS), above, whole=PART_OF, part=ANY_OF),
                OFFERS: _fitting(one.values(OFFERS), above, whole=ANY_OF, part=PART_OF),
            },
        )
        for one in people
    )
    return replace(programme, values={**programme.values, OFFERS: words, REQUESTS: words}), found


def _fitting(values: Iterable[str], above: Mapping[str, str], *, whole: str, part: str) -> tuple[str, ...]:
    """Kinds and branches as values that meet where they fit; a branch that stands above a kind is that kind's."""
    kinds = {one: above[one] for one in values if above.get(one)}
    branches = {one for one in values if one not in kinds} - set(kinds.values())
    fits = {f"{part}{branch}" for branch in kinds.values()} | {f"{whole}{branch}" for branch in branches}
    return tuple(sorted({*kinds, *branches, *fits}))
