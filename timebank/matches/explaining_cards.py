"""What a coordinator is told of why: frozen cards with names and words, never with what somebody keeps to themself."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule as the end of "because", and the names of those who have not said what it asks about."""

    because: str
    blank: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoPoints:
    """One criterion that gave no points, with both answers, and the names of those who have not said."""

    label: str
    first_answer: str
    second_answer: str
    blank: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LinkWhy:
    """One pair: how it stands among all that each could have, the rules it keeps, and what gave no points."""

    first: str
    second: str
    ranks: tuple[str, ...]
    rules: tuple[RuleLine, ...]
    no_points: tuple[NoPoints, ...]


@dataclass(frozen=True, slots=True)
class MatchLine:
    """One match of two results: its people, its points before and after (None where it is not in one), and why."""

    names: tuple[str, ...]
    points_before: int | None
    points_after: int | None
    why: str


@dataclass(frozen=True, slots=True)
class ComparedCard:
    """Two results side by side; matches the reader is in are left out and counted in `kept_back`."""

    stayed: int
    gone: tuple[MatchLine, ...]
    new: tuple[MatchLine, ...]
    gained: tuple[str, ...]
    lost: tuple[str, ...]
    points_before: int
    points_after: int
    covered_before: int
    covered_after: int
    kept_back: int
    minutes_before: int = 0  # of circles of help
    minutes_after: int = 0

    @property
    def is_same(self) -> bool:
        """Whether there is no difference to show."""
        return not (self.gone or self.new or self.kept_back)


@dataclass(frozen=True, slots=True)
class WhyNotCard:
    """Why two people are not suggested to each other; `code` is one of matching.why_not's.

    In a programme of help `first` is who is helped, and `second` who helps.
    """

    first: str
    second: str
    code: str
    obstacles: tuple[str, ...]
    remedies: tuple[str, ...]
    compared: ComparedCard | None


@dataclass(frozen=True, slots=True)
class RuleLineForAll:
    """One rule's part in who is left over; `would_place` is None where the rule cannot be done without."""

    because: str
    removed: int
    held: int
    would_place: int | None


@dataclass(frozen=True, slots=True)
class NobodyCard:
    """Why people are left over as things stand: each rule's part, and whom to look for as sentences."""

    left: int
    rules: tuple[RuleLineForAll, ...]
    hints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoveredLine:
    """How many of a role (in words) would have somebody: by this result, or `already`; out of `people`."""

    role: str
    new: int
    already: int
    people: int

    @property
    def covered(self) -> int:
        """How many would have somebody in all."""
        return self.new + self.already


@dataclass(frozen=True, slots=True)
class Figures:
    """How good the result is as things stand."""

    covered: tuple[CoveredLine, ...]
    score: int
    bound: int
    weak: tuple[tuple[tuple[str, ...], int], ...]  # names and points
    more_people: int
    more_cost: int
    minutes: int = 0  # of circles of help, and the most there could be
    minutes_bound: int = 0


@dataclass(frozen=True, slots=True)
class NextBestCard:
    """What there is in the place of one draft: for its people alone, and (`rearranged`) where others move for it too.

    Each has a mark, empty where there is nothing; what is asked for by its mark is what was shown. `found` are
    (names, points), `without` those of its people who would have nobody.
    """

    found: tuple[tuple[tuple[str, ...], int], ...]
    without: tuple[str, ...]
    mark: str
    rearranged: ComparedCard | None
    rearranged_mark: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One thing to try: `kind` is weigh (`code`, `strength`), together (two people), places or another (one).

    In a programme of help `one_id` then helps `other_id`.
    """

    kind: str
    code: str = ""
    strength: str = ""
    one_id: str = ""
    other_id: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be asked about: the people of a programme but the reader, and its criteria with their strengths."""

    people: dict[str, str]  # name and role in words, by member id, in order of names
    roles: dict[str, str]  # by member id
    criteria: dict[str, tuple[str, str]]  # label and strength by code
    are_equals: bool
    is_help: bool = False  # what is asked is who helps whom

    def beside(self, member_id: str) -> dict[str, str]:
        """Those whom the programme could bring together with somebody."""
        return {
            one: name
            for one, name in self.people.items()
            if one != member_id and (self.are_equals or self.roles[one] != self.roles[member_id])
        }
