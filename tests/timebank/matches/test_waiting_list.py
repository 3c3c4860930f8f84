"""The waiting list: who has nobody yet, longest first, what would help them, and nothing of what one said of another."""

import csv
import io

import pytest
from guiding import GUIDES, Guiding
from ledger_world import TODAY
from world import World

from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.matches.waiting import WaitingList, waiting_csv, waiting_list
from timebank.matches.waiting_words import ASKED, DRAFT, NEXT_ROUND
from timebank.members import actions as members
from timebank.members import bonds, checks
from timebank.programmes import actions as programmes
from timebank.programmes import running
from timebank.programmes.rules import Given

TOPICS_RULE = """
[[rules]]
code = "same_topic"
kind = "share"
answer = "topics"
because = "they like different things"
[[rules]]
code = "past_needed"
kind = "wish"
answer = "past"
because = "one of them needs an experience the other has not told"
"""


@pytest.fixture
def guiding(world: World) -> Guiding:
    """A programme in which people need a topic in common, with a stranger who waits for chess."""
    made = Guiding(world)
    world.app.do(made.cora, running.change, world.key(), made.programme_id, GUIDES + TOPICS_RULE, 1)
    made.join("Stranger Sam", "mentee", topics=["chess"])
    return made


def seen(guiding: Guiding) -> WaitingList:
    return guiding.world.app.see(guiding.cora, waiting_list, guiding.programme_id)


def helped(guiding: Guiding) -> dict[str, tuple[str, ...]]:
    return {one.name: one.help for one in seen(guiding).waiting}


def test_whoever_waits_longest_comes_first_and_whoever_has_somebody_is_not_there(
    guiding: Guiding, clock: HandClock
) -> None:
    ann, ben = guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")
    guiding.match(ann, ben)
    clock.move(days=3)
    guiding.join("Cleo", "mentee")
    clock.move(days=4)
    assert [(one.name, one.role, one.days) for one in seen(guiding).waiting] == [
        ("Stranger Sam", "mentee", 7),
        ("Cleo", "mentee", 4),
    ]


def test_it_says_what_would_help_each(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee", topics=["walks"])
    guiding.join("Ben", "mentor", topics=["cooking"])
    found = helped(guiding)
    assert found["Stranger Sam"][0] == "One mentor who says “chess” for “Topics” would place one person."
    assert found["Ann"][0] == "One mentor who says “walks” for “Topics” would place one person."
    assert "Most often in the way: they like different things (1 of 1 mentor)." in found["Ann"]


def test_whom_the_next_round_or_a_suggestion_reaches_needs_no_help(guiding: Guiding) -> None:
    guiding.join("Ann", "mentee")
    guiding.join("Ben", "mentor")
    assert helped(guiding)["Ann"] == (NEXT_ROUND,)
    guiding.run()
    assert helped(guiding)["Ann"] == (DRAFT,)
    (draft,) = guiding.drafts()
    from timebank.matches import actions

    guiding.world.app.do(guiding.cora, actions.approve, guiding.world.key(), draft.suggestion_id)
    assert helped(guiding)["Ben"] == (ASKED,)


def test_an_essential_wish_is_named_only_where_its_owner_lets_it_be_shown(guiding: Guiding) -> None:
    world = guiding.world
    guiding.join("Ben", "mentor")
    for name, is_shown in (("Ann", True), ("Cleo", False)):
        guiding.join(name, "mentee")
        past = Given("past", ("recovery",), True, is_shown, True)
        world.app.do(world.member(name), programmes.change_answers, world.key(), guiding.programme_id, [past])
    found = helped(guiding)
    assert any("Lived experience: recovery" in said and "1 of 1 mentor" in said for said in found["Ann"])
    assert not any("recovery" in said for said in found["Cleo"])
    assert any("something they keep to themself" in said for said in found["Cleo"])


def test_an_exclusion_reads_as_any_earlier_meeting_would_and_is_never_told(guiding: Guiding) -> None:
    world = guiding.world
    guiding.join("Ann", "mentee")
    guiding.join("Ben", "mentor")
    world.app.do(world.member("Ann"), bonds.say_bond, world.key(), world.ids["Ann"], world.ids["Ben"], "rather_not")
    for said in helped(guiding).values():
        assert not any(word in " ".join(said) for word in ("rather", "exclu", "met before", "put forward", "Ben"))


def test_whoever_is_not_ready_stands_apart_with_the_reason(guiding: Guiding, clock: HandClock) -> None:
    world = guiding.world
    asking = (GUIDES + TOPICS_RULE).replace('name = "mentor"', 'name = "mentor"\nchecks = ["pvg"]')
    world.app.do(guiding.cora, running.change, world.key(), guiding.programme_id, asking, 2)
    guiding.join("Ben", "mentor")
    clock.move(days=1)
    guiding.join("Ann", "mentee")
    guiding.pause("Ann")
    guiding.join("Cleo", "mentor")
    world.app.do(guiding.cora, checks.record_check, world.key(), world.ids["Cleo"], "pvg", True, TODAY)
    assert [(one.name, one.words) for one in seen(guiding).not_ready] == [
        ("Ben", "this has not been seen, or is out of date: PVG scheme"),
        ("Ann", "they are taking a break"),
    ]
    assert "Cleo" in helped(guiding)


def test_where_there_is_nobody_to_meet_it_says_so(guiding: Guiding) -> None:
    assert "There are no mentors in a round just now." in helped(guiding)["Stranger Sam"]


def test_only_coordinators_read_it_and_never_of_themself(guiding: Guiding) -> None:
    guiding.join("Cora", "mentee")
    assert [one.name for one in seen(guiding).waiting] == ["Stranger Sam"]
    for read in (lambda: guiding.world.app.see(guiding.world.member("Stranger Sam"), waiting_csv),):
        with pytest.raises(NotFound):
            read()
    with pytest.raises(NotFound):
        guiding.world.app.see(guiding.world.member("Ann"), waiting_list, guiding.programme_id)


def test_the_file_holds_everybody_of_every_programme(guiding: Guiding) -> None:
    guiding.join("Ann", "mentor", topics=["walks"])
    guiding.pause("Ann")
    world = guiding.world
    world.app.do(
        world.member("Stranger Sam"), members.edit_profile, world.key(), world.ids["Stranger Sam"], name="=Sam"
    )
    rows = list(csv.DictReader(io.StringIO(world.app.see(guiding.cora, waiting_csv))))
    assert [(row["programme"], row["who"], row["not ready because"]) for row in rows] == [
        ("Guides", "'=Sam", ""),
        ("Guides", "Ann", "they are taking a break"),
    ]
