"""The best choice of a round again: of few candidates, widened by what is remembered until nothing betters it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Candidates, Found32
from matching.changes import Changes, asked_about, fed, in_whole_numbers, now_of, with_more
from matching.columns import rooms
from matching.repair import Kept, change, resettled
from matching.round import pinned_places
from matching.set_aside import both
from matching.two_sides import large, read
from matching.widen import MOST_TIMES, NO_ROOM

if TYPE_CHECKING:
    from matching.remembered import Remembered

Row = NDArray[np.int64]

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


def chosen_again(
    kept: Kept, changed: Changes, candidates: Candidates, remembered: Remembered | None, stay_bonus: int
) -> Chosen:
    """The choice, widened by what is remembered as in widen.choose, and whether nothing that is allowed betters it."""
    candidates = _with_standing(kept, changed, candidates)
    pinned = pinned_places(changed.pool, candidates)
    room = rooms(candidates.firsts), rooms(candidates.seconds)
    gone = change(kept, *room, left_was=changed.was[0], right_was=changed.was[1], stay_bonus=stay_bonus)
    start: Kept | None = None
    aside = candidates.first[:0], candidates.second[:0], candidates.score[:0]
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
            return Chosen(candidates, after, False, with_more(candidates, aside), remembered)
        prices = _prices(after, room, np.array(pinned, np.int64).reshape(-1, 2))
        near, remembered = _near(remembered, after, prices)
        aside = both(aside, near)
        better = _better(candidates, aside, after, prices)
        if better is None:
            return Chosen(candidates, after, True, _wanted(with_more(candidates, aside), remembered), remembered)
        candidates = with_more(candidates, better)


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


def _prices(after: Kept, room: tuple[Row, Row], held: Row) -> tuple[Row, Row]:
    """Everybody's price; at that of somebody without room for more no pair is worth anything.

    `held` are the pinned pairs, as two columns of positions: they take their places whatever the prices.
    """
    left, right = (
        np.where(places - np.bincount(held[:, side], minlength=places.size) > 0, price, NO_ROOM)
        for side, (places, price) in enumerate(zip(room, (after.left_price, after.right_price), strict=True))
    )
    return left, right


def _units(after: Kept) -> tuple[int, int]:
    """What a point is worth in the units of the prices, and a pair besides."""
    return after.scale * after.fine, after.bonus * after.fine if after.objective == "pairs" else 0


def _near(remembered: Remembered, after: Kept, prices: tuple[Row, Row]) -> tuple[Found32, Remembered]:
    """The pairs nearly worth the prices of their people, and what is remembered then."""
    times, bonus = _units(after)
    return remembered.dear(prices, times, bonus, NEARLY_DEAR * times)


def _better(candidates: Candidates, aside: Found32, after: Kept, prices: tuple[Row, Row]) -> Found32 | None:
    """Whom to take in of those aside, if any pair that is new is worth more than the prices of its people.

    With those that are worth more go all that are worth up to two points less: prices move, and the next time it
    would be they.
    """
    times, bonus = _units(after)
    worth = aside[2] * times + bonus - prices[0][aside[0]] - prices[1][aside[1]]
    wanted = np.flatnonzero(worth > 0)
    if not (candidates.places_among(aside[0][wanted], aside[1][wanted]) < 0).any():
        return None
    taken = worth > -2 * times
    return aside[0][taken], aside[1][taken], aside[2][taken]


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
    near, remembered = _near(remembered, kept, _prices(kept, room, held))
    none = candidates.first[:0], candidates.second[:0], candidates.score[:0]
    few = replace(candidates, first=none[0], second=none[1], score=none[2], whole=False, set_aside=None)
    few = with_more(with_more(few, near), asked_about(few.asked, held))
    return fed(few, remembered), remembered


def all_remembered(candidates: Candidates) -> tuple[Candidates, Remembered | None]:
    """The candidates, and what was set aside of them as it is remembered between rounds."""
    if candidates.set_aside is None:
        return candidates, None
    from matching.remembered import Remembered

    remembered = Remembered.of(candidates.set_aside, len(candidates.firsts), len(candidates.seconds))
    return replace(candidates, set_aside=None), remembered
