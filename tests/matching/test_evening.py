"""Of equally good choices the most even one is taken: nobody has three matches beside one who could have had two."""

from collections import Counter
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Bond, Person, Pool, Programme, again, assign, begin, solve
from matching.assign import settled
from matching.evening import evened
from matching.two_sides import read

OBJECTIVES = st.sampled_from(["score", "pairs", "coverage"])


@st.composite
def markets(draw):
    """A few edges with many ties, rooms for several, and sometimes a pin that holds."""
    lefts, rights = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    every = list(product(range(lefts), range(rights)))
    edges = draw(st.lists(st.sampled_from(every), min_size=1, max_size=9, unique=True))
    rooms = [draw(st.lists(st.integers(1, 4), min_size=n, max_size=n)) for n in (lefts, rights)]
    scores = [draw(st.integers(1, 2)) for _ in edges]
    pinned = draw(st.lists(st.integers(0, len(edges) - 1), max_size=1))
    return edges, scores, rooms, pinned, draw(OBJECTIVES)


def loads(edges, chosen):
    return [Counter(edges[at][side] for at in chosen) for side in (0, 1)]


def squares(edges, chosen):
    return sum(count * count for side in loads(edges, chosen) for count in side.values())


def value(market, chosen):
    """How good a choice is, best first; None where it cannot be."""
    edges, scores, rooms, pinned, objective = market
    counts = loads(edges, chosen)
    if not set(pinned) <= set(chosen):
        return None
    if any(count > room[who] for side, room in zip(counts, rooms, strict=True) for who, count in side.items()):
        return None
    first = {"score": 0, "pairs": len(chosen), "coverage": sum(map(len, counts))}[objective]
    return first, sum(scores[at] for at in chosen)


def chosen_by_assign(market):
    edges, scores, rooms, pinned, objective = market
    left, right = zip(*edges, strict=True)
    return assign(
        left, right, scores, left_capacity=rooms[0], right_capacity=rooms[1], objective=objective, pinned=pinned or None
    )


@given(markets())
@settings(max_examples=80)
def test_no_other_choice_that_is_as_good_and_as_many_is_more_even(market):
    best = chosen_by_assign(market)
    mine = sorted(best.edges.tolist())
    edges = market[0]
    every = [[at for at in range(len(edges)) if mask >> at & 1] for mask in range(1 << len(edges))]
    worth = {tuple(some): value(market, some) for some in every}
    highest = max(one for one in worth.values() if one is not None)
    assert worth[tuple(mine)] == highest
    assert best.total == best.bound == highest[1]
    alike = [some for some in worth if worth[some] == highest and len(some) == len(mine)]
    assert squares(edges, mine) == min(squares(edges, some) for some in alike)


@given(markets(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_any_order_of_edges_is_evened_out_the_same_way(market, chance):
    edges, scores, rooms, pinned, objective = market
    order = list(range(len(edges)))
    chance.shuffle(order)
    again_pinned = [order.index(at) for at in pinned]
    other = ([edges[at] for at in order], [scores[at] for at in order], rooms, again_pinned, objective)
    assert [edges[at] for at in chosen_by_assign(market).edges] == [
        other[0][at] for at in chosen_by_assign(other).edges
    ]


def people(mentees, mentors, room):
    return tuple(
        [Person(number, "mentee") for number in range(mentees)]
        + [Person(100 + number, "mentor", room) for number in range(mentors)]
    )


def shares(pool):
    return sorted(Counter(pair.second for pair in solve(pool).pairs).values())


def test_mentors_who_fit_alike_share_the_mentees_out():
    for turn in range(4):
        pool = Pool(people(8, 3, 4), (), Programme("p", "mentoring", ("mentee", "mentor")), turn)
        assert shares(pool) == [2, 3, 3]


def test_a_pinned_match_counts_as_one_of_them():
    pins = tuple(Bond(mentee, 100, "pinned") for mentee in (0, 1))
    pool = Pool(people(4, 2, 4), pins, Programme("p", "mentoring", ("mentee", "mentor")))
    assert shares(pool) == [2, 2]


def test_whoever_stands_together_stays_so_though_it_could_be_more_even_now():
    programme = Programme("p", "mentoring", ("mentee", "mentor"))
    standing = begin(Pool(people(3, 1, 3), (), programme))
    later = again(standing, Pool(people(3, 3, 3), (), programme))
    assert later.parted <= 2  # the two new mentors have somebody, too: coverage goes first
    once_more = again(later, Pool(people(3, 3, 3), (), programme))
    assert once_more.parted == 0
    assert once_more.proposal.pairs == later.proposal.pairs


def test_a_large_market_is_evened_out_by_compiled_code():
    chance = np.random.default_rng(3)
    left = np.repeat(np.arange(1000), 70)
    right = np.concatenate([chance.choice(600, 70, replace=False) for _ in range(1000)])
    problem = read(left, right, np.ones(left.size, np.int64), np.full(1000, 1), np.full(600, 3), "score", None)
    before = settled(problem.sides)
    after = evened(problem, before)
    assert after.chosen.size == before.chosen.size == 1000
    assert (np.bincount(problem.sides.left[after.chosen]) == 1).all()
    assert Counter(np.bincount(problem.sides.right[after.chosen], minlength=600).tolist()) == {1: 200, 2: 400}
    assert evened(problem, after) is after
