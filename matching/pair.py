"""The provably best pairing among equals, where anybody may be paired with anybody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from matching.errors import PinsCannotHold, WrongInput

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Pairing:
    """`edges`: positions in the input arrays; `total`: their score; `bound`: no pairing can score more."""

    edges: NDArray[np.int64]
    total: int | float
    bound: int | float

    @property
    def gap(self) -> int | float:
        """How far the bound lies above the total; the total itself is the best there is."""
        return self.bound - self.total


def pair(
    n: int,
    i: ArrayLike,
    j: ArrayLike,
    score: ArrayLike,
    *,
    objective: Literal["score", "pairs"] = "score",
    pinned: ArrayLike | None = None,
) -> Pairing:
    """Choose edges so that nobody is in two of them and the total is as high as it can be.

    `n` people, counted from 0; `i`, `j` and `score` are one entry for each edge. `score`: highest total, leaving
    out edges that lower it. `pairs`: most pairs first, then the total. `pinned` holds positions that must be in.
    Exact by Edmonds' blossoms as in Galil (1986), through networkx. The bound is the value of the best assignment
    between two copies of everybody, halved and rounded down: odd rings can leave it above the total (`gap`).
    Edges come back in order of their people. Raises MatchingError with one sentence for wrong input.

    >>> best = pair(4, [0, 1, 2], [1, 2, 3], [5, 9, 5])
    >>> best.edges.tolist(), best.total, best.bound
    ([0, 2], 10, 10)
    >>> pair(3, [0, 1, 2], [1, 2, 0], [4, 4, 5]).total
    5
    """
    import numpy as np

    from matching.numbers import unscaled, whole_positions, whole_scores

    if objective not in ("score", "pairs"):
        raise WrongInput(f"The objective is score or pairs, not {objective!r}.")
    low, high, order = _read(n, i, j)
    if low.size != np.asarray(score).size:
        raise WrongInput("i, j and score must be equally long.")
    weight, scale = whole_scores(score)
    weight = weight[order]
    held = np.zeros(low.size, dtype=np.bool_)
    if pinned is not None:
        held[whole_positions("pinned", pinned, low.size)] = True
        held = held[order]
    free = _free(n, low, high, held)
    if objective == "score":
        free &= (weight >= 0).astype(np.bool_)
    places = np.flatnonzero(free)
    taken = _best(low[places], high[places], weight[places], objective)
    chosen = np.sort(np.concatenate([np.flatnonzero(held), places[taken]]))
    fixed = sum(int(value) for value in weight[held])
    total = sum(int(value) for value in weight[chosen])
    bound = fixed + _bound(n, low[places], high[places], weight[places], objective, len(taken))
    return Pairing(order[chosen], unscaled(total, scale), unscaled(bound, scale))


def _read(n: int, i: ArrayLike, j: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """The checked edges, lower person first, in order of their people, and that order."""
    import numpy as np

    from matching.numbers import whole_numbers, whole_positions

    if int(whole_numbers("n", [n])[0]) < 0:
        raise WrongInput("n must be 0 or more.")
    first, second = whole_positions("i", i, n), whole_positions("j", j, n)
    if first.size != second.size:
        raise WrongInput("i, j and score must be equally long.")
    if (first == second).any():
        raise WrongInput("An edge joins somebody with themselves.")
    low, high = np.minimum(first, second), np.maximum(first, second)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    if ((low[1:] == low[:-1]) & (high[1:] == high[:-1])).any():
        raise WrongInput("The same two people stand together in two edges.")
    return low, high, order


def _free(n: int, low: NDArray[np.int64], high: NDArray[np.int64], held: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The edges that touch nobody who is pinned."""
    import numpy as np

    uses = np.bincount(np.concatenate([low[held], high[held]]), minlength=n)
    if uses.size and uses.max() > 1:
        raise PinsCannotHold("Somebody is in two pinned pairs.")
    taken = uses > 0
    return ~(taken[low] | taken[high]) if low.size else held


def _best(low: NDArray[np.int64], high: NDArray[np.int64], weight: NDArray[Any], objective: str) -> NDArray[np.int64]:
    """Places of the edges in a best pairing."""
    import networkx as nx
    import numpy as np

    edges = list(zip(low.tolist(), high.tolist(), weight.tolist(), strict=True))
    graph: Any = nx.Graph()
    graph.add_weighted_edges_from(edges)
    joined = {(min(a, b), max(a, b)) for a, b in nx.max_weight_matching(graph, maxcardinality=objective == "pairs")}
    return np.array([place for place, edge in enumerate(edges) if edge[:2] in joined], dtype=np.int64)


def _bound(
    n: int, low: NDArray[np.int64], high: NDArray[np.int64], weight: NDArray[Any], objective: str, pairs: int
) -> int:
    """The half-integral bound; for most pairs first, the lower of the one with and the one without that wish."""
    import numpy as np

    from matching.assign import assign

    def cover(weights: NDArray[Any]) -> int:
        left, right = np.concatenate([low, high]), np.concatenate([high, low])
        ones = np.ones(n, dtype=np.int64)
        both = assign(left, right, np.concatenate([weights, weights]), left_capacity=ones, right_capacity=ones)
        return int(both.bound) // 2

    if low.size == 0:
        return 0
    plain = cover(weight)
    if objective == "score":
        return plain
    bonus = (max(int(weight.max()), 0) - min(int(weight.min()), 0)) * (n // 2) + 1
    return min(plain, cover(weight.astype(object) + bonus) - bonus * pairs)
