"""Better circles in the place of one that is given up, as compiled code, for many people with many arcs."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Index = NDArray[np.int64]
Real = NDArray[np.float64]

MOST_CIRCLES = 400
MOST_STEPS = 20_000
TRIED = 24


@compiled
def is_open(arc: int, rows: Index, left: Index) -> bool:
    """Whether every limit that an arc draws on has something left."""
    used_up = 0
    for row in rows[arc]:
        used_up += row >= 0 and left[row] <= 0
    return used_up == 0


@compiled
def draw(circle: Index, rows: Index, left: Index, amount: int) -> bool:
    """Take a circle out of what is left (below 0: give it back); when it does not fit nothing is taken."""
    for place in range(circle.size):
        if circle[place] >= 0:
            for column in range(rows.shape[1]):
                if rows[circle[place], column] >= 0:
                    left[rows[circle[place], column]] -= amount
    for place in range(circle.size):
        if circle[place] >= 0:
            for column in range(rows.shape[1]):
                if rows[circle[place], column] >= 0 and left[rows[circle[place], column]] < 0:
                    draw_back(circle, rows, left, amount)
                    return False
    return True


@compiled
def draw_back(circle: Index, rows: Index, left: Index, amount: int) -> None:
    """Give back what a circle took."""
    for place in range(circle.size):
        if circle[place] >= 0:
            for column in range(rows.shape[1]):
                if rows[circle[place], column] >= 0:
                    left[rows[circle[place], column]] += amount


@compiled
def circles_through(
    starts: Index, first: Index, head: Index, rows: Index, left: Index, hub: int, longest: int
) -> Index:
    """Circles that fit in what is left, through at least one of some nodes, each in a row of arcs.

    Each is found once: from the earliest of the `starts` that it holds.
    """
    found = np.full((MOST_CIRCLES, longest + 1), -1, np.int64)
    count, steps = 0, 0
    barred = np.zeros(first.size - 1, np.bool_)
    path, at = np.empty(longest + 2, np.int64), np.empty(longest + 2, np.int64)
    for start in starts:
        path[0], at[0], depth = start, first[start], 0
        people = np.zeros(longest + 2, np.int64)
        people[0] = 0 if start == hub else 1
        on_path = barred.copy()
        on_path[start] = True
        while depth >= 0 and count < MOST_CIRCLES and steps < MOST_STEPS:
            node = path[depth]
            if at[depth] >= first[node + 1]:
                on_path[node] = node == start
                depth -= 1
                continue
            arc = at[depth]
            at[depth] += 1
            steps += 1
            if not is_open(arc, rows, left):
                continue
            following = head[arc]
            if following == start and depth > 0:
                for place in range(depth + 1):
                    found[count, place] = at[place] - 1
                count += 1
            elif not on_path[following]:
                more = people[depth] + (0 if following == hub else 1)
                if more <= longest and depth < longest:
                    depth += 1
                    path[depth], at[depth], people[depth] = following, first[following], more
                    on_path[following] = True
        barred[start] = True
    return found[:count]


@compiled
def instead(
    old: Index, first: Index, head: Index, rows: Index, left: Index, value: Real, hub: int, longest: int
) -> Index:
    """The circles worth most together that fit in the place of one unit of another; none where none are worth more.

    `left` is what the limits leave beside the old one. It is the same again afterwards.
    """
    starts = np.empty(old.size, np.int64)
    worth = 0.0
    for place in range(old.size):
        starts[place] = head[old[place]]
        worth += value[old[place]]
    draw_back(old, rows, left, 1)
    ways = circles_through(starts, first, head, rows, left, hub, longest)
    gains = np.zeros(ways.shape[0])
    for way in range(ways.shape[0]):
        for arc in ways[way]:
            if arc >= 0:
                gains[way] += value[arc]
    order = np.argsort(-gains, kind="mergesort")
    best, most = np.empty(0, np.int64), worth + 1e-6
    for begin in range(min(TRIED, order.size)):
        chosen, total = np.empty(order.size, np.int64), 0.0
        count = 0
        for turn in range(order.size):
            way = order[begin] if turn == 0 else order[turn - 1 if turn <= begin else turn]
            if draw(ways[way], rows, left, 1):
                chosen[count] = way
                count += 1
                total += gains[way]
        for place in range(count):
            draw_back(ways[chosen[place]], rows, left, 1)
        if total > most:
            best, most = chosen[:count].copy(), total
    draw(old, rows, left, 1)
    return ways[best]
