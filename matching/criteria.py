"""Soft criteria on two people: whole points that add up to the score, each with its reason in words."""

from collections.abc import Sequence

from matching.hours import hours_in_common
from matching.people import Person, Programme, plain
from matching.proposal import Reason
from matching.rules import step_of
from matching.terms import Criterion

STEP_WORDS = ("no step", "one step", "two steps", "three steps", "four steps", "five steps")


def measure(criterion: Criterion, first: Person, second: Person, *, equals: bool = False) -> int:
    """How much of a criterion two people have: steps apart, values in common, whole hours or waits; 0 if unknown.

    Among equals a wish counts in both directions.
    """
    if criterion.kind == "steps":
        low, high = step_of(criterion.order, first, criterion.first), step_of(criterion.order, second, criterion.second)
        if low is None or high is None:
            return 0
        return abs(high - low) if equals else max(high - low, 0)
    if criterion.kind == "overlap":
        return max(int(hours_in_common(first.week, second.week) * 60) - criterion.minutes, 0) // 60
    if criterion.kind == "waiting":
        return max(first.waiting_days, second.waiting_days, 0) // criterion.days
    common = len(_common(criterion, first, second))
    if equals and criterion.first != criterion.second:
        common += len(_common(criterion, second, first))
    return min(common, 1) if criterion.kind == "same" else common


def _common(criterion: Criterion, first: Person, second: Person) -> tuple[str, ...]:
    """The values that stand in both answers, as the first person wrote them, each once."""
    theirs = second.plain_values(criterion.second)
    seen = {plain(value): value for value in reversed(first.values(criterion.first))}
    return tuple(sorted(value for key, value in seen.items() if key in theirs))


def known(criterion: Criterion, first: Person, second: Person) -> bool:
    """Whether both people said what this criterion asks about."""
    if criterion.kind == "overlap":
        return bool(first.week and second.week)
    if criterion.kind == "waiting":
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
    found = []
    for criterion in programme.criteria:
        if criterion.strength == "off":
            continue
        points = criterion.points_for(measure(criterion, first, second, equals=equals))
        if points:
            words = _words(programme, criterion, first, second)
            found.append(Reason(criterion.code, points, words, *_answers(programme, criterion, first, second)))
    return tuple(found)


def score(programme: Programme, first: Person, second: Person) -> int:
    """The sum of all points of a pair."""
    equals = programme.kind == "buddying"
    active = (criterion for criterion in programme.criteria if criterion.strength != "off")
    return sum(c.points_for(measure(c, first, second, equals=equals)) for c in active)


def _answers(programme: Programme, criterion: Criterion, first: Person, second: Person) -> tuple[str, str]:
    """What each side said, in words, for a coordinator to read side by side."""
    if criterion.kind in ("overlap", "waiting"):
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
    there = _list(programme, criterion.first, _common(criterion, first, second))
    back = _list(programme, criterion.first, _common(criterion, second, first))
    if criterion.kind in ("same", "share"):
        return f"{label}: both {there or back}"
    if programme.kind == "buddying" and there and back and there != back:
        return f"{label}: {there}; and the other way round: {back}"
    return f"{label}: {there or back}"


def _list(programme: Programme, answer: str, values: Sequence[str]) -> str:
    """Several values in words."""
    return ", ".join(programme.say(answer, value) for value in values)
