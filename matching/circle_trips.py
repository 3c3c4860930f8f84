"""The best closed walk of each length at each person as compiled code, for many people with many arcs."""

import numpy as np
from numpy.typing import NDArray

from matching.compiled import compiled

Index = NDArray[np.int64]
Real = NDArray[np.float64]
Gathered = tuple[Index, Index, Real, Index, Index]


@compiled
def layers_from(source: int, depth: int, first: Index, head: Index, worth: Real, layers: Real, step_to: Index) -> None:
    """Fill in what the best walk of 1 to `depth` arcs from a source to each node is worth, and its last step."""
    layers[:] = -np.inf
    for step in range(first[source], first[source + 1]):
        layers[0, head[step]] = worth[step]
        step_to[0, head[step]] = step
    for place in range(1, depth):
        for middle in range(layers.shape[1]):
            before = layers[place - 1, middle]
            if before > -np.inf:
                for step in range(first[middle], first[middle + 1]):
                    if before + worth[step] > layers[place, head[step]]:
                        layers[place, head[step]] = before + worth[step]
                        step_to[place, head[step]] = step


@compiled
def round_trips(sources: Index, longest: int, least: float, there: Gathered, back: Gathered) -> Index:
    """Each walk worth more than `least` in a row of arcs, filled up with -1.

    `there` and `back` are the arcs gathered by the node they leave and by the one they reach: where each node's
    begin, the other ends, what they are worth, their numbers, and the nodes they are gathered by.
    """
    nodes = there[0].size - 1
    away, home = np.empty(((longest + 1) // 2, nodes)), np.empty((longest // 2, nodes))
    step_away, step_home = np.empty(away.shape, np.int64), np.empty(home.shape, np.int64)
    found = np.full((sources.size * (longest - 1), longest), -1, np.int64)
    count = 0
    for source in sources:
        layers_from(source, away.shape[0], there[0], there[1], there[2], away, step_away)
        layers_from(source, home.shape[0], back[0], back[1], back[2], home, step_home)
        for length in range(2, longest + 1):
            out, rest = (length + 1) // 2, length // 2
            middle, most = 0, least
            for node in range(nodes):
                if away[out - 1, node] + home[rest - 1, node] > most:
                    middle, most = node, away[out - 1, node] + home[rest - 1, node]
            if most <= least:
                continue
            at = middle
            for place in range(out - 1, -1, -1):
                found[count, place] = there[3][step_away[place, at]]
                at = there[4][step_away[place, at]]
            at = middle
            for place in range(rest - 1, -1, -1):
                found[count, length - 1 - place] = back[3][step_home[place, at]]
                at = back[4][step_home[place, at]]
            count += 1
    return found[:count]
