"""A round again after a few changes: as good as one from nothing with the same bonus, and nobody moved without need."""

import sys
from dataclasses import replace

import numpy as np
import pytest
from bench.worlds import pool_of
from hypothesis import given, settings
from hypothesis import strategies as st
from round_pools import persons, pools

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, again, assign, begin, solve, two_sides
from matching import candidates as candidates_module
from matching import changes as changes_module
from matching.candidates import Limits, find
from matching.pins import pins_that_hold
from matching.set_aside import dear, moved
from matching.verify import verify

MENTORING = Programme("p", "mentoring", ("mentee", "mentor"))


def as_dictionary(proposal):
    return {(pair.first, pair.second): pair for pair in proposal.pairs}


def full_total(pool, before, stay_bonus):
    """What the best round from nothing is worth, each pair of `before` counting `stay_bonus` more."""
    found = find(pool)
    stood = {(pair.first, pair.second) for pair in before.pairs}
    numbers = [
        (found.firsts[i].number, found.seconds[j].number) for i, j in zip(found.first, found.second, strict=True)
    ]
    stands = np.array([pair in stood for pair in numbers], dtype=bool)
    pinned = {tuple(sorted((bond.first, bond.second))) for bond in pool.bonds if bond.kind == "pinned"}
    return assign(
        found.first,
        found.second,
        found.score + stay_bonus * stands,
        left_capacity=[max(one.capacity, 0) for one in found.firsts],
        right_capacity=[max(one.capacity, 0) for one in found.seconds],
        objective=pool.programme.objective,
        pinned=[place for place, pair in enumerate(numbers) if tuple(sorted(pair)) in pinned],
    ).total


@st.composite
def later(draw, pool):
    """The pool after some people have left, come, answered again or waited, and bonds have come or gone."""
    places = draw(st.sets(st.tuples(st.integers(1, 9), st.sampled_from(pool.programme.roles)), max_size=3))
    other = {place: draw(persons(place[1], place[0])) for place in sorted(places)}
    people = []
    for person in pool.people:
        what = draw(st.sampled_from(["stays", "stays", "stays", "waits", "answers", "leaves"]))
        if what == "waits":
            people.append(replace(person, waiting_days=person.waiting_days + 40))
        elif what == "answers":
            people.append(other.pop((person.number, person.role), person))
        elif what == "stays":
            people.append(draw(st.sampled_from([person, replace(person)])))
    here = {(person.number, person.role) for person in people}
    people += [person for key, person in other.items() if key not in here][: draw(st.integers(0, 2))]
    numbers = st.integers(1, 8)
    bonds = draw(st.lists(st.builds(Bond, numbers, numbers, st.sampled_from(["past", "household"])), max_size=2))
    kept = tuple(bond for bond in pool.bonds if bond.kind != "pinned" and draw(st.booleans())) + tuple(bonds)
    wanted = draw(st.lists(st.tuples(numbers, numbers), max_size=1))
    pinned = pins_that_hold(pool.programme, people, kept, wanted)
    return replace(pool, people=tuple(people), bonds=(*kept, *pinned), turn=draw(st.integers(0, 1)))


@pytest.mark.parametrize("large", [False, True])
@given(st.data(), st.sampled_from([None, 0, 3]))
@settings(max_examples=30)
def test_a_round_again_is_as_good_as_one_from_nothing_with_the_same_bonus(large, data, stay_bonus):
    with pytest.MonkeyPatch.context() as patch:
        if large:
            widened = Limits(ask_plainly=0, keep_all=0, most=1)
            for module, name, value in (
                (two_sides, "LARGE_EDGES", 0),
                (two_sides, "LARGE_PEOPLE", 0),
                (candidates_module, "LIMITS", widened),
                (changes_module, "LIMITS", widened),
            ):
                patch.setattr(module, name, value)
        patch.setattr(sys.modules["matching.again"], "FEW", 2.0)
        pool = data.draw(pools("mentoring"))
        standing = begin(pool)
        plain = solve(pool).score
        assert standing.proposal.score == plain
        for _ in range(2):
            pool = data.draw(later(pool))
            before, standing = standing, again(standing, pool, stay_bonus=stay_bonus)
            patch.setattr(candidates_module, "LIMITS", Limits())
            total = full_total(standing.pool, before.proposal, standing.stay_bonus)
            if large:
                patch.setattr(candidates_module, "LIMITS", widened)
            assert standing.total == total
            assert standing.proposal.score == standing.proposal.bound == total - standing.stayed * standing.stay_bonus
            assert standing.proposal.whole
            verify(standing.pool, standing.proposal)
            stayed = as_dictionary(before.proposal).keys() & as_dictionary(standing.proposal).keys()
            assert (standing.stayed, standing.parted) == (len(stayed), len(before.proposal.pairs) - len(stayed))
            fresh = {(one.number, one.role): one.code for one in solve(standing.pool).unmatched}
            for one in standing.proposal.unmatched:
                assert fresh.get((one.number, one.role), one.code) == one.code


def town(size=160, seed=1):
    """A programme with rules, criteria and waiting, and its people."""
    return pool_of(size, seed=seed)


def answering_anew(pool, *numbers):
    """The same pool, where some people answer as others would."""
    others = {person.number: person for person in pool_of(len(pool.people), seed=99).people}
    people = tuple(
        replace(person, answers=others[person.number].answers, week=others[person.number].week)
        if person.number in numbers
        else replace(person)
        for person in pool.people
    )
    return replace(pool, people=people)


def test_a_town_goes_on_for_weeks_with_few_candidates_and_stays_as_good_as_any(monkeypatch):
    pool = town(300)
    for module, name in ((two_sides, "LARGE_EDGES"), (two_sides, "LARGE_PEOPLE")):
        monkeypatch.setattr(module, name, 0)
    standing, every = begin(pool), find(pool).possible
    for week in range(1, 6):
        pool = replace(answering_anew(pool, *range(week, 300, 60)), turn=week % 2)
        before, standing = standing, again(standing, pool)
        assert standing.total == full_total(standing.pool, before.proposal, standing.stay_bonus)
        assert standing.proposal.whole
        assert list(standing.proposal.pairs) == sorted(
            standing.proposal.pairs, key=lambda pair: (pair.first, pair.second)
        )
        assert 0 < standing.candidates.first.size < every / 2


def test_where_nothing_changed_nothing_is_said_anew():
    pool = town()
    standing = begin(pool)
    assert standing.proposal == solve(pool)
    same = again(standing, answering_anew(pool))
    assert same.proposal == standing.proposal
    assert (same.stayed, same.parted) == (len(standing.proposal.pairs), 0)
    assert all(one is as_dictionary(standing.proposal)[key] for key, one in as_dictionary(same.proposal).items())


def test_the_order_in_which_people_are_given_does_not_matter():
    pool = town()
    standing, later = begin(pool), answering_anew(pool, 3, 90)
    assert again(standing, later).proposal == again(standing, replace(later, people=later.people[::-1])).proposal


def test_nobody_is_moved_for_less_than_the_bonus_and_somebody_is_for_more():
    like = Criterion("like", "share", "Like", (1,), first="like", second="like", most=9)
    people = (
        Person(1, "mentee", answers={"like": ("tea", "walks")}),
        Person(2, "mentor", answers={"like": ("tea",)}),
    )
    pool = Pool(people, (), replace(MENTORING, criteria=(like,)))
    better = replace(pool, people=(*people, Person(3, "mentor", answers={"like": ("tea", "walks")})))
    standing = begin(pool)
    assert list(as_dictionary(again(standing, better, stay_bonus=2).proposal)) == [(1, 2)]
    moved_on = again(standing, better, stay_bonus=0)
    assert list(as_dictionary(moved_on.proposal)) == [(1, 3)]
    assert (moved_on.stayed, moved_on.parted) == (0, 1)


def test_who_has_only_waited_counts_as_before_until_the_round_is_begun_anew():
    waiting = Criterion("waiting", "waiting", "Waiting", (1,), days=30, most=9)
    people = (Person(1, "mentee", waiting_days=30), Person(2, "mentor"))
    pool = Pool(people, (), replace(MENTORING, criteria=(waiting,)))
    later = replace(pool, people=(replace(people[0], waiting_days=90), people[1]))
    after = again(begin(pool), later)
    assert after.proposal.score == 1
    assert after.pool == pool
    assert begin(later).proposal.score == 3


def test_where_the_programme_changes_all_candidates_are_found_anew_and_pairs_still_stay():
    pool = town()
    criteria = tuple(
        replace(one, strength="off") if one.code == "interests" else one for one in pool.programme.criteria
    )
    later = replace(pool, programme=replace(pool.programme, criteria=criteria))
    standing = begin(pool)
    after = again(standing, later)
    assert after.total == full_total(later, standing.proposal, after.stay_bonus)
    verify(later, after.proposal)


def test_whose_way_is_open_now_or_closed_now_is_told_so():
    like = Criterion("like", "share", "Like", (1,), "must", first="like", second="like")
    people = [Person(number, "mentee", answers={"like": ("tea",)}) for number in (1, 2)]
    walker, reader = (Person(9, "mentor", answers={"like": (what,)}) for what in ("walks", "tea"))
    programme = replace(MENTORING, criteria=(like,))
    standing = begin(Pool((*people, walker), (), programme))
    assert {one.code for one in standing.proposal.unmatched} == {"nobody_allowed"}
    after = again(standing, Pool((*people, reader), (), programme))
    assert [one.code for one in after.proposal.unmatched] == ["others_fitted"]
    closed = again(after, Pool(tuple(people), (), programme))
    assert [one.code for one in closed.proposal.unmatched] == ["nobody_here", "nobody_here"]


def test_an_exclusion_parts_a_standing_pair_and_looks_like_an_earlier_match():
    pool = town()
    standing = begin(pool)
    pair = standing.proposal.pairs[0]
    told = [
        again(standing, replace(pool, bonds=(Bond(pair.first, pair.second, kind),))).proposal
        for kind in ("excluded", "past")
    ]
    assert told[0] == told[1]
    assert (pair.first, pair.second) not in as_dictionary(told[0])


def test_equals_are_paired_from_nothing_and_a_bonus_below_0_is_refused():
    buddies = Pool((Person(1, "buddy"), Person(2, "buddy")), (), Programme("b", "buddying", ("buddy",)))
    assert again(begin(buddies), buddies).proposal == solve(buddies)
    pool = town(20)
    with pytest.raises(MatchingError, match="not below 0"):
        again(begin(pool), pool, stay_bonus=-1)


def test_millions_of_pairs_are_gone_through_as_few_are():
    chance = np.random.default_rng(4)
    pairs = (
        chance.integers(0, 50, 4_000, np.int32),
        chance.integers(0, 40, 4_000, np.int32),
        chance.integers(0, 60, 4_000),
    )
    now = np.where(chance.random(50) < 0.1, -1, np.arange(50)[::-1]), np.arange(40) - 1
    more = pairs[0][:3], pairs[1][:3], pairs[2][:3]
    for one, other in zip(moved(pairs, *now, more), moved(pairs, *now, more, many=0), strict=True):
        assert (one == other).all()
        assert one.dtype == other.dtype
    prices = chance.integers(0, 100, 50), chance.integers(0, 100, 40)
    assert (dear(pairs, prices, 4, 7, -3) == dear(pairs, prices, 4, 7, -3, many=0)).all()
    assert dear(pairs, prices, 4, 7, -3).size
