"""A round that knows who was suggested together last time: as good as any with the same bonus, and it says why not."""

import numpy as np
import pytest
from bench.worlds import pool_of
from hypothesis import given, settings
from hypothesis import strategies as st
from round_pools import pools

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, assign, pair, solve
from matching.candidates import find
from matching.staying import solve_staying
from matching.verify import verify

LIKE = Criterion("like", "share", "Like", (1,), first="like", second="like", most=9)
MENTORING = Programme("p", "mentoring", ("mentee", "mentor"), criteria=(LIKE,))
BUDDYING = Programme("b", "buddying", ("buddy",), criteria=(LIKE,))


def liking(number, role, *things):
    return Person(number, role, answers={"like": things})


def pairs_of(proposal):
    return [(one.first, one.second) for one in proposal.pairs]


def best_total(pool, stands, bonus):
    """What the best choice is worth when each standing pair counts the bonus more."""
    found = find(pool)
    links = [(found.firsts[i].number, found.seconds[j].number) for i, j in zip(found.first, found.second, strict=True)]
    equals = pool.programme.kind == "buddying"
    links = [tuple(sorted(link)) if equals else link for link in links]
    stood = {tuple(sorted(link)) if equals else link for link in stands}
    score = found.score + bonus * np.array([link in stood for link in links], dtype=int)
    pinned = {tuple(sorted((bond.first, bond.second))) for bond in pool.bonds if bond.kind == "pinned"}
    held = [place for place, link in enumerate(links) if tuple(sorted(link)) in pinned]
    objective = pool.programme.objective
    if equals:
        objective = "score" if objective == "score" else "pairs"
        return pair(len(found.firsts), found.first, found.second, score, objective=objective, pinned=held).total
    rooms = [[max(one.capacity, 0) for one in side] for side in (found.firsts, found.seconds)]
    return assign(
        found.first,
        found.second,
        score,
        left_capacity=rooms[0],
        right_capacity=rooms[1],
        objective=objective,
        pinned=held,
    ).total


@pytest.mark.parametrize("kind", ["mentoring", "buddying"])
@given(st.data(), st.sampled_from([0, 1, 3, 40]))
@settings(max_examples=40)
def test_it_is_as_good_as_any_choice_with_the_same_bonus(kind, data, bonus):
    pool = data.draw(pools(kind))
    numbers = st.integers(1, 9)
    stands = data.draw(st.lists(st.tuples(numbers, numbers).filter(lambda two: two[0] != two[1]), max_size=4))
    found = solve_staying(pool, stands, stay_bonus=bonus)
    verify(pool, found.proposal)
    named = {tuple(sorted(link)) if kind == "buddying" else link for link in stands}
    assert {*found.stood, *(link for link, _ in found.gone)} == named
    stayed = named & {*pairs_of(found.proposal)}
    chosen = sum(one.score for one in found.proposal.pairs)
    if not found.proposal.trios:
        assert chosen + bonus * len(stayed) == best_total(pool, stands, bonus)
    if not stands:
        assert found.proposal == solve(pool)


def test_a_large_round_keeps_nearly_all_of_last_time_for_very_little():
    pool = pool_of(1_200)
    first = solve(pool)
    again = solve_staying(pool_of(1_200), pairs_of(first))
    assert (again.proposal.score, again.gone) == (first.score, ())
    other = solve_staying(Pool(pool.people[12:], (), pool.programme), pairs_of(first))
    best = solve(Pool(pool.people[12:], (), pool.programme))
    others_gain = [link for link, why in other.gone if why == "others"]
    assert len(others_gain) < 0.01 * len(first.pairs)
    assert other.proposal.score > 0.99 * best.score
    assert dict(other.proposal.covered) == dict(best.covered)


def test_each_pair_that_does_not_stand_has_its_reason():
    people = (
        liking(1, "mentee", "tea"),
        liking(2, "mentee", "tea"),
        liking(3, "mentee"),
        liking(11, "mentor", "tea"),
        liking(12, "mentor", "tea"),
        liking(13, "mentor"),
    )
    stands = [(1, 12), (2, 13), (3, 11), (4, 11), (2, 14)]
    bonds = (Bond(1, 12, "past"),)
    found = solve_staying(Pool(people, bonds, MENTORING), stands, stay_bonus=0)
    assert dict(found.gone) == {
        (1, 12): "not_allowed",
        (2, 13): "others",
        (3, 11): "others",
        (4, 11): "left",
        (2, 14): "left",
    }
    assert found.proposal.score == 2


def test_two_buddies_are_named_in_any_order_and_stay_in_spite_of_a_little_more_elsewhere():
    people = tuple(liking(number, "buddy", *things) for number, things in enumerate(["t", "tw", "tw", "t"], 1))
    pool = Pool(people, (), BUDDYING)
    assert pairs_of(solve_staying(pool, []).proposal) == pairs_of(solve(pool)) == [(1, 4), (2, 3)]
    found = solve_staying(pool, [(2, 1), (4, 3)])
    assert (found.stay_bonus, found.stood, found.proposal.score) == (1, ((1, 2), (3, 4)), 2)


def test_an_exclusion_parts_two_people_as_an_earlier_match_would():
    pool = pool_of(160)
    stands = pairs_of(solve(pool))
    told = [
        solve_staying(Pool(pool.people, (Bond(*stands[0], kind),), pool.programme), stands)
        for kind in ("excluded", "past")
    ]
    assert told[0] == told[1]
    assert told[0].gone[0] == (stands[0], "not_allowed")


def test_a_bonus_below_0_is_refused():
    with pytest.raises(MatchingError, match="not below 0"):
        solve_staying(pool_of(4), [(1, 2)], stay_bonus=-1)
