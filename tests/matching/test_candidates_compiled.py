"""Compiled or not, two people have the same in common."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.codes import any_in_common, bits_in_common

WORDS = st.lists(st.lists(st.integers(0, 2**64 - 1), min_size=3, max_size=3), min_size=1, max_size=6)


@given(WORDS, WORDS, st.data())
def test_what_two_rows_of_bits_have_in_common_does_not_depend_on_how_many_rows_there_are(first, second, data):
    ours, theirs = np.array(first, dtype=np.uint64), np.array(second, dtype=np.uint64)
    pairs = st.tuples(st.integers(0, len(first) - 1), st.integers(0, len(second) - 1))
    i, j = np.array(data.draw(st.lists(pairs, max_size=9)), dtype=np.intp).reshape(-1, 2).T
    plain, compiled = (bits_in_common(ours, theirs, i, j, many=many) for many in (False, True))
    counted = [
        sum((a & b).bit_count() for a, b in zip(first[x], second[y], strict=True)) for x, y in zip(i, j, strict=True)
    ]
    assert plain.tolist() == compiled.tolist() == counted
    assert [any_in_common(ours, theirs, i, j, many=many).tolist() for many in (False, True)] == [
        [count > 0 for count in counted]
    ] * 2
