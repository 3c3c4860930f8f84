"""The passes of remembered.py as compiled code: only the pairs of some people are looked at, out of millions."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Row = NDArray[np.int64]
Short = NDArray[np.int32]
Points = NDArray[Any]


class Half(NamedTuple):
    """Pairs person by person of one side, by the places of their people when they were found.

    The pairs of person p are with `other` from `start[p]` to `start[p + 1]`. `now` says where each person of this
    side is today; whoever has left or changed is nowhere (-1).
    """

    start: Row
    other: Short
    score: Points
    now: Short


@compiled
def merged(
    first: Short, second: Short, score: Row, more_first: Short, more_second: Short, more_score: Row
) -> tuple[Short, Short, Row]:
    """Pairs in order of first, then second, with those of more that are not among them, each once; same order."""
    size = first.size + more_first.size
    one, other, points = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size, np.int64)
    count = at = 0
    for place in range(more_first.size):
        row, column = more_first[place], more_second[place]
        while at < first.size and (first[at] < row or (first[at] == row and second[at] < column)):
            one[count], other[count], points[count] = first[at], second[at], score[at]
            at += 1
            count += 1
        if at < first.size and first[at] == row and second[at] == column:
            continue
        if count > 0 and one[count - 1] == row and other[count - 1] == column:
            continue
        one[count], other[count], points[count] = row, column, more_score[place]
        count += 1
    for rest in range(at, first.size):
        one[count], other[count], points[count] = first[rest], second[rest], score[rest]
        count += 1
    return one[:count], other[:count], points[:count]


@compiled
def count_gone(half: Half, now: Short, others: Short) -> Any:
    """How many pairs with one of `others` are gone where people of this side are nowhere `now` and were before."""
    gone = 0
    for person in range(now.size):
        if now[person] < 0 <= half.now[person]:
            for place in range(half.start[person], half.start[person + 1]):
                gone += others[half.other[place]] >= 0
    return gone


@compiled
def dear_of(
    half: Half,
    others: Short,
    wanted: Any,
    unwanted: Any,
    price: Row,
    other_price: Row,
    times: Any,
    least: Any,
) -> tuple[Short, Short, Row]:
    """The pairs of the wanted, none of the others unwanted, whose score is worth more than both prices and `least`.

    They come as the places of today of this side and the other, and their scores.
    """
    one, other, score = np.empty(1024, np.int32), np.empty(1024, np.int32), np.empty(1024, np.int64)
    count = 0
    for person in range(half.now.size):
        here = half.now[person]
        if here < 0 or not wanted[here]:
            continue
        enough = price[here] + least
        for place in range(half.start[person], half.start[person + 1]):
            there = others[half.other[place]]
            if there < 0 or unwanted[there] or half.score[place] * times - other_price[there] <= enough:
                continue
            if count == one.size:
                one, other, score = _roomier(one), _roomier(other), _roomier(score)
            one[count], other[count], score[count] = here, there, half.score[place]
            count += 1
    return one[:count], other[:count], score[:count]


@compiled
def _roomier(found: Any) -> Any:
    """The same with room for as many more."""
    larger = np.empty(found.size * 2, found.dtype)
    for place in range(found.size):  # a slice would take longer to compile than all else here
        larger[place] = found[place]
    return larger
