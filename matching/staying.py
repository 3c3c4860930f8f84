"""A round from nothing that knows who was suggested together last time: they stay so where nothing much is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matching.again import SHARE_OF_A_PAIR
from matching.compare import LEFT, OTHERS
from matching.errors import WrongInput
from matching.people import Pool
from matching.proposal import Proposal
from matching.round import proposed, solve

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matching.candidates import Candidates

NOT_ALLOWED = "not_allowed"
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Stayed:
    """A proposal beside the pairs of last time: `stood` are in again, `gone` says of the others why, as a code.

    `best_score` is the score of the best proposal that knows of no last time; its bound is the proposal's as well.
    LEFT: one of them takes no part now. NOT_ALLOWED: they may not meet now, by whatever rule, or one has no room;
    it is one code for all of these, so that nobody reads an exclusion in it. OTHERS: others gain more by it than
    `stay_bonus` points, or more people have a match.
    """

    proposal: Proposal
    best_score: int
    stay_bonus: int
    stood: tuple[Pair, ...]
    gone: tuple[tuple[Pair, str], ...]


def solve_staying(pool: Pool, stands: Iterable[Pair], *, stay_bonus: int | None = None) -> Stayed:
    """The best proposal for a pool when each pair of numbers that `stands` is worth `stay_bonus` points more.

    The bonus is by default a quarter of what these pairs score on average, as in `again`. A pair is named first role
    first, among equals in any order. Circles of help are found from nothing. Scores are without the bonus.
    Raises MatchingError (a ValueError) when the pool or its pins cannot be, or the bonus is below 0.

    >>> from matching import Person, Programme
    >>> people = (Person(1, "mentee"), Person(5, "mentor"), Person(6, "mentor"))
    >>> pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor")))
    >>> stayed = solve_staying(pool, [(1, 6), (2, 5)])
    >>> stayed.stood, stayed.gone
    (((1, 6),), (((2, 5), 'left'),))
    """
    if stay_bonus is not None and stay_bonus < 0:
        raise WrongInput("The stay bonus is a whole number of points, not below 0.")
    equals = pool.programme.kind == "buddying"
    pairs = sorted({(min(pair), max(pair)) if equals else pair for pair in stands})
    if pool.programme.kind == "help" or not pairs:
        best = solve(pool)
        return _compared(pool, best, best, pairs, frozenset(), 0)
    import numpy as np

    from matching.candidates import find

    candidates = find(pool)
    rows, columns = (
        {person.number: at for at, person in enumerate(side)} for side in (candidates.firsts, candidates.seconds)
    )
    here = [pair for pair in pairs if pair[0] in rows and pair[1] in columns]
    places = np.array([(rows[one], columns[other]) for one, other in here], dtype=np.int64).reshape(-1, 2)
    if equals:
        places.sort(axis=1)
    allowed = candidates.asked.allowed(places[:, 0], places[:, 1])
    places = places[allowed]
    bonus = _bonus(candidates, places) if stay_bonus is None else stay_bonus
    best, found = (_buddies if equals else _mentoring)(pool, candidates, places, bonus)
    return _compared(pool, best, found, pairs, frozenset(here[at] for at in allowed.tolist()), bonus)


def _bonus(candidates: Candidates, places: NDArray[np.int64]) -> int:
    """A quarter of what the standing pairs score on average, and at least one."""
    points = candidates.asked.points(places[:, 0], places[:, 1])
    return max(int(points.sum()) // (SHARE_OF_A_PAIR * max(points.size, 1)), 1)


def _mentoring(pool: Pool, candidates: Candidates, places: NDArray[np.int64], bonus: int) -> tuple[Proposal, Proposal]:
    """Between two roles: solved once, and taken up again with what stands."""
    from matching.renewed import first_standing, standing_with

    standing = first_standing(pool, candidates)
    return standing.proposal, standing_with(standing, places, bonus).proposal


def _buddies(pool: Pool, candidates: Candidates, places: NDArray[np.int64], bonus: int) -> tuple[Proposal, Proposal]:
    """Among equals: solved once, and with the bonus in the scores, which is taken off again."""
    import numpy as np

    from matching.changes import asked_about, with_more
    from matching.round import best_buddies

    best = proposed(pool, best_buddies(pool, candidates))
    if not candidates.whole:
        candidates = with_more(candidates, asked_about(candidates.asked, places))
    standing = candidates.places_among(places[:, 0], places[:, 1])
    score = candidates.score.copy()
    score[standing] += bonus
    choice = best_buddies(pool, replace(candidates, score=score))
    stayed = int(np.isin(choice.edges, standing).sum())
    return best, proposed(pool, replace(choice, candidates=candidates, bound=choice.bound - bonus * stayed))


def _compared(
    pool: Pool, best: Proposal, found: Proposal, pairs: list[Pair], allowed: frozenset[Pair], bonus: int
) -> Stayed:
    """The pairs of last time beside the proposal, the links of its trios counting as pairs."""
    proposal = replace(found, bound=max(best.bound, found.score))
    links = [*proposal.pairs, *(link for trio in proposal.trios for link in trio.links)]
    together = {(link.first, link.second) for link in links}
    sides = [{person.number for person in pool.people if person.role == role} for role in pool.programme.roles]

    def why(pair: Pair) -> str:
        if pair[0] not in sides[0] or pair[1] not in sides[-1]:
            return LEFT
        return OTHERS if pair in allowed else NOT_ALLOWED

    return Stayed(
        proposal,
        best.score,
        bonus,
        tuple(pair for pair in pairs if pair in together),
        tuple((pair, why(pair)) for pair in pairs if pair not in together),
    )
