"""Why not these two: the rule, the smallest change that would let them meet, or what it would cost."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import MOST, feasible_slowly, random_pool

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, make_rule, solve
from matching.hours import parse, week_bits
from matching.whatif import Lift, MorePlaces, MoreTime, changed
from matching.why_not import least_more_time, say_remedy, why_not

JUNE = date(2026, 6, 1)
LIKES = Criterion("likes", "share", "Likes", (5,), first="likes", second="likes", most=3)
TEAM = make_rule("team", "different", "they work in the same team", first="team")
SLOT = make_rule("slot", "slot", "they are not free together", minutes=60)
pools = st.integers(0, 10**6).map(random_pool)
NAMES = {1: "Ann", 2: "Ben", 3: "Cora"}


def hours(text):
    return week_bits(parse(text), "Europe/London", JUNE)


def pool_of(*people, rules=(), bonds=(), objective="coverage"):
    return Pool(people, bonds, Programme("p", "mentoring", ("mentee", "mentor"), rules, (LIKES,), objective))


def ann(**more):
    return Person(1, "mentee", **more)


def ben(**more):
    return Person(2, "mentor", **more)


def test_one_rule_keeps_them_apart_and_they_could_meet_without_it():
    joy = {"team": ("Joy",)}
    told = why_not(pool_of(ann(answers=joy), ben(answers=joy), rules=(TEAM,)), 2, 1)
    assert told.obstacles == (("team", "they work in the same team"),)
    assert told.remedies == ((Lift("team"),),)


def test_half_an_hour_more_is_the_smallest_change_and_comes_first():
    shown = frozenset({"week"})
    pool = pool_of(
        ann(week=hours("Tue 10:00-11:00"), shown=shown), ben(week=hours("Tue 10:30-12:00"), shown=shown), rules=(SLOT,)
    )
    told = why_not(pool, 1, 2)
    sentences = [say_remedy(pool, one, NAMES, "Europe/London", JUNE) for one in told.remedies]
    assert sentences == [
        "They could meet if Ann were free for 30 min more (Tuesday 11:00 to 11:30).",
        "They could meet if Ben were free for 30 min more (Tuesday 10:00 to 10:30).",
        "They could meet if this did not count: they are not free together.",
    ]


def test_times_that_are_kept_back_are_told_only_as_a_length():
    pool = pool_of(ann(week=hours("Tue 10:00-11:00")), ben(week=hours("Tue 10:30-12:00")), rules=(SLOT,))
    (first, *_) = why_not(pool, 1, 2).remedies
    assert say_remedy(pool, first, NAMES, "Europe/London", JUNE) == (
        "They could meet if Ann were free for 30 min more."
    )


def test_somebody_who_is_full_could_have_one_more_place():
    pool = pool_of(ann(), ben(capacity=0))
    told = why_not(pool, 1, 2)
    assert [say_remedy(pool, one, NAMES) for one in told.remedies] == ["They could meet if Ben had one more place."]


def test_two_obstacles_have_one_remedy_that_takes_both_away():
    joy = {"team": ("Joy",)}
    pool = pool_of(ann(answers=joy), ben(answers=joy, capacity=0), rules=(TEAM,))
    told = why_not(pool, 1, 2)
    assert told.remedies == ((MorePlaces(2, "mentor"), Lift("team")),)
    assert "Ben had one more place and this did not count: they work" in say_remedy(pool, told.remedies[0], NAMES)


@pytest.mark.parametrize("kind", ["past", "present", "forbidden", "excluded"])
def test_what_binds_two_people_is_told_in_one_way_and_nothing_is_offered_against_it(kind):
    told = why_not(pool_of(ann(), ben(), bonds=(Bond(2, 1, kind),)), 1, 2)
    assert told.obstacles == (("set_aside", "they have met before or are not put forward together"),)
    assert told.remedies == ()


def test_an_exclusion_beside_a_shared_household_is_not_told():
    only = pool_of(ann(), ben(), bonds=(Bond(1, 2, "household"),))
    both = replace(only, bonds=(*only.bonds, Bond(2, 1, "excluded")))
    assert why_not(only, 1, 2) == why_not(both, 1, 2)


def likes(*values):
    return {"likes": values}


def test_a_pair_that_could_be_costs_what_the_others_lose():
    cora = Person(3, "mentee", answers=likes("tea"))
    pool = pool_of(ann(answers=likes("tea", "walks")), cora, ben(answers=likes("tea", "walks")))
    told = why_not(pool, 3, 2)
    assert told.code == "possible"
    assert (told.comparison.points_more, told.comparison.people_more) == (-5, 0)
    assert told.comparison.lost == ((1, "mentee"),)  # Ann would then have nobody
    assert why_not(pool, 1, 2).code == "suggested"


def test_a_pin_that_takes_the_place_is_told():
    cora = Person(3, "mentee")
    pool = pool_of(ann(), cora, ben(), bonds=(Bond(1, 2, "pinned"),))
    assert why_not(pool, 3, 2).code == "pinned_otherwise"


def test_people_who_are_not_there_or_stand_on_one_side_cannot_be_asked_about():
    pool = pool_of(ann(), Person(3, "mentee"), ben())
    for other in (3, 1, 99):
        with pytest.raises(MatchingError, match="not in this programme in roles"):
            why_not(pool, 1, other)


@given(pools, st.integers(0, MOST - 1), st.integers(0, MOST - 1))
@settings(max_examples=60)
def test_whoever_is_kept_apart_could_meet_after_any_of_the_remedies(pool, one, other):
    try:
        told = why_not(pool, one, other)
    except MatchingError:
        return
    pair = (told.first, told.second)
    assert (told.code == "kept_apart") == (pair not in feasible_slowly(pool))
    assert bool(told.obstacles) == (told.code == "kept_apart")
    for changes in told.remedies:
        feasible = feasible_slowly(changed(pool, *changes))
        assert pair in feasible or pair[::-1] in feasible


@given(st.integers(0, 2**24 - 1), st.integers(0, 2**24 - 1), st.sampled_from([15, 30, 60, 90]))
def test_no_fewer_quarter_hours_would_do(week, beside, minutes):
    more = least_more_time(week, beside, minutes)
    assert not more & week
    length = -(-minutes // 15)
    stretches = [((1 << length) - 1) << start for start in range(25 - length)]
    missing = [(stretch & ~week).bit_count() for stretch in stretches if not stretch & ~beside]
    assert more.bit_count() == min(missing, default=0)


def test_more_time_is_added_to_a_week_and_to_nobody_else():
    pool = pool_of(ann(week=1), ben(week=2))
    assert [one.week for one in changed(pool, MoreTime(1, "mentee", 6)).people] == [7, 2]
    with pytest.raises(MatchingError, match="Nobody has the number 9"):
        changed(pool, MorePlaces(9, "mentor"))
    with pytest.raises(MatchingError, match="nothing called 'x'"):
        changed(pool, Lift("x"))


def test_the_proposal_may_be_handed_over_so_that_it_is_not_worked_out_twice():
    pool = pool_of(ann(), ben(), Person(3, "mentee"))
    assert why_not(pool, 3, 2, solve(pool)) == why_not(pool, 3, 2)
