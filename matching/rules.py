"""Hard rules on two people: may they meet, and if not, which rule says so."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from matching.hours import share_slot
from matching.people import Bond, BondKind, Person, Pool, Programme, plain
from matching.places import reach, squared_metres
from matching.terms import UNKNOWN_DEFAULT, Criterion, Rule, RuleKind, Unknown

SELF = "same_person"
ROOM = "room"
HOUSEHOLD = "same_household"
CONFLICT = "conflict_of_interest"
BOND = "set_aside"

WORDS = {
    SELF: "they are the same person",
    ROOM: "they have no room for another match just now",
    HOUSEHOLD: "they live in the same household",
    CONFLICT: "one of them cares for, or manages, the other",
    # One code and one sentence for these bonds: nobody can tell an exclusion from an earlier match.
    BOND: "they have met before or are not put forward together",
}

# Asked in this order: where two stand for one pair, what it says is what it would say without an exclusion.
APART_KINDS: Mapping[str, frozenset[BondKind]] = {
    HOUSEHOLD: frozenset({"household"}),
    CONFLICT: frozenset({"conflict"}),
    BOND: frozenset({"past", "present", "forbidden", "excluded"}),
}
APART: frozenset[BondKind] = frozenset().union(*APART_KINDS.values())


def make_rule(
    code: str,
    kind: RuleKind,
    because: str,
    *,
    first: str = "",
    second: str = "",
    unknown: Unknown | None = None,
    order: Sequence[str] = (),
    least: int = 1,
    most: int = 2,
    minutes: int = 60,
    unless: Sequence[str] = (),
) -> Rule:
    """A rule with the usual meaning of a blank answer for its kind, and one answer name standing for both sides.

    >>> make_rule("grade", "steps", "the grades are too far apart", first="grade").unknown
    'refuse'
    """
    unsaid = UNKNOWN_DEFAULT[kind] if unknown is None else unknown
    return Rule(code, kind, because, first, second or first, unsaid, tuple(order), least, most, minutes, tuple(unless))


def step_of(order: Sequence[str], person: Person, answer: str) -> int | None:
    """Where somebody's answer stands in an order, or None when it is blank or not in it."""
    values = person.values(answer)
    return _places(tuple(order)).get(plain(values[0])) if values else None


@lru_cache(maxsize=256)
def _places(order: tuple[str, ...]) -> dict[str, int]:
    """Each value of an order with its place."""
    return {plain(value): place for place, value in enumerate(order)}


def allows(rule: Rule, first: Person, second: Person, *, equals: bool = False) -> bool:
    """Whether one rule lets two people meet; among equals, steps count in both directions. See terms.Rule.

    >>> rule = make_rule("team", "different", "they work in the same team", first="team")
    >>> allows(rule, Person(1, "mentee", answers={"team": ("Joy",)}), Person(2, "mentor", answers={"team": ("joy",)}))
    False
    >>> allows(rule, Person(1, "mentee"), Person(2, "mentor"))
    True
    """
    return _ASKED[rule.kind](rule, first, second, equals)


def _values(rule: Rule, first: Person, second: Person, equals: bool) -> bool:
    """Whether some value stands in both answers, or none does."""
    ours, theirs = first.plain_values(rule.first), second.plain_values(rule.second)
    if not (ours and theirs):
        return rule.unknown == "allow"
    return bool(ours & theirs) != (rule.kind == "different")


def _steps(rule: Rule, first: Person, second: Person, equals: bool) -> bool:
    """Whether their places in an order are as far apart as they may be."""
    low, high = step_of(rule.order, first, rule.first), step_of(rule.order, second, rule.second)
    if low is None or high is None:
        return rule.unknown == "allow"
    if rule.kind == "within":
        return abs(high - low) <= rule.most
    return rule.least <= (abs(high - low) if equals else high - low) <= rule.most


def _slot(rule: Rule, first: Person, second: Person, equals: bool) -> bool:
    """Whether they are free together for long enough."""
    if not (first.week and second.week):
        return rule.unknown == "allow"
    return share_slot(first.week, second.week, rule.minutes)


def _wish(rule: Rule, first: Person, second: Person, equals: bool) -> bool:
    """Whether what either will not do without is what the other says of themself."""
    return all(_wish_of(rule, one, other) for one, other in ((first, second), (second, first)))


def _wish_of(rule: Rule, one: Person, other: Person) -> bool:
    wished = one.plain_values(rule.first) if rule.first in one.essential else frozenset()
    if not wished:
        return True
    said = other.plain_values(rule.second)
    return bool(wished & said) if said else rule.unknown == "allow"


def _travel(rule: Rule, first: Person, second: Person, equals: bool) -> bool:
    """Whether they need not travel, or can meet somewhere between them with neither going further than they said.

    Where one has not said how far, they may meet if the other's way is long enough alone; otherwise it is unknown.
    """
    ways = first.plain_values(rule.first) & second.plain_values(rule.second)
    if ways & {plain(way) for way in rule.unless}:
        return True
    if first.place is None or second.place is None:
        return rule.unknown == "allow"
    said = [limit for limit in (first.travel_kilometres, second.travel_kilometres) if limit is not None]
    if said and squared_metres(first.place, second.place) <= reach(sum(max(limit, 0) for limit in said)):
        return True
    return len(said) < 2 and rule.unknown == "allow"


_ASKED: Mapping[RuleKind, Callable[[Rule, Person, Person, bool], bool]] = {
    "same": _values,
    "share": _values,
    "different": _values,
    "steps": _steps,
    "within": _steps,
    "slot": _slot,
    "wish": _wish,
    "travel": _travel,
}


def musts(programme: Programme) -> tuple[Criterion, ...]:
    """The criteria that the community made a Must: known answers that earn no points then rule a pair out."""
    return tuple(criterion for criterion in programme.criteria if criterion.strength == "must")


def apart(bonds: Iterable[Bond], code: str | None = None) -> frozenset[tuple[int, int]]:
    """The pairs of numbers (lower first) that something keeps from being matched; with `code`, only under that one.

    >>> bonds = (Bond(2, 1, "excluded"), Bond(1, 3, "household"))
    >>> sorted(apart(bonds)), sorted(apart(bonds, HOUSEHOLD))
    ([(1, 2), (1, 3)], [(1, 3)])
    """
    kinds = APART if code is None else APART_KINDS[code]
    return frozenset((min(b.first, b.second), max(b.first, b.second)) for b in bonds if b.kind in kinds)


def pins(bonds: Iterable[Bond]) -> frozenset[tuple[int, int]]:
    """The pairs of numbers (lower first) that a coordinator wants in the result."""
    return frozenset((min(b.first, b.second), max(b.first, b.second)) for b in bonds if b.kind == "pinned")


def words_of(pool: Pool) -> dict[str, str]:
    """The reason behind each code, as the end of a sentence that begins with "because"."""
    words = dict(WORDS)
    words.update({rule.code: rule.because for rule in pool.programme.rules})
    for must in musts(pool.programme):
        words.setdefault(must.code, f"{must.label.lower()} matters here and does not fit")
    return words
