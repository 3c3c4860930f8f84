"""A round again after few changes: only those who changed are asked about, and nobody is moved without need."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.errors import WrongInput
from matching.people import Pool
from matching.proposal import Proposal, SuggestedPair
from matching.round import solve

if TYPE_CHECKING:
    from matching.candidates import Candidates
    from matching.remembered import Remembered
    from matching.repair import Kept

FEW = 0.2
SHARE_OF_A_PAIR = 4


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A whole round that another can follow.

    `pool` is the pool as it was counted and verified: whoever has only waited longer stands in it as when they were
    first counted, so that waiting begins to count anew with `begin`. `proposal` is what stands. `total` is its score
    with the stay bonus of each pair that stayed; `stayed` and `parted` count the pairs of the round before. The rest
    is what the next round begins with; `said` are the pairs in the order of `kept`.
    """

    pool: Pool
    proposal: Proposal
    total: int
    stayed: int = 0
    parted: int = 0
    stay_bonus: int = 0
    candidates: Candidates | None = None
    remembered: Remembered | None = None
    kept: Kept | None = None
    said: Sequence[SuggestedPair] = ()


def begin(pool: Pool) -> Standing:
    """A round from nothing, as `solve` has it, kept so that `again` can follow it.

    Raises MatchingError (a ValueError) when the pool or its pins cannot be.

    >>> from matching import Person, Programme
    >>> two = (Person(1, "mentee"), Person(2, "mentor"))
    >>> standing = begin(Pool(two, (), Programme("p", "mentoring", ("mentee", "mentor"))))
    >>> [(pair.first, pair.second) for pair in standing.proposal.pairs]
    [(1, 2)]
    """
    if pool.programme.kind != "mentoring":
        proposal = solve(pool)
        return Standing(pool, proposal, proposal.score)
    from matching.candidates import find
    from matching.renewed import first_standing

    return first_standing(pool, find(pool))


def again(standing: Standing, pool: Pool, *, stay_bonus: int | None = None) -> Standing:
    """The round for a pool that differs by a few people and bonds, each standing pair worth `stay_bonus` points more.

    The result is as good as a full solve with the same bonus on the same candidates; `total` has the bonus in it, and
    the proposal's `bound` is that of the total less the bonus of those who stayed. The bonus is by default a quarter
    of what a standing pair scores on average: somebody is moved only where others gain more than that.
    Whoever is the same object or has the same answers has not changed, nor has who only waited longer. Those who
    still have no match are told what they were told before, unless what stands in their way is another thing now.
    In a programme that itself has changed (its rules, its weights), or where every tenth person or more has, all
    candidates are found anew. Buddying and help are solved from nothing, without a bonus.
    What stands is worth a little less with every round again; `begin` starts from nothing when it has become too much.
    Raises MatchingError (a ValueError) when the pool or its pins cannot be, or the bonus is below 0.

    >>> from matching import Person, Programme
    >>> programme = Programme("p", "mentoring", ("mentee", "mentor"))
    >>> standing = begin(Pool((Person(5, "mentee"), Person(6, "mentor")), (), programme))
    >>> later = again(standing, Pool((Person(1, "mentee"), Person(5, "mentee"), Person(6, "mentor")), (), programme))
    >>> [(pair.first, pair.second) for pair in later.proposal.pairs], later.stayed, later.parted
    ([(5, 6)], 1, 0)
    """
    before, kept = standing.candidates, standing.kept
    if before is None or kept is None or pool.programme.kind != "mentoring":
        return begin(pool)
    from matching.changes import all_changed, candidates_after, changes
    from matching.chosen_again import all_remembered
    from matching.renewed import next_standing

    bonus = quarter_of_a_pair(standing.proposal) if stay_bonus is None else stay_bonus
    if not isinstance(bonus, int) or bonus < 0:
        raise WrongInput("The stay bonus is a whole number of points, not below 0.")
    changed = changes(before, standing.pool, pool)
    if changed.share <= FEW and pool.programme == standing.pool.programme:
        found = candidates_after(before, standing.remembered, kept, changed)
        return next_standing(standing, kept, changed, found, bonus)
    from matching.candidates import find

    changed = all_changed(before, pool)
    return next_standing(standing, kept, changed, all_remembered(find(pool)), bonus)


def quarter_of_a_pair(proposal: Proposal) -> int:
    """A quarter of the points of a pair on average, and at least one."""
    return max(proposal.score // (SHARE_OF_A_PAIR * max(len(proposal.pairs), 1)), 1)
