"""Rows of bits, and places, compared pair by pair in compiled code, for communities of thousands."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.compiled import bit_count, compiled

Words = NDArray[np.uint64]


@compiled
def bits_in_common(first: Words, second: Words, i: NDArray[Any], j: NDArray[Any]) -> NDArray[np.int32]:
    """How many bits the rows `first[i]` and `second[j]` have in common, for each pair of positions."""
    counts = np.zeros(i.size, np.int32)
    words = first.shape[1]
    for place in range(i.size):
        row, column, count = i[place], j[place], 0
        for word in range(words):
            count += bit_count(first[row, word] & second[column, word])
        counts[place] = count
    return counts


@compiled
def any_in_common(first: Words, second: Words, i: NDArray[Any], j: NDArray[Any]) -> NDArray[np.bool_]:
    """Whether the rows `first[i]` and `second[j]` share a bit; it stops at the first that they do."""
    found = np.zeros(i.size, np.bool_)
    words = first.shape[1]
    for place in range(i.size):
        row, column = i[place], j[place]
        for word in range(words):
            if first[row, word] & second[column, word]:
                found[place] = True
                break
    return found


@compiled
def passed(
    first: Words, second: Words, ends: Words, apart: NDArray[np.bool_], i: NDArray[Any], j: NDArray[Any]
) -> NDArray[np.intp]:
    """Where the pairs stand whose rows share a bit in each part from one end to the next; in parts `apart` none.

    Positions without a sign spare the question whether they count from the end.
    """
    places = np.empty(i.size, np.intp)
    count = 0
    for place in range(i.size):
        ours, theirs = first[np.uint64(i[place])], second[np.uint64(j[place])]
        passes = True
        for part in range(apart.size):
            shared = False
            for word in range(ends[part], ends[part + 1]):
                if ours[word] & theirs[word]:
                    shared = True
                    break
            if shared == apart[part]:
                passes = False
                break
        if passes:
            places[count] = place
            count += 1
    return places[:count]


@compiled
def points(
    first: Words,
    second: Words,
    ends: Words,
    table: NDArray[np.int64],
    begins: Words,
    least: int,
    i: NDArray[Any],
    j: NDArray[Any],
) -> NDArray[np.int64]:
    """For each pair `least` and what, for so many bits in common, each part's table says from where it begins."""
    sums = np.empty(i.size, np.int64)
    for place in range(i.size):
        ours, theirs = first[np.uint64(i[place])], second[np.uint64(j[place])]
        total = least
        for part in range(begins.size):
            count = begins[part]
            for word in range(ends[part], ends[part + 1]):
                count += np.uint64(bit_count(ours[word] & theirs[word]))
            total += table[count]
        sums[place] = total
    return sums


@compiled
def squared(first: NDArray[np.int64], second: NDArray[np.int64], i: NDArray[Any], j: NDArray[Any]) -> NDArray[np.int64]:
    """The square of the straight line from the point `first[i]` to the point `second[j]`, for each pair."""
    found = np.empty(i.size, np.int64)
    for place in range(i.size):
        row, column = np.uint64(i[place]), np.uint64(j[place])
        total = 0
        for way in range(3):
            apart = first[row, way] - second[column, way]
            total += apart * apart
        found[place] = total
    return found
