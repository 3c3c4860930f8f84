"""Why these two, whole: each criterion with its points, each rule, what nobody said, and how else each could do."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import random_pool

from matching import Criterion, Person, Pool, Programme, make_rule, solve
from matching.why_pair import why_pairs

LIKES = Criterion("likes", "share", "Likes", (5,), first="likes", second="likes", most=3)
WORK = Criterion("work", "same", "Work", (2,), first="work", second="work")
LANGUAGE = make_rule("language", "share", "they have no language in common", first="languages")
PROGRAMME = Programme("p", "mentoring", ("mentee", "mentor"), (LANGUAGE,), (LIKES, WORK))


def person(number, role, *likes, **answers):
    return Person(number, role, answers={"likes": likes, **{name: (value,) for name, value in answers.items()}})


POOL = Pool(
    (
        person(1, "mentee", "tea", "walks", languages="en"),
        person(2, "mentee", "tea", languages="en", work="Policy"),
        person(11, "mentor", "tea", "walks", languages="en"),
        person(12, "mentor", "tea", languages="en", work="Security"),
        person(13, "mentor", "music"),
    ),
    (),
    PROGRAMME,
)


def test_a_coordinator_reads_how_a_pair_stands_among_all_that_each_could_have():
    told = why_pairs(POOL, [(1, 11), (2, 12)])
    assert [rank.say(name) for rank, name in zip(told[1, 11].ranks, ("Ann", "Ben"), strict=True)] == [
        "the best of 3 for Ann",
        "the best of 2 for Ben",
    ]
    assert told[2, 12].ranks[0].say("Cora") == "the best of 3 for Cora"  # as good as another


def test_each_criterion_stands_with_its_points_and_both_answers_also_where_it_gave_none():
    likes, work = why_pairs(POOL, [(2, 12)])[2, 12].criteria
    assert (likes.points, likes.words, likes.blank) == (5, "Likes: both tea", ())
    assert (work.points, work.first_answer, work.second_answer, work.blank) == (0, "Policy", "Security", ())


def test_what_somebody_has_not_said_is_unknown_and_not_a_no():
    why = why_pairs(POOL, [(1, 13)])[1, 13]
    assert [(rule.code, rule.blank) for rule in why.rules] == [("language", (13,))]
    assert [(one.code, one.blank) for one in why.criteria] == [("likes", ()), ("work", (1, 13))]


def test_a_pair_that_may_not_meet_has_no_why():
    gaelic = replace(POOL, people=(*POOL.people[:4], person(13, "mentor", "tea", languages="gd")))
    assert why_pairs(gaelic, [(1, 13), (1, 99), (77, 11)]) == {}


@given(st.integers(0, 10**6).map(random_pool))
@settings(max_examples=40)
def test_the_points_add_up_and_ranks_lie_among_the_pairs_that_may_meet(pool):
    proposal = solve(pool)
    pairs = {(one.first, one.second): one.score for one in proposal.pairs}
    told = why_pairs(pool, pairs)
    assert told.keys() == pairs.keys()
    for pair, why in told.items():
        assert why.score == pairs[pair] == sum(one.points for one in why.criteria)
        assert all(1 <= rank.place <= rank.among <= proposal.feasible_pairs for rank in why.ranks)
        assert {number for rule in why.rules for number in rule.blank} <= set(pair)
