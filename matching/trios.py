"""Among equals somebody may be left over: each of them joins a pair in which both may meet them, if there is one."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from matching.assign import assign
from matching.candidates import Candidates
from matching.criteria import reasons
from matching.people import Pool
from matching.proposal import SuggestedPair, SuggestedTrio, Unmatched

Row = NDArray[np.int64]

NO_PAIR = " No pair could take them as a third either: in none of them may both meet them."
ALL_JOINED = " Each pair that could have taken them as a third was joined by somebody else."


@dataclass(frozen=True, slots=True)
class Joined:
    """The pairs that stay pairs, the trios, and the numbers of all people for whom some pair had a third place."""

    pairs: tuple[SuggestedPair, ...]
    trios: tuple[SuggestedTrio, ...]
    could_join: frozenset[int]


def join_pairs(pool: Pool, candidates: Candidates, pairs: tuple[SuggestedPair, ...]) -> Joined:
    """Let as many people left over as can be join a pair, one a pair, and of those ways take the most points.

    Somebody fits a pair when each of its two may meet them; their points are those of the two new links. People
    against pairs is an assignment, so it is solved as one.
    """
    left_over, place, points = _openings(candidates, pairs)
    best = assign(
        left_over,
        place,
        points,
        left_capacity=np.ones(len(candidates.firsts), dtype=np.int64),
        right_capacity=np.ones(len(pairs), dtype=np.int64),
        objective="pairs",
    )
    third_of = {int(place[edge]): int(left_over[edge]) for edge in best.edges}
    number = [person.number for person in candidates.firsts]
    trios = [_trio(pool, candidates, pairs[at], row) for at, row in third_of.items()]
    return Joined(
        tuple(one for at, one in enumerate(pairs) if at not in third_of),
        tuple(sorted(trios, key=lambda trio: (trio.first, trio.second))),
        frozenset(number[row] for row in np.unique(left_over).tolist()),
    )


def say_why_alone(unmatched: Iterable[Unmatched], could_join: frozenset[int]) -> tuple[Unmatched, ...]:
    """Tell each person whom somebody could have met, but who stayed without a match, why no trio took them."""
    return tuple(
        replace(one, words=one.words + (ALL_JOINED if one.number in could_join else NO_PAIR))
        if one.code == "others_fitted"
        else one
        for one in unmatched
    )


def _openings(candidates: Candidates, pairs: tuple[SuggestedPair, ...]) -> tuple[Row, Row, Row]:
    """Who (as a row of `firsts`) could join which pair (as its place), and the points of the two links together."""
    row_of = {person.number: row for row, person in enumerate(candidates.firsts)}
    pair_of = np.full(len(row_of), -1, dtype=np.int64)
    for place, one in enumerate(pairs):
        pair_of[[row_of[one.first], row_of[one.second]]] = place
    one_end = np.concatenate([candidates.first, candidates.second]).astype(np.int64)
    other_end = np.concatenate([candidates.second, candidates.first]).astype(np.int64)
    points = np.concatenate([candidates.score, candidates.score])
    reach = (pair_of[one_end] < 0) & (pair_of[other_end] >= 0)
    key = one_end[reach] * max(len(pairs), 1) + pair_of[other_end[reach]]
    order = np.argsort(key, kind="stable")
    key, points = key[order], points[reach][order]
    both = np.flatnonzero(key[1:] == key[:-1])  # a key stands twice when both of the pair may meet them
    return key[both] // max(len(pairs), 1), key[both] % max(len(pairs), 1), points[both] + points[both + 1]


def _trio(pool: Pool, candidates: Candidates, pair: SuggestedPair, third: int) -> SuggestedTrio:
    """A pair and the person who joins it, with the reasons of each of the three links."""
    known = {person.number: person for person in candidates.firsts}
    newcomer = candidates.firsts[third].number
    links = [pair]
    for one, other in list(combinations((pair.first, pair.second, newcomer), 2))[1:]:
        low, high = min(one, other), max(one, other)
        found = reasons(pool.programme, known[low], known[high])
        links.append(SuggestedPair(low, high, sum(reason.points for reason in found), found))
    return SuggestedTrio(pair.first, pair.second, newcomer, (links[0], links[1], links[2]))
