"""What a round proposes: pairs and trios with their reasons, and each person without one with the reason why."""

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
class Unmatched:
    """Somebody nobody was found for.

    `code` is no_room, nobody_here, nobody_allowed or others_fitted; `removed` says how many people of the other
    side each rule removed, each counted at the first rule that did.
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
    """

    pairs: tuple[SuggestedPair, ...]
    trios: tuple[SuggestedTrio, ...]
    unmatched: tuple[Unmatched, ...]
    feasible_pairs: int
    score: int
    bound: int
    covered: Mapping[str, int]
    whole: bool = True
