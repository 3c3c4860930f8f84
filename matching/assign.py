"""The provably best assignment between two groups of people, each with room for a number of matches."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from matching.errors import PinsCannotHold, WrongInput
from matching.people import Objective

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from matching.flow import Network


@dataclass(frozen=True, slots=True, eq=False)
class Assignment:
    """`edges`: positions in the input arrays; `total`: their score; `bound`: no allowed choice can score more."""

    edges: NDArray[np.int64]
    total: int | float
    bound: int | float


def assign(
    left: ArrayLike,
    right: ArrayLike,
    score: ArrayLike,
    *,
    left_capacity: ArrayLike,
    right_capacity: ArrayLike,
    objective: Objective = "score",
    pinned: ArrayLike | None = None,
) -> Assignment:
    """Choose edges so that nobody is over capacity and the objective is as high as it can be, with a proof.

    `left`, `right` and `score` are one entry for each edge, the capacities one for each person, counted from 0.
    `score`: highest total, leaving out edges that lower it. `pairs`: most edges first, then the total.
    `coverage`: most people with at least one edge first, both sides counting equally, then the total.
    `pinned` holds positions of edges that must be in. The bound is the value of the dual prices: of all choices
    (`score`), or of those with as many pairs or covered people as this one; it equals the total at an optimum.
    The same edges are chosen in whatever order they are given, and come back in order of left, then right.
    Scores are exact up to six decimals. Raises MatchingError (a ValueError) with one sentence for wrong input.
    The model is a minimum-cost flow: Ahuja, Magnanti and Orlin, Network Flows (1993), chapters 9 and 11.

    >>> best = assign([0, 0, 1], [0, 1, 0], [5, 4, 4], left_capacity=[1, 1], right_capacity=[1, 1])
    >>> best.edges.tolist(), best.total, best.bound
    ([1, 2], 8, 8)
    >>> assign([0, 1], [0, 0], [2.5, 1], left_capacity=[1, 1], right_capacity=[2], pinned=[1]).total
    3.5
    """
    from matching.numbers import unscaled, whole_scores

    problem = _Problem.read(left, right, score, left_capacity, right_capacity, objective, pinned)
    weight, scale = whole_scores(score)
    chosen, bound = problem.solve(weight)
    total = sum(int(value) for value in weight[chosen])
    return Assignment(chosen, unscaled(total, scale), unscaled(bound, scale))


@dataclass(frozen=True, slots=True, eq=False)
class _Problem:
    """The checked input, its edges in order of left then right."""

    left: NDArray[np.int64]
    right: NDArray[np.int64]
    left_capacity: NDArray[np.int64]
    right_capacity: NDArray[np.int64]
    objective: Objective
    pinned: NDArray[np.bool_]
    order: NDArray[np.int64]

    @staticmethod
    def read(
        left: ArrayLike,
        right: ArrayLike,
        score: ArrayLike,
        left_capacity: ArrayLike,
        right_capacity: ArrayLike,
        objective: Objective,
        pinned: ArrayLike | None,
    ) -> _Problem:
        """Check everything the solver takes for granted."""
        import numpy as np

        from matching.numbers import whole_numbers, whole_positions

        if objective not in ("score", "pairs", "coverage"):
            raise WrongInput(f"The objective is score, pairs or coverage, not {objective!r}.")
        capacities = whole_numbers("left_capacity", left_capacity), whole_numbers("right_capacity", right_capacity)
        for name, capacity in zip(("left_capacity", "right_capacity"), capacities, strict=True):
            if capacity.size and capacity.min() < 0:
                raise WrongInput(f"{name} holds a number below 0.")
        starts = whole_positions("left", left, capacities[0].size)
        ends = whole_positions("right", right, capacities[1].size)
        if not starts.size == ends.size == np.asarray(score).size:
            raise WrongInput("left, right and score must be equally long.")
        order = np.lexsort((ends, starts))
        starts, ends = starts[order], ends[order]
        if ((starts[1:] == starts[:-1]) & (ends[1:] == ends[:-1])).any():
            raise WrongInput("The same left and right stand together in two edges.")
        held = np.zeros(starts.size, dtype=np.bool_)
        if pinned is not None:
            held[whole_positions("pinned", pinned, starts.size)] = True
        return _Problem(starts, ends, *capacities, objective, held[order], order)

    def solve(self, weight: NDArray[Any]) -> tuple[NDArray[np.int64], int]:
        """Positions of the chosen edges in the caller's arrays, and the bound in scaled whole numbers."""
        import numpy as np

        from matching.flow import circulate_cheapest

        weight = weight[self.order]
        room = tuple(
            capacity - np.bincount(side[self.pinned], minlength=capacity.size)
            for side, capacity in ((self.left, self.left_capacity), (self.right, self.right_capacity))
        )
        if any(side.size and side.min() < 0 for side in room):
            raise PinsCannotHold("Somebody has more pinned pairs than room for matches.")
        free = ~self.pinned & (room[0][self.left] > 0) & (room[1][self.right] > 0) if weight.size else self.pinned
        if self.objective == "score":
            free &= (weight >= 0).astype(np.bool_)
        places = np.flatnonzero(free)
        network, bonus = self._network(places, weight[places], *room)
        flow, least_cost = circulate_cheapest(network)
        taken = flow[: places.size] > 0
        chosen = np.sort(np.concatenate([np.flatnonzero(self.pinned), places[taken]]))
        rewards = self._rewarded(flow, places.size, network, bonus)
        return self.order[chosen], sum(int(value) for value in weight[self.pinned]) - least_cost - rewards

    def _network(
        self,
        places: NDArray[np.int64],
        weight: NDArray[Any],
        left_room: NDArray[np.int64],
        right_room: NDArray[np.int64],
    ) -> tuple[Network, int]:
        """Edges first, then each person's arc to or from one hub; a bonus outweighs any total of scores."""
        import numpy as np

        from matching.flow import Network

        left, right = self.left[places], self.right[places]
        lefts, rights = left_room.size, right_room.size
        left_room = np.minimum(left_room, np.bincount(left, minlength=lefts))
        right_room = np.minimum(right_room, np.bincount(right, minlength=rights))
        bonus = 0
        if self.objective != "score" and places.size:
            spread = max(int(weight.max()), 0) - min(int(weight.min()), 0)
            bonus = spread * int(min(left_room.sum(), right_room.sum())) + 1
        edge_cost = -_wide(weight, bonus) - (bonus if self.objective == "pairs" else 0)
        hub = lefts + rights
        new_left = np.bincount(self.left[self.pinned], minlength=lefts) == 0
        new_right = np.bincount(self.right[self.pinned], minlength=rights) == 0
        persons = np.arange(hub, dtype=np.int64)
        capacity = np.concatenate([left_room, right_room])
        first = np.minimum(capacity, np.concatenate([new_left, new_right]).astype(np.int64))
        hubs = np.full(hub, hub, dtype=np.int64)
        tail, head = np.where(persons < lefts, hubs, persons), np.where(persons < lefts, persons, hubs)
        reward = np.full(hub, -bonus if self.objective == "coverage" else 0, dtype=edge_cost.dtype)
        price = np.zeros(hub + 1, dtype=edge_cost.dtype)
        np.maximum.at(price, left, -edge_cost)
        network = Network(
            hub + 1,
            np.concatenate([left, tail, tail]),
            np.concatenate([lefts + right, head, head]),
            np.concatenate([np.ones(places.size, dtype=np.int64), first, capacity - first]),
            np.concatenate([edge_cost, reward, np.zeros(hub, dtype=edge_cost.dtype)]),
            price,
        )
        return network, bonus

    def _rewarded(self, flow: NDArray[np.int64], edges: int, network: Network, bonus: int) -> int:
        """How much of the flow's value is bonus and not score."""
        if self.objective == "pairs":
            return bonus * int(flow[:edges].sum())
        if self.objective == "coverage":
            return bonus * int(flow[edges : edges + network.nodes - 1].sum())
        return 0


def _wide(weight: NDArray[Any], bonus: int) -> NDArray[Any]:
    """Weights in a type that also holds the bonus."""
    return weight.astype(object) if bonus >= 2**60 or weight.dtype == object else weight
