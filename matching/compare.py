"""Two results side by side: which matches stayed, which are new or gone and why, and who gains or loses by it."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.people import Pool
from matching.proposal import Proposal
from matching.rules import apart

Seat = tuple[int, str]
"""One person in one role: their number and the role."""

STAYED = "stayed"
LEFT = "left"
JOINED = "joined"
ROOM = "room"
SET_ASIDE = "set_aside"
OTHERS = "others"

WHY_GONE = {
    LEFT: "one of them takes no part in the later one",
    ROOM: "one of them has no room for another match now",
    # One sentence for every bond, as in rules.py: an exclusion cannot be told from an earlier match.
    SET_ASIDE: "they are asked or matched already, have met before or are not put forward together",
    OTHERS: "the best result for everybody joins people differently now",
}
WHY_NEW = {
    JOINED: "one of them did not take part in the earlier one",
    ROOM: "one of them has more room than before",
    OTHERS: WHY_GONE[OTHERS],
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a comparison needs of one result.

    `room` is the room of each seat, `matches` the points of each match by its seats (in order of the roles; among
    equals in order of numbers; around a circle of help), `apart` the pairs of numbers that something keeps apart,
    `minutes` those that all circles move.
    """

    room: Mapping[Seat, int]
    matches: Mapping[tuple[Seat, ...], int]
    apart: frozenset[tuple[int, int]] = frozenset()
    minutes: int = 0

    @property
    def covered(self) -> frozenset[Seat]:
        """Everybody with at least one match."""
        return frozenset(seat for match in self.matches for seat in match)

    @property
    def score(self) -> int:
        """All points together, those of the links in trios included."""
        return sum(self.matches.values())


@dataclass(frozen=True, slots=True)
class MatchChange:
    """One match that stayed, is new or gone: its seats, its points before and after, and why (a code of WHY_...)."""

    seats: tuple[Seat, ...]
    points_before: int | None
    points_after: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two results: matches by what became of them, and the seats that gain or lose their only match."""

    stayed: tuple[MatchChange, ...]
    gone: tuple[MatchChange, ...]
    new: tuple[MatchChange, ...]
    gained: tuple[Seat, ...]
    lost: tuple[Seat, ...]
    score_before: int
    score_after: int
    covered_before: int
    covered_after: int
    minutes_before: int = 0
    minutes_after: int = 0

    @property
    def points_more(self) -> int:
        """How many more points the second result has; below 0 when it has fewer."""
        return self.score_after - self.score_before

    @property
    def people_more(self) -> int:
        """How many more people have a match in the second result; below 0 when fewer have."""
        return self.covered_after - self.covered_before

    @property
    def is_same(self) -> bool:
        """Whether the two propose exactly the same matches."""
        return not (self.gone or self.new)


def outcome(pool: Pool, proposal: Proposal) -> Outcome:
    """What a comparison needs of a proposal for a pool."""
    roles = pool.programme.roles
    by_seats: dict[tuple[Seat, ...], int] = {}
    for one in proposal.pairs:
        by_seats[(one.first, roles[0]), (one.second, roles[-1])] = one.score
    for trio in proposal.trios:
        seats = tuple((number, roles[0]) for number in sorted((trio.first, trio.second, trio.third)))
        by_seats[seats] = trio.score + trio.joined
    for circle in proposal.circles:
        by_seats[tuple((number, roles[0]) for number in circle.people)] = circle.score
    room = {(person.number, person.role): max(person.capacity, 0) for person in pool.people}
    return Outcome(room, by_seats, apart(pool.bonds), proposal.minutes)


def compare(before: Outcome, after: Outcome) -> Comparison:
    """What changed from one result to the other, everything in order of numbers.

    >>> ann, ben, cora = (1, "mentee"), (2, "mentor"), (3, "mentor")
    >>> room = {ann: 1, ben: 1, cora: 1}
    >>> change = compare(Outcome(room, {(ann, ben): 5}), Outcome(room, {(ann, cora): 8}))
    >>> [one.why for one in change.gone], change.points_more, change.gained, change.lost
    (['others'], 3, ((3, 'mentor'),), ((2, 'mentor'),))
    """
    both = sorted(before.matches.keys() & after.matches.keys())
    gone = sorted(before.matches.keys() - after.matches.keys())
    new = sorted(after.matches.keys() - before.matches.keys())
    return Comparison(
        tuple(MatchChange(one, before.matches[one], after.matches[one], STAYED) for one in both),
        tuple(MatchChange(one, before.matches[one], None, _why_gone(one, before, after)) for one in gone),
        tuple(MatchChange(one, None, after.matches[one], _why_new(one, before, after)) for one in new),
        tuple(sorted(after.covered - before.covered)),
        tuple(sorted(before.covered - after.covered)),
        before.score,
        after.score,
        len(before.covered),
        len(after.covered),
        before.minutes,
        after.minutes,
    )


def _why_gone(match: tuple[Seat, ...], before: Outcome, after: Outcome) -> str:
    if any(seat not in after.room for seat in match):
        return LEFT
    # Asked in this order, because people who are kept apart by being together already have less room as well.
    if _kept_apart(match, after) and not _kept_apart(match, before):
        return SET_ASIDE
    return ROOM if any(after.room[seat] < 1 for seat in match) else OTHERS


def _why_new(match: tuple[Seat, ...], before: Outcome, after: Outcome) -> str:
    if any(seat not in before.room for seat in match):
        return JOINED
    return ROOM if any(before.room[seat] < after.room[seat] for seat in match) else OTHERS


def _kept_apart(match: tuple[Seat, ...], result: Outcome) -> bool:
    numbers = sorted({number for number, _ in match})
    return any((one, other) in result.apart for one in numbers for other in numbers)
