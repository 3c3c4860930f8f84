"""The standing result of a round: chosen from where the round before left off, said again only where it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.again import Standing
from matching.candidates import Candidates
from matching.changes import Changes
from matching.chosen_again import chosen_again, working
from matching.columns import rooms
from matching.people import Person, Pool
from matching.proposal import Proposal, SuggestedPair, Unmatched
from matching.repair import Kept, keep
from matching.round import (
    covered,
    in_order_of_numbers,
    in_order_of_roles,
    pinned_places,
    say_why,
    unmatched,
    with_reasons,
)
from matching.verify import verify
from matching.widen import choose

if TYPE_CHECKING:
    from matching.remembered import Remembered

Row = NDArray[np.int64]


def first_standing(pool: Pool, candidates: Candidates) -> Standing:
    """A round from nothing, with the prices that prove it."""
    pinned = pinned_places(pool, candidates)
    choice = choose(candidates, pool.programme.objective, pinned)
    candidates = choice.candidates
    kept = keep(
        candidates.first,
        candidates.second,
        candidates.score,
        left_capacity=rooms(candidates.firsts),
        right_capacity=rooms(candidates.seconds),
        objective=pool.programme.objective,
        pinned=candidates.places_of(pinned),
    )
    said = with_reasons(pool, candidates, kept.assignment.edges.tolist())
    pairs = in_order_of_numbers(said)
    why = unmatched(pool, candidates, pairs, ())
    proposal = _proposal(pool, kept, pairs, why, choice.whole, candidates.possible)
    verify(pool, proposal)
    later, remembered = working(candidates, kept, pinned)
    return Standing(pool, proposal, proposal.score, candidates=later, remembered=remembered, kept=kept, said=said)


def standing_with(standing: Standing, places: Row, stay_bonus: int) -> Standing:
    """The same people once more, where pairs at these places (two columns of positions), who may meet, stand."""
    assert standing.candidates is not None
    assert standing.kept is not None
    sides = standing.candidates.firsts, standing.candidates.seconds
    everybody = np.arange(len(sides[0])), np.arange(len(sides[1]))
    kept = replace(standing.kept, left=places[:, 0], right=places[:, 1])
    found = standing.candidates, standing.remembered
    return next_standing(standing, kept, Changes(standing.pool, sides, everybody, everybody), found, stay_bonus)


def next_standing(
    before: Standing,
    kept: Kept,
    changed: Changes,
    found: tuple[Candidates, Remembered | None],
    stay_bonus: int,
) -> Standing:
    """The best for these candidates with the bonus on what stands, verified where it is new."""
    pool = changed.pool
    chosen = chosen_again(kept, changed, *found, stay_bonus)
    after = chosen.kept
    said, fresh = _said_again(before, changed, chosen.candidates, after)
    pairs = in_order_of_numbers(said) if pool.turn else tuple(said)  # without a turn people stand by their numbers
    why = _why_again(before.proposal, changed, chosen.candidates, after)
    possible = chosen.candidates.possible if chosen.remembered is None else chosen.remembered.live
    proposal = _proposal(pool, after, pairs, why, chosen.whole, possible, after.stayed * stay_bonus)
    verify(pool, proposal, fresh=fresh)
    later, remembered = chosen.later, chosen.remembered
    if later.whole:
        later, remembered = working(later, after, pinned_places(pool, later))
    return Standing(
        pool,
        proposal,
        int(after.assignment.total),
        after.stayed,
        after.parted,
        stay_bonus,
        later,
        remembered,
        after,
        said,
    )


def _said_again(
    before: Standing, changed: Changes, candidates: Candidates, after: Kept
) -> tuple[list[SuggestedPair], list[SuggestedPair]]:
    """The chosen pairs in their order, and those of them that had to be said: new ones and those of changed people."""
    assert before.kept is not None
    edges, width = after.assignment.edges, before.kept.right_price.size
    was = changed.same[0][candidates.first[edges]], changed.same[1][candidates.second[edges]]
    wanted = np.where((was[0] >= 0) & (was[1] >= 0), was[0] * width + was[1], -1)
    stood = np.append(before.kept.left * width + before.kept.right, -2)
    places = np.searchsorted(stood[:-1], wanted)
    places[stood[places] != wanted] = -1
    fresh = with_reasons(changed.pool, candidates, edges[places < 0].tolist())
    anew = iter(fresh)
    return [before.said[place] if place >= 0 else next(anew) for place in places.tolist()], fresh


def _why_again(before: Proposal, changed: Changes, candidates: Candidates, after: Kept) -> tuple[Unmatched, ...]:
    """Everybody without a match: as told before, or anew where they or what stands in their way have changed."""
    told = {(one.number, one.role): one for one in before.unmatched}
    sides = (candidates.firsts, candidates.seconds)
    found: list[Unmatched] = []
    for place, (taken, of) in enumerate(((after.left, candidates.first), (after.right, candidates.second))):
        side, others = sides[place], sides[1 - place]
        has = np.bincount(of, minlength=len(side)) > 0
        anew = []
        for row in np.flatnonzero(np.bincount(taken, minlength=len(side)) == 0).tolist():
            person = side[row]
            old = told.get((person.number, person.role)) if changed.same[place][row] >= 0 else None
            if old is None or old.code != _code(person, others, bool(has[row])):
                anew.append(row)
            else:
                found.append(old)
        found += say_why(changed.pool, candidates, place, anew)
    return in_order_of_roles(changed.pool, found)


def _code(person: Person, others: Sequence[Person], has_candidates: bool) -> str:
    """What stands in the way of somebody without a match, as why.why_nobody has it."""
    if person.capacity <= 0:
        return "no_room"
    if not others or (len(others) == 1 and others[0].number == person.number):
        return "nobody_here"
    return "others_fitted" if has_candidates else "nobody_allowed"


def _proposal(
    pool: Pool,
    kept: Kept,
    pairs: tuple[SuggestedPair, ...],
    why: tuple[Unmatched, ...],
    whole: bool,
    possible: int,
    bonuses: int = 0,
) -> Proposal:
    return Proposal(
        pairs,
        (),
        why,
        possible,
        sum(pair.score for pair in pairs),
        int(kept.assignment.bound) - bonuses,
        covered(pool, pairs, ()),
        whole,
    )
