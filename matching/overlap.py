"""Rows of 64-bit words compared pair by pair in compiled code, for communities of thousands."""

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
