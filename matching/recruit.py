"""Whom to look for: the people who would give most of those left over a match, each wish tried by matching again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice, product
from statistics import median_high

from matching.hours import Window, share_slot, week_bits
from matching.people import Person, Pool
from matching.places import Place
from matching.proposal import Proposal
from matching.rules import allows, musts
from matching.seats import Seated, seated
from matching.terms import Criterion, Rule

DAY_START, NOON, EVENING, NIGHT = 9 * 60, 12 * 60, 17 * 60, 21 * 60
TIMES = {
    "on weekday mornings": tuple(Window(day, DAY_START, NOON) for day in range(5)),
    "on weekday afternoons": tuple(Window(day, NOON, EVENING) for day in range(5)),
    "on weekday evenings": tuple(Window(day, EVENING, NIGHT) for day in range(5)),
    "at the weekend": tuple(Window(day, DAY_START, NIGHT) for day in (5, 6)),
}
OTHER_TIMES = "at other times"
WAYS_A_PERSON = 24
TRIALS_A_HINT = 3
MOST_RECRUITS = 3

Needs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Somebody who would help: a role, answers they would give, when they would be free, and where they would live.

    `times` is one of TIMES, OTHER_TIMES (whenever those they are for are), or empty where times do not matter.
    """

    role: str
    answers: Needs
    times: str
    near: Place | None


@dataclass(frozen=True, slots=True)
class Hint:
    """So many people like this, with so many places each, would give `placed` more people a match.

    `people` are the seats (number and role) they would place. `hidden` names the answers of `wanted` ("week" and
    "place" among them) that some of those do not let be shown: words never name their values.
    """

    wanted: Wanted
    count: int
    places: int
    placed: int
    people: tuple[tuple[int, str], ...]
    hidden: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Trial:
    """One wish that was tried, and how things would stand with those people."""

    hint: Hint
    stands: Seated

    @property
    def worth(self) -> tuple[float, int]:
        """More people for each recruit are better, then more people."""
        return self.hint.placed / self.hint.count, self.hint.placed


def whom_to_look_for(
    pool: Pool, proposal: Proposal, *, zone: str = "UTC", reference: date = date(2026, 1, 5), most: int = 3
) -> tuple[Hint, ...]:
    """Up to `most` hints, each found on top of those before it and proved by trying it.

    People left over are grouped by what the rules need of the other side, and the largest groups are tried. `zone`
    and `reference` are the community's clock and the week that is meant. Somebody with no room is not counted, nor
    somebody whom nobody could meet because they have not said what a rule asks.

    >>> from matching import Programme, solve
    >>> people = (Person(1, "mentee"), Person(2, "mentee"), Person(3, "mentor"))
    >>> pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor")))
    >>> [(hint.wanted.role, hint.count, hint.placed) for hint in whom_to_look_for(pool, solve(pool))]
    [('mentor', 1, 1)]
    """
    weeks = _weeks(zone, reference)
    stands = seated(pool, proposal)
    found: list[Hint] = []
    while len(found) < most:
        best = max(_trials(stands, weeks), key=lambda trial: trial.worth, default=None)
        if best is None:
            break
        found.append(best.hint)
        stands = best.stands
    return tuple(found)


@lru_cache(maxsize=64)
def _weeks(zone: str, reference: date) -> Mapping[str, int]:
    """Each of TIMES as the quarter-hours of a UTC week."""
    return {name: week_bits(windows, zone, reference) for name, windows in TIMES.items()}


def _trials(before: Seated, weeks: Mapping[str, int]) -> Iterator[_Trial]:
    """The wishes of the largest groups, each with what it really brings; those that bring nothing are left out."""
    pool, left = before.pool, before.left
    groups: dict[Wanted, list[Person]] = {}
    for person in sorted(pool.people, key=lambda one: (one.number, one.role)):
        if (person.number, person.role) in left and person.capacity > 0:
            for wanted in islice(_ways(pool, person, weeks), WAYS_A_PERSON):
                groups.setdefault(wanted, []).append(person)
    for wanted in sorted(groups, key=lambda one: (-len(groups[one]), repr(one)))[:TRIALS_A_HINT]:
        recruits = _recruits(pool, wanted, groups[wanted], weeks)
        after, used = before.joined(recruits)
        still = after.left - {(one.number, one.role) for one in recruits}
        net = len(left) - len(still)
        if net > 0:
            placed = left - still
            hidden = _hidden(pool, wanted, placed)
            yield _Trial(Hint(wanted, used, recruits[0].capacity, net, tuple(sorted(placed)), hidden), after)


def _ways(pool: Pool, person: Person, weeks: Mapping[str, int]) -> Iterator[Wanted]:
    """Everybody of the other side whom this person could meet, as far as the rules tell them apart."""
    roles = pool.programme.roles
    place = roles.index(person.role)
    equals = len(roles) == 1
    role = roles[0] if equals else roles[1 - place]
    asked: list[Rule | Criterion] = [*pool.programme.rules, *musts(pool.programme)]
    options = [found for one in asked if (found := list(_options(one, person, place, equals))) or _is_needed(one)]
    times = list(_times(pool, person, weeks))
    is_near = any(rule.kind == "travel" for rule in pool.programme.rules)
    for chosen in product(*options):
        needs = tuple(sorted({need for needs in chosen for need in needs}))
        for when in times:
            yield Wanted(role, needs, when, person.place if is_near else None)


def _is_needed(one: Rule | Criterion) -> bool:
    """Whether nobody could keep this rule with somebody who has not said what it asks."""
    return isinstance(one, Rule) and one.unknown == "refuse" and one.kind in ("same", "share", "steps", "within")


def _options(one: Rule | Criterion, person: Person, place: int, equals: bool) -> Iterator[Needs]:
    """The answers with which somebody of the other side would keep one rule or Must; none where none is needed."""
    mine, theirs = (one.first, one.second) if place == 0 else (one.second, one.first)
    if one.kind in ("same", "share", "contains", "meets"):
        for value in sorted(set(person.values(mine))):
            yield ((theirs, value),)
    elif isinstance(one, Rule) and one.kind in ("steps", "within"):
        for value in one.order if person.values(mine) else ():
            other = Person(-1, "", answers={theirs: (value,)})
            sides = (person, other) if place == 0 else (other, person)
            if allows(one, *sides, equals=equals):
                yield ((theirs, value),)
    elif one.kind == "wish" and one.first in person.essential:
        for value in sorted(set(person.values(one.first))):
            yield ((one.second, value),)


def _times(pool: Pool, person: Person, weeks: Mapping[str, int]) -> Iterator[str]:
    """The times of the week at which somebody could meet this person for long enough."""
    slots = [rule for rule in pool.programme.rules if rule.kind == "slot"]
    if not slots:
        yield ""
        return
    if not person.week:
        if all(rule.unknown == "allow" for rule in slots):
            yield ""
        return
    minutes = max(rule.minutes for rule in slots)
    fitting = [name for name, week in weeks.items() if share_slot(person.week, week, minutes)]
    yield from fitting or ([OTHER_TIMES] if share_slot(person.week, person.week, minutes) else [])


def _recruits(pool: Pool, wanted: Wanted, people: Sequence[Person], weeks: Mapping[str, int]) -> list[Person]:
    """As many people like this as the group needs, with the places that such people usually have."""
    others = [person for person in pool.people if person.role == wanted.role]
    equals = len(pool.programme.roles) == 1
    places = 1 if equals else median_high([person.capacity for person in others if person.capacity > 0] or [1])
    answers: dict[str, tuple[str, ...]] = {}
    for name, value in wanted.answers:
        answers[name] = (*answers.get(name, ()), value)
    week = weeks.get(wanted.times, 0)
    if wanted.times == OTHER_TIMES:
        for person in people:
            week |= person.week
    said = [person.travel_kilometres for person in others if person.travel_kilometres is not None]
    first = max((person.number for person in pool.people), default=0) + 1
    return [
        Person(
            number,
            wanted.role,
            places,
            answers,
            week,
            place=wanted.near,
            travel_kilometres=median_high(said) if said else 0,
        )
        for number in range(first, first + min(-(-len(people) // places), MOST_RECRUITS))
    ]


def _hidden(pool: Pool, wanted: Wanted, placed: frozenset[tuple[int, str]]) -> frozenset[str]:
    """What is read of the placed people to say whom to look for, and is not shown by all of them."""
    roles = pool.programme.roles
    seen: set[str] = set()
    people = [person for person in pool.people if (person.number, person.role) in placed]
    asked: list[Rule | Criterion] = [*pool.programme.rules, *musts(pool.programme)]
    for one in asked:
        pairs = [(one.first, one.second), (one.second, one.first)]
        for person in people:
            mine, theirs = pairs[0] if one.kind == "wish" or person.role == roles[0] else pairs[1]
            if mine not in person.shown:
                seen.add(theirs)
    if any("week" not in person.shown for person in people):
        seen.add("week")
    if any("place" not in person.shown for person in people):
        seen.add("place")
    return frozenset(seen & ({name for name, _ in wanted.answers} | {"week", "place"}))
