"""Each criterion on two people as it is meant, the same over many pairs at once, and points that add up."""

import numpy as np
from crowds import GRADES, sides
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Criterion, Person, Programme
from matching.criteria import answers_read, measure, meets_must, reasons, score
from matching.rarity import weighed
from matching.rules import make_rule

ELGIN, FORRES = (57.65, -3.32), (57.61, -3.61)
ANSWERS = {
    "steps": ("grade", "grade"),
    "same": ("team", "team"),
    "contains": ("wish", "gender"),
    "share": ("way", "way"),
    "meets": ("asks", "offers"),
    "near": ("place", "place"),
    "reciprocity": ("hours", "hours"),
}
KINDS = [*ANSWERS, "overlap", "waiting", "load"]


@st.composite
def criteria(draw):
    kind = draw(st.sampled_from(KINDS))
    first, second = ANSWERS.get(kind, ("", ""))
    return Criterion(
        kind,
        kind,
        kind.capitalize(),
        (3, 5) if kind == "steps" else (draw(st.integers(0, 5)),),
        draw(st.sampled_from(["must", "high"])),
        first,
        second,
        GRADES if kind == "steps" else (),
        draw(st.integers(1, 5)),
        draw(st.sampled_from([15, 60])),
        draw(st.integers(1, 20)),
        "",
        draw(st.integers(0, 20)),
        draw(st.integers(1, 4)) if kind in ("share", "meets", "contains") else 1,
    )


def programme(equals, *found):
    return Programme(
        "p", "buddying" if equals else "mentoring", ("mentee",) if equals else ("mentee", "mentor"), (), found
    )


@given(criteria(), st.booleans(), st.data())
@settings(max_examples=60)
def test_a_criterion_measures_the_same_of_two_people_and_of_many_pairs(criterion, equals, data):
    from matching.at_once import measure_of, must_test, points_at_once

    firsts, seconds = data.draw(sides(equals))
    (criterion,) = weighed(programme(equals, criterion), [*firsts, *seconds]).criteria
    i, j = (side.ravel() for side in np.indices((len(firsts), len(seconds))))
    measured = measure_of(criterion, firsts, seconds, equals)(i, j)
    pairs = [(a, b) for a in firsts for b in seconds]
    assert measured.tolist() == [measure(criterion, a, b, equals=equals) for a, b in pairs]
    points = [criterion.points_for(measure(criterion, a, b, equals=equals)) for a, b in pairs]
    assert points_at_once(criterion, measured).tolist() == points
    fits = must_test(criterion, firsts, seconds, equals)(i, j)
    assert fits.tolist() == [meets_must(criterion, a, b, equals=equals) for a, b in pairs]


@given(st.lists(criteria(), max_size=4, unique_by=lambda one: one.code), st.booleans(), st.data())
@settings(max_examples=60)
def test_the_points_of_a_pair_are_whole_and_add_up_to_its_score(found, equals, data):
    firsts, seconds = data.draw(sides(equals))
    rules = weighed(programme(equals, *found), [*firsts, *seconds])
    for one in firsts:
        for other in seconds:
            because = reasons(rules, one, other)
            assert sum(reason.points for reason in because) == score(rules, one, other)
            assert all(isinstance(reason.points, int) and reason.points > 0 for reason in because)
            assert all(reason.words.startswith(reason.code.capitalize()) for reason in because)


@given(criteria(), st.booleans(), st.data())
@settings(max_examples=60)
def test_an_answer_that_is_not_read_changes_no_points(criterion, equals, data):
    from dataclasses import replace

    rules = programme(equals, criterion)
    firsts, seconds = data.draw(sides(equals))
    one, other = firsts[0], seconds[0]
    kept = {name: one.answers.get(name, ()) for name in answers_read(rules, criterion, one.role)}
    less = replace(
        one, answers=kept, week=one.week if "week" in kept else 0, place=one.place if "place" in kept else None
    )
    assert reasons(rules, less, other) == reasons(rules, one, other)


def test_what_few_offer_counts_more_than_what_many_offer():
    asks = Criterion("help", "meets", "Help", (2,), first="asks", second="offers", most=9, rare=3)
    everybody = [Person(n, "mentor", answers={"offers": ("tea",)}) for n in range(7)]
    lawyer = Person(7, "mentor", answers={"offers": ("Law", "tea")})
    rules = weighed(programme(False, asks), [*everybody, lawyer])
    asking = Person(9, "mentee", answers={"asks": ("law", "tea")})
    assert score(rules, asking, everybody[0]) == 2
    assert score(rules, asking, lawyer) == 8
    assert score(programme(False, asks), asking, lawyer) == 4
    assert weighed(rules, [*everybody, lawyer]) == rules


@given(st.integers(0, 8), st.integers(1, 8), st.integers(1, 5))
def test_the_rarer_the_more_and_never_more_than_the_community_said(few, more, rare):
    asks = Criterion("help", "meets", "Help", (1,), first="asks", second="offers", most=9, rare=rare)
    people = [
        Person(
            n,
            "mentor",
            answers={"offers": ("tea", *(("law",) if n < few else ()), *(("art",) if n < few + more else ()))},
        )
        for n in range(20)
    ]
    levels = dict(weighed(programme(False, asks), people).criteria[0].levels)
    assert 1 <= levels.get("tea", 1) <= levels.get("art", 1) <= rare
    assert few == 0 or levels.get("art", 1) <= levels.get("law", 1) <= rare


def test_the_nearer_the_more_points_and_nowhere_has_none():
    near = Criterion("near", "near", "Distance", (2,), first="place", second="place", most=4, kilometres=5)
    there = Person(2, "mentor", place=FORRES, answers={"place": ("IV36",)})
    for kilometres, times in ((5, 1), (6, 2), (10, 3), (18, 4), (1, 0)):
        some = Criterion("near", "near", "Distance", (2,), first="place", second="place", most=4, kilometres=kilometres)
        assert measure(some, Person(1, "mentee", place=ELGIN), there) == times
    (reason,) = reasons(programme(False, near), Person(1, "mentee", place=ELGIN, answers={"place": ("IV30",)}), there)
    assert (reason.points, reason.words) == (2, "Distance: about 18 km apart")
    assert (reason.first_answer, reason.second_answer) == ("IV30", "IV36")
    assert measure(near, Person(1, "mentee"), there) == 0
    beside = Person(1, "mentee", place=FORRES)
    assert reasons(programme(False, near), beside, there)[0].words == "Distance: in the same area"


def test_who_has_no_match_yet_comes_before_who_has_many():
    load = Criterion("load", "load", "Spread", (1,), most=2)
    fresh, busy, full = (Person(n, "mentor", matches_now=n) for n in (0, 1, 2))
    asking = Person(9, "mentee")
    assert [score(programme(False, load), asking, one) for one in (fresh, busy, full)] == [2, 1, 0]
    assert reasons(programme(False, load), asking, fresh)[0].words == "Spread: neither has a match yet"
    assert reasons(programme(False, load), asking, busy)[0].words == "Spread: they have 1 between them"


def test_who_has_only_given_is_helped_and_who_has_only_received_is_asked():
    evens = Criterion("evens", "reciprocity", "Evens out", (4,), first="hours", second="hours", most=2)
    giver, receiver, both = ({"hours": (said,)} for said in ("only_given", "only_received", "both"))
    rules = programme(False, evens)

    def points(helped, helping):
        return score(rules, Person(1, "mentee", answers=helped), Person(2, "mentor", answers=helping))

    assert (points(giver, receiver), points(giver, giver), points(receiver, receiver)) == (8, 4, 4)
    assert points(receiver, giver) == points(both, both) == points({}, {}) == 0
    (reason,) = reasons(rules, Person(1, "mentee", answers=giver), Person(2, "mentor", answers=both))
    assert reason.words == "Evens out: somebody who has given and not yet received"
    equals = programme(True, evens)
    assert score(equals, Person(1, "mentee", answers=receiver), Person(2, "mentee", answers=giver)) == 8


def test_a_rule_and_a_criterion_name_the_answers_they_read():
    rules = programme(False)
    meets = Criterion("m", "meets", "M", (1,), first="asks", second="offers")
    wish = make_rule("w", "wish", "x", first="wish", second="gender")
    far = make_rule("t", "travel", "x", first="way")
    assert [answers_read(rules, meets, role) for role in rules.roles] == [("asks",), ("offers",)]
    assert [answers_read(rules, wish, role) for role in rules.roles] == [("wish", "gender")] * 2
    assert answers_read(rules, far, "mentor") == ("way", "place")
    assert answers_read(rules, make_rule("s", "slot", "x"), "mentor") == ("week",)
    assert answers_read(rules, Criterion("l", "load", "L", (1,)), "mentor") == ()
    assert answers_read(programme(True), meets, "mentee") == ("asks", "offers")
