"""What members read of why they were brought together: whole sentences, from either side, in the programme's words."""

from dataclasses import replace

import pytest

from matching import Criterion, Person, Programme
from matching.told import for_member

TOPICS = Criterion(
    "topics",
    "meets",
    "Would like help with, and can help with",
    (8,),
    first="wanted",
    second="offered",
    most=3,
    told=(
        "You would like help with {first}, and they can help with that.",
        "They would like help with {second}, and you can help with that.",
    ),
)
OFTEN = Criterion("often", "same", "How often", (4,), first="often", second="often")
GUIDES = Programme(
    "guides",
    "mentoring",
    ("mentee", "mentor"),
    criteria=(TOPICS, OFTEN),
    title="Guides",
    values={"wanted": {"work": "finding work"}, "offered": {"work": "jobs"}, "often": {"w": "every week"}},
)
ANN = Person(1, "mentee", answers={"wanted": ("work", "maths"), "often": ("w",)}, shown=frozenset({"wanted", "often"}))
BEN = Person(
    2, "mentor", answers={"offered": ("maths", "work"), "often": ("w",)}, shown=frozenset({"offered", "often"})
)
BOARD = Criterion(
    "board",
    "meets",
    "On the noticeboard",
    (2,),
    first="requests",
    second="offers",
    told=("You asked for {first}, and they offer it.", "They asked for {first}, and you offer it."),
)
NEIGHBOURS = Programme("n", "buddying", ("buddy",), criteria=(BOARD,), title="Neighbours")
BOTH = frozenset({"requests", "offers"})


def read(programme: Programme, reader: Person, other: Person) -> tuple[str, ...]:
    """What stands between the first and the last sentence."""
    return tuple(one.words for one in for_member(programme, reader, [other]))[1:-1]


def test_each_side_reads_the_same_thing_from_where_they_stand():
    assert read(GUIDES, ANN, BEN) == (
        "You would like help with maths and finding work, and they can help with that.",
        "How often: you both said every week.",
    )
    assert read(GUIDES, BEN, ANN)[0] == "They would like help with maths and jobs, and you can help with that."


def test_what_comes_first_in_the_programme_comes_first_in_the_letter():
    turned = replace(GUIDES, criteria=(OFTEN, TOPICS))
    assert read(turned, ANN, BEN)[0] == "How often: you both said every week."


def test_neighbours_who_help_each_other_both_ways_read_both_in_one_sentence():
    ann = Person(1, "buddy", answers={"requests": ("Hedges",), "offers": ("Baking",)}, shown=BOTH)
    ben = Person(2, "buddy", answers={"requests": ("Baking",), "offers": ("Hedges",)}, shown=BOTH)
    assert read(NEIGHBOURS, ann, ben) == (
        "You asked for hedges, and they offer it; they asked for baking, and you offer it.",
    )
    assert read(NEIGHBOURS, ben, ann) == (
        "You asked for baking, and they offer it; they asked for hedges, and you offer it.",
    )
    only = replace(ben, answers={"offers": ("Hedges",)})
    assert read(NEIGHBOURS, ann, only) == ("You asked for hedges, and they offer it.",)
    assert read(NEIGHBOURS, only, ann) == ("They asked for hedges, and you offer it.",)


def test_without_words_of_its_own_a_criterion_still_says_what_it_found():
    plain = replace(GUIDES, criteria=(replace(TOPICS, told=("", "")),))
    assert read(plain, ANN, BEN) == ("Would like help with, and can help with: maths and finding work.",)


def test_grades_distance_and_hours_are_said_from_the_readers_side():
    grades = Criterion("g", "steps", "Grade", (6, 8), first="grade", second="grade", order=("AA", "AO", "EO"))
    near = Criterion("n", "near", "Distance", (1,), first="place", second="place", most=4)
    programme = replace(GUIDES, criteria=(grades, near))
    shown = frozenset({"grade", "place"})
    ann = Person(1, "mentee", answers={"grade": ("AA",)}, shown=shown, place=(57.0, -4.0))
    ben = Person(2, "mentor", answers={"grade": ("EO",)}, shown=shown, place=(57.018, -4.0))
    assert read(programme, ann, ben) == ("Grade: you said AA and they EO.", "You live about 3 km apart.")
    assert read(programme, ben, ann)[0] == "Grade: you said EO and they AA."
    assert read(programme, ann, replace(ben, place=(57.0, -4.0)))[1] == "You live in the same area."


@pytest.mark.parametrize("kept_back", ["wanted", "offered"])
def test_a_sentence_goes_where_either_keeps_the_answer_back(kept_back):
    ann, ben = (replace(one, shown=one.shown - {kept_back}) for one in (ANN, BEN))
    assert read(GUIDES, ann, ben) == ("How often: you both said every week.",)


def test_each_sentence_names_the_answers_it_is_made_of_and_of_several_people_there_is_one_each():
    _, topics, often, closing = for_member(GUIDES, BEN, [ANN])
    assert (topics.other, topics.mine, topics.theirs) == (1, ("offered",), ("wanted",))
    assert (often.mine, often.theirs) == (("often",), ("often",))
    assert (closing.other, closing.mine, closing.theirs) == (None, (), ())
    friend = replace(ANN, number=3)
    opening, *about, _ = for_member(GUIDES, BEN, [ANN, friend])
    assert opening.words == "You all joined Guides."
    assert [one.other for one in about] == [1, 3]
