"""Why somebody does not help somebody: what is in the way, the smallest change past it, or what it would cost."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

from matching.candidates import find
from matching.closing import Around, kept_apart
from matching.errors import PinsCannotHold, WrongInput
from matching.exchange import ASKED, HELPED, HELPER, arcs_pool, narrowest_first, what_is_asked
from matching.exchange_whatif import links_in, what_if_help
from matching.people import Pool
from matching.proposal import Proposal
from matching.round import solve
from matching.rules import APART_KINDS, SELF, apart, words_of
from matching.whatif import Change, Helps, MorePlaces, MoreTime, Offer, changed, seated
from matching.why_no_circle import whom_each_helps
from matching.why_not import (
    KEPT_APART,
    NO_CIRCLE,
    PINNED_OTHERWISE,
    POSSIBLE,
    SUGGESTED,
    WhyNot,
    obstacles,
    ways_past,
)

MOST_REMEDIES = 3


def why_not_help(pool: Pool, helper: int, helped: int, before: Proposal | None = None) -> WhyNot:
    """Why one does not help the other in the best result, by number; in the answer the one who is helped is `first`.

    The code no_circle says that everything lets one help the other and still no circle closes in which everybody is
    helped. `before` is the proposal for this pool where it is known already. Raises WrongInput.

    >>> from matching import Criterion, Person, Programme
    >>> asks = Criterion("help", "meets", "Help", (2,), first="requests", second="offers")
    >>> ann = Person(1, "member", answers={"offers": ("garden",)})
    >>> ben = Person(2, "member", answers={"requests": ("garden",), "offers": ("lifts",)})
    >>> pool = Pool((ann, ben), (), Programme("p", "help", ("member",), criteria=(asks,)))
    >>> why_not_help(pool, 1, 2).code, why_not_help(pool, 2, 1).obstacles[0][0]
    ('no_circle', 'asked_and_offered')
    """
    role = pool.programme.roles[0]
    if helper == helped:
        raise WrongInput("Somebody was asked about with themselves.")
    seated(pool, helper, role), seated(pool, helped, role)
    codes = _obstacles(pool, helper, helped)
    if codes:
        words = words_of(arcs_pool(pool))
        told = tuple((code, words[code]) for code in codes)
        return WhyNot(helped, helper, KEPT_APART, told, tuple(_remedies(pool, helper, helped, codes)))
    stands = solve(pool) if before is None else before
    if (helper, helped) in links_in(stands):
        return WhyNot(helped, helper, SUGGESTED)
    try:
        comparison = what_if_help(pool, Helps(helper, helped), before=stands)
    except PinsCannotHold:
        if _closes(pool, helper, helped):
            return WhyNot(helped, helper, PINNED_OTHERWISE)
        return WhyNot(helped, helper, NO_CIRCLE, (), tuple(_closing(pool, helper, helped)))
    return WhyNot(helped, helper, POSSIBLE, comparison=comparison)


def _obstacles(pool: Pool, helper: int, helped: int) -> tuple[str, ...]:
    """The codes of everything that keeps one from helping the other."""
    ways = arcs_pool(pool)
    return obstacles(ways, seated(ways, helped, HELPED), seated(ways, helper, HELPER))


def _remedies(pool: Pool, helper: int, helped: int, codes: tuple[str, ...]) -> Iterator[tuple[Change, ...]]:
    """Sets of changes after which one could help the other, the smallest first; none where something binds them."""
    if not {SELF, *APART_KINDS}.isdisjoint(codes):
        return
    seen: set[tuple[Change, ...]] = set()
    for chosen in product(*(list(_past(pool, helper, helped, code)) for code in codes)):
        changes = tuple(dict.fromkeys(change for part in chosen for change in part))
        if changes not in seen and not _obstacles(changed(pool, *changes), helper, helped):
            seen.add(changes)
            yield changes
        if len(seen) == MOST_REMEDIES:  # more to choose from would not help anybody to choose
            return


def _past(pool: Pool, helper: int, helped: int, code: str) -> Iterator[tuple[Change, ...]]:
    """Each way past one obstacle."""
    if code == ASKED:
        yield from ((offer,) for offer in _offers(pool, helper, helped))
        return
    ways, role = arcs_pool(pool), pool.programme.roles[0]
    for changes in ways_past(ways, seated(ways, helped, HELPED), seated(ways, helper, HELPER), code):
        yield tuple(
            replace(change, role=role) if isinstance(change, MorePlaces | MoreTime) else change for change in changes
        )


def _offers(pool: Pool, helper: int, helped: int) -> Iterator[Offer]:
    """Each thing that one asks for, offered by the other as well."""
    role, asked = pool.programme.roles[0], what_is_asked(pool.programme)
    said: dict[str, str] = {}
    for value in narrowest_first(pool.programme, asked.first, seated(pool, helped, role).values(asked.first)):
        said.setdefault(pool.programme.say(asked.second, value), value)
    yield from (Offer(helper, role, asked.second, value, helped) for value in said.values())


def _closing(pool: Pool, helper: int, helped: int) -> Iterator[tuple[Change, ...]]:
    """What whoever is helped could offer so that the two of them could swap."""
    swaps = ((offer,) for offer in _offers(pool, helped, helper))
    fitting = (change for change in swaps if not _obstacles(changed(pool, *change), helped, helper))
    yield from islice(fitting, MOST_REMEDIES)


def _closes(pool: Pool, helper: int, helped: int) -> bool:
    """Whether some circle holds one helping the other, were nobody else in any."""
    candidates = find(arcs_pool(pool))
    numbers = [person.number for person in candidates.firsts]
    strangers = kept_apart(apart(pool.bonds), numbers)
    around = Around(whom_each_helps(candidates), pool.programme.most_in_circle, strangers)
    return around.closes(numbers.index(helper), numbers.index(helped))
