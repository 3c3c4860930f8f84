"""What few people offer counts more: how often each value counts in one pool, worked out once before a round."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from matching.people import Person, Programme
from matching.terms import Criterion


def weighed(programme: Programme, people: Iterable[Person]) -> Programme:
    """The programme with the `levels` of its criteria that have `rare` above 1, for these people.

    Whoever is on the offering side (the second role; among equals everybody) and offers anything is counted. A value
    that more than half of them offer counts once; each time it is half as common it counts once more, up to `rare`
    times. So a request that few can meet is not lost among those that many can meet.

    >>> help = Criterion("help", "meets", "Help", (2,), first="asks", second="offers", most=9, rare=3)
    >>> people = [Person(n, "mentor", answers={"offers": ("tea",)}) for n in range(7)]
    >>> people.append(Person(7, "mentor", answers={"offers": ("tea", "law")}))
    >>> weighed(Programme("p", "mentoring", ("mentee", "mentor"), criteria=(help,)), people).criteria[0].levels
    (('law', 3),)
    """
    offering = [person for person in people if person.role == programme.roles[-1]]
    criteria = tuple(_weighed(one, offering) if one.rare > 1 else one for one in programme.criteria)
    return replace(programme, criteria=criteria)


def _weighed(criterion: Criterion, offering: Iterable[Person]) -> Criterion:
    """One criterion with its levels; a value that counts once is left out."""
    counts: Counter[str] = Counter()
    everybody = 0
    for person in offering:
        values = person.plain_values(criterion.second)
        counts.update(values)
        everybody += bool(values)
    levels = ((value, _level(count, everybody, criterion.rare)) for value, count in sorted(counts.items()))
    return replace(criterion, levels=tuple((value, level) for value, level in levels if level > 1))


def _level(count: int, everybody: int, most: int) -> int:
    """1, and 1 more each time that twice as many would still be no more than everybody."""
    level = 1
    while level < most and count << level <= everybody:
        level += 1
    return level
