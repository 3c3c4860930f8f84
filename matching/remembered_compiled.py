"""The passes of remembered.py as compiled code: only the pairs of some people are looked at, out of millions."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Row = NDArray[np.int64]
Short = NDArray[np.int32]


class Part(NamedTuple):
    """Pairs in order of `first` by the places of their people when they were found, and where each person is now.

    The pairs of the first person p are those from `first_start[p]` to `first_start[p + 1]`; those of the second
    person q stand at `by_second[second_start[q]:second_start[q + 1]]`. Whoever has left or changed is nowhere (-1).
    """

    first: Short
    second: Short
    score: Row
    first_start: Row
    by_second: Short
    second_start: Row
    now_first: Short
    now_second: Short


@compiled
def count_gone(part: Part, now_first: Short, now_second: Short) -> Any:
    """How many pairs there were that are no longer there with these places of their people."""
    gone = 0
    for one in range(now_first.size):
        if now_first[one] < 0 <= part.now_first[one]:
            for place in range(part.first_start[one], part.first_start[one + 1]):
                gone += part.now_second[part.second[place]] >= 0
    for other in range(now_second.size):
        if now_second[other] < 0 <= part.now_second[other]:
            for at in range(part.second_start[other], part.second_start[other + 1]):
                gone += now_first[part.first[part.by_second[at]]] >= 0
    return gone


@compiled
def dear_of(
    part: Part,
    wanted_first: Any,
    wanted_second: Any,
    left_price: Row,
    right_price: Row,
    times: Any,
    bonus: Any,
    least: Any,
) -> tuple[Short, Short, Row]:
    """The pairs of the wanted people that are worth more than both prices and `least`, by their places now."""
    found = np.empty(1024, np.int32)
    count = 0
    for one in range(part.now_first.size):
        row = part.now_first[one]
        if row < 0 or not wanted_first[row]:
            continue
        enough = left_price[row] + least - bonus
        for place in range(part.first_start[one], part.first_start[one + 1]):
            column = part.now_second[part.second[place]]
            if column >= 0 and part.score[place] * times - right_price[column] > enough:
                if count == found.size:
                    found = _roomier(found)
                found[count] = place
                count += 1
    for other in range(part.now_second.size):
        column = part.now_second[other]
        if column < 0 or not wanted_second[column]:
            continue
        enough = right_price[column] + least - bonus
        for at in range(part.second_start[other], part.second_start[other + 1]):
            place = part.by_second[at]
            row = part.now_first[part.first[place]]
            if row >= 0 and not wanted_first[row] and part.score[place] * times - left_price[row] > enough:
                if count == found.size:
                    found = _roomier(found)
                found[count] = place
                count += 1
    places = found[:count]
    return part.now_first[part.first[places]], part.now_second[part.second[places]], part.score[places]


@compiled
def _roomier(found: Short) -> Short:
    """The same places with room for as many more."""
    larger = np.empty(found.size * 2, np.int32)
    larger[: found.size] = found
    return larger
