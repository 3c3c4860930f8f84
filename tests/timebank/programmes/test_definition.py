"""A programme file is read as it is meant, and each mistake in it is one sentence."""

import pytest

from timebank.programmes.definition import ProgrammeUnreadable, load, parse, starter_names, starter_text
from timebank.programmes.rules import asked

SMALL = """
name = "walks"
title = "Walking buddies"
kind = "buddying"
objective = "pairs"
[[roles]]
name = "buddy"
plural = "buddies"
[[questions]]
name = "pace"
label = "How fast do you like to walk?"
kind = "choice"
options = [{ value = "slow", label = "slowly" }, { value = "fast", label = "fast" }]
[[rules]]
code = "slot"
kind = "slot"
minutes = 45
because = "they are not free together"
[[criteria]]
code = "pace"
kind = "same"
answer = "pace"
strength = "High"
"""


def test_a_small_programme_is_read_whole():
    definition = parse(SMALL)
    assert definition.role("buddy").plural == "buddies"
    assert definition.questions[0].options[0].label == "slowly"
    assert definition.rules[0].minutes == 45
    assert (definition.criteria[0].label, definition.criteria[0].points) == ("How fast do you like to walk?", (8,))
    assert definition.programme().say("pace", "fast") == "fast"
    assert definition.programme(values={"pace": {"fast": "quickly"}}).say("pace", "fast") == "quickly"


@pytest.mark.parametrize("name", ["mentor-match", "mentoring", "buddying", "help"])
def test_every_starter_can_be_read_and_matched_under(name):
    assert name in starter_names()
    definition = load(name)
    assert definition.name == name
    assert parse(starter_text(name)) == definition
    assert definition.programme().rules == definition.rules
    assert all(criterion.strength == "off" for criterion in definition.criteria if criterion.code == "lived_experience")
    sensitive = ("lived_experience", "gender")
    assert all(question.sensitive == (question.name in sensitive) for question in definition.questions)
    assert all(criterion.note for criterion in definition.criteria)


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ('kind = "buddying"', 'kind = "friends"', "mentoring, buddying, help, not 'friends'"),
        ('kind = "buddying"', 'kind = "mentoring"', "two different roles"),
        ('name = "walks"', "", "name is missing"),
        ('name = "walks"', 'name = " "', "name is blank"),
        ('name = "walks"', 'name = "walks', "not written as TOML"),
        ('plural = "buddies"', "plural = 3", "roles 1: plural must be words in quotes"),
        ('plural = "buddies"', 'plurals = "buddies"', "'plurals' means nothing here"),
        ('kind = "slot"', 'kind = "slots"', "rules 1: kind must be one of"),
        ("minutes = 45", "minutes = 0", "must have minutes"),
        ("minutes = 45", "minutes = -1", "from 0 to"),
        ("minutes = 45", f"minutes = {10**20}", "from 0 to"),
        ('strength = "High"', f"points = {10**20}", "from 0 to"),
        ('name = "walks"', f"name = {'[' * 3000}{']' * 3000}", "not written as TOML"),
        ('name = "walks"', 'name = "walks"\nanswers = [{name = "a", order = ["x"]}]', "at least two values, each once"),
        ('name = "walks"', 'name = "walks"\nanswers = [{name = "a"}, {name = "a"}]', "two answers have the name 'a'"),
        ('name = "walks"', 'name = "walks"\nsettings = {respect_consent = "no"}', "must be true or false"),
        ('kind = "same"', 'kind = "steps"', "needs an order"),
        ('strength = "High"', 'strength = "Huge"', "Must, High, Medium, Low or Off"),
        ('strength = "High"', "points = [1, 2]", "one whole number"),
        ('strength = "High"', "points = [1.5]", "whole numbers"),
        ('answer = "pace"', "", "say the answer"),
        ('code = "pace"', 'code = "slot"', "two rules or criteria have the code 'slot'"),
        ('kind = "choice"', 'kind = "words"', "only a choice has them"),
        ('objective = "pairs"', 'objective = "most"', "score, pairs, coverage"),
    ],
)
def test_each_mistake_is_one_sentence_with_its_place(before, after, sentence):
    assert before in SMALL
    with pytest.raises(ProgrammeUnreadable, match=sentence):
        parse(SMALL.replace(before, after, 1))


WHOM = """
[[answers]]
name = "age"
order = ["18-24", "25-34", "35-44"]
[[rules]]
code = "age"
kind = "within"
answer = "age"
most = 1
because = "their ages are too far apart"
[[rules]]
code = "company"
kind = "wish"
answers = ["company", "gender"]
because = "one of them would like somebody else"
[[rules]]
code = "travel"
kind = "travel"
answer = "way"
unless = ["phone"]
because = "they live too far apart"
[[criteria]]
code = "near"
kind = "near"
kilometres = 5
most = 3
points = 2
[[criteria]]
code = "spread"
kind = "load"
most = 2
[[criteria]]
code = "evens"
kind = "reciprocity"
[[criteria]]
code = "help"
kind = "meets"
answers = ["requests", "offers"]
most = 6
rare = 3
"""


def test_whom_people_may_meet_is_read_as_it_is_meant():
    definition = parse(SMALL + WHOM)
    age, company, travel = definition.rules[1:]
    assert (age.order, age.most, age.unknown) == (("18-24", "25-34", "35-44"), 1, "allow")
    assert (company.first, company.second, company.unknown) == ("company", "gender", "refuse")
    assert (travel.first, travel.unless, travel.unknown) == ("way", ("phone",), "allow")
    near, spread, evens, help_ = definition.criteria[1:]
    assert (near.first, near.kilometres, near.most, near.points) == ("place", 5, 3, (2,))
    assert (spread.first, spread.most) == ("", 2)
    assert (evens.first, evens.most) == ("hours", 2)
    assert (help_.first, help_.second, help_.rare) == ("requests", "offers", 3)
    questions = {one.name: one.may_be_essential for one in asked(definition, "buddy")}
    assert {"place", "hours", "requests", "offers"} <= set(questions)
    assert not questions["place"]


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("rare = 3", "rare = 0", "rare must be 1 or more"),
        ("rare = 3", "rare = 21", "20 or less"),
        ("kilometres = 5", "kilometres = 0", "kilometres must be 1 or more"),
        ('unless = ["phone"]', "unless = 3", "unless must be a list of words"),
        ('unless = ["phone"]', 'unless = ["phone"]\nmost = 3', "'most' means nothing here"),
        ('answers = ["company", "gender"]', "", "say the answer"),
        ('order = ["18-24", "25-34", "35-44"]', "", "age needs an order"),
    ],
)
def test_each_mistake_about_whom_people_may_meet_is_one_sentence(before, after, sentence):
    assert before in WHOM
    with pytest.raises(ProgrammeUnreadable, match=sentence):
        parse(SMALL + WHOM.replace(before, after, 1))


def test_a_programme_that_is_not_there_is_named_with_those_that_are(tmp_path):
    with pytest.raises(ProgrammeUnreadable, match="one of buddying, help, mentor-match, mentoring"):
        load("mentor-mach")
    broken = tmp_path / "broken.toml"
    broken.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(ProgrammeUnreadable, match="cannot be read as text"):
        load(broken)


def test_settings_strengths_and_points_can_be_changed_for_one_run():
    definition = load("mentor-match")
    changed = definition.with_settings({"respect_consent": "no", "profession": "7", "identity": "off"})
    assert changed.settings["respect_consent"] is False
    assert [(one.points, one.strength) for one in changed.criteria[1:]] == [((7,), "high"), ((0,), "off")]
    for name, value in (("respect_consent", "perhaps"), ("unheard_of", "1"), ("profession", "-7")):
        with pytest.raises(ProgrammeUnreadable, match=name):
            definition.with_settings({name: value})


def test_one_side_can_be_asked_with_another_answer_than_the_other():
    definition = load("mentor-match")
    assert (definition.criteria[2].first, definition.criteria[2].second) == ("identity", "characteristics")
    buddies = load("buddying")
    asked = next(one for one in buddies.criteria if one.code == "asked_and_offered")
    assert (asked.first, asked.second) == ("requests", "offers")


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("minutes_each = 120", "minutes_each = 0", "minutes_each must be a whole number from 1 to 1440"),
        ("minutes_each = 120", 'minutes_each = "long"', "minutes_each must be a whole number"),
        ("most_in_circle = 4", "most_in_circle = 5", "most_in_circle must be a whole number from 2 to 4"),
        ("evens_out = false", "evens_out = 1", "evens_out must be true or false"),
        ('kind = "meets"', 'kind = "share"', "one criterion of the kind meets"),
        ('[[roles]]\nname = "member"', '[[roles]]\nname = "giver"\n[[roles]]\nname = "member"', "one for other kinds"),
    ],
)
def test_each_mistake_about_circles_of_help_is_one_sentence(before, after, sentence):
    text = starter_text("help")
    assert before in text
    with pytest.raises(ProgrammeUnreadable, match=sentence):
        parse(text.replace(before, after, 1))


def test_a_programme_of_help_says_how_long_and_how_many():
    definition = load("help").with_settings({"minutes_each": "60", "most_in_circle": "3"})
    programme = definition.programme()
    assert (programme.minutes_each, programme.most_in_circle) == (60, 3)
    with pytest.raises(ProgrammeUnreadable, match="from 2 to 4"):
        load("help").with_settings({"most_in_circle": "9"})
    assert {"requests", "offers", "hours", "week"} <= {one.name for one in asked(definition, "member")}


TOLD = ["You asked for {first}, and they offer it.", "They asked for {first}, and you offer it."]


def test_what_people_read_of_a_criterion_is_said_for_both_or_for_each():
    as_list = "rare = 3\ntold = " + str(TOLD).replace("'", '"')
    assert parse(SMALL + WHOM.replace("rare = 3", as_list)).criteria[-1].told == tuple(TOLD)
    for_both = 'rare = 3\ntold = "You both said {first}."'
    assert parse(SMALL + WHOM.replace("rare = 3", for_both)).criteria[-1].told == ("You both said {first}.",) * 2


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ('"You both said so."', "one {first} or {second}"),
        ('"You both said {first} and {second}."', "one {first} or {second}"),
        ('"You both said {first!r}."', "one {first} or {second}"),
        ('"You both said {first:>9999999}."', "one {first} or {second}"),
        ('"You both said {first.x}."', "one {first} or {second}"),
        ('"You both said {first}"', "one {first} or {second}"),
        ('"You both said {first."', "one {first} or {second}"),
        ('"' + "x" * 200 + '{first}."', "up to 200 characters"),
        ("3", "told must be a sentence"),
        ('["You both said {first}."]', "told must be a sentence"),
        ('{ buddy = "You both said {first}." }', "told must be a sentence"),
    ],
)
def test_a_sentence_for_members_has_one_place_for_what_they_have_in_common(told, sentence):
    with pytest.raises(ProgrammeUnreadable, match=sentence):
        parse(SMALL + WHOM.replace("rare = 3", f"rare = 3\ntold = {told}"))


@pytest.mark.parametrize("name", ["mentoring", "buddying"])
def test_every_criterion_we_bring_along_has_whole_sentences_for_members(name):
    criteria = [one for one in load(name).criteria if one.kind in ("same", "share", "contains", "meets")]
    assert criteria
    for one in criteria:
        assert all(side.startswith(("You ", "They ", "Asked ", "This ")) for side in one.told), one.code
