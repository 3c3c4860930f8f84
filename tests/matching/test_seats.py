"""How many more would have a match is counted without choosing anew, and is what choosing anew would give."""

from collections import Counter
from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import feasible_slowly, random_pool

from matching import Bond, Person, Pool, Programme, make_rule, solve
from matching.covering import Links
from matching.rules import pins
from matching.seats import Counted, seated
from matching.seats_matched import matched, with_a_match
from matching.whatif import Recruit, changed

TEAM = make_rule("team", "different", "they work in the same team", first="team")
MENTORING = Programme("p", "mentoring", ("mentee", "mentor"), (TEAM,))
seeds = st.integers(0, 10**6)


def covering(seed):
    """A random pool in which most people with a match is what counts; sometimes a pair that may meet is held."""
    pool = random_pool(seed, "mentoring")
    pool = replace(pool, programme=replace(pool.programme, objective="coverage"))
    pairs = sorted(feasible_slowly(pool))
    return replace(pool, bonds=(*pool.bonds, Bond(*pairs[seed % len(pairs)], "pinned"))) if pairs and seed % 2 else pool


@given(seeds.map(random_pool))
@settings(max_examples=60)
def test_who_has_a_match_is_worked_out_alone_as_in_a_whole_round(pool):
    proposal = solve(pool)
    left = {(one.number, one.role) for one in proposal.unmatched}
    assert with_a_match(pool) == {(one.number, one.role) for one in pool.people} - left


def covered(pool):
    return sum(solve(pool).covered.values())


@given(seeds.map(covering))
@settings(max_examples=50)
def test_a_rule_less_gives_as_many_more_a_match_as_matching_everybody_anew(pool):
    stands = seated(pool, proposal := solve(pool))
    assert isinstance(stands, Counted)
    for rule in pool.programme.rules:
        assert stands.more_without(rule.code) == matched(pool, proposal).more_without(rule.code)


@given(seeds.map(covering), st.sampled_from(("mentee", "mentor")), st.integers(1, 3), st.integers(0, 5))
@settings(max_examples=50)
def test_new_people_give_as_many_of_the_others_a_match_as_can_be(pool, role, count, like):
    alike = pool.people[like % len(pool.people)]
    recruits = [replace(alike, number=50 + at, role=role, capacity=1 + like % 2) for at in range(count)]
    before = seated(pool, proposal := solve(pool))
    after, used = before.joined(recruits)
    larger = changed(pool, *map(Recruit, recruits[:used]))
    assert after.left <= before.left
    assert after.pool == larger
    other = "mentor" if role == "mentee" else "mentee"
    assert len(before.left - after.left) == solve(larger).covered[other] - proposal.covered[other]
    assert solve(changed(pool, *map(Recruit, recruits))).covered[other] == solve(larger).covered[other]
    again, _ = after.joined([replace(alike, number=60, role=other, capacity=1)])
    assert len(again.left) <= len(after.left)


@given(seeds.map(covering))
@settings(max_examples=60)
def test_who_is_left_over_is_who_the_round_left_over(pool):
    proposal = solve(pool)
    left = {(one.number, one.role) for one in proposal.unmatched if one.code != "no_room"}
    assert seated(pool, proposal).left == left
    assert {(min(one.first, one.second), max(one.first, one.second)) for one in proposal.pairs} >= pins(pool.bonds)


@pytest.mark.parametrize("length", [1, 2, 5, 40, 3_000])
def test_a_long_chain_of_moves_gives_the_last_one_a_place(length):
    """Each may meet the one beside them and the next; everybody stands where only the first can be let in."""

    def ask(i, j):
        return np.flatnonzero((i == j) | (i == j + 1))

    links = Links(([1] * length, [1] * length), [(at, at - 1) for at in range(1, length)])
    assert links.grow(ask) == 1
    assert links.held[0] == [[at] for at in range(length)]
    assert links.grow(ask) == 0


@given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 2**36 - 1), st.lists(st.integers(0, 3), min_size=12))
def test_as_many_are_linked_as_can_be(ours, theirs, bits, rooms):
    allowed = np.array([[bits >> (6 * i + j) & 1 for j in range(6)] for i in range(6)], dtype=bool)
    left, right = [min(room, 1) for room in rooms[:ours]], rooms[6 : 6 + theirs]

    def ask(i, j):
        return np.flatnonzero(allowed[i, j])

    count = Links((left, right)).grow(ask)
    choices = product(*([-1, *(j for j in range(theirs) if allowed[i, j] and left[i])] for i in range(ours)))
    best = max(
        sum(j >= 0 for j in choice) for choice in choices if all(choice.count(j) <= right[j] for j in range(theirs))
    )
    assert count == best
    assert Links((right, left)).grow(lambda i, j: ask(j, i)) == best


@given(seeds.map(covering))
@settings(max_examples=50)
def test_nobody_gets_a_second_match_that_somebody_without_one_could_have(pool):
    proposal, may = solve(pool), feasible_slowly(pool)
    counts = Counter(one.second for one in proposal.pairs)
    held = pins(pool.bonds)
    room = {one.number for one in pool.people if one.role == "mentor" and one.capacity > 0}
    for one in proposal.pairs:
        if counts[one.second] > 1 and (min(one.first, one.second), max(one.first, one.second)) not in held:
            assert not [other for other in room if not counts[other] and (one.first, other) in may]


def test_only_those_a_rule_keeps_apart_are_freed_by_it():
    people = (
        Person(1, "mentee", answers={"team": ("Joy",)}),
        Person(2, "mentee", answers={"team": ("Joy",)}),
        Person(3, "mentor", 1, answers={"team": ("Joy",)}),
    )
    pool = Pool(people, (Bond(1, 3, "household"),), MENTORING)
    assert seated(pool, solve(pool)).more_without("team") == 2
    assert seated(replace(pool, bonds=(*pool.bonds, Bond(2, 3, "past"))), solve(pool)).more_without("team") == 0
