"""Who has changed between two rounds, and the candidates of the second without asking about anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter, eq
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from matching.candidates import LIMITS, Candidates, Found, Found32, ask, join
from matching.columns import column_of, numbers, rooms
from matching.people import Person, Pool
from matching.questions import PAIRS_A_BLOCK, Questions, questions_after
from matching.rules import pins
from matching.set_aside import moved
from matching.spread import spread
from matching.two_sides import large

if TYPE_CHECKING:
    from matching.remembered import Remembered
    from matching.repair import Kept

Row = NDArray[np.int64]

SAMPLE = 500
SAID = attrgetter(*(one.name for one in fields(Person) if one.name not in ("number", "role", "waiting_days")))


@dataclass(frozen=True, slots=True, eq=False)
class Changes:
    """The pool as it is counted now, its two sides in order, and where everybody stood in the round before.

    `was` says for each person of a side their place before, -1 for who is new; `same` is `was` of those only whose
    answers and bonds have not changed, so that all that was found out about them still holds.
    """

    pool: Pool
    sides: tuple[tuple[Person, ...], tuple[Person, ...]]
    was: tuple[Row, Row]
    same: tuple[Row, Row]

    @property
    def share(self) -> float:
        """How much of all pairs would have to be asked about anew."""
        shares = [np.count_nonzero(side < 0) / max(side.size, 1) for side in self.same]
        return float(sum(shares))


def changes(before: Candidates, pool_before: Pool, pool: Pool) -> Changes:
    """Compare everybody with the round before; somebody who has only waited longer counts as they were."""
    bound = set(pool_before.bonds) ^ set(pool.bonds)
    touched = {number for bond in bound if bond.kind != "pinned" for number in (bond.first, bond.second)}
    people: list[Person] = []
    sides, was, same = [], [], []
    for place, earlier in enumerate((before.firsts, before.seconds)):
        side = list(pool.side(place))
        stood = _stood(side, earlier)
        still = np.flatnonzero(stood >= 0)
        said = column_of(earlier, "said", _said)[stood[still]].tolist()
        says = map(SAID, map(side.__getitem__, still.tolist()))  # one by one: so many at once would wake the collector
        still = still[list(map(eq, said, says))]
        for at, before_at in zip(still.tolist(), stood[still].tolist(), strict=True):
            side[at] = earlier[before_at]
        unchanged = np.full(stood.size, -1, dtype=np.int64)
        unchanged[still] = stood[still]
        if touched:
            unchanged[[at for at, person in enumerate(side) if person.number in touched]] = -1
        people += side
        sides.append(tuple(side))
        was.append(stood)
        same.append(unchanged)
    counted = replace(pool, people=tuple(people))
    return Changes(counted, (sides[0], sides[1]), (was[0], was[1]), (same[0], same[1]))


def all_changed(before: Candidates, pool: Pool) -> Changes:
    """Everybody as if changed, where the programme itself has or too many have."""
    sides = pool.side(0), pool.side(1)
    was = [_stood(side, earlier) for side, earlier in zip(sides, (before.firsts, before.seconds), strict=True)]
    nobody = tuple(np.full(len(side), -1, dtype=np.int64) for side in sides)
    return Changes(pool, sides, (was[0], was[1]), (nobody[0], nobody[1]))


def _said(people: Sequence[Person]) -> NDArray[Any]:
    """All that counts of everybody, but their number, role and waiting."""
    return np.fromiter(map(SAID, people), dtype=object, count=len(people))


def _stood(side: Sequence[Person], earlier: Sequence[Person]) -> Row:
    """The place of each person of a side in the round before, -1 for who is new."""
    places = dict(zip(numbers(earlier).tolist(), range(len(earlier)), strict=True))
    return np.array([places.get(person.number, -1) for person in side], dtype=np.int64)


def candidates_after(
    before: Candidates, remembered: Remembered | None, kept: Kept, changed: Changes
) -> tuple[Candidates, Remembered | None]:
    """The candidates of the changed pool: what was found before, moved, and all that changed people could meet.

    Where not all are kept, changed people keep those most worth having at the prices of the round before.
    """
    asked = questions_after(before.asked, changed.pool, changed.sides, changed.same)
    now = [now_of(same, len(side)) for same, side in zip(changed.same, (before.firsts, before.seconds), strict=True)]
    fresh = _asked_anew(asked, [np.flatnonzero(same < 0) for same in changed.same])
    best = fresh if before.whole else _best_of(asked, fresh, changed.same, kept)
    found = before.first, before.second, before.score
    if large(before.first.size, len(asked.firsts) + len(asked.seconds)) and all(_in_order(where) for where in now):
        none = fresh[0][:0], fresh[1][:0], fresh[2][:0]
        found = moved(found, now[0], now[1], none, 0)
        stayed = Candidates(asked.firsts, asked.seconds, *found, before.whole, asked)
        candidates = with_more(stayed, best)
    else:
        found = moved(found, now[0], now[1], best)
        candidates = ordered(Candidates(asked.firsts, asked.seconds, *found, before.whole, asked))
    if before.whole:
        return candidates, None
    pinned = _pinned(candidates, changed.pool)
    candidates = with_more(candidates, asked_about(asked, pinned)) if pinned.size else candidates
    if remembered is None:
        return candidates, None
    remembered = remembered.after(changed.same, fresh)
    return fed(candidates, remembered), remembered


def ordered(candidates: Candidates) -> Candidates:
    """The candidates in order of first, then second."""
    first, second, score = candidates.first, candidates.second, candidates.score
    order = np.argsort(first.astype(np.int64) * max(len(candidates.seconds), 1) + second, kind="stable")
    return replace(candidates, first=first[order], second=second[order], score=score[order])


def _in_order(now: Row) -> bool:
    """Whether all who are still there stand in the order in which they stood."""
    there = now[now >= 0]
    return bool((there[1:] > there[:-1]).all())


def with_more(candidates: Candidates, more: Found32) -> Candidates:
    """The candidates with those of some more pairs, in any order, that are not there yet."""
    if more[0].size == 0:
        return candidates
    from matching.remembered_compiled import merged

    order = np.argsort(more[0].astype(np.int64) * max(len(candidates.seconds), 1) + more[1], kind="stable")
    found = candidates.first, candidates.second, candidates.score
    first, second, score = merged(*found, more[0][order], more[1][order], more[2][order])
    return replace(candidates, first=first, second=second, score=score)


def asked_about(asked: Questions, pairs: Row) -> Found32:
    """Those of these pairs (two columns of positions) that may meet."""
    return _narrow(ask(asked, pairs[:, 0], pairs[:, 1]))


def in_whole_numbers(kept: Kept) -> bool:
    """Whether all prices fit in int64, as everything that goes through millions of pairs needs them."""
    return kept.left_price.dtype != object and kept.right_price.dtype != object


def at_places(values: Row, places: NDArray[Any], otherwise: int) -> Row:
    """The values at these places, and where a place is -1 another."""
    found = np.full(places.size, otherwise, dtype=np.int64)
    here = places >= 0
    found[here] = values[places[here]]
    return found


def now_of(was: Row, before: int) -> Row:
    """The place now of each person of the round before; -1 for who is not there."""
    now = np.full(before, -1, dtype=np.int64)
    there = np.flatnonzero(was >= 0)
    now[was[there]] = there
    return now


def fed(candidates: Candidates, remembered: Remembered) -> Candidates:
    """Whoever has fewer candidates than room gets all there are of theirs: prices take nobody for full."""
    short = [
        np.bincount(of, minlength=len(side)) < rooms(side)
        for of, side in ((candidates.first, candidates.firsts), (candidates.second, candidates.seconds))
    ]
    if not (short[0].any() or short[1].any()):
        return candidates
    return with_more(candidates, remembered.of_people((short[0], short[1])))


def _pinned(candidates: Candidates, pool: Pool) -> Row:
    """The pinned pairs of people who are here, as positions."""
    wanted = sorted(pins(pool.bonds))
    if not wanted:
        return np.zeros((0, 2), dtype=np.int64)
    rows, columns = (
        {person.number: at for at, person in enumerate(side)} for side in (candidates.firsts, candidates.seconds)
    )
    found = [
        (rows[one], columns[other])
        for pair in wanted
        for one, other in (pair, pair[::-1])
        if one in rows and other in columns
    ]
    return np.array(found, dtype=np.int64).reshape(-1, 2)


def _asked_anew(asked: Questions, fresh: Sequence[Row]) -> Found32:
    """Everybody whom the changed people of either side may meet, each pair once."""
    rows, columns = (np.arange(len(side), dtype=np.intp) for side in (asked.firsts, asked.seconds))
    others = np.setdiff1d(rows, fresh[0], assume_unique=True)
    parts = [(one, columns) for one in _blocks(fresh[0], columns.size)]
    parts += [(others, one) for one in _blocks(fresh[1], others.size)]
    quick = _quickest_first(asked, fresh)

    def look(part: tuple[Row, Row]) -> Found:
        return ask(quick, np.repeat(part[0], part[1].size), np.tile(part[1], part[0].size))

    return _narrow(join(list(spread(look, parts))))


def _blocks(rows: Row, width: int) -> list[Row]:
    """People in blocks of about as many pairs as are asked about at once."""
    step = max(1, PAIRS_A_BLOCK // 2 // max(width, 1))
    return [rows[start : start + step] for start in range(0, rows.size, step)]


def _quickest_first(asked: Questions, fresh: Sequence[Row]) -> Questions:
    """The same questions, those first that leave fewest of some pairs: all are asked, so their order is free."""
    width = len(asked.seconds)
    if not (fresh[0].size and width):
        return asked
    sample = np.arange(SAMPLE, dtype=np.intp)
    i, j = fresh[0][sample % fresh[0].size], (sample * 7919) % width
    passing = [int(np.count_nonzero(test(i, j))) for _, test in asked.tests]
    order = sorted(range(len(passing)), key=lambda place: passing[place])
    return replace(asked, tests=tuple(asked.tests[place] for place in order))


def _best_of(asked: Questions, fresh: Found32, same: tuple[Row, Row], kept: Kept) -> Found32:
    """For each changed person the pairs most worth having, as many as everybody keeps."""
    keep = np.zeros(fresh[0].size, dtype=np.bool_)
    worth = _worth(fresh, same, kept)
    for of, side, still in ((fresh[0], asked.firsts, same[0]), (fresh[1], asked.seconds, same[1])):
        most = max(LIMITS.most, int(rooms(side).max(initial=0)))
        own = np.flatnonzero(still[of] < 0)
        order = own[np.lexsort((-worth[own], of[own]))]
        people = of[order]
        rank = np.arange(order.size) - np.searchsorted(people, people)
        keep[order[rank < most]] = True
    return fresh[0][keep], fresh[1][keep], fresh[2][keep]


def _worth(fresh: Found32, same: tuple[Row, Row], kept: Kept) -> Row:
    """The points of each pair above the prices of those who have not changed; somebody who has, has none yet."""
    if not in_whole_numbers(kept):
        return fresh[2]
    worth = fresh[2] * (kept.scale * kept.fine)
    for of, still, price in ((fresh[0], same[0], kept.left_price), (fresh[1], same[1], kept.right_price)):
        worth -= at_places(price, still, 0)[of]
    return worth


def _narrow(found: Found) -> Found32:
    return found[0].astype(np.int32), found[1].astype(np.int32), found[2]
