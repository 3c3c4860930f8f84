"""Who has changed between two rounds, and the candidates of the second without asking about anybody else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from matching.candidates import LIMITS, Candidates, Found, Found32, ask, join, with_pins
from matching.people import Person, Pool
from matching.questions import PAIRS_A_BLOCK, Questions, questions_after
from matching.rules import pins
from matching.set_aside import dear, moved
from matching.spread import spread

Row = NDArray[np.int64]

SAMPLE = 2_000
ALL_BUT_WAITING = attrgetter(*(one.name for one in fields(Person) if one.name != "waiting_days"))


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
        places = {person.number: at for at, person in enumerate(earlier)}
        side = list(pool.side(place))
        stood = np.array([places.get(person.number, -1) for person in side], dtype=np.int64)
        still = stood.copy()
        for at, old in enumerate(stood.tolist()):
            if old < 0 or not alike(earlier[old], side[at]):
                still[at] = -1
                continue
            side[at] = earlier[old]
            if side[at].number in touched:
                still[at] = -1
        people += side
        sides.append(tuple(side))
        was.append(stood)
        same.append(still)
    counted = replace(pool, people=tuple(people))
    return Changes(counted, (sides[0], sides[1]), (was[0], was[1]), (same[0], same[1]))


def all_changed(before: Candidates, pool: Pool) -> Changes:
    """Everybody as if changed, where the programme itself has or too many have."""
    sides = pool.side(0), pool.side(1)
    was = []
    for side, earlier in zip(sides, (before.firsts, before.seconds), strict=True):
        places = {person.number: at for at, person in enumerate(earlier)}
        was.append(np.array([places.get(person.number, -1) for person in side], dtype=np.int64))
    nobody = tuple(np.full(len(side), -1, dtype=np.int64) for side in sides)
    return Changes(pool, sides, (was[0], was[1]), (nobody[0], nobody[1]))


def alike(one: Person, other: Person) -> bool:
    """Whether nothing but the days of waiting differs."""
    return one is other or bool(ALL_BUT_WAITING(one) == ALL_BUT_WAITING(other))


def candidates_after(before: Candidates, changed: Changes) -> Candidates:
    """The candidates of the changed pool: what was found before, moved, and all that changed people could meet."""
    asked = questions_after(before.asked, changed.pool, changed.sides, changed.same)
    now = tuple(
        now_of(same, len(side)) for same, side in zip(changed.same, (before.firsts, before.seconds), strict=True)
    )
    fresh = _asked_anew(asked, [np.flatnonzero(same < 0) for same in changed.same])
    rest = None if before.set_aside is None else moved(before.set_aside, now[0], now[1], fresh)
    best = fresh if before.whole else _best_of(asked, fresh, changed.same)
    found = moved((before.first, before.second, before.score), now[0], now[1], best)
    kept = ordered(Candidates(asked.firsts, asked.seconds, *found, before.whole, asked, rest))
    if not before.whole and pins(changed.pool.bonds):
        first, second, score = _narrow(with_pins(changed.pool, asked, _wide((kept.first, kept.second, kept.score))))
        kept = replace(kept, first=first, second=second, score=score)
    return kept if rest is None else fed(kept)


def ordered(candidates: Candidates) -> Candidates:
    """The candidates in order of first, then second."""
    first, second, score = candidates.first, candidates.second, candidates.score
    order = np.argsort(first.astype(np.int64) * max(len(candidates.seconds), 1) + second, kind="stable")
    return replace(candidates, first=first[order], second=second[order], score=score[order])


def now_of(was: Row, before: int) -> Row:
    """The place now of each person of the round before; -1 for who is not there."""
    now = np.full(before, -1, dtype=np.int64)
    there = np.flatnonzero(was >= 0)
    now[was[there]] = there
    return now


def fed(candidates: Candidates) -> Candidates:
    """Whoever has fewer candidates than room gets all their own that were set aside: prices take nobody for full."""
    from matching.widen import joined

    rest = candidates.set_aside
    if rest is None:
        return candidates
    short = [
        np.bincount(of, minlength=len(side)) < np.array([person.capacity for person in side], dtype=np.int64)
        for of, side in ((candidates.first, candidates.firsts), (candidates.second, candidates.seconds))
    ]
    if not (short[0].any() or short[1].any()):
        return candidates
    prices = -short[0].astype(np.int64), -short[1].astype(np.int64)
    return joined(candidates, dear(rest, prices, 0, 0, 0))  # worth 0, so dear is whoever has a price below it


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


def _best_of(asked: Questions, fresh: Found32, same: tuple[Row, Row]) -> Found32:
    """For each changed person the pairs with most points, as many as everybody keeps."""
    keep = np.zeros(fresh[0].size, dtype=np.bool_)
    for of, side, still in ((fresh[0], asked.firsts, same[0]), (fresh[1], asked.seconds, same[1])):
        most = max(LIMITS.most, max((person.capacity for person in side), default=0))
        own = np.flatnonzero(still[of] < 0)
        order = own[np.lexsort((-fresh[2][own], of[own]))]
        people = of[order]
        rank = np.arange(order.size) - np.searchsorted(people, people)
        keep[order[rank < most]] = True
    return fresh[0][keep], fresh[1][keep], fresh[2][keep]


def _narrow(found: Found) -> Found32:
    return found[0].astype(np.int32), found[1].astype(np.int32), found[2]


def _wide(found: Found32) -> Found:
    return found[0].astype(np.int64), found[1].astype(np.int64), found[2]
