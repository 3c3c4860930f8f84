"""Small crowds of people for properties: every answer may be blank, every field unknown."""

from hypothesis import strategies as st

from matching import Person

GRADES = ("AA", "AO", "EO", "HEO")
WORDS = {
    "team": ["Joy", "joy ", "Love"],
    "grade": list(GRADES),
    "wish": ["woman", "man"],
    "gender": ["woman", "man", "other"],
    "way": ["in_person", "phone", "video"],
    "asks": ["tea", "law", "lifts"],
    "offers": ["tea", "law", "lifts"],
    "hours": ["only_given", "only_received", "both"],
}
PLACES = [None, (57.65, -3.32), (57.65, -3.31), (57.7, -3.4), (57.48, -4.22), (-33.9, 18.4)]
WEEKS = [0, 0xFF, 0xFF0, 0xF << 668 | 0xF]


@st.composite
def persons(draw, role, number):
    """Somebody who said anything or nothing."""
    answers = {
        name: tuple(draw(st.lists(st.sampled_from([*words, " "]), max_size=1 if name in ("team", "grade") else 3)))
        for name, words in WORDS.items()
    }
    return Person(
        number,
        role,
        draw(st.integers(0, 2)),
        answers,
        draw(st.sampled_from(WEEKS)),
        draw(st.integers(-1, 60)),
        essential=frozenset(draw(st.sets(st.sampled_from(["wish", "way", "gender"])))),
        place=draw(st.sampled_from(PLACES)),
        travel_kilometres=draw(st.sampled_from([None, 0, 1, 6, 40, 30_000])),
        matches_now=draw(st.integers(0, 3)),
    )


@st.composite
def sides(draw, equals):
    """The people of two roles, or the same people twice."""
    firsts = [draw(persons("mentee", number)) for number in range(draw(st.integers(1, 4)))]
    if equals:
        return firsts, firsts
    return firsts, [draw(persons("mentor", number)) for number in range(9, 9 + draw(st.integers(1, 4)))]
