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
    Exact by Edmonds' blossoms with dual prices (Edmonds 1965; Galil 1986), begun from the best half-integral
    pairing. The bound is the value of those prices: of all pairings (`score`), or of those with as many pairs as
    this one; their promises are checked edge by edge, so it holds even if the search were wrong. `gap` states how
    far it lies above the total: 0, as the pairing is the best there is. Equal totals are decided by the numbers of
    the people alone: the same people give the same pairs in whatever order and direction their edges are given.
    Edges come back in order of their people. Raises MatchingError with one sentence for wrong input.

    >>> best = pair(4, [0, 1, 2], [1, 2, 3], [5, 9, 5])
    >>> best.edges.tolist(), best.total, best.bound
    ([0, 2], 10, 10)
    >>> pair(3, [0, 1, 2], [1, 2, 0], [4, 4, 5]).total
    5
    """
    import numpy as np

    from matching.equals import best_pairing
    from matching.numbers import unscaled, whole_positions, whole_scores

    if objective not in ("score", "pairs"):
        raise WrongInput(f"The objective is score or pairs, not {objective!r}.")
    low, high, order = _read(n, i, j)
    weight, scale = whole_scores(score)
    if low.size != weight.size:
        raise WrongInput("i, j and score must be equally long.")
    weight = weight[order]
    held = np.zeros(low.size, dtype=np.bool_)
    held[whole_positions("pinned", [] if pinned is None else pinned, low.size)] = True
    held = held[order]
    allowed = np.ones(low.size, dtype=np.bool_) if objective == "pairs" else (weight >= 0).astype(np.bool_)
    places = np.flatnonzero(_free(n, low, high, held) & allowed)
    bonus = _bonus(n, weight[places]) if objective == "pairs" else 0
    taken, value = best_pairing(n, low[places], high[places], _raised(weight[places], bonus))
    chosen = np.sort(np.concatenate([np.flatnonzero(held), places[taken]]))
    total = sum(map(int, weight[chosen]))
    bound = sum(map(int, weight[held])) + value - bonus * int(taken.size)
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
    together = low * n + high
    order = np.argsort(together, kind="stable")
    together = together[order]
    if (together[1:] == together[:-1]).any():
        raise WrongInput("The same two people stand together in two edges.")
    return low[order], high[order], order


def _free(n: int, low: NDArray[np.int64], high: NDArray[np.int64], held: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The edges that touch nobody who is pinned."""
    import numpy as np

    uses = np.bincount(np.concatenate([low[held], high[held]]), minlength=n)
    if uses.size and uses.max() > 1:
        raise PinsCannotHold("Somebody is in two pinned pairs.")
    taken = uses > 0
    return ~(taken[low] | taken[high]) if low.size else held


def _bonus(n: int, weight: NDArray[Any]) -> int:
    """What each pair earns on top, so that one pair more outweighs any scores; every raised weight is above 0."""
    spread = max(int(weight.max(initial=0)), 0) - min(int(weight.min(initial=0)), 0)
    return spread * (n // 2) + 1


def _raised(weight: NDArray[Any], bonus: int) -> NDArray[Any]:
    """Weights with the bonus, in a type that holds them."""
    return weight.astype(object) + bonus if bonus >= 2**61 else weight + bonus
