"""The standing result of a round: chosen from where the round before left off, said again only where it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.again import Standing
from matching.candidates import Candidates, Found32
from matching.changes import Changes, asked_about, fed, in_whole_numbers, now_of, numbers, rooms, with_more
from matching.people import Person, Pool
from matching.proposal import Proposal, SuggestedPair, Unmatched
from matching.repair import Kept, change, keep, resettled
from matching.round import covered, in_order_of_roles, pinned_places, say_why, suggested, unmatched
from matching.two_sides import large, read
from matching.verify import verify
from matching.widen import MOST_TIMES, choose

if TYPE_CHECKING:
    from matching.remembered import Remembered

Row = NDArray[np.int64]

NO_ROOM = 2**61
NEARLY_DEAR = 5


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """What was chosen among which candidates; `whole` tells that nothing else that is allowed betters it.

    The next round goes on with `later` candidates and what is `remembered`.
    """

    candidates: Candidates
    kept: Kept
    whole: bool
    later: Candidates
    remembered: Remembered | None


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
    pairs = suggested(pool, candidates, kept.assignment.edges.tolist())
    why = unmatched(pool, candidates, pairs, ())
    proposal = _proposal(pool, kept, pairs, why, choice.whole, candidates.possible)
    verify(pool, proposal)
    later, remembered = working(candidates, kept, pinned)
    return Standing(pool, proposal, proposal.score, candidates=later, remembered=remembered, kept=kept)


def working(
    candidates: Candidates, kept: Kept, pinned: Sequence[tuple[int, int]]
) -> tuple[Candidates, Remembered | None]:
    """Of all pairs of a large community only those nearly worth their prices to go on with, and all remembered.

    Small communities go on with all their candidates, and so do those too large to remember.
    """
    pairs = candidates.set_aside or (candidates.first, candidates.second, candidates.score)
    people = len(candidates.firsts) + len(candidates.seconds)
    known = candidates.whole or candidates.set_aside is not None
    if not (known and large(pairs[0].size, people) and in_whole_numbers(kept)):
        return all_remembered(candidates)
    from matching.remembered import Remembered

    remembered = Remembered.of(pairs, len(candidates.firsts), len(candidates.seconds))
    held = np.array(pinned, dtype=np.int64).reshape(-1, 2)
    room = rooms(candidates.firsts), rooms(candidates.seconds)
    near, _, remembered = _near(candidates, remembered, kept, room, held)
    none = candidates.first[:0], candidates.second[:0], candidates.score[:0]
    few = replace(candidates, first=none[0], second=none[1], score=none[2], whole=False, set_aside=None)
    few = with_more(with_more(few, near), asked_about(few.asked, held))
    return fed(few, remembered), remembered


def standing_with(standing: Standing, places: Row, stay_bonus: int) -> Standing:
    """The same people once more, where pairs at these places (two columns of positions), who may meet, stand."""
    assert standing.candidates is not None
    assert standing.kept is not None
    sides = standing.candidates.firsts, standing.candidates.seconds
    everybody = np.arange(len(sides[0])), np.arange(len(sides[1]))
    kept = replace(standing.kept, left=places[:, 0], right=places[:, 1])
    found = standing.candidates, standing.remembered
    return next_standing(standing, kept, Changes(standing.pool, sides, everybody, everybody), found, stay_bonus)


def all_remembered(candidates: Candidates) -> tuple[Candidates, Remembered | None]:
    """The candidates, and what was set aside of them as it is remembered between rounds."""
    if candidates.set_aside is None:
        return candidates, None
    from matching.remembered import Remembered

    remembered = Remembered.of(candidates.set_aside, len(candidates.firsts), len(candidates.seconds))
    return replace(candidates, set_aside=None), remembered


def next_standing(
    before: Standing,
    kept: Kept,
    changed: Changes,
    found: tuple[Candidates, Remembered | None],
    stay_bonus: int,
) -> Standing:
    """The best for these candidates with the bonus on what stands, verified where it is new."""
    pool = changed.pool
    chosen = _chosen(kept, changed, *found, stay_bonus)
    after = chosen.kept
    pairs, known = _said_again(before.proposal, changed, chosen.candidates, after.assignment.edges)
    why = _why_again(before.proposal, changed, chosen.candidates, after)
    possible = chosen.candidates.possible if chosen.remembered is None else chosen.remembered.live
    proposal = _proposal(pool, after, pairs, why, chosen.whole, possible, after.stayed * stay_bonus)
    verify(pool, proposal, known=known)
    later, remembered = chosen.later, chosen.remembered
    if later.whole:
        later, remembered = working(later, after, pinned_places(pool, later))
    return Standing(
        pool, proposal, int(after.assignment.total), after.stayed, after.parted, stay_bonus, later, remembered, after
    )


def _chosen(
    kept: Kept, changed: Changes, candidates: Candidates, remembered: Remembered | None, stay_bonus: int
) -> Chosen:
    """The choice, widened by what is remembered as in widen.choose, and whether nothing that is allowed betters it."""
    candidates = _with_standing(kept, changed, candidates)
    pinned = pinned_places(changed.pool, candidates)
    room = rooms(candidates.firsts), rooms(candidates.seconds)
    gone = change(kept, *room, left_was=changed.was[0], right_was=changed.was[1], stay_bonus=stay_bonus)
    start: Kept | None = None
    goes_left = MOST_TIMES
    while True:
        held = candidates.places_of(pinned)
        problem = read(
            candidates.first,
            candidates.second,
            candidates.score,
            *room,
            kept.objective,
            held,
            least_bonus=(start or kept).bonus,
            stay=gone.stay,
        )
        start = after = resettled(kept, problem, gone, start, is_large=remembered is not None)
        if remembered is None:
            return Chosen(candidates, after, candidates.whole, candidates, None)
        goes_left -= 1
        if goes_left == 0 or not in_whole_numbers(after):
            return Chosen(candidates, after, False, candidates, remembered)
        near, better, then = _near(candidates, remembered, after, room, np.array(pinned, np.int64).reshape(-1, 2))
        if not better:
            return Chosen(candidates, after, True, _wanted(with_more(candidates, near), then), then)
        candidates, remembered = with_more(candidates, near), then


def _wanted(candidates: Candidates, remembered: Remembered) -> Candidates:
    """The candidates without those that are worth much less than their prices by now: they are remembered.

    Whoever would have fewer than they have room for keeps all.
    """
    found = candidates.first, candidates.second, candidates.score
    stay = remembered.wanted(found)
    for of, side in ((found[0], candidates.firsts), (found[1], candidates.seconds)):
        stay |= (np.bincount(of[stay], minlength=len(side)) <= rooms(side))[of]
    return replace(candidates, first=found[0][stay], second=found[1][stay], score=found[2][stay])


def _with_standing(kept: Kept, changed: Changes, candidates: Candidates) -> Candidates:
    """The candidates with every standing pair that may still meet, also where others have more points."""
    if candidates.whole:
        return candidates
    now = [now_of(was, price.size) for was, price in zip(changed.was, (kept.left_price, kept.right_price), strict=True)]
    pairs = np.stack([now[0][kept.left], now[1][kept.right]], axis=1)
    pairs = pairs[(pairs >= 0).all(axis=1)]
    missing = pairs[candidates.places_among(pairs[:, 0], pairs[:, 1]) < 0]
    return with_more(candidates, asked_about(candidates.asked, missing)) if missing.size else candidates


def _near(
    candidates: Candidates, remembered: Remembered, after: Kept, room: tuple[Row, Row], held: Row
) -> tuple[Found32, bool, Remembered]:
    """The pairs nearly worth the prices of their people, if any new one is worth more, and what is remembered then.

    `held` are the pinned pairs, as two columns of positions: they take their places whatever the prices.
    """
    left, right = (
        np.where(places - np.bincount(held[:, side], minlength=places.size) > 0, price, NO_ROOM)
        for side, (places, price) in enumerate(zip(room, (after.left_price, after.right_price), strict=True))
    )
    prices = left, right
    times, bonus = after.scale * after.fine, after.bonus * after.fine if after.objective == "pairs" else 0
    near, then = remembered.dear(prices, times, bonus, NEARLY_DEAR * times)
    worth = near[2] * times + bonus - prices[0][near[0]] - prices[1][near[1]]
    wanted = np.flatnonzero(worth > 0)
    better = (candidates.places_among(near[0][wanted], near[1][wanted]) < 0).any()
    return near, bool(better), then


def _said_again(
    before: Proposal, changed: Changes, candidates: Candidates, edges: Row
) -> tuple[tuple[SuggestedPair, ...], frozenset[tuple[int, int]]]:
    """The chosen pairs, with new reasons for those that are new or of changed people; and which of them are not."""
    stood = {(pair.first, pair.second): pair for pair in before.pairs}
    first, second = candidates.first[edges], candidates.second[edges]
    both = numbers(candidates.firsts)[first].tolist(), numbers(candidates.seconds)[second].tolist()
    same = (changed.same[0][first] >= 0) & (changed.same[1][second] >= 0)
    found = [
        stood.get(pair) if still else None for pair, still in zip(zip(*both, strict=True), same.tolist(), strict=True)
    ]
    kept = [pair for pair in found if pair is not None]
    new = [place for place, pair in zip(edges.tolist(), found, strict=True) if pair is None]
    known = frozenset([(pair.first, pair.second) for pair in kept])
    pairs = [*kept, *suggested(changed.pool, candidates, new)]
    return tuple(sorted(pairs, key=attrgetter("first", "second"))), known


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
