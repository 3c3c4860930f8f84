"""Hard rules on two people: may they meet, and if not, which rule says so."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from matching.hours import share_slot
from matching.people import Bond, Person, Pool, Programme, plain
from matching.terms import UNKNOWN_DEFAULT, Criterion, Rule, RuleKind, Unknown

APART = frozenset({"past", "present", "forbidden", "excluded", "conflict"})

SELF = "same_person"
ROOM = "room"
BOND = "set_aside"

WORDS = {
    SELF: "they are the same person",
    ROOM: "they have no room for another match just now",
    # One code and one sentence for every bond: nobody can tell an exclusion from an earlier match.
    BOND: "they have met before or are not put forward together",
}


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
) -> Rule:
    """A rule with the usual meaning of a blank answer for its kind, and one answer name standing for both sides.

    >>> make_rule("grade", "steps", "the grades are too far apart", first="grade").unknown
    'refuse'
    """
    unsaid = UNKNOWN_DEFAULT[kind] if unknown is None else unknown
    return Rule(code, kind, because, first, second or first, unsaid, tuple(order), least, most, minutes)


def step_of(order: Sequence[str], person: Person, answer: str) -> int | None:
    """Where somebody's answer stands in an order, or None when it is blank or not in it."""
    values = person.values(answer)
    return _places(tuple(order)).get(plain(values[0])) if values else None


@lru_cache(maxsize=256)
def _places(order: tuple[str, ...]) -> dict[str, int]:
    """Each value of an order with its place."""
    return {plain(value): place for place, value in enumerate(order)}


def allows(rule: Rule, first: Person, second: Person, *, equals: bool = False) -> bool:
    """Whether one rule lets two people meet; among equals, steps count in both directions.

    >>> rule = make_rule("team", "different", "they work in the same team", first="team")
    >>> allows(rule, Person(1, "mentee", answers={"team": ("Joy",)}), Person(2, "mentor", answers={"team": ("joy",)}))
    False
    >>> allows(rule, Person(1, "mentee"), Person(2, "mentor"))
    True
    """
    unknown = rule.unknown == "allow"
    if rule.kind == "slot":
        if not (first.week and second.week):
            return unknown
        return share_slot(first.week, second.week, rule.minutes)
    if rule.kind == "steps":
        low, high = step_of(rule.order, first, rule.first), step_of(rule.order, second, rule.second)
        if low is None or high is None:
            return unknown
        return rule.least <= (abs(high - low) if equals else high - low) <= rule.most
    ours, theirs = first.plain_values(rule.first), second.plain_values(rule.second)
    if not (ours and theirs):
        return unknown
    return bool(ours & theirs) != (rule.kind == "different")


def musts(programme: Programme) -> tuple[Criterion, ...]:
    """The criteria that the community made a Must: known answers that earn no points then rule a pair out."""
    return tuple(criterion for criterion in programme.criteria if criterion.strength == "must")


def apart(bonds: Iterable[Bond]) -> frozenset[tuple[int, int]]:
    """The pairs of numbers (lower first) that something keeps from being matched."""
    return frozenset((min(b.first, b.second), max(b.first, b.second)) for b in bonds if b.kind in APART)


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
