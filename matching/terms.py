"""What the rules and criteria of a programme are made of."""

from dataclasses import dataclass
from typing import Literal

RuleKind = Literal["different", "same", "share", "steps", "slot"]
CriterionKind = Literal["steps", "same", "contains", "share", "meets", "overlap", "waiting"]
Unknown = Literal["allow", "refuse"]
Strength = Literal["must", "high", "medium", "low", "off"]

STRENGTH_POINTS: dict[Strength, int] = {"must": 12, "high": 8, "medium": 4, "low": 2, "off": 0}

UNKNOWN_DEFAULT: dict[RuleKind, Unknown] = {
    "different": "allow",
    "share": "allow",
    "same": "refuse",
    "steps": "refuse",
    "slot": "refuse",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A hard rule: a pair that breaks it is never suggested.

    `first` and `second` name the answer read from each side, `because` finishes "could not meet because ...",
    `least` and `most` count steps of `order`, `minutes` is the length of a `slot`, and `unknown` says what a
    blank answer on either side does.
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


@dataclass(frozen=True, slots=True)
class Criterion:
    """A soft criterion: it gives whole points to a pair, and the points of a pair add up to its score.

    `points` holds the points of one step, two steps, ... for `steps`, and otherwise one number, given for each
    value or hour in common up to `most` times. For `overlap`, `minutes` is what is needed before an hour counts;
    for `waiting`, `days` is the wait that earns the points once. Strength `must` also makes it a hard rule for
    pairs whose answers are known; `note` says what the criterion rests on.
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

    def points_for(self, measure: int) -> int:
        """Whole points for a measure: steps apart, values in common, hours in common or waits."""
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
