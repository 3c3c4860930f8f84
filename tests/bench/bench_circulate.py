"""Time exchange at 1,000 and 2,000 members: any length against networkx's network simplex; circles of four."""

import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from bench.exchanges import Community, community

from matching.circles import Circulation, circulate
from matching.verify_circles import verify_circulation

THOUSANDS = [(1_000, 20), (1_000, 50), (2_000, 20)]


def seconds(do: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The shortest of several times, and what was done."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        done = do()
        taken.append(time.perf_counter() - begun)
    return min(taken), done


def by_networkx(case: Community) -> int:
    """The most minutes, with the score second, by the plain network simplex: two nodes a person."""
    n, giver, receiver, minutes, score = case.arcs
    room = np.minimum(case.limits["give_limit"], case.limits["receive_limit"]).tolist()
    minute = (max(score) - min(score)) * sum(room) + 1
    graph = nx.DiGraph()
    graph.add_nodes_from(range(2 * n), demand=0)
    for start, end, most, liking in zip(giver, receiver, minutes, score, strict=True):
        graph.add_edge(n + start, end, capacity=most, weight=-minute - liking + min(score))
    for person, most in enumerate(room):
        graph.add_edge(person, n + person, capacity=most, weight=0)
    cost, _ = nx.network_simplex(graph)
    return int(-cost // minute)


def test_circles_of_any_length() -> None:
    case = community(1_000, seed=1, helps=20)

    def solve() -> Circulation:
        return circulate(*case.arcs, **case.limits, max_length=None)

    solve()
    ours, found = seconds(solve, times=5)
    theirs, most = seconds(lambda: by_networkx(case))
    verify_circulation(found, *case.arcs, **case.limits, max_length=None)
    assert found.total_minutes == found.bound == most
    arcs = len(case.arcs[1])
    print(f"\n1,000 members, {arcs:,} arcs, any length: {found.total_minutes / 60:,.0f} hours, the bound equal to them")
    print(f"with bound and circles {ours * 1000:.0f} ms, networkx {theirs:.1f} s: {theirs / ours:.0f} times faster")


@pytest.mark.parametrize(("members", "helps"), THOUSANDS)
def test_circles_of_up_to_four_in_a_large_community(members: int, helps: int) -> None:
    case = community(members, seed=1, helps=helps)
    long, any_length = seconds(lambda: circulate(*case.arcs, **case.limits, max_length=None), times=2)
    short, found = seconds(lambda: circulate(*case.arcs, **case.limits))
    verify_circulation(found, *case.arcs, **case.limits)
    part = found.total_minutes / found.bound_within_limit
    print(
        f"\n{members:,} members, {len(case.arcs[1]):,} arcs, circles of four: {100 * part:.2f} % of the most within the limit,"
    )
    print(
        f"{100 * found.total_minutes / found.bound:.2f} % of the most of any length, score {found.total / any_length.total:.2f}"
    )
    print(f"of it; {short:.1f} s, {short / long:.0f} times as long as without the limit")


def test_hundreds_against_swaps_and_the_best_within_the_limit() -> None:
    for seed in range(1, 9):
        case = community(100, seed=seed, helps=4 + seed, kinds=25 + 5 * (seed % 4))
        found = {length: circulate(*case.arcs, **case.limits, max_length=length) for length in (2, 3, 4)}
        minutes = {length: one.total_minutes for length, one in found.items()}
        best, bound = found[4].bound_within_limit, found[4].bound
        shares = ", ".join(f"up to {length}: {100 * moved / bound:.0f} %" for length, moved in minutes.items())
        print(f"\n100 members, {len(case.arcs[1])} arcs, of the most of any length: {shares};", end=" ")
        print(
            f"of the most within four {100 * minutes[4] / best:.1f} %, {minutes[4] / minutes[2]:.1f} times the swaps",
            end="",
        )
    print()
