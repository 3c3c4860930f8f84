"""The best few candidates of each person, kept while millions of pairs pass by, in compiled code."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Points = NDArray[np.int64]

LOWEST = -(2**62)
NEAR = 32  # bits for how far round the circle a pair lies: below every point of score


@dataclass(frozen=True, slots=True, eq=False)
class Best:
    """For each person of one side a heap of the best others: by points, then by who comes next in the circle.

    Everybody stands in two circles in the order of this turn, and each person looks at the others from the place
    `beside` their own: so equal points are shared out evenly and do not all fall on the same few people.
    """

    rank: Points
    other: NDArray[np.int32]
    score: Points
    met: NDArray[np.int64]
    through: NDArray[np.bool_]
    beside: Points
    width: int

    @staticmethod
    def room(people: int, others: int, most: int) -> "Best":
        """Room for `most` others for each of so many people."""
        rank = np.full((people, most), LOWEST, dtype=np.int64)
        other = np.full((people, most), -1, dtype=np.int32)
        score, met = np.zeros((people, most), dtype=np.int64), np.zeros(people, dtype=np.int64)
        beside = np.arange(people) * others // max(people, 1)
        return Best(rank, other, score, met, np.zeros(people, dtype=np.bool_), beside, others)

    @property
    def most(self) -> int:
        """How many others there is room for."""
        return int(self.rank.shape[1])

    def whole(self) -> bool:
        """Whether everybody who may meet somebody was met and is kept."""
        return bool(self.through.all() and (self.met <= self.most).all())

    def add(self, person: NDArray[Any], other: NDArray[Any], score: Points) -> None:
        """Let these others be kept for these people where they are good enough; no pair may come twice."""
        _add(self.rank, self.other, self.score, self.met, self.beside, self.width, person, other, score)

    def all_pairs(self) -> tuple[NDArray[np.int64], NDArray[np.int64], Points]:
        """Everything that is kept, as people, others and scores."""
        rows, places = np.nonzero(self.other >= 0)
        return rows, self.other[rows, places].astype(np.int64), self.score[rows, places]


@compiled
def _add(
    rank: Points,
    kept: NDArray[np.int32],
    kept_score: Points,
    met: NDArray[np.int64],
    beside: Points,
    width: int,
    person: NDArray[Any],
    other: NDArray[Any],
    score: Points,
) -> None:
    """Replace the lowest of a person's heap by a better pair and let it sink to its place."""
    most = rank.shape[1]
    for place in range(person.size):
        row, column = np.uint32(person[place]), other[place]  # a place without a sign never counts from the end
        met[row] += 1
        away = column - beside[row]
        value = (score[place] << NEAR) - (away if away >= 0 else away + width)
        if value <= rank[row, 0]:
            continue
        hole = 0
        while 2 * hole + 1 < most:
            child = 2 * hole + 1
            if child + 1 < most and rank[row, child + 1] < rank[row, child]:
                child += 1
            if rank[row, child] >= value:
                break
            rank[row, hole], kept[row, hole] = rank[row, child], kept[row, child]
            kept_score[row, hole] = kept_score[row, child]
            hole = child
        rank[row, hole], kept[row, hole], kept_score[row, hole] = value, column, score[place]
