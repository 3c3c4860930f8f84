"""The page of jobs: how each went, a look at what it would do, a run, and how long things are kept."""

from desk_town import DeskTown, Visit
from world import World

from timebank.access import Role
from timebank.jobs.registry import JOBS
from timebank.jobs.run import run


def buttons(page: object) -> set[str]:
    return {one.key for one in page.button}


def test_each_job_has_its_card_and_a_coordinator_may_run_what_is_theirs(visit: Visit) -> None:
    page = visit("jobs")
    assert {f"run-{job.name}" for job in JOBS if job.may.value == "run_matching"} <= buttons(page)
    assert "run-backup" not in buttons(page)
    assert "run-clean-up" not in buttons(page)


def test_a_look_does_nothing_and_says_whom_it_is_about(visit: Visit, world: World) -> None:
    page = visit("jobs")
    page.button(key="look-monday-digest").click().run()
    assert "Nothing was done." in page.info[0].value
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
