"""How long the best pairing takes, certificate included, beside rustworkx, networkx and PyMatching in the same run."""

import os
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from matching import Pairing, pair

PROVE = os.environ.get("TIMEBANK_PROVE") == "1"
FULL = 2_000
CANDIDATES = 20
SCORES = {"a few levels (0 to 10)": 10, "many levels (0 to 10,000)": 10_000}


def community(people: int, most: int) -> tuple[int, Any, Any, Any]:
    """People who each have 20 candidates on average, met at random, with whole scores from 0 to most."""
    random = np.random.default_rng(people + most)
    met = np.sort(random.integers(0, people, (people * CANDIDATES // 2, 2)), axis=1)
    met = np.unique(met[met[:, 0] < met[:, 1]], axis=0)
    return people, met[:, 0], met[:, 1], random.integers(0, most + 1, len(met))


def seconds(do: Callable[[], Any], times: int = 1) -> tuple[float, Any]:
    """The shortest of several times, and the answer."""
    taken, answer = [], None
    for _ in range(times):
        begun = time.perf_counter()
        answer = do()
        taken.append(time.perf_counter() - begun)
    return min(taken), answer


def ours(problem: tuple[int, Any, Any, Any], objective: Any) -> tuple[float, Pairing]:
    """Three times, after a first one in which the compiled code is loaded (or, once for ever, made)."""
    pair(*community(FULL, 10))
    return seconds(lambda: pair(*problem, objective=objective), 3)


def by_rustworkx(problem: tuple[int, Any, Any, Any], objective: str) -> int:
    import rustworkx

    people, i, j, score = problem
    graph = rustworkx.PyGraph()
    graph.add_nodes_from(range(people))
    graph.add_edges_from(list(zip(i.tolist(), j.tolist(), score.tolist(), strict=True)))
    found = rustworkx.max_weight_matching(graph, max_cardinality=objective == "pairs", weight_fn=int)
    return sum(graph.get_edge_data(a, b) for a, b in found)


def by_networkx(problem: tuple[int, Any, Any, Any], objective: str) -> int:
    import networkx

    graph: Any = networkx.Graph()
    graph.add_weighted_edges_from(zip(*(column.tolist() for column in problem[1:]), strict=True))
    found = networkx.max_weight_matching(graph, maxcardinality=objective == "pairs")
    return sum(graph[a][b]["weight"] for a, b in found)


def by_pymatching(problem: tuple[int, Any, Any, Any]) -> int:
    """Everybody is marked; an edge costs 2 C - score and staying alone C, with C above every score."""
    import pymatching

    _, i, j, score = problem
    most = int(score.max()) + 1
    columns = (i.tolist(), j.tolist(), score.tolist())
    points = {(a, b): value for a, b, value in zip(*columns, strict=True)}
    solver = pymatching.Matching()
    for (a, b), value in points.items():
        solver.add_edge(a, b, weight=2 * most - value)
    somebody = np.unique(np.concatenate([i, j]))
    for person in somebody.tolist():
        solver.add_boundary_edge(person, weight=most)
    marked = np.zeros(solver.num_detectors, dtype=np.uint8)
    marked[somebody] = 1
    found = solver.decode_to_matched_dets_array(marked).tolist()
    return sum(points[min(a, b), max(a, b)] for a, b in found if b >= 0)


def say(what: str, problem: tuple[int, Any, Any, Any], own: float, others: dict[str, float]) -> None:
    """One line: our time, and how many times as long each other one took."""
    times = ", ".join(f"{name} {taken:.2f} s ({taken / own:.0f} times)" for name, taken in others.items())
    print(f"\n{problem[0]:,} people, {problem[1].size:,} edges, {what}: pair {own:.4f} s; {times}")


@pytest.mark.parametrize("scores", SCORES)
@pytest.mark.parametrize("objective", ["score", "pairs"])
def test_beside_rustworkx(objective: str, scores: str) -> None:
    problem = community(FULL, SCORES[scores])
    own, result = ours(problem, objective)
    taken, total = seconds(lambda: by_rustworkx(problem, objective), 2)
    assert result.total == total == result.bound
    say(f"{objective}, {scores}, gap {result.gap}", problem, own, {"rustworkx": taken})


def test_beside_pymatching() -> None:
    problem = community(FULL, 10_000)
    own, result = ours(problem, "score")
    by_pymatching(community(50, 10))
    taken, total = seconds(lambda: by_pymatching(problem), 2)
    assert result.total == total
    say("score, many levels", problem, own, {"PyMatching by construction": taken})


@pytest.mark.parametrize("people", [300, FULL] if PROVE else [300])
def test_beside_networkx(people: int) -> None:
    problem = community(people, 10_000)
    own, result = ours(problem, "score")
    taken, total = seconds(lambda: by_networkx(problem, "score"))
    assert result.total == total
    say("score, many levels", problem, own, {"networkx": taken})


@pytest.mark.parametrize("scores", SCORES)
def test_ten_thousand_people(scores: str) -> None:
    problem = community(10_000, SCORES[scores])
    own, result = ours(problem, "score")
    assert result.gap == 0
    say(f"score, {scores}, gap 0", problem, own, {})
