"""Whom to look for: each hint is proved by matching again, and says nothing that somebody keeps to themself."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_pools import random_pool

from matching import Bond, Criterion, Person, Pool, Programme, make_rule, solve
from matching.hint_words import say_hint
from matching.hours import parse, week_bits
from matching.recruit import whom_to_look_for

JUNE = date(2026, 6, 1)
SHOWN = frozenset({"languages", "week", "place"})
ELGIN, WICK = (57.65, -3.32), (58.44, -3.09)
SLOT = make_rule("slot", "slot", "they are not free together", minutes=60)
LANGUAGE = make_rule("language", "share", "they have no language in common", first="languages")
TRAVEL = make_rule("travel", "travel", "it is too far", unknown="refuse")


def hours(text):
    return week_bits(parse(text), "Europe/London", JUNE)


def pool_of(*people, rules=()):
    return Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor"), rules))


def said(pool):
    found = whom_to_look_for(pool, solve(pool), zone="Europe/London", reference=JUNE)
    return [say_hint(pool, hint, is_further=place > 0) for place, hint in enumerate(found)]


def mentee(number, week, language="en", place=None, shown=SHOWN):
    answers = {"languages": (language,), "place": ("IV30",) if place else ()}
    return Person(number, "mentee", 1, answers, hours(week), 0, shown, place=place)


def test_two_mentors_on_weekday_mornings_near_one_place_would_place_five_people():
    five = [mentee(number, f"{day} 09:30-11:00", place=ELGIN) for number, day in enumerate(("Mon", "Tue") * 3)][:5]
    answers = {"languages": ("en",), "place": ("IV30",)}
    mentor = Person(20, "mentor", 3, answers, hours("Sat 10:00-12:00"), 0, SHOWN, place=ELGIN)
    pool = pool_of(*five, mentor, rules=(SLOT, TRAVEL))
    assert said(pool) == [
        "Two mentors free on weekday mornings near IV30, with three places each, would place five people.",
        "One more mentee free at the weekend near IV30 would place one more person.",
    ]


def test_the_larger_group_comes_first_and_the_next_hint_comes_on_top():
    pool = pool_of(
        mentee(1, "Mon 18:00-20:00", "gd"),
        mentee(2, "Tue 18:00-20:00", "gd"),
        mentee(3, "Sat 10:00-12:00"),
        rules=(SLOT, replace(LANGUAGE, unknown="refuse")),
    )
    assert said(pool) == [
        "Two mentors free on weekday evenings who speak gd would place two people.",
        "One more mentor free at the weekend who speaks en would place one more person.",
    ]


def test_what_somebody_keeps_to_themself_is_not_named():
    pool = pool_of(mentee(1, "Mon 18:00-20:00", "gd", shown=frozenset()), rules=(SLOT, LANGUAGE))
    assert said(pool) == ["One mentor whose answers fit would place one person."]


def test_at_night_they_are_looked_for_when_those_left_over_are_free():
    assert said(pool_of(mentee(1, "Mon 02:00-04:00"), rules=(SLOT,))) == [
        "One mentor, free when the one left over is, would place one person."
    ]


def test_a_hint_reads_as_a_sentence_and_says_what_for():
    way = make_rule("way", "share", "there is no way to meet that suits both", first="way")
    wish = Criterion("topic", "contains", "Topic", (9,), first="topic", second="topic_offered")
    words = {"languages": {"en": "English"}, "topic": {"cv": "writing a CV"}, "way": {"walk": "on a walk"}}
    labels = {"way": "How could you meet?", "topic": "What would you like help with?"}
    told = SHOWN | {"way", "topic"}
    three = tuple(
        replace(
            mentee(number, "Mon 09:00-11:00", shown=told),
            answers={"languages": ("en",), "way": ("walk",), "topic": ("cv", "sleep")[number > 1 :][:1]},
        )
        for number in range(3)
    )
    rules = (SLOT, replace(LANGUAGE, unknown="refuse"), replace(way, unknown="refuse"))
    programme = Programme("p", "mentoring", ("mentee", "mentor"), rules, (wish,), labels=labels, values=words)
    begins = "free on weekday mornings who speak English and say “on a walk” to “How could you meet?” would place"
    assert said(Pool(three, (), programme)) == [
        f"Three mentors {begins} three people; two of them say “writing a CV” to “What would you like help with?”."
    ]
    quiet = tuple(replace(one, shown=told - {"topic"}) for one in three)
    assert said(Pool(quiet, (), programme)) == [f"Three mentors {begins} three people."]
    alone = said(Pool(three[:1], (), programme))[0]
    assert alone.endswith("one person, who says “writing a CV” to “What would you like help with?”.")


@pytest.mark.parametrize("objective", ["score", "pairs", "coverage"])
def test_somebody_without_room_hides_no_hint_and_no_more_are_asked_for_than_are_of_use(objective):
    like = Criterion("like", "same", "Like", (5,), first="languages", second="languages")
    speaks, full = replace(LANGUAGE, unknown="refuse"), Person(9, "buddy", 0)
    for programme, person in (
        (
            Programme("b", "buddying", ("buddy",), (speaks,), (like,), objective, trio=False),
            mentee(1, "Mon 09:00-11:00"),
        ),
        (Programme("m", "mentoring", ("buddy", "mentor"), (speaks,), (like,), objective), mentee(1, "Mon 09:00-11:00")),
    ):
        pool = Pool((replace(person, role="buddy"), full), (), programme)
        (hint,) = whom_to_look_for(pool, solve(pool))
        assert (hint.count, hint.placed, hint.people) == (1, 1, ((1, "buddy"),))


def test_in_a_large_community_too_a_hint_places_whom_it_says():
    word = make_rule("word", "share", "they have no word in common", first="word", unknown="refuse")
    people = [Person(number, "mentee", answers={"word": (f"w{number}",)}) for number in range(1_010)]
    people += [replace(one, number=one.number + 2_000, role="mentor") for one in people[:1_000]]
    pool = Pool(tuple(people), (), Programme("p", "mentoring", ("mentee", "mentor"), (word,), objective="pairs"))
    hints = whom_to_look_for(pool, solve(pool), most=2)
    assert [(hint.count, hint.placed, hint.people) for hint in hints] == [
        (1, 1, ((1_000, "mentee"),)),
        (1, 1, ((1_001, "mentee"),)),
    ]


def test_nobody_is_looked_for_where_a_blank_or_a_full_week_is_in_the_way():
    blank = Person(1, "mentee")
    assert said(pool_of(blank, rules=(SLOT,))) == []
    assert said(pool_of(Person(1, "mentee", capacity=0))) == []
    assert said(pool_of(blank, rules=(replace(LANGUAGE, unknown="refuse"),))) == []


def test_people_who_are_kept_apart_need_somebody_else():
    pool = replace(pool_of(Person(1, "mentee"), Person(2, "mentor")), bonds=(Bond(1, 2, "excluded"),))
    assert said(pool)[0] == "One mentee would place one person."


@given(st.integers(0, 10**6).map(random_pool))
@settings(max_examples=40)
def test_a_hint_places_as_many_as_it_says(pool):
    proposal = solve(pool)
    hints = whom_to_look_for(pool, proposal, most=1)
    left = {(one.number, one.role) for one in proposal.unmatched}
    for hint in hints:
        assert 1 <= hint.placed <= len(hint.people)
        assert set(hint.people) <= left
        words = say_hint(pool, hint)
        assert words.endswith(".")
        assert all(value not in words.split() for name, value in hint.wanted.answers if name in hint.hidden)
