"""Soft criteria on two people: whole points that add up to the score, each with its reason in words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from matching.hours import hours_in_common
from matching.people import Person, Programme, plain
from matching.places import kilometres_apart, reach, squared_metres
from matching.proposal import Reason
from matching.rules import step_of
from matching.terms import ONLY_GIVEN, ONLY_RECEIVED, Criterion, CriterionKind, Rule

STEP_WORDS = ("no step", "one step", "two steps", "three steps", "four steps", "five steps")


def measure(criterion: Criterion, first: Person, second: Person, *, equals: bool = False) -> int:
    """How much of a criterion two people have: steps apart, or how many times something counts; 0 if unknown.

    Among equals a wish counts in both directions.
    """
    special = _MEASURES.get(criterion.kind)
    if special:
        return special(criterion, first, second, equals)
    common = _times(criterion, _shared(criterion, first, second))
    if equals and criterion.first != criterion.second:
        common += _times(criterion, _shared(criterion, second, first))
    return min(common, 1) if criterion.kind == "same" else common


def _steps(criterion: Criterion, first: Person, second: Person, equals: bool) -> int:
    low, high = step_of(criterion.order, first, criterion.first), step_of(criterion.order, second, criterion.second)
    if low is None or high is None:
        return 0
    return abs(high - low) if equals else max(high - low, 0)


def _overlap(criterion: Criterion, first: Person, second: Person, equals: bool) -> int:
    return max(int(hours_in_common(first.week, second.week) * 60) - criterion.minutes, 0) // 60


def _waiting(criterion: Criterion, first: Person, second: Person, equals: bool) -> int:
    return max(first.waiting_days, second.waiting_days, 0) // criterion.days


def _near(criterion: Criterion, first: Person, second: Person, equals: bool) -> int:
    if first.place is None or second.place is None:
        return 0
    apart_by = squared_metres(first.place, second.place)
    return sum(apart_by <= reach(times * criterion.kilometres) for times in range(1, criterion.most + 1))


def _load(criterion: Criterion, first: Person, second: Person, equals: bool) -> int:
    return max(criterion.most - max(first.matches_now, 0) - max(second.matches_now, 0), 0)


def _reciprocity(criterion: Criterion, first: Person, second: Person, equals: bool) -> int:
    """One for each who has only given and is helped here, or has only received and helps here.

    Equals do both, so it counts for whoever has only done one.
    """
    if equals:
        sided = {ONLY_GIVEN, ONLY_RECEIVED}
        return sum(bool(sided & one.plain_values(criterion.first)) for one in (first, second))
    return (ONLY_GIVEN in first.plain_values(criterion.first)) + (
        ONLY_RECEIVED in second.plain_values(criterion.second)
    )


_MEASURES: Mapping[CriterionKind, Callable[[Criterion, Person, Person, bool], int]] = {
    "steps": _steps,
    "overlap": _overlap,
    "waiting": _waiting,
    "near": _near,
    "load": _load,
    "reciprocity": _reciprocity,
}


@lru_cache(maxsize=4096)
def _levels(levels: tuple[tuple[str, int], ...]) -> Mapping[str, int]:
    return dict(levels)


def _times(criterion: Criterion, values: frozenset[str]) -> int:
    """How many times some plain values count: each once, or more often where few offer it."""
    if not criterion.levels:
        return len(values)
    levels = _levels(criterion.levels)
    return sum(levels.get(value, 1) for value in values)


def _shared(criterion: Criterion, first: Person, second: Person) -> frozenset[str]:
    """The plain values that stand in both answers."""
    return first.plain_values(criterion.first) & second.plain_values(criterion.second)


def common_values(criterion: Criterion, first: Person, second: Person) -> tuple[str, ...]:
    """The values that stand in both answers, as the first person wrote them, each once."""
    both = _shared(criterion, first, second)
    if not both:
        return ()
    written = _written(first.values(criterion.first))
    return tuple(sorted(written[key] for key in both))


@lru_cache(maxsize=65536)
def _written(values: tuple[str, ...]) -> Mapping[str, str]:
    """How each value was written first."""
    return {plain(value): value for value in reversed(values)}


def answers_read(programme: Programme, term: Criterion | Rule, role: str) -> tuple[str, ...]:
    """The answers that a criterion or a rule reads of somebody in a role; "week" stands for the hours of a week.

    What is read of nobody's answers (how long somebody waits, how many matches they have) names none.

    >>> wish = Criterion("w", "contains", "W", (1,), first="hope", second="said")
    >>> answers_read(Programme("p", "mentoring", ("mentee", "mentor"), criteria=(wish,)), wish, "mentor")
    ('said',)
    """
    if term.kind in ("slot", "overlap"):
        return ("week",)
    if len(programme.roles) == 1 or term.kind == "wish":
        names = [term.first, term.second]
    else:
        names = [term.first if role == programme.roles[0] else term.second]
    if term.kind == "travel":
        names.append("place")
    return tuple(dict.fromkeys(filter(None, names)))


def known(criterion: Criterion, first: Person, second: Person) -> bool:
    """Whether both people said what this criterion asks about."""
    if criterion.kind == "overlap":
        return bool(first.week and second.week)
    if criterion.kind == "near":
        return first.place is not None and second.place is not None
    if criterion.kind in ("waiting", "load"):
        return True
    return bool(first.values(criterion.first) and second.values(criterion.second))


def meets_must(criterion: Criterion, first: Person, second: Person, *, equals: bool = False) -> bool:
    """Whether a Must lets two people meet: it earns points, or one of them has not said."""
    if criterion.points_for(measure(criterion, first, second, equals=equals)) > 0:
        return True
    sides = [(first, second), (second, first)] if equals else [(first, second)]
    return not any(known(criterion, one, other) for one, other in sides)


def reasons(programme: Programme, first: Person, second: Person) -> tuple[Reason, ...]:
    """Why these two: one reason for each criterion that earned points, made only of answers that are there.

    >>> work = Criterion("work", "same", "Profession", (10,), first="work", second="work")
    >>> programme = Programme("p", "mentoring", ("mentee", "mentor"), criteria=(work,))
    >>> answers = {"work": ("Policy",)}
    >>> reasons(programme, Person(1, "mentee", answers=answers), Person(2, "mentor", answers=answers))[0].words
    'Profession: both Policy'
    """
    equals = programme.kind == "buddying"
    measured = ((one, measure(one, first, second, equals=equals)) for one in active(programme))
    return reasons_for(programme, first, second, ((one, one.points_for(many)) for one, many in measured))


def reasons_for(
    programme: Programme, first: Person, second: Person, points: Iterable[tuple[Criterion, int]]
) -> tuple[Reason, ...]:
    """The same where the points of each criterion are known already."""
    return tuple(
        Reason(
            criterion.code,
            earned,
            _words(programme, criterion, first, second),
            *_answers(programme, criterion, first, second),
        )
        for criterion, earned in points
        if earned
    )


def score(programme: Programme, first: Person, second: Person) -> int:
    """The sum of all points of a pair."""
    equals = programme.kind == "buddying"
    return sum(one.points_for(measure(one, first, second, equals=equals)) for one in active(programme))


def active(programme: Programme) -> Iterator[Criterion]:
    """The criteria that count, in their order."""
    return (criterion for criterion in programme.criteria if criterion.strength != "off")


def _answers(programme: Programme, criterion: Criterion, first: Person, second: Person) -> tuple[str, str]:
    """What each side said, in words, for a coordinator to read side by side."""
    if criterion.kind in ("overlap", "waiting", "load"):
        return "", ""
    return (
        _list(programme, criterion.first, first.values(criterion.first)),
        _list(programme, criterion.second, second.values(criterion.second)),
    )


def _words(programme: Programme, criterion: Criterion, first: Person, second: Person) -> str:
    """One criterion's reason as a short phrase."""
    label = criterion.label
    if criterion.kind == "steps":
        ours, theirs = _answers(programme, criterion, first, second)
        apart = measure(criterion, first, second, equals=programme.kind == "buddying")
        steps = STEP_WORDS[apart] if apart < len(STEP_WORDS) else f"{apart} steps"
        return f"{label}: {ours} and {theirs}, {steps} apart"
    if criterion.kind == "overlap":
        hours = hours_in_common(first.week, second.week)
        return f"{label}: free together {hours:g} hours a week"
    if criterion.kind == "waiting":
        return f"{label}: {max(first.waiting_days, second.waiting_days)} days"
    if criterion.kind == "load":
        now = first.matches_now + second.matches_now
        return f"{label}: {'neither has a match yet' if now <= 0 else f'they have {now} between them'}"
    if criterion.kind == "near" and first.place is not None and second.place is not None:
        kilometres = kilometres_apart(first.place, second.place)
        return f"{label}: {f'about {kilometres} km apart' if kilometres else 'in the same area'}"
    if criterion.kind == "reciprocity":
        return f"{label}: {_evens_out(criterion, first, second, programme.kind == 'buddying')}"
    there = _list(programme, criterion.first, common_values(criterion, first, second))
    back = _list(programme, criterion.first, common_values(criterion, second, first))
    if criterion.kind in ("same", "share"):
        return f"{label}: both {there or back}"
    if programme.kind == "buddying" and there and back and there != back:
        return f"{label}: {there}; and the other way round: {back}"
    return f"{label}: {there or back}"


def _evens_out(criterion: Criterion, first: Person, second: Person, equals: bool) -> str:
    """Who has given or received only, in words."""
    sides: list[tuple[Person, str, tuple[str, ...]]]
    sides = [(first, criterion.first, (ONLY_GIVEN,)), (second, criterion.second, (ONLY_RECEIVED,))]
    if equals:
        sides = [(one, criterion.first, (ONLY_GIVEN, ONLY_RECEIVED)) for one in (first, second)]
    said = {ONLY_GIVEN: "somebody who has given and not yet received", ONLY_RECEIVED: "somebody who has yet to give"}
    found = [said[kind] for one, answer, kinds in sides for kind in kinds if kind in one.plain_values(answer)]
    return " and ".join(dict.fromkeys(found))


def _list(programme: Programme, answer: str, values: Sequence[str]) -> str:
    """Several values in words."""
    words = programme.values.get(answer)
    return ", ".join([words.get(value, value) for value in values] if words else values)
