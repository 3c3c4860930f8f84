"""A few people to meet briefly for each: never against a rule, shared out evenly, as many as can be, then the best."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import feasible_slowly, random_pool

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, assign, pair
from matching.shortlist import shortlist, verify_shortlist

LIKE = Criterion("like", "share", "Like", (1,), first="like", second="like", most=9)
MENTORING = Programme("p", "mentoring", ("mentee", "mentor"), criteria=(LIKE,))
BUDDYING = Programme("b", "buddying", ("buddy",), criteria=(LIKE,))
SEEDS, MOSTS = st.integers(0, 100_000), st.integers(1, 3)


def met_by(found):
    return [(one.first, one.second) for one in found.pairs]


@given(SEEDS, MOSTS, st.integers(0, 3))
@settings(max_examples=120, deadline=None)
def test_a_shortlist_of_two_roles_has_most_meetings_shared_out_evenly_and_is_proved_best(seed, most, before):
    pool = random_pool(seed, "mentoring")
    every = feasible_slowly(pool)
    met = sorted(every)[:before]
    allowed = {link: points for link, points in every.items() if link not in met and link[::-1] not in met}
    found = shortlist(pool, most, met=met)
    assert set(met_by(found)) <= set(allowed)
    assert found.score == found.bound
    rooms = {(one.number, one.role): max(one.capacity, 0) for one in pool.people}
    left = [min(rooms.get((number, "mentee"), 0), 1) for number in range(10)]
    right = [rooms.get((number, "mentor"), 0) * most for number in range(10)]
    columns = ([a for a, _ in allowed], [b for _, b in allowed], list(allowed.values()))
    has = Counter(a for a, _ in met_by(found))
    for level in range(1, most + 1):
        mostly = assign(
            *columns, left_capacity=[level * one for one in left], right_capacity=right, objective="pairs"
        ).edges.size
        assert sum(min(many, level) for many in has.values()) == mostly


@given(SEEDS, MOSTS)
@settings(max_examples=80, deadline=None)
def test_among_equals_nobody_meets_too_many_and_no_further_meeting_is_possible(seed, most):
    pool = random_pool(seed, "buddying")
    allowed = feasible_slowly(pool)
    found = shortlist(pool, most)
    has = Counter(number for link in met_by(found) for number in link)
    assert set(met_by(found)) <= set(allowed)
    assert max(has.values(), default=0) <= most
    assert not any(has[a] < most and has[b] < most for a, b in set(allowed) - set(met_by(found)))
    if most == 1 and allowed:
        columns = ([a for a, _ in allowed], [b for _, b in allowed], list(allowed.values()))
        assert len(found.pairs) == pair(10, *columns, objective="pairs").edges.size


@given(SEEDS)
@settings(max_examples=40, deadline=None)
def test_where_everybody_got_all_their_meetings_a_final_round_can_find_somebody_for_everybody(seed):
    pool = random_pool(seed, "mentoring")
    found = shortlist(pool, 2)
    has = Counter(a for a, _ in met_by(found))
    here = [one.number for one in pool.people if one.role == "mentee" and one.capacity > 0]
    if not here or any(has[number] < 2 for number in here):
        return
    rooms = {one.number: one.capacity for one in pool.people if one.role == "mentor"}
    final = assign(
        [a for a, _ in met_by(found)],
        [b for _, b in met_by(found)],
        [1] * len(found.pairs),
        left_capacity=[1] * 10,
        right_capacity=[max(rooms.get(number, 0), 0) for number in range(10)],
        objective="pairs",
    )
    assert final.edges.size == len(here)


@pytest.mark.parametrize("kind", ["mentoring", "buddying"])
@given(st.integers(0, 2_000))
@settings(max_examples=25, deadline=None)
def test_the_order_of_people_changes_nothing_and_an_exclusion_counts_as_an_earlier_match(kind, seed):
    pool = random_pool(seed, kind)
    assert shortlist(replace(pool, people=pool.people[::-1]), 3) == shortlist(pool, 3)
    first, last = pool.people[0].number, pool.people[-1].number
    apart = [shortlist(replace(pool, bonds=(*pool.bonds, Bond(first, last, one))), 3) for one in ("excluded", "past")]
    assert apart[0] == apart[1]


def test_a_pinned_pair_meets_before_better_ones():
    people = [Person(1, "mentee", answers={"like": ("tea",)})]
    people += [Person(number, "mentor", answers={"like": ("tea",) if number > 5 else ()}) for number in (5, 6, 7)]
    pool = Pool(tuple(people), (), MENTORING)
    assert met_by(shortlist(pool, 2)) == [(1, 6), (1, 7)]
    assert met_by(shortlist(replace(pool, bonds=(Bond(1, 5, "pinned"),)), 1)) == [(1, 5)]


def test_five_who_may_all_meet_each_meet_two():
    people = tuple(Person(number, "buddy") for number in range(5))
    found = shortlist(Pool(people, (), BUDDYING), 2)
    assert Counter(number for link in met_by(found) for number in link) == dict.fromkeys(range(5), 2)


def test_whoever_nobody_fits_is_named_and_whoever_has_no_room_is_not():
    people = (Person(1, "mentee"), Person(2, "mentee", 0), Person(5, "mentor"))
    found = shortlist(Pool(people, (Bond(1, 5, "household"),), MENTORING), 3)
    assert (found.pairs, found.nobody, found.score) == ((), (1,), 0)


@pytest.mark.parametrize(
    "wrong", [{"score": 9}, {"bound": -1}, {"nobody": (1,)}, {"most": 1}], ids=["score", "bound", "nobody", "most"]
)
def test_the_check_catches_a_shortlist_that_is_wrong(wrong):
    people = (Person(1, "mentee"), Person(5, "mentor"), Person(6, "mentor"))
    pool = Pool(people, (), MENTORING)
    found = shortlist(pool, 2)
    with pytest.raises(MatchingError):
        verify_shortlist(pool, replace(found, **wrong))
    with pytest.raises(MatchingError):
        verify_shortlist(replace(pool, bonds=(Bond(1, 5, "past"),)), found)
    with pytest.raises(MatchingError):
        verify_shortlist(pool, replace(found, pairs=(*found.pairs, found.pairs[0])))


def test_a_shortlist_is_of_one_to_three():
    for most in (0, 4):
        with pytest.raises(MatchingError):
            shortlist(Pool((), (), MENTORING), most)
