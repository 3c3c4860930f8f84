"""What the best assignment of 10,000 people costs beside OR-Tools and networkx, and a round after few changes."""

import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from matching import assign
from matching.repair import keep, reassign

PEOPLE, CANDIDATES, HIGHEST = 10_000, 50, 1000
Whole = NDArray[np.int64]
Market = tuple[Whole, Whole, Whole, Whole, Whole]


def market(kind: str, people: int, seed: int = 1) -> Market:
    """Everybody on the left knows 50 on the right: who is needed, scarce, or has room to spare."""
    random = np.random.default_rng(seed)
    rights = people * 3 // 10 if kind == "scarce" else people
    left = np.repeat(np.arange(people), CANDIDATES)
    edges = np.unique(left * rights + random.integers(0, rights, left.size))
    ones, places = np.ones(people, np.int64), np.full(rights, 3 if kind == "spare" else 1)
    return edges // rights, edges % rights, random.integers(1, HIGHEST + 1, edges.size), ones, places


def bare_ortools(left: Whole, right: Whole, score: Whole, left_room: Whole, right_room: Whole) -> int:
    """The same flow by OR-Tools, its arrays filled in bulk, without any proof."""
    flow, lefts, rights = SimpleMinCostFlow(), np.arange(left_room.size), np.arange(right_room.size)
    start, end = left_room.size + right_room.size, left_room.size + right_room.size + 1
    flow.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([left, np.full(lefts.size, start), lefts.size + rights]),
        np.concatenate([lefts.size + right, lefts, np.full(rights.size, end)]),
        np.concatenate([np.ones(left.size, np.int64), left_room, right_room]),
        np.concatenate([-score, np.zeros(lefts.size + rights.size, np.int64)]),
    )
    most = int(min(left_room.sum(), right_room.sum()))
    flow.add_arc_with_capacity_and_unit_cost(start, end, most, 0)
    flow.set_node_supply(start, most)
    flow.set_node_supply(end, -most)
    assert flow.solve() == flow.OPTIMAL
    return -int(flow.optimal_cost())


def by_networkx(left: Whole, right: Whole, score: Whole, left_room: Whole, right_room: Whole) -> int:
    """The same flow by networkx's network simplex."""
    graph: Any = nx.DiGraph()
    for one, other, worth in zip(left.tolist(), right.tolist(), score.tolist(), strict=True):
        graph.add_edge(("left", one), ("right", other), capacity=1, weight=-worth)
    for one, room in enumerate(left_room.tolist()):
        graph.add_edge("hub", ("left", one), capacity=room, weight=0)
    for other, room in enumerate(right_room.tolist()):
        graph.add_edge(("right", other), "hub", capacity=room, weight=0)
    return -int(nx.network_simplex(graph)[0])


def seconds(do: Callable[[], Any], times: int = 5) -> tuple[float, Any]:
    """The quickest of several times, and what came of it."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        result = do()
        taken.append(time.perf_counter() - begun)
    return min(taken), result


@pytest.mark.parametrize("kind", ["tight", "scarce", "spare"])
def test_ten_thousand_people_beside_ortools(kind: str) -> None:
    left, right, score, left_room, right_room = given = market(kind, PEOPLE)
    rooms = {"left_capacity": left_room, "right_capacity": right_room}
    assign(left, right, score, **rooms)
    bare, best = seconds(lambda: bare_ortools(*given), 3)
    ours, result = seconds(lambda: assign(left, right, score, **rooms))
    assert result.total == result.bound == best
    print(f"\n{kind}: OR-Tools {bare:.3f} s, assign {ours:.3f} s ({ours / bare:.2f} of it), the bound is the total")
    for objective in ("pairs", "coverage"):
        taken, result = seconds(lambda objective=objective: assign(left, right, score, **rooms, objective=objective), 3)
        assert result.total == result.bound
        print(f"  {objective} first: {taken:.3f} s ({taken / bare:.2f})")
    shuffled = np.random.default_rng(2).permutation(score.size)
    mixed = left[shuffled], right[shuffled], score[shuffled] / 10
    taken, _ = seconds(lambda: assign(*mixed, **rooms), 3)
    print(f"  decimals, edges in any order: {taken:.3f} s ({taken / bare:.2f})")


def test_a_thousand_people_beside_networkx() -> None:
    left, right, score, left_room, right_room = given = market("tight", 1000)
    rooms = {"left_capacity": left_room, "right_capacity": right_room}
    assign(left, right, score, **rooms)
    ours, result = seconds(lambda: assign(left, right, score, **rooms))
    peer, best = seconds(lambda: by_networkx(*given), 1)
    assert result.total == best
    print(f"\n1,000 by 1,000: networkx {peer:.2f} s, assign {ours:.4f} s, {peer / ours:.0f} times faster")


@pytest.mark.parametrize("kind", ["tight", "scarce", "spare"])
@pytest.mark.parametrize("changed_people", [10, 100])
def test_a_round_after_few_changes_beside_one_from_nothing(kind: str, changed_people: int) -> None:
    left, right, score, left_room, right_room = market(kind, PEOPLE)
    rooms = {"left_capacity": left_room, "right_capacity": right_room}
    kept = keep(left, right, score, **rooms)
    random = np.random.default_rng(3)
    changed = np.zeros(PEOPLE, bool)
    changed[random.choice(PEOPLE, changed_people, replace=False)] = True
    again = np.where(changed[left], random.integers(1, HIGHEST + 1, score.size), score)
    key = left * PEOPLE + right
    stands = np.isin(key, kept.left * PEOPLE + kept.right)
    best = assign(left, right, again, **rooms).total
    for stay_bonus in (0, HIGHEST // 10, HIGHEST // 4):
        whole, full = seconds(
            lambda stay_bonus=stay_bonus: assign(left, right, again + stay_bonus * stands, **rooms), 3
        )
        taken, after = seconds(
            lambda stay_bonus=stay_bonus: reassign(kept, left, right, again, **rooms, stay_bonus=stay_bonus)
        )
        assert after.assignment.total == full.total == after.assignment.bound
        unchanged = ~changed[kept.left]
        stayed = np.isin(kept.left * PEOPLE + kept.right, after.left * PEOPLE + after.right)
        parted = (unchanged & ~stayed).sum() / unchanged.sum()
        print(
            f"\n{kind}, {changed_people} changed, stay bonus {stay_bonus}: from nothing {whole:.4f} s, again {taken:.4f} s"
            f" ({whole / taken:.1f} times), {parted:.2%} of the others parted for {1 - after.score / best:.3%} of the score"
        )
