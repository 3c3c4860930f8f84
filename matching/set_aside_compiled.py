"""The passes of set_aside.py as compiled code, for millions of pairs."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Row = NDArray[np.int64]
Short = NDArray[np.int32]


@compiled
def moved_at_once(
    first: Short,
    second: Short,
    score: Row,
    now_first: Short,
    now_second: Short,
    more_first: Short,
    more_second: Short,
    more_score: Row,
) -> tuple[Short, Short, Row]:
    """The pairs by the positions that their people have now, without those of whom one has none, and then more."""
    here = more_first.size
    for at in range(first.size):
        here += now_first[first[at]] >= 0 and now_second[second[at]] >= 0
    one, other, points = np.empty(here, np.int32), np.empty(here, np.int32), np.empty(here, np.int64)
    count = 0
    for at in range(first.size):
        row, column = now_first[first[at]], now_second[second[at]]
        if row >= 0 and column >= 0:
            one[count], other[count], points[count] = row, column, score[at]
            count += 1
    one[count:], other[count:], points[count:] = more_first, more_second, more_score
    return one, other, points


@compiled
def dear_at_once(
    first: Short, second: Short, score: Row, left_price: Row, right_price: Row, times: int, bonus: int, least: int
) -> Row:
    """Places of the pairs that are worth more than both prices and `least`."""
    count = 0
    for at in range(first.size):
        count += score[at] * times + bonus - left_price[first[at]] - right_price[second[at]] > least
    found = np.empty(count, np.int64)
    count = 0
    for at in range(first.size):
        if score[at] * times + bonus - left_price[first[at]] - right_price[second[at]] > least:
            found[count] = at
            count += 1
    return found
