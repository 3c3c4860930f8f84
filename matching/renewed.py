"""The standing result of a round: chosen from where the round before left off, said again only where it is new."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from matching.again import Standing
from matching.candidates import Candidates, ask
from matching.changes import Changes, now_of, ordered
from matching.people import Person, Pool
from matching.proposal import Proposal, SuggestedPair, Unmatched
from matching.repair import Kept, keep, reassign
from matching.round import covered, in_order_of_roles, pinned_places, say_why, suggested, unmatched
from matching.set_aside import both, dear
from matching.verify import verify
from matching.widen import MOST_TIMES, choose, joined

Row = NDArray[np.int64]

NO_ROOM = 2**61
NEARLY_DEAR = 3


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
    proposal = _proposal(pool, candidates, kept, pairs, unmatched(pool, candidates, pairs, ()), choice.whole)
    verify(pool, proposal)
    return Standing(pool, proposal, proposal.score, candidates=candidates, kept=kept)


def next_standing(before: Standing, kept: Kept, changed: Changes, candidates: Candidates, stay_bonus: int) -> Standing:
    """The best for these candidates with the bonus on what stands, verified where it is new."""
    pool = changed.pool
    candidates, after, whole = _chosen(kept, changed, candidates, stay_bonus)
    pairs, known = _said_again(before.proposal, changed, candidates, after.assignment.edges)
    why = _why_again(before.proposal, changed, candidates, after)
    proposal = _proposal(pool, candidates, after, pairs, why, whole, after.stayed * stay_bonus)
    verify(pool, proposal, known=known)
    return Standing(
        pool, proposal, int(after.assignment.total), after.stayed, after.parted, stay_bonus, candidates, after
    )


def rooms(people: Sequence[Person]) -> Row:
    """How many matches everybody has room for."""
    return np.array([max(person.capacity, 0) for person in people], dtype=np.int64)


def _chosen(kept: Kept, changed: Changes, candidates: Candidates, stay_bonus: int) -> tuple[Candidates, Kept, bool]:
    """The choice, widened by what was set aside as in widen.choose, and whether nothing that is allowed betters it."""
    candidates = _with_standing(kept, changed, candidates)
    pinned = pinned_places(changed.pool, candidates)
    room = rooms(candidates.firsts), rooms(candidates.seconds)
    for goes_left in reversed(range(MOST_TIMES)):
        held = candidates.places_of(pinned)
        after = reassign(
            kept,
            candidates.first,
            candidates.second,
            candidates.score,
            left_capacity=room[0],
            right_capacity=room[1],
            pinned=held,
            stay_bonus=stay_bonus,
            left_was=changed.was[0],
            right_was=changed.was[1],
        )
        better = _better(candidates, after, room, held)
        if better is None or better.size == 0 or goes_left == 0:
            break
        candidates = joined(candidates, better)
    return candidates, after, candidates.whole or (better is not None and better.size == 0)


def _with_standing(kept: Kept, changed: Changes, candidates: Candidates) -> Candidates:
    """The candidates with every standing pair that may still meet, also where others have more points."""
    if candidates.whole:
        return candidates
    now = [now_of(was, price.size) for was, price in zip(changed.was, (kept.left_price, kept.right_price), strict=True)]
    pairs = np.stack([now[0][kept.left], now[1][kept.right]], axis=1)
    pairs = pairs[(pairs >= 0).all(axis=1)]
    missing = pairs[candidates.places_of([(int(one), int(other)) for one, other in pairs]) < 0]
    i, j, score = ask(candidates.asked, missing[:, 0], missing[:, 1])
    if i.size == 0:
        return candidates
    found = candidates.first, candidates.second, candidates.score
    first, second, score = both(found, (i.astype(np.int32), j.astype(np.int32), score))
    return ordered(replace(candidates, first=first, second=second, score=score))


def _better(candidates: Candidates, after: Kept, room: tuple[Row, Row], held: Row) -> Row | None:
    """Which of the pairs set aside to take in, if any is worth more than the prices of its people; None: not known."""
    rest, width = candidates.set_aside, len(candidates.seconds)
    if rest is None or after.left_price.dtype == object or after.right_price.dtype == object:
        return None
    prices = []
    for price, places, of in (
        (after.left_price, room[0], candidates.first[held]),
        (after.right_price, room[1], candidates.second[held]),
    ):
        prices.append(np.where(places - np.bincount(of, minlength=places.size) > 0, price, NO_ROOM))
    times, bonus = after.scale * after.fine, after.bonus * after.fine if after.objective == "pairs" else 0
    found = dear(rest, (prices[0], prices[1]), times, bonus, -NEARLY_DEAR * times)
    here = candidates.first.astype(np.int64) * width + candidates.second
    wanted = rest[0][found].astype(np.int64) * width + rest[1][found]
    at = np.minimum(np.searchsorted(here, wanted), max(here.size - 1, 0))
    new = found[here[at] != wanted] if here.size else found
    gain = rest[2][new] * times + bonus - prices[0][rest[0][new]] - prices[1][rest[1][new]]
    return new if (gain > 0).any() else new[:0]


def _said_again(
    before: Proposal, changed: Changes, candidates: Candidates, edges: Row
) -> tuple[tuple[SuggestedPair, ...], frozenset[tuple[int, int]]]:
    """The chosen pairs, with new reasons for those that are new or of changed people; and which of them are not."""
    stood = {(pair.first, pair.second): pair for pair in before.pairs}
    first, second = candidates.first[edges], candidates.second[edges]
    same = (changed.same[0][first] >= 0) & (changed.same[1][second] >= 0)
    kept: list[SuggestedPair] = []
    new: list[int] = []
    for place, one, other, still in zip(edges.tolist(), first.tolist(), second.tolist(), same.tolist(), strict=True):
        pair = stood.get((candidates.firsts[one].number, candidates.seconds[other].number)) if still else None
        if pair is None:
            new.append(place)
        else:
            kept.append(pair)
    known = frozenset((pair.first, pair.second) for pair in kept)
    pairs = [*kept, *suggested(changed.pool, candidates, new)]
    return tuple(sorted(pairs, key=lambda pair: (pair.first, pair.second))), known


def _why_again(before: Proposal, changed: Changes, candidates: Candidates, after: Kept) -> tuple[Unmatched, ...]:
    """Everybody without a match: as told before, or anew where they or what stands in their way have changed."""
    told = {(one.number, one.role): one for one in before.unmatched}
    sides = (candidates.firsts, candidates.seconds)
    found: list[Unmatched] = []
    for place, (taken, of) in enumerate(((after.left, candidates.first), (after.right, candidates.second))):
        side, others = sides[place], {person.number for person in sides[1 - place]}
        has = np.bincount(of, minlength=len(side)) > 0
        anew = []
        for row in np.flatnonzero(np.bincount(taken, minlength=len(side)) == 0).tolist():
            person = side[row]
            old = told.get((person.number, person.role)) if changed.same[place][row] >= 0 else None
            if old is None or old.code != _code(person, len(others) > (person.number in others), bool(has[row])):
                anew.append(row)
            else:
                found.append(old)
        found += say_why(changed.pool, candidates, place, anew)
    return in_order_of_roles(changed.pool, found)


def _code(person: Person, anybody: bool, has_candidates: bool) -> str:
    """What stands in the way of somebody without a match, as why.why_nobody has it."""
    if person.capacity <= 0:
        return "no_room"
    if not anybody:
        return "nobody_here"
    return "others_fitted" if has_candidates else "nobody_allowed"


def _proposal(
    pool: Pool,
    candidates: Candidates,
    kept: Kept,
    pairs: tuple[SuggestedPair, ...],
    why: tuple[Unmatched, ...],
    whole: bool,
    bonuses: int = 0,
) -> Proposal:
    return Proposal(
        pairs,
        (),
        why,
        candidates.possible,
        sum(pair.score for pair in pairs),
        int(kept.assignment.bound) - bonuses,
        covered(pool, pairs, ()),
        whole,
    )
