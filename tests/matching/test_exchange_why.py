"""Circles of help explained: why one does not help another, what would change it, what if, and what each rule does."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import Bond, Criterion, MatchingError, Person, Pool, Programme, make_rule, solve
from matching.compare import outcome
from matching.exchange_recruit import whom_circles_need
from matching.exchange_whatif import links_in
from matching.exchange_why import why_not_help
from matching.hint_words import say_hint
from matching.quality import quality
from matching.whatif import Helps, Lift, MorePlaces, Offer, Pin, Recruit, Weigh, changed, what_if
from matching.why_nobody import rule_effects
from matching.why_not import say_remedy, why_not

ASKS = Criterion("help", "meets", "Help", (4,), first="requests", second="offers", most=3)
LIKES = Criterion("likes", "share", "Likes", (2,), first="likes", second="likes")
LANGUAGE = make_rule("language", "share", "they have no language in common", first="languages")
HELP = Programme("help", "help", ("member",), (LANGUAGE,), (ASKS, LIKES), title="Helping")
NAMES = {1: "Ann", 2: "Ben", 3: "Cal", 4: "Dot", 5: "Eve"}


def member(number, offers, requests, languages="en", likes="", **more):
    said = {"offers": offers, "requests": requests, "languages": languages, "likes": likes}
    return Person(number, "member", answers={name: tuple(text.split()) for name, text in said.items()}, **more)


ANN, BEN, CAL = member(1, "garden", "lifts"), member(2, "law", "garden"), member(3, "lifts", "law")
RING = (ANN, BEN, CAL)


def pool(*people, bonds=(), programme=HELP):
    return Pool(tuple(people), tuple(bonds), programme)


def test_whom_circles_need_is_told_though_somebody_has_no_room():
    full = replace(CAL, number=9, capacity=0)
    (hint,) = whom_circles_need(pool(ANN, full), solve(pool(ANN, full)))
    assert (hint.placed, hint.people) == (1, ((1, "member"),))
    said = say_hint(pool(replace(ANN, shown=frozenset({"offers", "requests"})), full), hint)
    assert said == "One member whose answers fit would place one person."  # as Ann lets neither be shown, then


def told(changes):
    return [tuple(number for number, _ in one.seats) for one in changes]


def test_who_helps_whom_already_is_told_so():
    assert why_not(pool(*RING), 1, 2).code == "suggested"
    other_way = why_not(pool(*RING), 2, 1)
    assert (other_way.code, other_way.first, other_way.second) == ("kept_apart", 1, 2)
    assert [code for code, _ in other_way.obstacles] == ["asked_and_offered"]


def test_the_smallest_change_names_what_could_be_offered_only_where_that_is_shown():
    shown = replace(ANN, shown=frozenset({"requests"}))
    for ann, words in ((ANN, "what Ann asks for"), (shown, "lifts")):
        asked = pool(ann, BEN, CAL)
        (changes,) = why_not(asked, 2, 1).remedies
        assert changes == (Offer(2, "member", "offers", "lifts", 1),)
        assert say_remedy(asked, changes, NAMES) == f"It would be possible if Ben also offered {words}."
        assert why_not(changed(asked, *changes), 2, 1).code in ("possible", "suggested")


def test_a_rule_and_missing_room_are_in_the_way_together():
    pole = member(4, "garden", "law", languages="pl", capacity=0)
    answer = why_not(pool(*RING, pole), 4, 2)
    assert [code for code, _ in answer.obstacles] == ["room", "language"]
    assert answer.remedies == ((MorePlaces(4, "member"), Lift("language")),)


@pytest.mark.parametrize("kind", ["excluded", "past", "forbidden"])
def test_what_binds_two_people_has_one_sentence_and_no_remedy(kind):
    answer = why_not(pool(*RING, bonds=[Bond(1, 2, kind)]), 1, 2)
    assert answer.obstacles == (("set_aside", "they have met before or are not put forward together"),)
    assert (answer.code, answer.remedies) == ("kept_apart", ())


def test_where_no_circle_closes_it_says_what_would_close_one():
    line = pool(member(1, "garden", ""), member(2, "law", "garden"))
    answer = why_not(line, 1, 2)
    assert (answer.code, answer.remedies) == ("no_circle", ())
    wishing = pool(member(1, "garden", "lifts"), member(2, "law", "garden"))
    answer = why_not(wishing, 1, 2)
    assert (answer.code, answer.remedies) == ("no_circle", ((Offer(2, "member", "offers", "lifts", 1),),))
    assert solve(changed(wishing, *answer.remedies[0])).minutes == 240


def test_a_way_of_helping_that_is_possible_costs_what_others_lose():
    rival = member(4, "cooking", "garden")
    ann = member(1, "garden", "lifts cooking")
    answer = why_not(pool(ann, BEN, CAL, rival), 1, 4)
    assert answer.code == "possible"
    assert (told(answer.comparison.gone), told(answer.comparison.new)) == ([(1, 2, 3)], [(1, 4)])
    assert (answer.comparison.minutes_before, answer.comparison.minutes_after) == (360, 240)
    assert [number for number, _ in answer.comparison.lost] == [2, 3]


def test_a_pin_that_holds_somebody_leaves_no_room():
    ann = member(1, "garden", "lifts cooking")
    pinned = pool(ann, BEN, CAL, member(4, "cooking", "garden"), bonds=[Bond(1, 2, "pinned")])
    assert why_not(pinned, 1, 4).code in ("pinned_otherwise", "possible")
    with pytest.raises(MatchingError):
        why_not(pinned, 1, 1)
    with pytest.raises(MatchingError, match="Nobody has the number"):
        why_not_help(pinned, 1, 9)


def test_what_if_one_more_person_offers_or_somebody_has_more_room_or_two_are_put_together():
    line = (ANN, BEN)
    assert what_if(pool(*line), Recruit(CAL)).people_more == 3
    busy = (member(1, "garden lifts", "law cooking"), member(2, "law", "garden"), member(3, "cooking", "lifts"))
    more = what_if(pool(*busy), MorePlaces(1, "member"))
    assert (more.people_more, more.minutes_after - more.minutes_before) == (1, 240)
    both = what_if(pool(*RING, member(4, "lifts", "garden")), Pin(1, 4))
    assert told(both.new) == [(1, 4)]
    for change in (Pin(2, 4), Helps(4, 2)):
        with pytest.raises(MatchingError, match="No circle"):
            what_if(pool(*RING, member(4, "piano", "garden")), change)


def test_what_counts_more_changes_with_whom():
    twins = (member(4, "lifts", "law", likes="tea"), CAL)
    people = (replace(ANN, answers={**ANN.answers, "likes": ("tea",)}), BEN, *twins)
    light = replace(HELP, criteria=(ASKS, replace(LIKES, strength="off", points=(0,))))
    change = what_if(pool(*people, programme=light), Weigh("likes", "high"))
    assert {3, 4} & {number for one in change.new for number, _ in one.seats} <= {4}
    assert 4 in {number for match in (*change.new, *change.stayed) for number, _ in match.seats}


def test_each_rule_is_told_with_what_it_would_free():
    strangers = (ANN, replace(BEN, answers={**BEN.answers, "languages": ("gd",)}), CAL)
    effects = {one.code: one for one in rule_effects(pool(*strangers), solve(pool(*strangers)))}
    assert (effects["language"].would_place, effects["asked_and_offered"].would_place) == (3, None)
    assert effects["asked_and_offered"].because == "what one asks for is not what the other offers"


def test_the_figures_of_circles_tell_hours_and_the_weak_ones():
    found = quality(pool(*RING), solve(pool(*RING)))
    assert (found.minutes, found.minutes_bound, found.weak, found.more_people) == (360, 360, (), 0)


some = st.lists(st.sampled_from(("garden", "lifts", "law", "cooking")), unique=True, max_size=3).map(" ".join)
people_of_help = st.lists(st.tuples(some, some, st.integers(0, 2), st.sampled_from(("", "tea"))), max_size=7).map(
    lambda rows: [
        member(at, offers, asks, likes=likes, capacity=room) for at, (offers, asks, room, likes) in enumerate(rows)
    ]
)


@given(people_of_help, st.integers(0, 6), st.integers(0, 6))
@settings(deadline=None, max_examples=50)
def test_every_pair_gets_an_answer_that_holds(people, helper, helped):
    asked = pool(*people)
    if helper == helped or max(helper, helped) >= len(people):
        return
    answer = why_not(asked, helper, helped)
    for changes in answer.remedies:
        assert why_not(changed(asked, *changes), helper, helped).code != answer.code
    assert (answer.code == "suggested") == ((helper, helped) in links_in(solve(asked)))
    if answer.comparison is not None:
        assert outcome(asked, solve(asked)).minutes == answer.comparison.minutes_before


@given(people_of_help)
@settings(deadline=None, max_examples=30)
def test_nothing_changed_is_the_same_and_one_more_place_never_costs_hours(people):
    if people:
        asked = pool(*people)
        assert what_if(asked, Weigh("likes", "medium")).is_same
        more = what_if(asked, MorePlaces(0, "member"))
        assert more.minutes_after >= more.minutes_before


@given(people_of_help, st.integers(0, 3), st.integers(1, 3), st.integers(0, 6), st.integers(0, 6))
@settings(deadline=None, max_examples=60)
def test_an_exclusion_is_told_apart_from_an_earlier_match_by_no_answer(people, first, step, helper, helped):
    if helper == helped or max(helper, helped, first + step) >= len(people):
        return
    excluded, past = (pool(*people, bonds=[Bond(first, first + step, kind)]) for kind in ("excluded", "past"))
    assert why_not(excluded, helper, helped) == why_not(past, helper, helped)
    for change in (MorePlaces(helper, "member"), Weigh("likes", "high")):
        assert what_if(excluded, change) == what_if(past, change)
    assert rule_effects(excluded, solve(excluded)) == rule_effects(past, solve(past))
