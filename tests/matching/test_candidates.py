"""However a community's candidates are found, they are the same; where there are too many, it is said."""

from dataclasses import replace

import numpy as np
import pytest
from bench.worlds import pool_of
from hypothesis import given, settings
from hypothesis import strategies as st
from round_pools import pools

from matching import Bond, Criterion, Person, Pool, Programme, make_rule, solve
from matching.candidates import LIMITS, Limits, find
from matching.widen import choose

BY_LISTS = Limits(ask_plainly=0)
BY_LISTS_KEEPING = Limits(ask_plainly=0, keep_all=1, keep_all_equals=1, most=40, most_equals=40)
BY_PROMISE = Limits(ask_plainly=0, ask_listed=-1, most=40, most_equals=40, look=2, window=3)
WIDENED = Limits(ask_plainly=0, keep_all=0, most=1)
CUT = Limits(ask_plainly=0, ask_listed=0, most=5, most_equals=5, look=8, window=20)


def as_sets(found):
    """Pairs of numbers with their points."""
    places = zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True)
    return {(found.firsts[i].number, found.seconds[j].number): points for i, j, points in places}


@given(pools(), st.sampled_from([BY_LISTS, BY_LISTS_KEEPING, BY_PROMISE]))
@settings(max_examples=50)
def test_found_through_lists_or_by_promise_they_are_those_found_by_asking_about_all_pairs(pool, limits):
    plainly, otherwise = find(pool), find(pool, limits)
    assert as_sets(otherwise) == as_sets(plainly)
    assert (np.lexsort((otherwise.second, otherwise.first)) == np.arange(otherwise.score.size)).all()
    assert plainly.whole


@pytest.mark.parametrize("local", [False, True])
@pytest.mark.parametrize("limits", [BY_LISTS, replace(BY_PROMISE, most=300, look=20, window=50)])
def test_a_town_has_the_same_candidates_whichever_way_they_are_found(local, limits):
    pool = pool_of(300, seed=5, local=local)
    plainly, otherwise = find(pool), find(pool, limits)
    assert otherwise.whole
    assert as_sets(otherwise) == as_sets(plainly)


def test_what_is_kept_of_too_many_holds_enough_for_each_person_and_all_of_those_with_few():
    pool = pool_of(400, seed=3)
    plainly, kept = find(pool), find(pool, CUT)
    assert not kept.whole
    assert as_sets(kept).items() <= as_sets(plainly).items()
    for side in ("first", "second"):
        could = np.bincount(getattr(plainly, side), minlength=200)
        can = np.bincount(getattr(kept, side), minlength=200)
        assert (can >= np.minimum(could, CUT.most)).all()


def test_of_too_many_each_person_keeps_the_best_by_points():
    pool = pool_of(400, seed=3)
    plainly = find(pool)
    kept = find(pool, replace(CUT, ask_listed=LIMITS.ask_listed, keep_all=100))
    points = as_sets(kept)
    for row in range(len(plainly.firsts)):
        best = np.sort(plainly.score[plainly.first == row])[::-1][: CUT.most]
        assert (np.sort(kept.score[kept.first == row])[::-1][: best.size] == best).all()
    assert points.items() <= as_sets(plainly).items()


def test_people_who_are_all_equally_good_are_shared_out_evenly():
    people = tuple(Person(number, ("mentee", "mentor")[number % 2]) for number in range(400))
    pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor")))
    kept = find(pool, CUT)
    assert np.bincount(kept.first).max() <= 2 * CUT.most
    assert np.bincount(kept.second).max() <= 2 * CUT.most


def test_a_pinned_pair_is_kept_although_others_are_better():
    like = Criterion("like", "share", "Like", (5,), first="like", second="like")
    people = tuple(
        Person(number, ("mentee", "mentor")[number % 2], answers={"like": ("tea",)} if number > 1 else {})
        for number in range(60)
    )
    pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor"), (), (like,)))
    few = replace(CUT, most=2)
    assert (0, 31) not in as_sets(find(pool, few))
    assert (0, 31) in as_sets(find(replace(pool, bonds=(Bond(31, 0, "pinned"),)), few))


@given(pools("mentoring"))
@settings(max_examples=50)
def test_a_choice_from_the_best_few_widened_by_its_prices_is_as_good_as_one_from_all(pool):
    plainly, few = find(pool), find(pool, WIDENED)
    whole, widened = (choose(found, pool.programme.objective, []) for found in (plainly, few))
    assert whole.whole
    assert widened.whole
    assert widened.bound == whole.bound
    for one in (whole, widened):
        assert int(one.candidates.score[one.edges].sum()) == one.bound
    assert few.possible == plainly.possible


def test_a_town_is_matched_as_well_from_the_best_few_as_from_all():
    pool = pool_of(400, seed=4)
    few = find(pool, replace(WIDENED, most=4))
    widened = choose(few, "coverage", [])
    assert widened.whole
    assert few.score.size < widened.candidates.score.size < few.possible
    assert widened.bound == choose(find(pool), "coverage", []).bound


def test_all_that_is_set_aside_is_all_there_is_and_of_too_many_nothing_is():
    pool = pool_of(400, seed=4)
    plainly = find(pool)
    everything = plainly.score.size
    some, none = (find(pool, replace(WIDENED, most=4, remember=most)) for most in (everything, everything - 1))
    first, second, score = some.set_aside
    assert as_sets(replace(some, first=first, second=second, score=score)) == as_sets(plainly)
    assert none.set_aside is None
    assert as_sets(none) == as_sets(some)


def test_the_order_of_people_does_not_matter_where_candidates_are_cut():
    pool = pool_of(300, seed=9)
    turned = replace(pool, people=pool.people[::-1], turn=4)
    assert as_sets(find(turned, CUT)) == as_sets(find(replace(pool, turn=4), CUT))


def test_a_blank_answer_meets_everybody_where_the_rule_lets_it_through_and_nobody_where_not():
    def languages(unknown):
        rule = make_rule("l", "share", "no language in common", first="l", unknown=unknown)
        people = (
            Person(1, "mentee", answers={"l": ("en",)}),
            Person(2, "mentee"),
            Person(3, "mentor", answers={"l": ("pl",)}),
            Person(4, "mentor"),
        )
        return set(
            as_sets(find(Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor"), (rule,))), BY_LISTS))
        )

    assert languages("allow") == {(1, 4), (2, 3), (2, 4)}
    assert languages("refuse") == set()


def test_a_round_says_whether_every_pair_was_looked_at(monkeypatch):
    pool = pool_of(300, seed=2)
    whole = solve(pool)
    assert whole.whole
    monkeypatch.setattr("matching.candidates.LIMITS", CUT)
    cut = solve(pool)
    assert not cut.whole
    assert cut.score <= whole.score
    assert sum(cut.covered.values()) >= 0.97 * sum(whole.covered.values())
    assert all(one.words.endswith(".") for one in cut.unmatched)
