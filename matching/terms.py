"""What the rules and criteria of a programme are made of."""

from dataclasses import dataclass
from typing import Literal

RuleKind = Literal["different", "same", "share", "steps", "within", "slot", "wish", "travel"]
CriterionKind = Literal[
    "steps", "same", "contains", "share", "meets", "overlap", "near", "waiting", "load", "reciprocity"
]
Unknown = Literal["allow", "refuse"]
Strength = Literal["must", "high", "medium", "low", "off"]

STRENGTH_POINTS: dict[Strength, int] = {"must": 12, "high": 8, "medium": 4, "low": 2, "off": 0}

UNKNOWN_DEFAULT: dict[RuleKind, Unknown] = {
    "different": "allow",
    "share": "allow",
    "same": "refuse",
    "steps": "refuse",
    "within": "allow",
    "slot": "refuse",
    "wish": "refuse",
    "travel": "allow",
}

ONLY_GIVEN, ONLY_RECEIVED = "only_given", "only_received"
"""What the answer of a `reciprocity` criterion says of somebody's hours so far, where it says anything."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: a pair that breaks it is never suggested.

    `first` and `second` name the answer read from each side, `because` finishes "could not meet because ...", and
    `unknown` says what a blank answer on either side does. The kinds:
    `same` or `share`: a value in both answers; `different`: none.
    `steps`: the second person `least` to `most` steps of `order` above the first; `within`: at most `most` steps
    apart, whoever is higher (bands of age, for example).
    `slot`: a stretch of `minutes` at which both are free.
    `wish`: what either marked as essential in `first` stands in the other's `second`, asked both ways; who marked
    nothing wishes nothing, and unknown is what the other did not say.
    `travel`: they can meet with neither going further than they said, or share one of the ways to meet in `unless`.
    """

    code: str
    kind: RuleKind
    because: str
    first: str = ""
    second: str = ""
    unknown: Unknown = "allow"
    order: tuple[str, ...] = ()
    least: int = 1
    most: int = 2
    minutes: int = 60
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Criterion:
    """A soft criterion: it gives whole points to a pair, and the points of a pair add up to its score.

    `points` holds the points of one step, two steps, ... for `steps`, and otherwise one number, given for each
    value or hour in common (and so on, below) up to `most` times. Strength `must` also makes it a hard rule for
    pairs whose answers are known; `note` says what the criterion rests on. Beside values in common the kinds are:
    `overlap`: an hour in common once `minutes` are there; `waiting`: `days` waited by whoever waits longest;
    `near`: `kilometres` by which they are nearer than `most` times as many; `load`: a match less than `most`
    between them before the round (within it, only `coverage` spreads: nobody gets a second match while somebody who
    could have it has none); `reciprocity`: somebody who has only given is helped, or who has only received is asked
    to help.
    With `rare` above 1 a value counts up to so many times where few offer it; `levels` say how often each does,
    as rarity.weighed works out for a pool. `told` is what people on the first and on the second side read of it, each
    with one {first} or {second} where the values in common stand, in the words of that answer; among equals the first
    sentence is for whoever asks and the second for whoever is asked. Blank: the label and the values.
    """

    code: str
    kind: CriterionKind
    label: str
    points: tuple[int, ...]
    strength: Strength = "medium"
    first: str = ""
    second: str = ""
    order: tuple[str, ...] = ()
    most: int = 1
    minutes: int = 60
    days: int = 30
    note: str = ""
    kilometres: int = 2
    rare: int = 1
    levels: tuple[tuple[str, int], ...] = ()
    told: tuple[str, str] = ("", "")

    def points_for(self, measure: int) -> int:
        """Whole points for a measure: steps apart, or how many times something counts."""
        if self.kind == "steps":
            return self.points[measure - 1] if 1 <= measure <= len(self.points) else 0
        return self.points[0] * min(max(measure, 0), self.most)


def points_of(strength: Strength, kind: CriterionKind) -> tuple[int, ...]:
    """The points a strength stands for when a programme names none of its own.

    >>> points_of("high", "same"), points_of("high", "steps")
    ((8,), (6, 8))
    """
    whole = STRENGTH_POINTS[strength]
    return (whole * 3 // 4, whole) if kind == "steps" else (whole,)
