"""Why not these two: what keeps them apart, the smallest change that would let them meet, or what it would cost."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

from matching.compare import Comparison
from matching.criteria import meets_must
from matching.errors import PinsCannotHold, WrongInput
from matching.hours import QUARTERS, erode, say, share_slot
from matching.people import Person, Pool
from matching.phrases import kind_of_help
from matching.proposal import Proposal
from matching.rules import APART_KINDS, ROOM, SELF, allows, apart, musts, words_of
from matching.whatif import Change, Lift, MorePlaces, MoreTime, Offer, Pin, changed, what_if

KEPT_APART = "kept_apart"
SUGGESTED = "suggested"
POSSIBLE = "possible"
PINNED_OTHERWISE = "pinned_otherwise"
NO_CIRCLE = "no_circle"


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why two people are not suggested to each other.

    `code` is kept_apart, suggested (they are), possible (the cost is in `comparison`) or pinned_otherwise (a pin
    of one of them leaves no room), and in a programme of help also no_circle. `obstacles` are what keeps them apart,
    as code and end of a "because"; bonds that people keep to themselves have one code with earlier matches. Each of
    `remedies` is a set of changes that is enough, the smallest first.
    """

    first: int
    second: int
    code: str
    obstacles: tuple[tuple[str, str], ...] = ()
    remedies: tuple[tuple[Change, ...], ...] = ()
    comparison: Comparison | None = None


def why_not(pool: Pool, one: int, other: int, before: Proposal | None = None) -> WhyNot:
    """Why two people, by number and in either order, are not suggested to each other.

    For two people of different roles there may be two ways to pair them; the one with fewer obstacles is told.
    `before` is the proposal for this pool where it is known already. In a programme of help it is asked why `one`
    does not help `other`. Raises WrongInput for people who are not in the pool or not in roles that meet.

    >>> from matching import Programme
    >>> two = (Person(1, "mentee"), Person(2, "mentor", 0))
    >>> told = why_not(Pool(two, (), Programme("p", "mentoring", ("mentee", "mentor"))), 1, 2)
    >>> told.code, told.obstacles[0][0], told.remedies
    ('kept_apart', 'room', ((MorePlaces(number=2, role='mentor', places=1),),))
    """
    if pool.programme.kind == "help":
        from matching.exchange_why import why_not_help

        return why_not_help(pool, one, other, before)
    ways = list(_ways(pool, one, other))
    if not ways:
        raise WrongInput("These two are not in this programme in roles that are matched with each other.")
    first, second, codes = min(((*way, obstacles(pool, *way)) for way in ways), key=lambda way: len(way[2]))
    if codes:
        words = words_of(pool)
        told = tuple((code, words[code]) for code in codes)
        return WhyNot(first.number, second.number, KEPT_APART, told, tuple(_remedies(pool, first, second, codes)))
    try:
        comparison = what_if(pool, Pin(first.number, second.number), before=before)
    except PinsCannotHold:
        return WhyNot(first.number, second.number, PINNED_OTHERWISE)
    numbers = {first.number, second.number}
    stands = any(numbers <= {seat[0] for seat in match.seats} for match in (*comparison.stayed, *comparison.gone))
    return WhyNot(first.number, second.number, SUGGESTED if stands else POSSIBLE, comparison=comparison)


def _ways(pool: Pool, one: int, other: int) -> Iterator[tuple[Person, Person]]:
    roles = pool.programme.roles
    by_seat = {(person.number, person.role): person for person in pool.people}
    orders = [(min(one, other), max(one, other))] if len(roles) == 1 else [(one, other), (other, one)]
    for first, second in orders:
        if first != second and (first, roles[0]) in by_seat and (second, roles[-1]) in by_seat:
            yield by_seat[first, roles[0]], by_seat[second, roles[-1]]


def obstacles(pool: Pool, first: Person, second: Person) -> tuple[str, ...]:
    """The codes of everything that keeps two people apart, in the order in which the rules are asked."""
    programme = pool.programme
    equals = programme.kind == "buddying"
    found = [SELF] if first.number == second.number else []
    if min(first.capacity, second.capacity) < 1:
        found.append(ROOM)
    found += [rule.code for rule in programme.rules if not allows(rule, first, second, equals=equals)]
    found += [must.code for must in musts(programme) if not meets_must(must, first, second, equals=equals)]
    pair = (min(first.number, second.number), max(first.number, second.number))
    # Only the first of several bonds is told: what it says is what it would say without an exclusion beside it.
    return (*found, *[code for code in APART_KINDS if pair in apart(pool.bonds, code)][:1])


def _remedies(pool: Pool, first: Person, second: Person, codes: tuple[str, ...]) -> Iterator[tuple[Change, ...]]:
    """Sets of changes that let two people meet, the smallest first; none where something binds them."""
    if not {SELF, *APART_KINDS}.isdisjoint(codes):
        return
    ways = [list(ways_past(pool, first, second, code)) for code in codes]
    seen: set[tuple[tuple[Change, ...], ...]] = set()
    for chosen in product(*ways):
        if len(seen) == 3:  # more to choose from would not help anybody to choose
            return
        if chosen not in seen and _may_meet(changed(pool, *_flat(chosen)), first, second):
            seen.add(chosen)
            yield _flat(chosen)


def _flat(chosen: tuple[tuple[Change, ...], ...]) -> tuple[Change, ...]:
    return tuple(change for changes in chosen for change in changes)


def _may_meet(pool: Pool, first: Person, second: Person) -> bool:
    return any(not obstacles(pool, *way) for way in _ways(pool, first.number, second.number))


def ways_past(pool: Pool, first: Person, second: Person, code: str) -> Iterator[tuple[Change, ...]]:
    """Each way past one obstacle: more room, then more time, then without the rule."""
    if code == ROOM:
        yield tuple(
            MorePlaces(person.number, person.role, 1 - max(person.capacity, 0))
            for person in (first, second)
            if person.capacity < 1
        )
        return
    for rule in pool.programme.rules:
        if rule.code == code and rule.kind == "slot":
            extra = [
                MoreTime(person.number, person.role, week)
                for person, beside in ((first, second), (second, first))
                if (week := least_more_time(person.week, beside.week, rule.minutes))
            ]
            for change in sorted(extra, key=lambda one: (one.week.bit_count(), one.number)):
                yield (change,)
    yield (Lift(code),)


def least_more_time(week: int, beside: int, minutes: int) -> int:
    """The fewest quarter-hours that, added to one week, give it a stretch of so many minutes with another's.

    0 when it has one already, or when the other has no stretch of that length at all; of equally few the earliest
    in the week.

    >>> bin(least_more_time(0b000011, 0b111111, 60))
    '0b1100'
    """
    if share_slot(week, beside, minutes):
        return 0
    length = -(-minutes // 15)
    starts = erode(beside, minutes)
    best = 0
    for start in range(QUARTERS):
        if starts >> start & 1:
            stretch = _stretch(start, length)
            missing = stretch & ~week
            if not best or missing.bit_count() < best.bit_count():
                best = missing
    return best


def _stretch(start: int, length: int) -> int:
    bits = ((1 << length) - 1) << start
    return (bits | bits >> QUARTERS) & ((1 << QUARTERS) - 1)


def say_remedy(
    pool: Pool, changes: tuple[Change, ...], names: Mapping[int, str], zone: str = "UTC", reference: date | None = None
) -> str:
    """One set of changes as a sentence; times are said only where the person lets theirs be shown.

    >>> say_remedy(Pool((), (), None), (MorePlaces(2, "mentor"),), {2: "Ben"})
    'They could meet if Ben had one more place.'
    """
    parts = [_say_change(pool, change, names, zone, reference) for change in changes]
    if pool.programme is not None and pool.programme.kind == "help":
        return f"It would be possible if {' and '.join(parts)}."
    return f"They could meet if {' and '.join(parts)}."


def _say_change(pool: Pool, change: Change, names: Mapping[int, str], zone: str, reference: date | None) -> str:
    match change:
        case MorePlaces(number, _, places):
            return f"{names[number]} had {'one more place' if places == 1 else f'{places} more places'}"
        case MoreTime(number, role, week):
            shown = any(one.number == number and one.role == role and "week" in one.shown for one in pool.people)
            quarters = week.bit_count()
            length = f"{quarters // 4} h" if quarters % 4 == 0 else f"{quarters * 15} min"
            told = f" ({say(week, zone, reference)})" if shown and reference else ""
            return f"{names[number]} were free for {length} more{told}"
        case Offer(number, role, answer, value, asked_by):
            asks = next(one.first for one in pool.programme.criteria if one.kind == "meets" and one.second == answer)
            shown = any(one.number == asked_by and one.role == role and asks in one.shown for one in pool.people)
            told = kind_of_help(pool.programme, answer, value) if shown else f"what {names[asked_by]} asks for"
            return f"{names[number]} also offered {told}"
        case Lift(code):
            because = words_of(pool).get(code, code)
            return f"this did not count: {because}"
        case _:
            raise WrongInput("This change is not a way past a rule.")
