"""The page of jobs: how each went, a look at what it would do, a run, and how long things are kept."""

from desk_town import DeskTown, Visit
from world import World

from timebank.access import Role
from timebank.jobs.job import Job, Report
from timebank.jobs.registry import GROUPS, JOBS
from timebank.jobs.rules import EachMinute
from timebank.jobs.run import run, run_slot
from ui.words.jobs import TITLES
from ui.words.jobs import Jobs as said


def buttons(page: object) -> set[str]:
    return {one.key for one in page.button}


def test_each_job_has_its_card_and_a_coordinator_may_run_what_is_theirs(visit: Visit) -> None:
    page = visit("jobs")
    assert {f"run-{job.name}" for job in JOBS if job.may.value == "run_matching"} <= buttons(page)
    assert "run-backup" not in buttons(page)
    assert "run-clean-up" not in buttons(page)


def test_what_did_not_go_well_comes_first_and_open_and_no_two_buttons_have_one_name(visit: Visit, world: World) -> None:
    page = visit("jobs")
    assert [one.value for one in page.header][:-1] == [group.words for group in GROUPS]
    assert said.all_well in [one.value for one in page.markdown]
    labels = [one.label for one in page.button]
    assert len(labels) == len(set(labels))
    no_room = Job("care-tasks", "", EachMinute(), lambda look: 0, lambda app, slot: Report(0, "No room.", ok=False))
    run_slot(world.app, no_room, "2026-11-01")
    page = visit("jobs")
    assert page.header[0].value == said.went_wrong
    assert said.all_well not in [one.value for one in page.markdown]
    folds = [(one.label.partition(":")[0], one.proto.expanded) for one in page.expander]
    assert folds[0] == (TITLES["care-tasks"], True)
    assert {is_open for _, is_open in folds[1:]} == {False}
    assert "No room" in page.expander[0].markdown[0].value


def test_every_job_has_a_title_of_its_own() -> None:
    assert set(TITLES) == {job.name for job in JOBS}
    assert len(set(TITLES.values())) == len(JOBS)


def test_a_look_does_nothing_and_says_whom_it_is_about(visit: Visit, world: World) -> None:
    page = visit("jobs")
    page.button(key="look-monday-digest").click().run()
    assert page.info[0].value.startswith(f"{TITLES['monday-digest']}\\: ")
    assert "Nothing was done" in page.info[0].value
    assert "It is about" in page.info[0].value
    assert run(world.app, "monday-digest").done > 0, "the look had written nothing"


def test_a_press_runs_it_and_the_page_says_how_it_went(visit: Visit) -> None:
    page = visit("jobs")
    page.button(key="run-monday-digest").click().run()
    assert "written to" in page.success[0].value
    assert any("Last time" in one.value and "written to" in one.value for one in page.markdown)


def test_an_administrator_sees_the_copies_and_no_list_of_people(visit: Visit, world: World, town: DeskTown) -> None:
    page = visit("jobs", world.holder("Adam", Role.ADMINISTRATOR))
    assert {"run-backup", "run-verify-ledger"} <= buttons(page)
    assert "run-monday-digest" not in buttons(page)
    page.button(key="run-backup").click().run()
    assert "and proved" in page.success[0].value
