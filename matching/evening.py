"""Of all choices that are equally good the one that shares matches out most evenly: nobody has three beside one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import Any

import numpy as np

from matching.two_sides import Problem, Settled, Sides, Wide, large

NEVER = 2**31


def evened(problem: Problem, settled: Settled) -> Settled:
    """The same total, number of pairs and covered people, and no person whose match could as well be another's.

    While somebody has two matches more than somebody else, and a chain of pairs of the same worth leads from the one
    to the other, a match moves along it. Where no chain is left the sum of the squares of everybody's matches is the
    least there is (Harvey, Ladner, Lovász and Tamir, "Semi-matchings for Bipartite Graphs and Load Balancing",
    Journal of Algorithms 59, 2006), unless one pair more or less would make no difference. Only edges worth exactly
    their prices move, so the prices prove the result as before; pinned matches stay, and count.
    """
    sides = problem.sides
    taken: Any = None
    quiet = side = 0
    while quiet < 2:
        if not _may_move(problem, settled, side, taken):
            quiet += 1
        else:
            if taken is None:
                taken = np.zeros(sides.weight.size, dtype=np.bool_)
                taken[settled.chosen] = True
            quiet = 0 if _even_out(problem, settled, taken, side) else quiet + 1
        side = 1 - side
    return settled if taken is None else replace(settled, chosen=np.flatnonzero(taken))


def _side(problem: Problem, settled: Settled, side: int) -> tuple[Any, Any, Any, Any, Wide]:
    """Of one side (0 left, 1 right): whose each edge is, the room, the pinned matches, the bonus and the prices."""
    sides: Sides = problem.sides
    ends, price, first, room, of = (
        (problem.left, settled.left_price, sides.left_first, sides.left_room, sides.left),
        (problem.right, settled.right_price, sides.right_first, sides.right_room, sides.right),
    )[side]
    return of, room, np.bincount(ends[problem.pinned], minlength=room.size), first, price


def _may_move(problem: Problem, settled: Settled, side: int, taken: Any) -> bool:
    """Whether anybody has two matches more than somebody with room, at prices at which neither matters."""
    of, room, pinned, first, price = _side(problem, settled, side)
    if room.size == 0 or int((room + pinned).max()) < 2:
        return False
    held = np.bincount(of[settled.chosen if taken is None else np.flatnonzero(taken)], minlength=room.size)
    free, bonus = price == 0, first > 0
    gives, takes = free & (held > bonus), free & (held < room) & (held >= bonus)
    loads = held + pinned
    return bool(gives.any() and takes.any() and loads[gives].max() >= loads[takes].min() + 2)


def _even_out(problem: Problem, settled: Settled, taken: Any, side: int) -> int:
    """Move matches of one side while that evens them out, and answer how many were moved."""
    sides, fine = problem.sides, settled.fine
    of, room, pinned, first, price = _side(problem, settled, side)
    others, beyond = (sides.right, sides.right_room) if side == 0 else (sides.left, sides.left_room)
    worth = settled.left_price[sides.left] + settled.right_price[sides.right]
    tight = np.flatnonzero(sides.weight * fine == worth)
    ours, theirs, moving = of[tight], others[tight], taken[tight]
    held = np.bincount(of[np.flatnonzero(taken)], minlength=room.size)
    free = (price == 0).astype(np.bool_)
    parts: tuple[Any, ...] = (
        *_grouped(ours, room.size),
        *_grouped(theirs, beyond.size),
        ours,
        theirs,
        moving,
        held,
        pinned,
        np.where(free, (first > 0).astype(np.int64), NEVER),
        np.where(free, room, 0),
    )
    if large(sides.weight.size, sides.left_room.size + sides.right_room.size):
        count = int(_compiled()(*parts))
    else:
        lists = [part.tolist() for part in parts]
        count = even_out(*lists)
        moving = np.array(lists[6], dtype=np.bool_)
    taken[tight] = moving
    return count


def _grouped(of: Any, people: int) -> tuple[Any, Any]:
    """Where each person's edges begin, and the places of the edges person by person."""
    start = np.zeros(people + 1, dtype=np.int64)
    np.cumsum(np.bincount(of, minlength=people), out=start[1:])
    return start, np.argsort(of, kind="stable")


@lru_cache
def _compiled() -> Callable[..., int]:
    from numba.extending import register_jitable

    from matching.compiled import compiled

    register_jitable(_chain_from)
    return compiled(even_out)


def even_out(
    start: Any,
    edges: Any,
    beyond_start: Any,
    beyond_edges: Any,
    ours: Any,
    theirs: Any,
    taken: Any,
    held: Any,
    pinned: Any,
    gives_above: Any,
    room: Any,
) -> int:
    """Move matches from whoever has most, and answer how many; plain loops, on lists or compiled on arrays.

    `start` and `edges` list the edges of each person of the side that is evened out, `beyond_...` those of the other
    side; `ours` and `theirs` say whose each edge is. Somebody gives while they hold more than `gives_above`, and
    takes while they hold at least that and less than `room`. Whoever a search that fails has seen never leads to
    anybody later either: those who could take become fewer, and no chain enters there.
    """
    people, moved, search, most = len(held), 0, 0, 0
    for person in range(people):
        most = max(most, held[person] + pinned[person])
    seen, dead = [-1 for _ in range(people)], [False for _ in range(people)]
    lost, won, came = [0 for _ in range(people)], [0 for _ in range(people)], [0 for _ in range(people)]
    queue = [0 for _ in range(people)]
    graph = start, edges, beyond_start, beyond_edges, ours, theirs
    state = taken, held, pinned, gives_above, room
    for load in range(most, 1, -1):
        for begin in range(people):
            if held[begin] + pinned[begin] != load or held[begin] <= gives_above[begin] or dead[begin]:
                continue
            search += 1
            end, size = _chain_from(begin, load, search, graph, state, (seen, lost, won, came, queue), dead)
            if end < 0:
                for place in range(size):
                    dead[queue[place]] = True
                continue
            held[begin] -= 1
            held[end] += 1
            moved += 1
            while end != begin:
                taken[lost[end]], taken[won[end]] = False, True
                end = came[end]
    return moved


def _chain_from(begin: int, load: int, search: int, graph: Any, state: Any, found: Any, dead: Any) -> tuple[int, int]:
    """The nearest person to whom a match of somebody with so many could move (-1: nobody), and how many were seen."""
    start, edges, beyond_start, beyond_edges, ours, theirs = graph
    taken, held, pinned, gives_above, room = state
    seen, lost, won, came, queue = found
    queue[0], size, at = begin, 1, 0
    seen[begin] = search
    while at < size:
        person = queue[at]
        at += 1
        for place in range(start[person], start[person + 1]):
            edge = edges[place]
            if not taken[edge]:
                continue
            holder = theirs[edge]
            for beyond in range(beyond_start[holder], beyond_start[holder + 1]):
                other_edge = beyond_edges[beyond]
                other = ours[other_edge]
                if taken[other_edge] or seen[other] == search or dead[other]:
                    continue
                seen[other], queue[size] = search, other
                size += 1
                lost[other], won[other], came[other] = edge, other_edge, person
                if gives_above[other] <= held[other] < room[other] and held[other] + pinned[other] <= load - 2:
                    return other, size
    return -1, size
