"""Explanations are made only of answers that may be shown, and never hold a score."""

import re
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matching import Criterion, Person, Pool, Programme, make_rule, solve
from matching.criteria import reasons
from matching.hours import parse, week_bits
from matching.told import for_member
from matching.why import one_line

NAMES = ("interests", "identity", "has", "languages")
PROGRAMME = Programme(
    "p",
    "mentoring",
    ("mentee", "mentor"),
    (),
    (
        Criterion("interests", "share", "Interests", (2,), first="interests", second="interests", most=3),
        Criterion("identity", "contains", "Identity hoped for", (6,), first="identity", second="has"),
        Criterion("languages", "share", "Languages", (1,), first="languages", second="languages", most=3),
        Criterion("time", "overlap", "Time in common", (1,), most=4),
        Criterion("waiting", "waiting", "Waiting", (1,), days=14, most=6),
    ),
    title="Mentoring",
)
REFERENCE = date(2026, 6, 1)
TUESDAY = week_bits(parse("Tue 10:00-12:00"), "Europe/London", REFERENCE)
words = st.lists(st.sampled_from(["walks", "tea", "music"]), max_size=3).map(tuple)
mentees = st.builds(
    Person,
    number=st.just(1),
    role=st.just("mentee"),
    answers=st.fixed_dictionaries(dict.fromkeys(NAMES, words)),
    week=st.sampled_from([0, TUESDAY]),
    waiting_days=st.integers(0, 90),
    shown=st.frozensets(st.sampled_from([*NAMES, "week"])),
)
mentors = mentees.map(lambda person: replace(person, number=2, role="mentor"))


def told(first, second):
    found = for_member(PROGRAMME, first, [second], zone="Europe/London", reference=REFERENCE)
    return tuple(one.words for one in found)


@given(mentees, mentors, words, st.sampled_from(NAMES))
def test_flipping_an_answer_that_may_not_be_shown_changes_no_word(first, second, other, name):
    hidden = replace(first, shown=first.shown - {name})
    flipped = replace(hidden, answers={**hidden.answers, name: other})
    assert told(hidden, second) == told(flipped, second)
    also_hidden = replace(second, shown=second.shown - {name})
    also_flipped = replace(also_hidden, answers={**also_hidden.answers, name: other})
    assert told(first, also_hidden) == told(first, also_flipped)


@given(mentees, mentors)
def test_hidden_times_and_waiting_change_no_word(first, second):
    hidden = replace(first, shown=first.shown - {"week"})
    flipped = replace(hidden, week=TUESDAY ^ hidden.week, waiting_days=hidden.waiting_days + 50)
    assert told(hidden, second) == told(flipped, second)


@given(mentees, mentors)
def test_a_member_reads_two_to_four_sentences_without_a_number_of_points(first, second):
    sentences = told(first, second)
    assert 2 <= len(sentences) <= 4
    assert all(sentence.endswith(".") for sentence in sentences)
    assert not re.search(r"\(\d+\)|point|score", " ".join(sentences))


def test_a_member_reads_what_both_agreed_to_show():
    both = Person(1, "mentee", answers={"interests": ("walks",)}, week=TUESDAY, shown=frozenset({"interests", "week"}))
    assert told(both, replace(both, number=2, role="mentor")) == (
        "You both joined Mentoring.",
        "Interests: you both said walks.",
        "You are both free Tuesday 10:00 to 12:00.",
        "It is only a suggestion: each of you decides.",
    )


@given(mentees, mentors)
def test_the_points_of_the_reasons_add_up_to_the_score(first, second):
    pool = Pool((first, second), (), PROGRAMME)
    for pair in solve(pool).pairs:
        assert sum(reason.points for reason in pair.reasons) == pair.score
        assert one_line(pair.reasons)


@given(mentees, mentors)
def test_reasons_are_made_only_from_answers_that_are_there(first, second):
    for reason in reasons(PROGRAMME, first, second):
        if reason.code not in ("time", "waiting"):
            assert reason.first_answer
            assert reason.second_answer


def test_each_side_shows_its_own_answer_of_a_wish_and_what_meets_it():
    wish = Person(1, "mentee", answers={"identity": ("tea",)}, shown=frozenset({"identity"}))
    has = Person(2, "mentor", answers={"has": ("tea",)}, shown=frozenset({"has"}))
    assert told(wish, has) == told(has, wish)
    assert "Identity hoped for: tea." in told(has, wish)


def test_values_are_said_in_the_words_of_the_programme():
    programme = replace(PROGRAMME, values={"languages": {"gd": "Gaelic"}})
    person = Person(1, "mentee", answers={"languages": ("gd",)})
    assert reasons(programme, person, person)[0].words == "Languages: both Gaelic"


def test_a_person_with_no_room_and_a_person_alone_are_told_so():
    rule = make_rule("language", "share", "they have no language in common", first="languages")
    full = Pool((Person(1, "mentee", capacity=0),), (), replace(PROGRAMME, rules=(rule,)))
    assert solve(full).unmatched[0].words == "They have no room for another match just now."
    alone = replace(full, people=(Person(1, "mentee"),))
    assert solve(alone).unmatched[0].words == "There are no mentors for them in this round."
