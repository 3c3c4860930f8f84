"""The frozen inputs of a matching round: people, what binds them, and the programme they joined."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from operator import attrgetter
from typing import Literal

from matching.errors import WrongInput
from matching.places import Place
from matching.terms import Criterion, Rule

BondKind = Literal["past", "present", "forbidden", "pinned", "excluded", "conflict", "household"]
Objective = Literal["score", "pairs", "coverage"]
ProgrammeKind = Literal["mentoring", "buddying", "help"]

NOTHING: Mapping[str, tuple[str, ...]] = {}


@lru_cache(maxsize=65536)
def plain(value: str) -> str:
    """One value in the form in which values are compared: letter case and spacing do not matter.

    >>> plain("  Grade  7 ") == plain("grade 7")
    True
    """
    return " ".join(value.split()).casefold()


@lru_cache(maxsize=65536)
def _said(values: tuple[str, ...]) -> tuple[str, ...]:
    """An answer without blanks: many people give the same one, and it is asked about for each pair."""
    return tuple(value for value in values if value.strip())


@lru_cache(maxsize=65536)
def _compared(values: tuple[str, ...]) -> frozenset[str]:
    """An answer without blanks as a set of comparable values."""
    return frozenset(plain(value) for value in _said(values))


@dataclass(frozen=True, slots=True)
class Person:
    """One person in one role, with only those answers whose owner allows them to be used.

    `number` is the person (two roles of one person share it), `capacity` how many matches there is room for,
    `week` the quarter-hours of a UTC week as 672 bits (0 = not said), `shown` the answers (and "week") that the
    other side may see. An answer that is missing or blank is unknown: never "no", never equal to another blank.
    `essential` names the answers that this person will not do without, `place` is a latitude and a longitude in
    degrees, `travel_kilometres` how far they go at most, and `matches_now` how many matches they have already.
    `balance_minutes` counts in a programme of help only: given less received so far, as far as it may be evened out.
    """

    number: int
    role: str
    capacity: int = 1
    answers: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    week: int = 0
    waiting_days: int = 0
    shown: frozenset[str] = frozenset()
    essential: frozenset[str] = frozenset()
    place: Place | None = None
    travel_kilometres: int | None = None
    matches_now: int = 0
    balance_minutes: int = 0

    def values(self, name: str) -> tuple[str, ...]:
        """The answer as its owner wrote it, without blanks; empty when unknown."""
        return _said(self.answers.get(name, ()))

    def plain_values(self, name: str) -> frozenset[str]:
        """The answer as a set of comparable values; empty when unknown."""
        return _compared(self.answers.get(name, ()))


@dataclass(frozen=True, slots=True)
class Bond:
    """What already binds two people, in either order: it keeps them apart, or (pinned) together."""

    first: int
    second: int
    kind: BondKind


@dataclass(frozen=True, slots=True)
class Programme:
    """The rules and criteria people are matched under.

    `roles` are two for mentoring (a pair is one of each, in that order) and one for buddying and for help. `labels`
    hold the words for an answer's name or a role, `values` the words for each value of an answer. `trio` lets a buddy
    who is left over join a pair. In a programme of help its one criterion of the kind `meets` says what is asked for
    and what is offered, of every two the one who is helped comes first, and each circle of up to `most_in_circle`
    people is about `minutes_each` that everybody in it gives and gets.
    """

    name: str
    kind: ProgrammeKind
    roles: tuple[str, ...]
    rules: tuple[Rule, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    objective: Objective = "coverage"
    trio: bool = True
    title: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    minutes_each: int = 120
    most_in_circle: int = 4

    def __post_init__(self) -> None:
        """Refuse a programme whose roles, criteria or circles do not fit its kind."""
        if len(self.roles) != (2 if self.kind == "mentoring" else 1):
            raise WrongInput("A mentoring programme has two roles, and one of buddying or help has one.")
        if self.kind == "help":
            if sum(criterion.kind == "meets" for criterion in self.criteria) != 1:
                raise WrongInput("A programme of help has one criterion of the kind meets: what is asked and offered.")
            if self.minutes_each < 1 or self.most_in_circle < 2:
                raise WrongInput("Everybody in a circle gives at least a minute, and two people are the fewest.")
        if self.kind == "buddying" and any(rule.first != rule.second for rule in self.rules if rule.kind != "wish"):
            raise WrongInput("A rule among equals reads the same answer of both.")

    def say(self, answer: str, value: str) -> str:
        """The words for one value of an answer."""
        return self.values.get(answer, {}).get(value, value)

    def label(self, name: str) -> str:
        """The words for an answer's or a role's name."""
        return self.labels.get(name, name.replace("_", " "))

    def plural(self, role: str) -> str:
        """The words for several people of a role: the label ROLE + "s" where there is one.

        >>> Programme("p", "buddying", ("buddy",)).plural("buddy")
        'buddies'
        """
        one = self.label(role)
        usual = f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"
        return self.labels.get(f"{role}s", usual)


@dataclass(frozen=True, slots=True)
class Pool:
    """Everything one round needs; `turn` decides ties, so that the same people do not always lose them."""

    people: tuple[Person, ...]
    bonds: tuple[Bond, ...]
    programme: Programme
    turn: int = 0

    def side(self, place: int) -> tuple[Person, ...]:
        """The people of one role in the order of this turn, the same for any order in which they were given.

        Raises WrongInput when a person stands twice in one role.
        """
        role = self.programme.roles[place]
        people = [person for person in self.people if person.role == role]
        if len({person.number for person in people}) != len(people):
            raise WrongInput(f"A person stands twice in the role {role}.")
        if self.turn == 0:
            return tuple(sorted(people, key=attrgetter("number")))
        return tuple(sorted(people, key=lambda person: (_shuffled(person.number, self.turn), person.number)))


def _shuffled(number: int, turn: int) -> int:
    """A fixed, even mixing of number and turn; turn 0 leaves people in the order of their numbers."""
    if turn == 0:
        return number
    mixed = (number * 0x9E3779B97F4A7C15 + turn * 0xBF58476D1CE4E5B9) & (2**64 - 1)
    mixed = ((mixed ^ (mixed >> 31)) * 0x94D049BB133111EB) & (2**64 - 1)
    return mixed ^ (mixed >> 29)
