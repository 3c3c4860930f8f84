"""The pairing among equals is the best there is, and its bound proves it."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path
from random import Random

import networkx as nx
import pytest
import rustworkx as rx
from hypothesis import given
from hypothesis import strategies as st

from matching import MatchingError, pair


@st.composite
def circles_of_people(draw):
    n = draw(st.integers(0, 6))
    places = list(itertools.combinations(range(n), 2))
    edges = draw(st.lists(st.sampled_from(places), unique=True, max_size=10)) if places else []
    turned = [edge if draw(st.booleans()) else edge[::-1] for edge in edges]
    return n, [e[0] for e in turned], [e[1] for e in turned], [draw(st.integers(-4, 9)) for _ in turned]


def best_of(world, objective, pinned=()):
    _, i, j, score = world
    values = []
    for size in range(len(i) + 1):
        for chosen in itertools.combinations(range(len(i)), size):
            people = [p for e in chosen for p in (i[e], j[e])]
            if len(people) == len(set(people)) and set(pinned) <= set(chosen):
                total = sum(score[e] for e in chosen)
                values.append((total,) if objective == "score" else (size, total))
    return max(values, default=None)


@given(circles_of_people(), st.sampled_from(["score", "pairs"]), st.data())
def test_no_other_pairing_is_better(world, objective, data):
    n, i, j, score = world
    pinned = data.draw(st.lists(st.sampled_from(range(len(i))), unique=True, max_size=2)) if i else []
    best = best_of(world, objective, pinned)
    if best is None:
        with pytest.raises(MatchingError, match="two pinned pairs"):
            pair(n, i, j, score, objective=objective, pinned=pinned)
        return
    result = pair(n, i, j, score, objective=objective, pinned=pinned)
    people = [p for e in result.edges.tolist() for p in (i[e], j[e])]
    assert len(people) == len(set(people))
    assert set(pinned) <= set(result.edges.tolist())
    assert ((result.total,) if objective == "score" else (len(result.edges), result.total)) == best
    assert result.bound == result.total
    assert result.gap == 0


@given(circles_of_people(), st.randoms(use_true_random=False))
def test_the_order_of_edges_and_of_their_ends_does_not_matter(world, random):
    n, i, j, score = world
    order = list(range(len(i)))
    random.shuffle(order)
    plain = pair(n, i, j, score)
    other = pair(n, [j[e] for e in order], [i[e] for e in order], [score[e] for e in order])
    assert [order[e] for e in other.edges.tolist()] == plain.edges.tolist()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((2, [0], [0], [1]), "themselves"),
        ((2, [0, 1], [1, 0], [1, 1]), "two edges"),
        ((2, [0], [2], [1]), "outside 0 to 1"),
        ((-1, [], [], []), "0 or more"),
        ((2, [0], [1], [float("nan")]), "finite"),
        ((2, [0], [1], []), "equally long"),
        ((3, [0, 1], [1], [1, 1]), "equally long"),
        ((2, [0.5], [1], [1]), "whole numbers"),
        ((2, [0], [1], [0.1234567]), "more than six decimals"),
    ],
)
def test_input_that_cannot_be_is_one_clear_sentence(arguments, sentence):
    with pytest.raises(MatchingError, match=sentence):
        pair(*arguments)


@pytest.mark.parametrize(
    ("pinned", "sentence"), [([0, 1], "two pinned pairs"), ([3], "outside 0 to 2"), ([-1], "outside 0 to 2")]
)
def test_pins_that_cannot_be_are_one_clear_sentence(pinned, sentence):
    with pytest.raises(MatchingError, match=sentence):
        pair(4, [0, 1, 2], [1, 2, 3], [1, 1, 1], pinned=pinned)


def test_an_objective_nobody_knows_is_refused():
    with pytest.raises(MatchingError, match="score or pairs, not 'coverage'"):
        pair(2, [0], [1], [1], objective="coverage")


def test_a_ring_of_three_is_bounded_by_what_it_can_reach_and_not_by_halves():
    result = pair(3, [0, 1, 2], [1, 2, 0], [1, 1, 1])
    assert (result.total, result.bound, result.gap) == (1, 1, 0)


def test_scores_stay_exact_in_decimals_and_beyond_64_bits():
    assert pair(4, [0, 1, 2], [1, 2, 3], [0.1, 0.3, 0.2]).total == 0.3
    huge = 10**30
    result = pair(4, [0, 1, 2], [1, 2, 3], [huge, 2 * huge + 1, huge])
    assert (result.edges.tolist(), result.total, result.bound) == ([1], 2 * huge + 1, 2 * huge + 1)
    result = pair(4, [0, 1, 2], [1, 2, 3], [huge, 2 * huge + 1, huge], objective="pairs")
    assert (result.edges.tolist(), result.total, result.bound) == ([0, 2], 2 * huge, 2 * huge)


def crowd(people, candidates, most, seed):
    random = Random(seed)
    met = {tuple(sorted(random.sample(range(people), 2))) for _ in range(people * candidates // 2)}
    return people, *zip(*[(a, b, random.randint(-most // 5, most)) for a, b in sorted(met)], strict=True)


@pytest.mark.parametrize("objective", ["score", "pairs"])
@pytest.mark.parametrize(("people", "candidates", "most"), [(60, 4, 10), (60, 12, 5), (101, 6, 10**7), (150, 8, 100)])
def test_two_other_solvers_agree_on_larger_communities(objective, people, candidates, most):
    n, i, j, score = crowd(people, candidates, most, seed=people + candidates)
    edges = list(zip(i, j, score, strict=True))
    result = pair(n, i, j, score, objective=objective)
    graph, other = nx.Graph(), rx.PyGraph()
    graph.add_weighted_edges_from(edges)
    other.add_nodes_from(range(n))
    other.add_edges_from(edges)
    points = {frozenset((a, b)): value for a, b, value in edges}
    most_pairs = objective == "pairs"
    for found in (nx.max_weight_matching(graph, most_pairs), rx.max_weight_matching(other, most_pairs, int)):
        assert result.total == sum(points[frozenset(two)] for two in found) == result.bound
        assert not most_pairs or len(result.edges) == len(found)


PRINT_PAIRS = "import json, sys; from matching import pair; print(pair(*json.load(sys.stdin)).edges.tolist())"


def test_another_hash_seed_gives_the_same_pairs_among_many_equal_ones():
    problem = crowd(60, 10, 2, seed=1)
    here = pair(*problem).edges.tolist()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", PRINT_PAIRS],
            input=json.dumps(problem),
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(run.stdout) == here


@pytest.mark.parametrize("name", ["chain_n1000", "sparse_delta_n1004", "triangles_n1002"])
def test_published_optima_of_general_matching_are_reached(shared_data: Path, name):
    folder = shared_data / "matching/general"
    lines = (folder / f"{name}.edge").read_text().splitlines()
    edges = [tuple(map(int, line.split()[1:])) for line in lines if line.startswith("e ")]
    n = int(lines[0].split()[2])
    optimum = int((folder / f"{name}.out").read_text().split()[1])
    i, j, score = zip(*edges, strict=True)
    result = pair(n, [a - 1 for a in i], [b - 1 for b in j], score)
    assert result.total == optimum == result.bound
