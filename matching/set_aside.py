"""Pairs gone through in one pass, millions of them compiled: who has moved, and who is dear enough to be taken in."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.candidates import Found32
from matching.spread import spread

MANY = 1_000_000
A_BLOCK = 1 << 20
Row = NDArray[np.int64]


def moved(pairs: Found32, now_first: Row, now_second: Row, more: Found32, many: int = MANY) -> Found32:
    """The pairs by the positions that their people have now, without those of whom one has none (-1), then `more`.

    >>> one, score = np.array([0, 1], np.int32), np.array([7, 8])
    >>> more = np.array([4], np.int32), np.array([4], np.int32), np.array([9])
    >>> [column.tolist() for column in moved((one, one, score), np.array([2, 0]), np.array([-1, 5]), more)]
    [[0, 4], [5, 4], [8, 9]]
    """
    if pairs[0].size >= many:
        from matching.set_aside_compiled import moved_at_once

        return moved_at_once(*pairs, now_first.astype(np.int32), now_second.astype(np.int32), *more)
    first, second = now_first[pairs[0]], now_second[pairs[1]]
    here = (first >= 0) & (second >= 0)
    return both((first[here].astype(np.int32), second[here].astype(np.int32), pairs[2][here]), more)


def both(one: Found32, other: Found32) -> Found32:
    """The pairs of one and then those of the other."""
    first, second = (np.concatenate([one[column], other[column]]) for column in (0, 1))
    return first, second, np.concatenate([one[2], other[2]])


def dear(pairs: Found32, prices: tuple[Row, Row], times: int, bonus: int, least: int, many: int = MANY) -> Row:
    """Places of the pairs whose score, `times` as fine, with the bonus, is worth more than both prices and `least`.

    >>> one, score = np.array([0, 1], np.int32), np.array([7, 8])
    >>> dear((one, one, score), (np.array([5, 5]), np.array([2, 2])), 1, 0, 0).tolist()
    [1]
    """
    if pairs[0].size >= many:
        from matching.set_aside_compiled import dear_at_once

        def look(start: int) -> Row:
            part = slice(start, start + A_BLOCK)
            columns = pairs[0][part], pairs[1][part], pairs[2][part]
            return dear_at_once(*columns, *prices, times, bonus, least) + start

        return np.concatenate(list(spread(look, range(0, pairs[0].size, A_BLOCK))))
    worth: Any = pairs[2] * times + bonus
    return np.flatnonzero(worth - prices[0][pairs[0]] - prices[1][pairs[1]] > least)
