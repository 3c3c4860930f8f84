"""A whole round keeps every rule, is the same in any order, and gives away nothing about an exclusion."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from round_pools import CRITERIA, MENTORING, RULES, WORDS, feasible_slowly, pools

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, solve


@given(pools())
def test_the_allowed_pairs_and_their_points_are_those_that_two_people_at_a_time_give(pool):
    from matching.candidates import find

    found = find(pool)
    equals = pool.programme.kind == "buddying"
    fast = {}
    for i, j, points in zip(found.first.tolist(), found.second.tolist(), found.score.tolist(), strict=True):
        numbers = (found.firsts[i].number, found.seconds[j].number)
        fast[tuple(sorted(numbers)) if equals else numbers] = points
    assert fast == feasible_slowly(pool)


@given(pools())
def test_every_round_is_verified_and_names_everybody(pool):
    proposal = solve(pool)
    assert proposal.feasible_pairs == len(feasible_slowly(pool))
    named = {(u.number, u.role) for u in proposal.unmatched}
    assert sum(proposal.covered.values()) + len(named) == len(pool.people)
    assert all(u.words.endswith(".") for u in proposal.unmatched)
    if pool.programme.kind == "mentoring":
        assert proposal.score == proposal.bound


@given(pools(), st.randoms(use_true_random=False))
def test_the_order_of_people_and_bonds_does_not_matter(pool, random):
    people, bonds = list(pool.people), list(pool.bonds)
    random.shuffle(people)
    random.shuffle(bonds)
    assert solve(replace(pool, people=tuple(people), bonds=tuple(bonds))) == solve(pool)


@given(pools(), st.integers(1, 9), st.integers(1, 9))
def test_an_exclusion_looks_exactly_like_an_earlier_match(pool, one, other):
    excluded = replace(pool, bonds=(*pool.bonds, Bond(one, other, "excluded")))
    past = replace(pool, bonds=(*pool.bonds, Bond(other, one, "past")))
    assert solve(excluded) == solve(past)


@given(pools(), st.data())
def test_an_answer_that_no_rule_reads_changes_nothing(pool, data):
    if not pool.people:
        return
    chosen = data.draw(st.sampled_from(pool.people))
    changed = replace(chosen, answers={**chosen.answers, "private": ("anything",)})
    people = tuple(changed if person is chosen else person for person in pool.people)
    assert solve(replace(pool, people=people)) == solve(pool)


def buddies(*likes, trio=True):
    same = Criterion("likes", "share", "Likes", (5,), first="likes", second="likes", most=3)
    people = tuple(Person(n, "buddy", 1, {"likes": tuple(like)}) for n, like in enumerate(likes, 1))
    return Pool(people, (), Programme("b", "buddying", ("buddy",), (), (same,), "pairs", trio))


def test_the_odd_buddy_joins_the_pair_that_suits_best():
    proposal = solve(buddies(["tea"], ["tea"], ["walks"], ["walks"], ["walks", "music"]))
    assert len(proposal.pairs) == len(proposal.trios) == 1
    assert {proposal.trios[0].first, proposal.trios[0].second, proposal.trios[0].third} == {3, 4, 5}
    assert proposal.unmatched == ()
    assert dict(proposal.covered) == {"buddy": 5}


def test_where_trios_are_not_wanted_the_odd_buddy_is_told_why():
    proposal = solve(buddies(["tea"], ["tea"], ["walks"], trio=False))
    assert [(one.number, one.code) for one in proposal.unmatched] == [(3, "others_fitted")]


def test_nobody_joins_a_pair_in_which_one_must_not_meet_them():
    pool = buddies(["tea"], ["tea"], ["tea"])
    proposal = solve(replace(pool, bonds=(Bond(1, 2, "excluded"),)))
    assert proposal.trios == ()
    assert len(proposal.pairs) == len(proposal.unmatched) == 1


def three(**changes):
    people = (
        Person(1, "mentee", answers={"team": ("Joy",)}),
        Person(2, "mentor", answers={"team": ("Joy",)}),
        Person(3, "mentor", answers={"team": ("Love",)}, waiting_days=30),
    )
    return Pool(
        people, changes.pop("bonds", ()), replace(MENTORING, rules=RULES[:1], criteria=CRITERIA[-2:-1], **changes)
    )


def test_a_pinned_pair_is_kept_and_a_pin_against_the_rules_is_refused():
    people = (*three().people, Person(4, "mentor", waiting_days=0))
    pinned = replace(three(bonds=(Bond(4, 1, "pinned"),)), people=people)
    assert [(pair.first, pair.second) for pair in solve(pinned).pairs] == [(1, 4)]
    with pytest.raises(MatchingError, match="may not meet"):
        solve(three(bonds=(Bond(1, 2, "pinned"),)))


def test_somebody_in_both_roles_never_meets_themselves():
    people = (Person(1, "mentee"), Person(1, "mentor"))
    proposal = solve(Pool(people, (), MENTORING))
    assert proposal.pairs == ()
    assert [one.code for one in proposal.unmatched] == ["nobody_here", "nobody_here"]


def test_a_person_twice_in_one_role_is_refused():
    with pytest.raises(MatchingError, match="twice in the role mentee"):
        solve(Pool((Person(1, "mentee"), Person(1, "mentee")), (), MENTORING))


def test_each_person_without_a_match_reads_how_many_each_rule_removed():
    pool = three(bonds=(Bond(1, 3, "forbidden"),))
    reasons = {one.number: one for one in solve(pool).unmatched}
    assert reasons[1].words == (
        "None of the 2 mentors could be suggested: 1 because they work in the same team; "
        "1 because they have met before or are not put forward together."
    )
    assert reasons[1].removed == (("team", 1), ("set_aside", 1))


def test_the_turn_decides_who_wins_a_tie():
    people = (Person(1, "mentor"), *(Person(n, "mentee") for n in range(2, 12)))
    winners = {
        solve(Pool(people, (), replace(MENTORING, rules=(), criteria=()), turn)).pairs[0].first for turn in range(12)
    }
    assert len(winners) > 3


def test_a_round_of_a_few_hundred_people_is_the_same_for_any_order():
    shuffler = random.Random(7)
    people = []
    for number in range(1, 301):
        answers = {name: tuple(shuffler.sample(words, 1)) for name, words in WORDS.items()}
        people.append(Person(number, ("mentee", "mentor")[number % 2], 2, answers, shuffler.getrandbits(672)))
    before = solve(Pool(tuple(people), (), MENTORING))
    shuffler.shuffle(people)
    assert solve(Pool(tuple(people), (), MENTORING)) == before
    assert before.pairs
