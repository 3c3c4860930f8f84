"""What somebody holds, and what may become of each thing when they go: all the ways, and the sensible one; pure."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Goes = Literal["leaves", "away"]
Kind = Literal[
    "match",
    "meeting",
    "company",
    "promise",
    "question",
    "listing",
    "part",
    "organisation",
    "hours",
    "suggestion",
    "taster",
    "role",
    "only",
    "desk",
    "group",
]
END, REST, PASS_ON, KEEP = "end", "rest", "pass_on", "keep"
CANCEL, ALONE, RELEASE = "cancel", "alone", "release"
TAKE_DOWN, PAUSE, LEAVE, STEP_DOWN = "take_down", "pause", "leave", "step_down"
ONLY, OWN, RESTING = "only", "own", "resting"  # nobody else does; the reader is in it; it rests already

WAYS: dict[str, tuple[str, ...]] = {
    "match": (END, REST, PASS_ON, KEEP),
    "meeting": (CANCEL, KEEP),
    "company": (PASS_ON, ALONE, KEEP),
    "promise": (RELEASE, KEEP),
    "question": (RELEASE, KEEP),
    "listing": (TAKE_DOWN, KEEP),
    "part": (LEAVE, PAUSE, KEEP),
    "organisation": (STEP_DOWN, KEEP),
}
"""What may become of each kind of thing; the others are only named, because a person has to see to them."""

_LEAVING = {kind: ways[0] for kind, ways in WAYS.items()}
_AWAY = _LEAVING | {"match": REST, "part": PAUSE, "organisation": KEEP}


@dataclass(frozen=True, slots=True)
class Holding:
    """One thing somebody holds; `ways`: what may become of it, none where it is only named.

    `title`: what it is called (a programme, an offer, a role); `people`: the others in it, as (id, name); `day`: when
    it happens or ends; `to_whom`: who could take it on; `facts`: of ONLY, OWN, RESTING; `count`: of many in one line.
    """

    kind: Kind
    subject_id: str
    title: str = ""
    people: tuple[tuple[str, str], ...] = ()
    day: date | None = None
    ways: tuple[str, ...] = ()
    to_whom: tuple[tuple[str, str], ...] = ()
    facts: frozenset[str] = frozenset()
    count: int = 0
    role: str = ""

    @property
    def line(self) -> str:
        """By which it is chosen in a form."""
        return f"{self.kind}:{self.subject_id}"


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything one person holds, in the order of the page, and whether and how they have been handed over before."""

    member_id: str
    name: str
    held: tuple[Holding, ...]
    goes: Goes | None
    back_on: date | None
    today: date

    @property
    def to_choose(self) -> tuple[Holding, ...]:
        """What something may become of."""
        return tuple(one for one in self.held if one.ways)


def ways_of(kind: Kind, *, to_whom: object = (), is_resting: bool = False) -> tuple[str, ...]:
    """What may become of a thing of this kind as it stands."""
    no = ({REST} if is_resting else set()) | (set() if to_whom else {PASS_ON})
    return tuple(way for way in WAYS[kind] if way not in no)


def sensible(one: Holding, goes: Goes, until: date | None) -> str:
    """What is chosen for a thing at first: as a form says it, a way, and after a colon to whom.

    Whoever leaves lets everything go. Whoever is away until a day keeps what is only planned for a later one.
    """
    if goes == "away" and _can_wait(one, until):
        return KEEP
    way = (_LEAVING if goes == "leaves" else _AWAY)[one.kind]
    if one.kind == "organisation" and ONLY in one.facts:
        return KEEP
    if way not in one.ways:
        way = ALONE if one.kind == "company" else KEEP
    return f"{way}:{one.to_whom[0][0]}" if way == PASS_ON else way


def _can_wait(one: Holding, until: date | None) -> bool:
    is_planned = one.kind in ("meeting", "company", "promise")
    return (is_planned and until is not None and one.day is not None and one.day >= until) or RESTING in one.facts


def sensible_choices(held: Holdings, goes: Goes, until: date | None = None) -> dict[str, str]:
    """The choices a form begins with, by line."""
    return {one.line: sensible(one, goes, until) for one in held.to_choose}
