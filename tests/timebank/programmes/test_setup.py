"""A programme is set up on screens and read from its file: whatever is chosen comes back, and nothing else changes."""

from dataclasses import replace

import pytest
from guiding import GUIDES
from hypothesis import given, settings
from hypothesis import strategies as st

from timebank.errors import InvalidInput
from timebank.members.checks import CHECKS
from timebank.programmes.care import FLAGS, HOURS, WHOLE, Care
from timebank.programmes.definition import LETTERS, Definition, parse, starter_names, starter_text
from timebank.programmes.parts import Role
from timebank.programmes.setup import (
    STRENGTHS,
    Circles,
    Setup,
    clean,
    may_be_off,
    new_text,
    setup_of,
    written,
)
from timebank.programmes.setup_words import say_changes

TEXTS = {name: starter_text(name) for name in starter_names()} | {"guides": GUIDES}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=25)
LABELS = WORDS.filter(lambda words: any(one.isalnum() for one in words))


def cares() -> st.SearchStrategy[Care]:
    whole = {name: st.integers(*limits) for name, limits in WHOLE.items()}
    weeks = st.sets(st.integers(1, 260), max_size=6).map(lambda some: tuple(sorted(some)))
    flags = {name: st.booleans() for name in FLAGS}
    return st.builds(Care, **whole, **flags, hours=st.sampled_from(sorted(HOURS)), review_weeks=weeks)


def roles(definition: Definition) -> st.SearchStrategy[tuple[Role, ...]]:
    checks = st.sets(st.sampled_from(sorted(CHECKS))).map(tuple)
    return st.tuples(
        *(st.builds(Role, st.just(one.name), LABELS, LABELS, st.integers(1, 10), checks) for one in definition.roles)
    )


@st.composite
def chosen(draw: st.DrawFn, definition: Definition) -> Setup:
    """Anything the screens can say of a programme."""
    needed = {one.code for one in definition.criteria if one.kind == "meets" and definition.kind == "help"}
    return Setup(
        draw(LABELS),
        draw(WORDS),
        draw(st.booleans()),
        draw(st.integers(0, 120)),
        draw(roles(definition)),
        {one.code: not may_be_off(one) or draw(st.booleans()) for one in definition.rules},
        {
            one.code: draw(st.sampled_from(STRENGTHS[:-1] if one.code in needed else STRENGTHS))
            for one in definition.criteria
        },
        draw(cares()),
        draw(st.dictionaries(st.sampled_from(LETTERS), WORDS)),
        draw(st.builds(Circles, st.integers(1, 1440), st.integers(2, 4), st.booleans())),
    )


def comments(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.lstrip().startswith("#")]


@pytest.mark.parametrize("name", sorted(TEXTS))
@settings(max_examples=15, deadline=None)
@given(st.data())
def test_whatever_is_chosen_is_read_back_and_the_rest_of_the_file_stays(name: str, data: st.DataObject) -> None:
    text = TEXTS[name]
    before = parse(text)
    setup = data.draw(chosen(before))
    after_text = written(text, setup)
    after = parse(after_text)
    assert setup_of(after) == clean(before, setup)
    assert comments(after_text) == comments(text)
    assert (after.name, after.kind, after.questions, after.files) == (
        before.name,
        before.kind,
        before.questions,
        before.files,
    )
    assert {one.code: one for one in (*after.rules, *after.rules_off)} == {one.code: one for one in before.rules}
    unweighed = [replace(one, strength="off", points=(0,)) for one in after.criteria]
    assert unweighed == [replace(one, strength="off", points=(0,)) for one in before.criteria]
    assert bool(say_changes(before, after)) == (after != before)


@pytest.mark.parametrize("name", sorted(TEXTS))
def test_a_file_of_which_nothing_changed_stays_word_for_word(name: str) -> None:
    assert written(TEXTS[name], setup_of(parse(TEXTS[name]))) == TEXTS[name]


def test_a_rule_that_was_off_is_switched_on_again_as_it_was() -> None:
    text = starter_text("mentoring")
    setup = setup_of(parse(text))
    off = written(text, replace(setup, rules={**setup.rules, "slot": False}))
    assert "slot" not in {one.code for one in parse(off).rules}
    assert parse(written(off, setup)).rules == parse(text).rules


def test_what_protects_the_young_and_what_a_member_insists_on_stays_on() -> None:
    definition = parse(starter_text("mentoring"))
    setup = setup_of(definition)
    for code in ("age", "language_needed", "company_needed"):
        with pytest.raises(InvalidInput):
            clean(definition, replace(setup, rules={**setup.rules, code: False}))


def test_circles_of_help_cannot_do_without_what_is_asked_and_offered() -> None:
    definition = parse(starter_text("help"))
    setup = setup_of(definition)
    with pytest.raises(InvalidInput):
        clean(definition, replace(setup, strengths={**setup.strengths, "asked_and_offered": "off"}))


def test_a_programme_needs_a_name_and_words_for_its_sides() -> None:
    definition = parse(GUIDES)
    setup = setup_of(definition)
    no_label = (replace(setup.roles[0], label=" "), setup.roles[1])
    for one in (replace(setup, title=" "), replace(setup, roles=no_label)):
        with pytest.raises(InvalidInput):
            clean(definition, one)


def test_a_new_programme_has_a_short_name_of_its_own() -> None:
    setup = replace(setup_of(parse(GUIDES)), title="Tea & talk")
    assert parse(new_text(GUIDES, setup, frozenset())).name == "tea-talk"
    assert parse(new_text(GUIDES, setup, frozenset({"tea-talk"}))).name == "tea-talk-2"


def test_changes_are_told_in_words() -> None:
    text = starter_text("mentoring")
    before = parse(text)
    setup = setup_of(before)
    mentor = replace(setup.roles[1], checks=("references", "pvg"))
    different = replace(
        setup,
        title="Guides",
        roles=(setup.roles[0], mentor),
        rules={**setup.rules, "travel": False},
        strengths={**setup.strengths, "style": "high"},
        care=replace(setup.care, meet_every_days=7, review_weeks=()),
        letters={"offered": "Tea is on us."},
    )
    assert say_changes(before, parse(written(text, different))) == (
        "The name: “Guides” instead of “Mentoring”.",
        "Days between two meetings: 7 instead of 14.",
        "Weeks after which a match is looked at together: never instead of 4, 12, 24.",
        "Seen before somebody is ready as mentor: references, PVG scheme.",
        "No rule any more: people may now be suggested when they live further apart than the two of them travel.",
        "What matters in being together: High instead of Low.",
        "Words of its own have changed in the letter with a suggestion.",
    )
