"""What a round proposes: pairs, trios and circles with their reasons, and each person without one with why."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reason:
    """One criterion's points for a pair, in words, with both answers as they were used (empty where not a text)."""

    code: str
    points: int
    words: str
    first_answer: str
    second_answer: str


@dataclass(frozen=True, slots=True)
class SuggestedPair:
    """Two numbers (the programme's first role first; among equals the lower first), their points and reasons."""

    first: int
    second: int
    score: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class SuggestedTrio:
    """A pair whom a person left over joins; `links` are first with second, first with third, second with third."""

    first: int
    second: int
    third: int
    links: tuple[SuggestedPair, SuggestedPair, SuggestedPair]

    @property
    def score(self) -> int:
        """The points of the pair that was joined."""
        return self.links[0].score

    @property
    def joined(self) -> int:
        """The points of the two new links."""
        return self.links[1].score + self.links[2].score

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """The reasons of all three links, one link after the other."""
        return tuple(reason for link in self.links for reason in link.reasons)


@dataclass(frozen=True, slots=True)
class SuggestedCircle:
    """Each of `people` helps the next for `minutes`, and the last helps the first where `closed`.

    `links` say why, in the same order; in each the one who is helped stands first. A circle begins with its lowest
    number. One that is not closed only evens out: its first person has received before, its last has given.
    """

    people: tuple[int, ...]
    links: tuple[SuggestedPair, ...]
    minutes: int
    closed: bool = True

    @property
    def score(self) -> int:
        """The points of all its links."""
        return sum(link.score for link in self.links)


@dataclass(frozen=True, slots=True)
class Unmatched:
    """Somebody nobody was found for.

    `code` is no_room, nobody_here, nobody_allowed or others_fitted, and in a programme of help also nobody_helps,
    nobody_asks or no_circle; `removed` says how many people of the other side each rule removed, each counted at the
    first rule that did.
    """

    number: int
    role: str
    code: str
    words: str
    removed: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """The result of a round, in order of numbers; `score` and `bound` are those of the pairs, also inside trios.

    `feasible_pairs` are the pairs that could meet. Where there are millions of them only each person's best are
    chosen from: then `whole` is False, and `feasible_pairs` and `bound` are of those.
    A programme of help has `circles` instead, chosen for most `minutes` first, of at most `minutes_bound` that circles
    of that length could hold; then `feasible_pairs` counts who could help whom, and `missed` are pairs of numbers
    (lower first) that a coordinator pinned and no circle could hold, whatever the reason.
    """

    pairs: tuple[SuggestedPair, ...]
    trios: tuple[SuggestedTrio, ...]
    unmatched: tuple[Unmatched, ...]
    feasible_pairs: int
    score: int
    bound: int
    covered: Mapping[str, int]
    whole: bool = True
    circles: tuple[SuggestedCircle, ...] = ()
    minutes: int = 0
    minutes_bound: int = 0
    missed: tuple[tuple[int, int], ...] = ()
