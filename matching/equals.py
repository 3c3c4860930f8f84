"""The best pairing of sorted edges, with its proof: on lists when small or huge in number, else in compiled code."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from hashlib import sha256
from types import FunctionType
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from matching import blossom_search, blossoms, halves
from matching.blossoms import State
from matching.pairing_proof import value_of_prices

Row = NDArray[np.int64]
COMPILED_FROM_EDGES = 15_000  # below, lists are done before the compiled code is even loaded
LARGEST_COMPILED = 2**58  # prices never exceed twice the largest weight, and a sum of four of them must fit int64
TIE_STEPS = (1000, 30)


def best_pairing(n: int, low: Row, high: Row, weight: NDArray[Any]) -> tuple[Row, int]:
    """Places of the edges in a pairing of most weight, and a value that its prices prove no pairing exceeds.

    Edges come in order of low, then high, each once, with whole weights of at least 0 in int64 or as Python ints.
    Equal totals are told apart by a little extra on each edge, fixed by its two people: that leaves the total the
    best there is, makes the choice one of its kind, and spares the search most of its detours.
    """
    if low.size == 0:
        return low, 0
    fine, steps = _without_ties(n, low, high, weight)
    neighbours = neighbours_of(n, low, high, fine)
    two_copies, state = _copies(n, *neighbours), everybody_free(n, *neighbours)
    if fine.dtype == object or low.size < COMPILED_FROM_EDGES:
        in_lists = as_lists(state)
        halves.match_halves_then_all(as_lists(two_copies), in_lists)
        state = as_arrays(in_lists, like=state)
    else:
        _compiled()(two_copies, state)
    taken = np.flatnonzero(np.asarray(state.mate)[low] == high)
    return taken, value_of_prices(state, low, high, fine) // steps


def _without_ties(n: int, low: Row, high: Row, weight: NDArray[Any]) -> tuple[NDArray[Any], int]:
    """Weights times `steps` with an extra below one step for any whole pairing, where the numbers leave room."""
    largest = int(weight.max())
    for most in TIE_STEPS:
        steps = (n // 2) * most + 1
        if largest >= LARGEST_COMPILED or (largest + 1) * steps < LARGEST_COMPILED:
            mixed = low.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15) ^ high.astype(np.uint64) * np.uint64(
                0xC2B2AE3D27D4EB4F
            )
            mixed = (mixed ^ (mixed >> np.uint64(29))) * np.uint64(0xBF58476D1CE4E5B9)
            extra = (mixed >> np.uint64(33)).astype(np.int64) % most + 1
            wide = weight.astype(object) if largest >= LARGEST_COMPILED else weight
            return wide * steps + extra, steps
    return weight, 1


def neighbours_of(n: int, low: Row, high: Row, weight: NDArray[Any]) -> tuple[Row, Row, NDArray[Any]]:
    """Where each person's edges start, to whom they lead and their weights, in order of both."""
    ends = np.concatenate([high, low])
    order = np.argsort(ends, kind="stable")
    start = np.zeros(n + 1, dtype=np.int64)
    np.cumsum(np.bincount(ends, minlength=n), out=start[1:])
    return start, np.concatenate([low, high])[order], np.concatenate([weight, weight])[order]


def _copies(n: int, start: Row, to: Row, weight: NDArray[Any]) -> State:
    """Givers 0 to n - 1 and takers n to 2 n - 1."""
    both = (
        np.concatenate([start, start[-1] + start[1:]]),
        np.concatenate([to + n, to]),
        np.concatenate([weight, weight]),
    )
    return everybody_free(2 * n, *both, 1)


def everybody_free(n: int, start: Row, to: Row, weight: NDArray[Any], times: int = 2) -> State:
    """Everybody free, by themselves and worth nothing; `times` are the units of a price in one of weight."""
    people, nodes = np.arange(n, dtype=np.int64), 2 * n
    nobody = np.full(nodes, -1, dtype=np.int64)
    themselves = np.concatenate([people, nobody[:n]])
    zeros = np.zeros(nodes, dtype=np.int64)
    nothing = zeros.astype(weight.dtype)
    parts: dict[str, Any] = {
        "start": start,
        "to": to,
        "cost": times * weight,
        "price": nothing[:n].copy(),
        "mate": nobody[:n].copy(),
        "top": people,
        "chain": nobody[:n].copy(),
        "base": themselves.copy(),
        "label": zeros.copy(),
        "since": nothing.copy(),
        "link_from": nobody.copy(),
        "link_to": nobody.copy(),
        "width": nothing.copy(),
        "parent": np.concatenate([nobody[:n], np.arange(n, nodes)]),
        "child": nobody.copy(),
        "following": nobody.copy(),
        "edge_from": nobody.copy(),
        "edge_to": nobody.copy(),
        "first": themselves.copy(),
        "last": themselves.copy(),
        "mark": zeros.copy(),
        "spare": np.concatenate([np.arange(nodes - 1, n - 1, -1), [n]]),
        "labelled": np.zeros(3 * n + 2, dtype=np.int64),
        "near": nothing.copy(),
        "near_in": np.concatenate([nobody, [0]]),
    }
    return State(**parts)


def as_lists(state: State) -> State:
    """The same state in lists of Python ints, which hold any number and are quick while they are few."""
    return State(*(part.tolist() for part in cast(Any, state)))


def as_arrays(state: State, like: State) -> State:
    """The same state in arrays of the kinds of another one."""
    return State(
        *(cast(Any, np.array(part, dtype=cast(Any, kind).dtype)) for part, kind in zip(state, like, strict=True))
    )


@lru_cache
def _compiled() -> Callable[[State, State], None]:
    """The same code for int64 arrays, compiled and kept for the next process.

    What is kept is found again by the date of this file and by what the function closes over, so it closes over a
    digest of all parts: changing one of them compiles anew.
    """
    from numba import njit
    from numba.extending import register_jitable

    digest = sha256()
    whole = halves.match_halves_then_all
    for module in (blossoms, blossom_search, halves):
        for name, part in sorted(vars(module).items()):
            if isinstance(part, FunctionType) and part.__module__ == module.__name__:
                digest.update(repr((name, part.__code__.co_code, part.__code__.co_names)).encode())
                digest.update(repr(part.__code__.co_consts).encode())
                register_jitable(part)
    edition = int.from_bytes(digest.digest()[:7], "big")

    def run(two_copies: State, state: State) -> None:
        if edition >= 0:
            whole(two_copies, state)

    return cast(Callable[[State, State], None], njit(cache=True, nogil=True)(run))
