"""What if, and two results side by side: what stays, what is new or gone and why, and who gains or loses."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import feasible_slowly, random_pool

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, solve
from matching.compare import compare, outcome
from matching.quality import quality
from matching.whatif import Lift, MorePlaces, Pin, Recruit, Weigh, changed, what_if
from matching.why_nobody import rule_effects

LIKES = Criterion("likes", "share", "Likes", (4,), first="likes", second="likes", most=3)
WORK = Criterion("work", "same", "Work", (4,), "medium", first="work", second="work")
pools = st.integers(0, 10**6).map(random_pool)


def person(number, role, *likes, work="", **more):
    return Person(number, role, answers={"likes": likes, "work": (work,)}, **more)


ANN = person(1, "mentee", "tea", "walks", work="Policy")
CORA = person(2, "mentee", "music")
BEN = person(11, "mentor", "tea")
DAN = person(12, "mentor", "music", work="Policy")
PROGRAMME = Programme("p", "mentoring", ("mentee", "mentor"), (), (LIKES, WORK))
POOL = Pool((ANN, CORA, BEN, DAN), (), PROGRAMME)


def told(change):
    return [tuple(number for number, _ in one.seats) for one in change]


def test_a_heavier_criterion_changes_who_is_suggested():
    change = what_if(POOL, Weigh("work", "must"))
    assert (told(change.gone), told(change.new)) == ([(1, 11), (2, 12)], [(1, 12), (2, 11)])
    assert {one.why for one in (*change.gone, *change.new)} == {"others"}
    assert (change.lost, change.gained, change.people_more) == ((), (), 0)


def test_a_pinned_pair_is_in_and_its_price_is_told():
    change = what_if(POOL, Pin(2, 11))
    assert (2, 11) in told(change.new)
    assert change.points_more == -4


def test_one_more_mentor_places_somebody():
    pool = replace(POOL, people=(ANN, CORA, BEN))
    change = what_if(pool, Recruit(DAN))
    assert [one.why for one in change.new] == ["joined"]
    assert (change.people_more, change.gained) == (2, ((2, "mentee"), (12, "mentor")))


def test_somebody_who_left_or_has_no_room_or_is_kept_apart_is_why_a_match_is_gone():
    before = outcome(POOL, solve(POOL))
    for people, bonds, why in (
        ((CORA, BEN, DAN), (), "left"),
        ((replace(ANN, capacity=0), CORA, BEN, DAN), (), "room"),
        ((ANN, CORA, BEN, DAN), (Bond(1, 11, "excluded"),), "set_aside"),
        ((replace(ANN, capacity=0), CORA, BEN, DAN), (Bond(1, 11, "present"),), "set_aside"),
    ):
        pool = replace(POOL, people=people, bonds=bonds)
        change = compare(before, outcome(pool, solve(pool)))
        assert {tuple(number for number, _ in one.seats): one.why for one in change.gone}[1, 11] == why


def test_a_trio_is_one_match_of_three():
    buddies = tuple(replace(one, role="buddy") for one in (ANN, CORA, BEN))
    pool = Pool(buddies, (), Programme("p", "buddying", ("buddy",), (), (LIKES, WORK), "pairs"))
    change = what_if(pool, Lift("work"))
    assert told(change.stayed) == [(1, 2, 11)]
    assert change.is_same


def test_an_unknown_name_and_a_pin_against_the_rules_are_refused():
    with pytest.raises(MatchingError, match="nothing called 'colour'"):
        what_if(POOL, Weigh("colour", "high"))
    with pytest.raises(MatchingError, match="may not meet"):
        what_if(replace(POOL, bonds=(Bond(2, 11, "excluded"),)), Pin(11, 2))


@given(pools)
@settings(max_examples=40)
def test_nothing_changed_is_the_same_and_the_other_way_round_is_the_opposite(pool):
    one, other = outcome(pool, solve(pool)), outcome(pool, solve(replace(pool, turn=9)))
    assert compare(one, one).is_same
    there, back = compare(one, other), compare(other, one)
    assert told(there.new) == told(back.gone)
    assert (there.gained, there.lost) == (back.lost, back.gained)
    assert there.points_more == -back.points_more


def test_of_equally_good_results_the_one_that_keeps_what_stands_is_told():
    alike = tuple(person(number, "mentee", "tea") for number in range(1, 6))
    pool = Pool((*alike, BEN, person(12, "mentor", "tea")), (), PROGRAMME)
    for turn in range(1, 8):
        one_more = what_if(replace(pool, turn=turn), Recruit(person(6, "mentee", "tea")))
        assert one_more.is_same
        assert (one_more.gained, one_more.lost) == ((), ())


@given(pools)
@settings(max_examples=40)
def test_what_is_told_is_as_good_as_the_best(pool):
    first = pool.people[0]
    change = MorePlaces(first.number, first.role)
    best = outcome(changed(pool, change), solve(changed(pool, change)))
    told = what_if(pool, change)
    assert (told.score_after, len(best.covered) if pool.programme.objective == "coverage" else told.covered_after) == (
        best.score,
        told.covered_after,
    )


@given(pools)
@settings(max_examples=40)
def test_another_place_never_takes_a_match_from_more_people_than_it_gives_one(pool):
    pool = replace(pool, programme=replace(pool.programme, objective="coverage", trio=False))
    first = min(pool.people, key=lambda one: one.number)
    assert what_if(pool, MorePlaces(first.number, first.role)).people_more >= 0


@given(pools)
@settings(max_examples=40)
def test_the_figures_of_a_round_hold_together(pool):
    proposal = solve(pool)
    found = quality(pool, proposal)
    assert all(found.covered[role] <= found.people[role] for role in pool.programme.roles)
    assert found.more_people == 0 or pool.programme.objective != "coverage"
    assert set(found.weak) <= feasible_slowly(pool).keys()
    assert found.more_cost >= 0 or found.more_people


def test_covering_more_people_costs_points_where_points_come_first():
    cross = Criterion("likes", "share", "Likes", (9,), first="likes", second="likes", most=9)
    against = Criterion("work", "same", "Work", (-3,), first="work", second="work")
    people = (
        Person(1, "mentee", answers={"likes": ("tea",), "work": ("x",)}),
        Person(2, "mentee", answers={"likes": (), "work": ("y",)}),
        Person(11, "mentor", 2, {"likes": ("tea",), "work": ("y",)}),
    )
    pool = Pool(people, (), replace(PROGRAMME, criteria=(cross, against), objective="score"))
    found = quality(pool, solve(pool))
    assert (found.more_people, found.more_cost) == (1, 3)


@given(pools)
@settings(max_examples=30)
def test_what_a_rule_would_free_is_what_matching_without_it_frees(pool):
    proposal = solve(pool)
    known = {rule.code for rule in pool.programme.rules}
    for effect in rule_effects(pool, proposal):
        assert effect.removed >= effect.held >= 1
        if effect.would_place is not None and effect.code in known:
            rules = tuple(rule for rule in pool.programme.rules if rule.code != effect.code)
            without = replace(pool, programme=replace(pool.programme, rules=rules))
            more = sum(solve(without).covered.values()) - sum(proposal.covered.values())
            assert effect.would_place == max(more, 0)


def test_what_binds_people_is_counted_and_never_lifted():
    pool = replace(POOL, people=(ANN, BEN), bonds=(Bond(1, 11, "excluded"),))
    (effect,) = rule_effects(pool, solve(pool))
    assert (effect.code, effect.removed, effect.would_place) == ("set_aside", 2, None)
