"""Who may meet whom in a large community: through lists where rules leave few, else the most promising first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Found, Found32, Limits, ask, in_order, join
from matching.index import Lists, promising_lists, shortest_lists
from matching.kept import Best
from matching.looking import everybody_listed, most_promising
from matching.people import Person, Pool
from matching.questions import PAIRS_A_BLOCK, Questions
from matching.spread import spread

Row = NDArray[np.int64]


def find_many(pool: Pool, asked: Questions, limits: Limits) -> tuple[Found, Found32 | None, bool]:
    """What is kept, in order of first, then second; what was set aside; and whether all there is was kept."""
    lists, others = shortest_lists(pool, asked)
    if int(lists.reach(len(asked.seconds)).sum()) <= limits.ask_listed:
        return _from_lists(asked, lists, limits)
    earning, returning = promising_lists(pool, asked)
    one = _from_promise(asked, lists, earning, 0, limits)
    other = one if asked.equals else _from_promise(asked, others, returning, 1, limits)
    return _merged(asked, one, other), None, one.whole() or other.whole()


@dataclass(slots=True)
class _Remembered:
    """The allowed pairs that were found, in room for as many as there can be: only what is used takes memory."""

    first: NDArray[np.int32]
    second: NDArray[np.int32]
    score: Row
    count: int = 0

    @staticmethod
    def room(pairs: int) -> _Remembered:
        """Room for so many pairs."""
        return _Remembered(np.empty(pairs, np.int32), np.empty(pairs, np.int32), np.empty(pairs, np.int64))

    def add(self, pairs: Found) -> None:
        """Remember these too."""
        here = slice(self.count, self.count + pairs[0].size)
        self.first[here], self.second[here], self.score[here] = pairs
        self.count = here.stop

    @property
    def pairs(self) -> Found32:
        """All of them."""
        return self.first[: self.count], self.second[: self.count], self.score[: self.count]


def _from_lists(asked: Questions, lists: Lists, limits: Limits) -> tuple[Found, Found32 | None, bool]:
    """Ask about everybody in each person's lists; once there are too many to keep all, keep the best of each."""
    keep_all = limits.keep_all_equals if asked.equals else limits.keep_all
    most = keep_all if asked.equals else max(keep_all, limits.remember)
    kept = _Remembered.room(min(most, int(lists.reach(len(asked.seconds)).sum())))
    best: tuple[Best, Best] | None = None
    count = 0
    for part in _listed(asked, lists):
        count += part[0].size
        if count > keep_all and best is None:
            best = _room(asked, limits)
            _keep(best, kept.pairs)
        if best:
            _keep(best, part)
        if count <= most:
            kept.add(part)
        else:
            kept = _Remembered.room(0)
    if best is None:
        first, second, score = kept.pairs
        found = first.astype(np.int64), second.astype(np.int64), score
        return in_order(found, len(asked.seconds)), None, True
    return _merged(asked, *best), kept.pairs if count <= most else None, False


def _keep(best: tuple[Best, Best], pairs: Found | Found32) -> None:
    """Let each side keep the best of these pairs."""
    first, second, score = pairs
    best[0].add(first, second, score)
    best[1].add(second, first, score)


def _room(asked: Questions, limits: Limits) -> tuple[Best, Best]:
    """Room for the best of each person on both sides, which among equals are the same people."""
    ours, theirs = len(asked.firsts), len(asked.seconds)
    if asked.equals:
        return (Best.room(ours, ours, limits.most_equals),) * 2
    return Best.room(ours, theirs, _most(asked.firsts, limits)), Best.room(theirs, ours, _most(asked.seconds, limits))


def _most(people: Sequence[Person], limits: Limits) -> int:
    """How many each keeps: never fewer than somebody has room for, or prices would take them for full."""
    return max(limits.most, max((person.capacity for person in people), default=0))


def _merged(asked: Questions, best: Best, others: Best) -> Found:
    """What is kept for either side, each pair once."""
    first, second, score = best.all_pairs()
    if asked.equals:
        return in_order((np.minimum(first, second), np.maximum(first, second), score), len(asked.seconds))
    back = others.all_pairs()
    return in_order(join([(first, second, score), (back[1], back[0], back[2])]), len(asked.seconds))


def _listed(asked: Questions, lists: Lists) -> Iterator[Found]:
    """Those of each person's lists who may meet them, in blocks of people."""
    width = len(asked.seconds)

    def look(rows: Row) -> Found:
        return ask(asked, *everybody_listed(rows, lists.parts, width, asked.equals))

    return spread(look, _blocks(np.arange(len(asked.firsts)), lists.reach(width)))


def _blocks(rows: Row, sizes: Row) -> list[Row]:
    """People in blocks of about as many pairs as are asked about at once."""
    before = np.cumsum(sizes) // PAIRS_A_BLOCK
    return [some for some in np.split(rows, np.flatnonzero(np.diff(before)) + 1) if some.size]


def _from_promise(asked: Questions, lists: Lists, earning: Lists, place: int, limits: Limits) -> Best:
    """Ask about the most promising others of everybody on one side until each has enough or nobody is left."""
    side, width = (asked.firsts, asked.seconds)[place], len((asked.seconds, asked.firsts)[place])
    best = Best.room(len(side), width, limits.most_equals if asked.equals else _most(side, limits))
    best.through[:] = [person.capacity <= 0 for person in side]
    beside, begins = np.arange(len(side)) * width // max(len(side), 1), np.zeros(len(side), np.int64)
    ends = np.where(lists.reach(width) <= limits.look, width, min(limits.window, width))
    skips, there, look = np.zeros(len(side), np.int64), np.zeros(len(side), np.int64), limits.look
    rows = np.flatnonzero(~best.through)

    def ask_about(some: Row) -> tuple[Row, Row, Row, Row, Row]:
        where = beside[some], begins[some], ends[some], skips[some], look, asked.equals
        row, other, count = most_promising(some, *where, lists.parts, earning.parts, width)
        i, j = (row, other) if place == 0 else (other, row)
        i, j = (np.minimum(i, j), np.maximum(i, j)) if asked.equals else (i, j)
        may = asked.allowed(i, j)
        return some, count, row[may], other[may], asked.points(i[may], j[may])

    while rows.size:
        for some, count, *met in spread(ask_about, _blocks(rows, np.full(rows.size, look))):
            there[some] = count
            best.add(*met)
        skips[rows] += look
        look *= 2
        done = rows[skips[rows] >= there[rows]]
        best.through[done[ends[done] >= width]] = True
        begins[done], ends[done], skips[done] = ends[done], width, 0
        rows = rows[(best.met[rows] < best.most) & ~best.through[rows]]
    return best
