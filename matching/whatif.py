"""What if: the same people matched again with one thing changed, beside what stands; nothing is ever kept."""

from dataclasses import dataclass, replace

from matching.compare import Comparison, compare, outcome
from matching.errors import WrongInput
from matching.people import Bond, Person, Pool
from matching.proposal import Proposal
from matching.round import solve
from matching.steady import nearest
from matching.terms import Strength, points_of


@dataclass(frozen=True, slots=True)
class Weigh:
    """A criterion counts as much as another strength says."""

    code: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Pin:
    """Two people, by number, are in the result together."""

    first: int
    second: int


@dataclass(frozen=True, slots=True)
class Recruit:
    """One more person, with a number that nobody has in that role."""

    person: Person


@dataclass(frozen=True, slots=True)
class Lift:
    """A hard rule, or a Must, is not asked for once; what keeps two people apart is never lifted."""

    code: str


@dataclass(frozen=True, slots=True)
class MorePlaces:
    """Somebody has room for more matches."""

    number: int
    role: str
    places: int = 1


@dataclass(frozen=True, slots=True)
class MoreTime:
    """Somebody is also free at the quarter-hours of `week`."""

    number: int
    role: str
    week: int


@dataclass(frozen=True, slots=True)
class Helps:
    """In a programme of help somebody, by number, helps somebody in a circle."""

    helper: int
    helped: int


@dataclass(frozen=True, slots=True)
class Offer:
    """Somebody also says `value` to an answer: what the person with the number `asked_by` asks for."""

    number: int
    role: str
    answer: str
    value: str
    asked_by: int


Change = Weigh | Pin | Recruit | Lift | MorePlaces | MoreTime | Helps | Offer


def what_if(pool: Pool, *changes: Change, before: Proposal | None = None) -> Comparison:
    """The best result with some changes beside the best without; `before` saves working out the latter again.

    Of several equally good results with the changes, the one that keeps most of the matches is taken (steady.py).
    Raises WrongInput for a change that names nobody or nothing, PinsCannotHold for a pair that may not meet.

    >>> from matching import Programme
    >>> people = (Person(1, "mentee"), Person(2, "mentee"), Person(3, "mentor"))
    >>> pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor")))
    >>> what_if(pool, MorePlaces(3, "mentor")).people_more
    1
    """
    if pool.programme.kind == "help":
        from matching.exchange_whatif import what_if_help

        return what_if_help(pool, *changes, before=before)
    stands = outcome(pool, solve(pool) if before is None else before)
    other = changed(pool, *changes)
    return compare(stands, nearest(other, stands, solve(other)))


def changed(pool: Pool, *changes: Change) -> Pool:
    """The pool with changes made one after the other; the one that was given stays as it is."""
    for change in changes:
        pool = _changed(pool, change)
    return pool


def _changed(pool: Pool, change: Change) -> Pool:
    programme = pool.programme
    match change:
        case Weigh(code, strength):
            _known(code, [one.code for one in programme.criteria])
            criteria = tuple(
                replace(one, strength=strength, points=points_of(strength, one.kind)) if one.code == code else one
                for one in programme.criteria
            )
            return replace(pool, programme=replace(programme, criteria=criteria))
        case Lift(code):
            _known(code, [*(rule.code for rule in programme.rules), *(one.code for one in programme.criteria)])
            rules = tuple(rule for rule in programme.rules if rule.code != code)
            # A Must that is lifted still gives its points: the score of every other pair stays what it was.
            kept = tuple(
                replace(one, strength="high") if one.code == code and one.strength == "must" else one
                for one in programme.criteria
            )
            return replace(pool, programme=replace(programme, rules=rules, criteria=kept))
        case Pin(first, second):
            return replace(pool, bonds=(*pool.bonds, Bond(first, second, "pinned")))
        case Recruit(person):
            return replace(pool, people=(*pool.people, person))
        case MorePlaces(number, role, places):
            person = seated(pool, number, role)
            return _with(pool, person, replace(person, capacity=max(person.capacity, 0) + places))
        case MoreTime(number, role, week):
            person = seated(pool, number, role)
            return _with(pool, person, replace(person, week=person.week | week))
        case Offer(number, role, answer, value, _):
            person = seated(pool, number, role)
            answers = {**person.answers, answer: (*person.values(answer), value)}
            return _with(pool, person, replace(person, answers=answers))
        case Helps(helper, helped):  # nobody changes: it is asked of whoever chooses the circles
            for number in (helper, helped):
                seated(pool, number, pool.programme.roles[0])
            return pool


def seated(pool: Pool, number: int, role: str) -> Person:
    """The person with a number in a role; raises WrongInput when there is none."""
    for person in pool.people:
        if (person.number, person.role) == (number, role):
            return person
    raise WrongInput(f"Nobody has the number {number} in the role {role}.")


def _with(pool: Pool, before: Person, after: Person) -> Pool:
    return replace(pool, people=tuple(after if person is before else person for person in pool.people))


def _known(code: str, codes: list[str]) -> None:
    if code not in codes:
        raise WrongInput(f"This programme has nothing called {code!r}, only {', '.join(codes)}.")
