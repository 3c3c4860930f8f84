"""Whom to ask about, read off lists in compiled code: everybody in somebody's lists, or the most promising first."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Row = NDArray[np.int64]
People = NDArray[np.int32]

Parts = tuple[Row, Row, Row, People, Row, NDArray[np.bool_]]

HIGHEST = 255  # promise is a whole number up to this
OUT = HIGHEST + 1  # where those are counted who may not be asked about


@compiled
def everybody_listed(rows: Row, lists: Parts, width: int, once: bool) -> tuple[Row, Row]:
    """Each of these people with all who stand in their lists, each pair once; with `once` only later people."""
    start, keys, first, people, _, everybody = lists
    room = 0
    for row in rows:
        size = 0
        for at in range(start[row], start[row + 1]):
            size += first[keys[at] + 1] - first[keys[at]]
        room += width if everybody[row] else min(size, width)
    ours, theirs, seen = np.empty(room, np.int64), np.empty(room, np.int64), np.full(width, -1, np.int64)
    count = 0
    for row in rows:
        if everybody[row]:
            for other in range(row + 1 if once else 0, width):
                ours[count], theirs[count] = row, other
                count += 1
            continue
        for at in range(start[row], start[row + 1]):
            for place in range(first[keys[at]], first[keys[at] + 1]):
                other = people[place]
                if seen[other] != row and not (once and other <= row):
                    seen[other] = row
                    ours[count], theirs[count] = row, other
                    count += 1
    return ours[:count], theirs[:count]


@compiled
def _mark(row: int, lists: Parts, begin: int, end: int, sums: People) -> None:
    """Add each key's weight for those in a person's lists whose place is from `begin` to before `end`."""
    start, keys, first, people, weight, _ = lists
    for at in range(start[row], start[row + 1]):
        key = keys[at]
        some = people[first[key] : first[key + 1]]
        for place in range(np.searchsorted(some, begin), some.size):
            other = some[place]
            if other >= end:
                break
            sums[other] += np.int32(weight[key])


@compiled
def most_promising(
    rows: Row,
    beside: Row,
    begins: Row,
    ends: Row,
    skips: Row,
    most: int,
    itself: bool,
    lists: Parts,
    earning: Parts,
    width: int,
) -> tuple[Row, Row, Row]:
    """For each row up to `most` others by promise, after the first `skips`, and how many there are in all.

    Only others in the row's lists count, and only those who stand from `begins` to before `ends` places after
    `beside` in the circle of all others; equal promise goes by who comes next. With `itself` the row is left out.
    """
    ours, theirs = np.empty(rows.size * most, np.int64), np.empty(rows.size * most, np.int64)
    there, count = np.zeros(rows.size, np.int64), 0
    listed, promise = np.zeros(width, np.int32), np.zeros(width, np.int32)
    everybody, buckets = lists[5], np.zeros(OUT + 2, np.int64)
    for at in range(rows.size):
        row = rows[at]
        low, high = beside[at] + begins[at], beside[at] + ends[at]
        for turn in range(2):  # the part before the end of the circle, and the part after it
            begin, end = max(low - turn * width, 0), min(high - turn * width, width)
            if begin < end:
                _mark(row, lists, begin, end, listed)
                _mark(row, earning, begin, end, promise)
        buckets[:] = 0
        for step in range(low, high):
            other = step if step < width else step - width
            counts = (listed[other] > 0 or everybody[row]) and not (itself and other == row)
            place = HIGHEST - min(max(promise[other], 0), HIGHEST) if counts else OUT
            promise[other] = place
            buckets[place + 1] += 1
        for bucket in range(1, OUT + 1):
            buckets[bucket] += buckets[bucket - 1]
        there[at] = buckets[OUT]
        last = np.searchsorted(buckets[: OUT + 1], skips[at] + most) - 1
        for step in range(low, high):
            other = step if step < width else step - width
            place = promise[other]
            if place <= last and place < OUT:
                if skips[at] <= buckets[place] < skips[at] + most:
                    ours[count], theirs[count] = row, other
                    count += 1
                buckets[place] += 1
        listed[:], promise[:] = 0, 0
    return ours[:count], theirs[:count], there
