"""Which pairs that a coordinator would like can stand in one result; the others are left to the matcher."""

from collections import Counter
from collections.abc import Iterable, Sequence

from matching.criteria import meets_must
from matching.people import Bond, Person, Programme
from matching.rules import allows, apart, musts


def pins_that_hold(
    programme: Programme, people: Sequence[Person], bonds: Iterable[Bond], wanted: Iterable[tuple[int, int]]
) -> list[Bond]:
    """Pins for those of the `wanted` pairs of numbers that every rule allows, as far as there is room, in their order.

    A pin that cannot hold is left out in the same way for every reason, so nobody learns from it which one it was.

    >>> two = (Person(1, "mentee"), Person(2, "mentor"))
    >>> programme = Programme("p", "mentoring", ("mentee", "mentor"))
    >>> pins_that_hold(programme, two, (), [(2, 1), (1, 3)])
    [Bond(first=1, second=2, kind='pinned')]
    >>> pins_that_hold(programme, two, (Bond(1, 2, "excluded"),), [(2, 1)])
    []
    """
    equals = programme.kind == "buddying"
    sides = [{p.number: p for p in people if p.role == role} for role in (programme.roles[0], programme.roles[-1])]
    kept, pinned = apart(bonds), list[Bond]()
    room = [{number: min(p.capacity, 1) if equals else p.capacity for number, p in side.items()} for side in sides]
    used: Counter[tuple[int, int]] = Counter()
    for one, other in dict.fromkeys((min(pair), max(pair)) for pair in wanted):
        for a, b in ((one, other), (other, one)):
            if a == b or a not in sides[0] or b not in sides[1] or (one, other) in kept:
                continue
            places = ((0, a), (0 if equals else 1, b))
            if any(used[place] >= room[place[0]][place[1]] for place in places):
                continue
            if _may_meet(programme, sides[0][a], sides[1][b], equals):
                used.update(places)
                pinned.append(Bond(one, other, "pinned"))
                break
    return pinned


def _may_meet(programme: Programme, first: Person, second: Person, equals: bool) -> bool:
    """Whether every rule and every Must lets two people meet."""
    rules = all(allows(rule, first, second, equals=equals) for rule in programme.rules)
    return rules and all(meets_must(must, first, second, equals=equals) for must in musts(programme))
