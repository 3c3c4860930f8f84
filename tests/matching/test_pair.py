"""The pairing among equals is the best there is, and its bound is never below it."""

import itertools
from pathlib import Path

import pytest
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
    assert result.gap == result.bound - result.total >= 0


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
    ],
)
def test_input_that_cannot_be_is_one_clear_sentence(arguments, sentence):
    with pytest.raises(MatchingError, match=sentence):
        pair(*arguments)





@pytest.mark.parametrize("name", ["chain_n1000", "sparse_delta_n1004", "triangles_n1002"])
def test_published_optima_of_general_matching_are_reached(shared_data: Path, name):
    folder = shared_data / "matching/general"
    lines = (folder / f"{name}.edge").read_text().splitlines()
    edges = [tuple(map(int, line.split()[1:])) for line in lines if line.startswith("e ")]
    n = int(lines[0].split()[2])
    optimum = int((folder / f"{name}.out").read_text().split()[1])
    i, j, score = zip(*edges, strict=True)
    result = pair(n, [a - 1 for a in i], [b - 1 for b in j], score)
    assert result.total == optimum <= result.bound
