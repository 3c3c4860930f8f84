"""Programmes at the desk: set up in a few screens, changed, looked at by who waits and whose checks end."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from desk_town import DeskTown, Visit, press, words_on
from ledger_world import TODAY

from timebank.members.checks import record_check
from timebank.programmes import actions, reads
from timebank.programmes.definition import Definition
from timebank.programmes.running import change
from timebank.programmes.setup import setup_of, written
from timebank.programmes.version_reads import programme_file
from ui.words import together
from ui.words.programmes import Ending, Interest, SetUp, WaitingPage
from ui.words.service import Participants


def definition(town: DeskTown, programme_id: str) -> Definition:
    return town.world.app.see(town.cora, reads.definition_of, programme_id)


def on(page: Any, times: int = 1) -> None:
    for _ in range(times):
        press(page, SetUp.go_on)


def test_a_programme_is_set_up_in_a_few_screens_back_and_forth_and_started(visit: Visit, town: DeskTown) -> None:
    page = visit("programme_new")
    press(page, SetUp.begin_save)
    page.text_input(key="new-name-title").set_value(" ")
    on(page)
    assert page.error[0].value == "Please give the programme a name\\."
    page.text_input(key="new-name-title").set_value("Tea & talk")
    on(page)
    page.radio(key="new-people-mentor-law").set_value("pvg")
    page.checkbox(key="new-people-mentor-references").set_value(True)
    page.number_input(key="new-people-months").set_value(36)
    press(page, SetUp.back)
    assert page.text_input(key="new-name-title").value == "Tea & talk"
    on(page)
    assert page.radio(key="new-people-mentor-law").value == "pvg"
    on(page)
    page.checkbox(key="new-fit-rule-travel").set_value(False)
    page.selectbox(key="new-fit-strength-topics").set_value("must")
    on(page)
    page.text_input(key="new-care-weeks").set_value("soon")
    on(page)
    assert "4, 12, 24" in page.error[0].value.replace("\\", "")
    page.text_input(key="new-care-weeks").set_value("6")
    page.radio(key="new-care-hours").set_value("by_pot")
    on(page)
    page.text_area(key="new-letters-matched").set_value("The library has a warm room for you.")
    press(page, SetUp.preview)
    assert "The library has a warm room for you." in words_on(page)
    on(page)
    assert "Mentor: references, PVG scheme must have been seen" in words_on(page).replace("\\", "")
    press(page, SetUp.start)
    made = next(one for one in town.world.app.see(town.cora, reads.programmes) if one.title == "Tea & talk")
    found = definition(town, made.programme_id)
    assert (made.name, made.kind) == ("tea-talk", "mentoring")
    assert found.role("mentor").checks == ("references", "pvg")
    assert (found.care.review_weeks, found.care.hours) == ((6,), "by_pot")
    assert [one.code for one in found.rules_off] == ["travel"]
    assert next(one.strength for one in found.criteria if one.code == "topics") == "must"
    assert found.letters == {"matched": "The library has a warm room for you."}


def test_the_same_screens_change_a_running_programme_and_say_what_changes(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    page = visit("participants", programme=programme_id, show="file")
    press(page, SetUp.change)
    on(page, 3)
    page.number_input(key=f"{programme_id}-care-meet_every_days").set_value(7)
    on(page, 2)
    said = words_on(page).replace("\\", "")
    assert not page.warning
    assert "Days between two meetings: 7 instead of 14." in said
    assert "Rounds that have run keep the version they used" in said
    press(page, SetUp.save.format(version=2))
    assert definition(town, programme_id).care.meet_every_days == 7
    versions = town.world.app.see(town.cora, programme_file, programme_id).versions
    assert versions[0].changes == ("Days between two meetings: 7 instead of 14.",)
    assert "Days between two meetings: 7 instead of 14." in words_on(page)


def test_changes_can_be_forgotten_and_a_version_saved_meanwhile_is_not_lost(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    app = town.world.app
    page = visit("participants", programme=programme_id, show="file")
    press(page, SetUp.change)
    page.text_input(key=f"{programme_id}-name-title").set_value("Guiding")
    on(page, 5)
    text = app.see(town.cora, programme_file, programme_id).text
    app.do(town.cora, change, "meanwhile", programme_id, text.replace('title = "Mentoring"', 'title = "Other"'), 1)
    press(page, SetUp.save.format(version=2))
    assert "changed this programme since" in page.error[0].value
    press(page, SetUp.again)
    assert definition(town, programme_id).title == "Other"
    assert SetUp.change in [one.label for one in page.button]


def test_the_waiting_list_says_who_waits_and_who_is_not_ready(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    town.world.app.do(town.one("Noor Nash"), actions.pause, "pause", programme_id)
    page = visit("waiting_list", programme=programme_id)
    said = words_on(page)
    assert "Mina Moss" in said
    assert "They are taking a break." in said
    assert WaitingPage.not_ready_caption_one in said


def test_checks_that_end_are_listed_and_what_is_missing_is_named(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    app, text = town.world.app, app_text(town, programme_id)
    setup = setup_of(definition(town, programme_id))
    mentor = replace(setup.roles[1], checks=("references", "pvg"))
    asking = written(text, replace(setup, roles=(setup.roles[0], mentor), check_months=24))
    app.do(town.cora, change, "asking", programme_id, asking, 1)
    until = TODAY + timedelta(days=20)
    app.do(town.cora, record_check, "check", town.id("Quin Quill"), "pvg", True, TODAY, until)
    page = visit("participants", programme=programme_id)
    said = words_on(page)
    assert Ending.part in [one.value for one in page.header]
    assert "20 days left" in said
    people = app.see(town.cora, reads.participants, programme_id)
    quin = next(one for one in people if one.name == "Quin Quill")
    next(one for one in page.selectbox if one.label == Participants.which).set_value(quin.participation_id).run()
    assert "this needs to be seen: references" in words_on(page).replace("\\", "")
    assert page.date_input(key=f"check-{town.id('Quin Quill')}-expires").value.year == TODAY.year + 2
    waiting = "wait for a check to be seen, and are in no round"
    assert waiting in words_on(visit("today"))
    for person in people:
        for kind in ("references", "pvg"):
            app.do(town.cora, record_check, f"{kind} {person.name}", person.member_id, kind, True, TODAY)
    assert waiting not in words_on(visit("today"))


def test_asking_for_a_check_says_how_many_would_wait_for_it(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    page = visit("participants", programme=programme_id, show="file")
    press(page, SetUp.change)
    on(page)
    page.radio(key=f"{programme_id}-people-mentor-law").set_value("dbs")
    on(page, 4)
    assert page.warning[0].value == SetUp.would_wait.format(count=3)


def app_text(town: DeskTown, programme_id: str) -> str:
    return str(town.world.app.see(town.cora, programme_file, programme_id).text)


def test_a_member_says_they_would_like_to_hear_more_and_joins_later(visit: Visit, town: DeskTown) -> None:
    programme_id = town.programmes["mentoring"]
    ann = town.one("Ann Archer")
    page = visit("programmes", ann)
    page.session_state[f"join-{programme_id}"] = True
    page.run()
    press(page, Interest.offer)
    mine = town.world.app.see(ann, reads.my_part, programme_id)
    assert mine is not None
    assert mine.state == "interested"
    page.session_state[f"join-{programme_id}"] = True
    page.run()
    press(page, together.Programmes.save_join)
    mine = town.world.app.see(ann, reads.my_part, programme_id)
    assert mine is not None
    assert mine.state == "ready"
