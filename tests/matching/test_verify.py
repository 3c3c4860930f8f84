"""The second look finds every kind of mistake a solver could make."""

from dataclasses import replace

import pytest

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, SuggestedPair, make_rule, solve
from matching.proposal import SuggestedTrio
from matching.verify import verify

RULE = make_rule("team", "different", "they work in the same team", first="team")
WORK = Criterion("work", "same", "Work", (10,), first="work", second="work")
PROGRAMME = Programme("p", "mentoring", ("mentee", "mentor"), (RULE,), (WORK,), "score")
PEOPLE = (
    Person(1, "mentee", answers={"team": ("a",), "work": ("x",)}),
    Person(2, "mentee", answers={"team": ("b",), "work": ("x",)}),
    Person(3, "mentor", answers={"team": ("a",), "work": ("x",)}),
    Person(4, "mentor", answers={"team": ("c",), "work": ("x",)}),
)
POOL = Pool(PEOPLE, (), PROGRAMME)
GOOD = solve(POOL)


def pair(first, second, score=10):
    return SuggestedPair(first, second, score, GOOD.pairs[0].reasons)


def test_an_honest_proposal_passes():
    assert [(one.first, one.second) for one in GOOD.pairs] == [(1, 4), (2, 3)]
    verify(POOL, GOOD)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"pairs": (pair(1, 3), pair(2, 4))}, "breaks the rule team"),
        ({"pairs": (pair(1, 4), pair(2, 4))}, "more matches than room"),
        ({"pairs": (pair(1, 4), pair(1, 4))}, "stands twice"),
        ({"pairs": (pair(1, 9), pair(2, 3))}, "not in this round"),
        ({"pairs": (pair(1, 4, 11), pair(2, 3))}, "do not add up"),
        ({"score": 21}, "not the sum"),
        ({"bound": 19}, "above its bound"),
        ({"covered": {"mentee": 1, "mentor": 2}}, "number of people"),
        ({"trios": (SuggestedTrio(1, 4, 3, (pair(1, 4), pair(1, 3), pair(3, 4))),)}, "no trios"),
        ({"pairs": GOOD.pairs[:1], "score": 10, "covered": {"mentee": 1, "mentor": 1}}, "neither matched nor"),
    ],
)
def test_each_mistake_is_found(changes, sentence):
    with pytest.raises(MatchingError, match=sentence):
        verify(POOL, replace(GOOD, **changes))


def test_a_pair_kept_apart_and_a_missing_pin_are_found():
    with pytest.raises(MatchingError, match="kept apart"):
        verify(replace(POOL, bonds=(Bond(4, 1, "excluded"),)), GOOD)
    with pytest.raises(MatchingError, match="pinned pair is missing"):
        verify(replace(POOL, bonds=(Bond(2, 4, "pinned"),)), GOOD)
