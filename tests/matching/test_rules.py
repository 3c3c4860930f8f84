"""Each hard rule on two people as it is meant, and the same over many pairs at once."""

import numpy as np
import pytest
from crowds import GRADES, sides
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Bond, MatchingError, Person, Programme, Rule, make_rule
from matching.places import FARTHEST_KILOMETRES, kilometres_apart, point, reach, squared_metres
from matching.rules import APART, APART_KINDS, BOND, CONFLICT, HOUSEHOLD, WORDS, allows, apart

ELGIN, FORRES, INVERNESS = (57.65, -3.32), (57.61, -3.61), (57.48, -4.22)
WOMAN = make_rule("company", "wish", "what one will not do without is not there", first="wish")


def mentee(**given):
    return Person(1, "mentee", **given)


def mentor(**given):
    return Person(2, "mentor", **given)


@st.composite
def rules(draw):
    kind = draw(st.sampled_from(["different", "same", "share", "steps", "within", "slot", "wish", "travel"]))
    first, second = {
        "steps": ("grade", "grade"),
        "within": ("grade", "grade"),
        "wish": draw(st.sampled_from([("wish", "gender"), ("way", "way")])),
        "travel": ("way", "way"),
    }.get(kind, ("team", "team"))
    least = draw(st.integers(0, 2))
    return make_rule(
        "rule",
        kind,
        "it does not fit",
        first=first,
        second=second,
        unknown=draw(st.sampled_from([None, "allow", "refuse"])),
        order=GRADES,
        least=least,
        most=draw(st.integers(least, 3)),
        minutes=draw(st.sampled_from([15, 60, 90])),
        unless=draw(st.sampled_from([(), ("phone",), ("Phone ", "video")])),
    )


@given(rules(), st.booleans(), st.data())
@settings(max_examples=60)
def test_a_rule_says_the_same_of_two_people_and_of_many_pairs(rule, equals, data):
    from matching.at_once import rule_test

    firsts, seconds = data.draw(sides(equals))
    i, j = (side.ravel() for side in np.indices((len(firsts), len(seconds))))
    many = rule_test(rule, firsts, seconds, equals)(i, j).tolist()
    assert many == [allows(rule, a, b, equals=equals) for a in firsts for b in seconds]


@given(rules(), st.data())
def test_who_said_nothing_is_neither_like_nor_unlike_another_who_said_nothing(rule, data):
    one, other = Person(1, "mentee"), Person(2, "mentor")
    wishes_nothing = rule.kind == "wish"
    assert allows(rule, one, other) == (wishes_nothing or rule.unknown == "allow")


def test_only_what_somebody_marked_as_essential_keeps_them_apart():
    rule = make_rule("company", "wish", "it is not as one of them needs it", first="wish", second="gender")
    hoping, insisting = (
        mentee(answers={"wish": ("woman",)}),
        mentee(answers={"wish": ("woman",)}, essential=frozenset({"wish"})),
    )
    man, silent, she = (mentor(answers=said) for said in ({"gender": ("man",)}, {}, {"gender": ("Woman", "other")}))
    assert all(allows(rule, hoping, other) for other in (man, silent, she))
    assert [allows(rule, insisting, other) for other in (man, silent, she)] == [False, False, True]
    assert allows(rule, mentee(essential=frozenset({"wish"})), man)


def test_the_mentor_may_need_something_too():
    rule = make_rule("company", "wish", "it is not as one of them needs it", first="wish", second="gender")
    insisting = mentor(answers={"wish": ("woman",)}, essential=frozenset({"wish"}))
    assert not allows(rule, mentee(answers={"gender": ("man",)}), insisting)
    assert allows(rule, mentee(answers={"gender": ("woman",)}), insisting)


def test_a_language_is_no_obstacle_until_somebody_needs_it():
    rule = make_rule("language", "wish", "they need a language in common", first="languages")
    needs = mentee(answers={"languages": ("bfi", "gd")}, essential=frozenset({"languages"}))
    assert not allows(rule, needs, mentor(answers={"languages": ("en",)}))
    assert not allows(rule, needs, mentor())
    assert allows(rule, needs, mentor(answers={"languages": ("en", "BFI")}))


def test_a_wish_among_equals_may_read_another_answer():
    rule = make_rule("company", "wish", "it is not as one of them needs it", first="wish", second="gender")
    assert Programme("p", "buddying", ("buddy",), (rule,)).rules == (rule,)
    with pytest.raises(MatchingError, match="same answer"):
        Programme("p", "buddying", ("buddy",), (make_rule("x", "share", "x", first="a", second="b"),))


def test_bands_of_age_count_in_both_directions():
    rule = make_rule(
        "age", "within", "their ages are too far apart", first="age", order=("18-24", "25-34", "35-44"), most=1
    )
    young, middle, older = (mentor(answers={"age": (band,)}) for band in rule.order)
    assert allows(rule, young, middle)
    assert allows(rule, middle, young)
    assert not allows(rule, young, older)
    assert not allows(rule, older, young)
    assert allows(rule, young, mentor())


def travel(**given):
    return make_rule("travel", "travel", "they live too far apart", first="way", unless=("phone", "video"), **given)


def test_nobody_goes_further_than_they_said():
    assert kilometres_apart(ELGIN, FORRES) == 18
    homebody = mentee(place=ELGIN, travel_kilometres=0)
    assert allows(travel(), homebody, mentor(place=FORRES, travel_kilometres=18))
    assert not allows(travel(), homebody, mentor(place=FORRES, travel_kilometres=17))
    assert allows(travel(), mentee(place=ELGIN, travel_kilometres=9), mentor(place=FORRES, travel_kilometres=9))


def test_who_may_meet_by_phone_need_not_travel():
    far = mentee(place=ELGIN, travel_kilometres=1, answers={"way": ("phone", "in_person")})
    assert allows(travel(), far, mentor(place=INVERNESS, travel_kilometres=1, answers={"way": ("Phone",)}))
    assert not allows(travel(), far, mentor(place=INVERNESS, travel_kilometres=1, answers={"way": ("in_person",)}))
    assert not allows(travel(), far, mentor(place=INVERNESS, travel_kilometres=1))


def test_what_is_not_known_of_a_way_is_as_the_community_says():
    unsaid = mentor(place=INVERNESS)
    near, far = (mentee(place=ELGIN, travel_kilometres=kilometres) for kilometres in (80, 10))
    for rule, answer in ((travel(), True), (travel(unknown="refuse"), False)):
        assert allows(rule, far, unsaid) == answer
        assert allows(rule, far, mentor(travel_kilometres=99)) == answer
        assert allows(rule, near, unsaid)


coordinates = st.tuples(st.floats(-90, 90), st.floats(-180, 180))


@given(coordinates, coordinates, st.integers(0, FARTHEST_KILOMETRES + 9))
def test_the_way_is_the_same_in_both_directions_and_longer_ways_reach_further(one, other, kilometres):
    apart_by = squared_metres(one, other)
    assert apart_by == squared_metres(other, one)
    assert reach(kilometres) < reach(kilometres + 1) or kilometres > FARTHEST_KILOMETRES
    assert apart_by <= reach(FARTHEST_KILOMETRES + 1)
    assert apart_by <= reach(kilometres_apart(one, other) + 1)


@given(coordinates, coordinates)
def test_the_way_is_that_of_the_haversine_formula(one, other):
    from math import asin, cos, radians, sin, sqrt

    (lat, lon), (lat2, lon2) = ((radians(a), radians(b)) for a, b in (one, other))
    half = sin((lat2 - lat) / 2) ** 2 + cos(lat) * cos(lat2) * sin((lon2 - lon) / 2) ** 2
    kilometres = 2 * 6371.009 * asin(sqrt(min(half, 1)))
    assert abs(kilometres_apart(one, other) - kilometres) < (10 if kilometres > 19_990 else 1.1)


def test_a_place_off_the_map_is_refused():
    for place in ((91, 0), (0, 181), (float("nan"), 0)):
        with pytest.raises(MatchingError, match="latitude"):
            point(place)


def test_every_bond_but_a_pin_keeps_apart_and_an_exclusion_has_the_code_of_an_earlier_match():
    assert {"past", "present", "forbidden", "excluded", "conflict", "household"} == APART
    assert {"excluded", "past"} <= APART_KINDS[BOND]
    bonds = [Bond(1, 2, kind) for kind in ("household", "pinned")] + [Bond(3, 1, "conflict"), Bond(4, 1, "excluded")]
    assert apart(bonds) == {(1, 2), (1, 3), (1, 4)}
    assert [apart(bonds, code) for code in (HOUSEHOLD, CONFLICT, BOND)] == [{(1, 2)}, {(1, 3)}, {(1, 4)}]
    assert set(APART_KINDS) < set(WORDS)


def test_every_kind_of_rule_has_a_meaning_for_what_is_not_said():
    from typing import get_args

    from matching.terms import UNKNOWN_DEFAULT, RuleKind

    assert set(UNKNOWN_DEFAULT) == set(get_args(RuleKind))
    assert Rule("r", "wish", "x").unknown == "allow"
    assert WOMAN.unknown == "refuse"
