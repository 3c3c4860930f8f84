"""Sheets on the desk: found by a number, answered line by line, marked as handed over, and printed for coordinators."""

import re
from datetime import date

import pytest
from desk_town import DeskTown, Visit, press, read_aloud, record
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from world import World

from timebank.access import Caller
from timebank.ledger.reads import balance, waiting_for
from timebank.mail.reads import register
from timebank.members.sign_in import open_session
from timebank.reports.sheets import sheet
from ui import context
from ui.routes.cookies import SESSION
from ui.words.sheets import Paper
from ui.words.sheets import Sheets as words


@pytest.fixture
def client(server: ASGIApp, town: DeskTown) -> TestClient:
    context.bind(town.world.app)
    return TestClient(server, base_url="http://127.0.0.1:8501", follow_redirects=False)


def as_(client: TestClient, world: World, who: Caller) -> TestClient:
    client.cookies.set(SESSION, world.app.do(who, open_session))
    return client


def key_of(town: DeskTown, entry_id: str) -> str:
    return f"sheet-{town.id('Old Tom')}-hours-{entry_id}"


def test_a_number_finds_the_person_and_all_lines_are_written_down_at_once(
    visit: Visit, town: DeskTown, world: World
) -> None:
    tom = town.id("Old Tom")
    second = record(town, "Ben Brook", "Old Tom", 30, 1)
    third = record(town, "Rosa Reed", "Old Tom", 60, 1)
    lines = world.app.see(town.cora, sheet, tom).lines
    first = next(one.subject_id for one in lines if one.subject_id not in (second, third))
    page = visit("sheets")
    number = next(one.number for one in lines if one.subject_id == first)
    page.text_input(key="sheet-number").set_value(number).run()
    assert "Old Tom" in [one.value for one in page.subheader]
    assert "Ann Archer helped you: 1 h 30" in read_aloud(page)
    page.radio(key=f"{key_of(town, first)}-answer").set_value("yes")
    page.radio(key=f"{key_of(town, second)}-answer").set_value("not_quite")
    page.text_input(key=f"{key_of(town, second)}-long").set_value("half a moon")
    page.radio(key=f"{key_of(town, third)}-answer").set_value("again")
    press(page, words.save)
    assert "1 answer of Old Tom" in page.success[0].value.replace("\\", "")
    assert lines[1].number.replace(" ", "") in page.error[0].value.replace(" ", "")
    assert words.again_one in [one.value for one in page.info]
    assert not page.warning
    assert [one.entry_id for one in world.app.see(town.cora, waiting_for, tom)] == [second, third]
    assert world.app.see(town.cora, balance, town.id("Ann Archer")).given_minutes == 255
    page.text_input(key=f"{key_of(town, second)}-long").set_value("25 min")
    page.radio(key=f"{key_of(town, second)}-answer").set_value("not_quite")
    press(page, words.save)
    assert [one.entry_id for one in world.app.see(town.cora, waiting_for, tom)] == [third]
    page.text_input(key="sheet-number").set_value(number).run()
    assert words.unknown in [one.value for one in page.warning]


def test_nothing_ticked_says_so_and_writes_nothing(visit: Visit, town: DeskTown, world: World) -> None:
    page = visit("sheets", member=town.id("Old Tom"))
    press(page, words.save)
    assert page.error[0].value == words.none_ticked
    assert len(world.app.see(town.cora, waiting_for, town.id("Old Tom"))) == 1


def test_handed_over_sheets_leave_the_list_of_today(visit: Visit, town: DeskTown, world: World) -> None:
    page = visit("today")
    assert "Old Tom should hear" in read_aloud(page)
    page = visit("sheets", printed=world.app.clock.now().isoformat())
    press(page, words.handed)
    assert page.success[0].value == words.handed_said
    assert words.all_told in [one.value for one in page.markdown]
    assert "Old Tom should hear" not in read_aloud(visit("today"))
    reasons = {one.reason for one in world.app.see(town.cora, register, "skipped").rows if one.addressee == "Old Tom"}
    assert reasons == {"told on paper, printed on 2 November 2026"}


@pytest.mark.parametrize("printed", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-11-02T09:00:00"])
def test_an_address_with_no_day_sheets_were_printed_on_is_as_one_without(visit: Visit, printed: str) -> None:
    page = visit("sheets", printed=printed)
    assert page.date_input(key="handed-day").value == date(2026, 11, 2)


def test_the_paper_is_for_coordinators_alone_and_is_kept_nowhere(
    client: TestClient, town: DeskTown, world: World
) -> None:
    assert client.get("/sheets/print").headers["location"] == "/sign-in"
    assert as_(client, world, town.one("Ann Archer")).get("/sheets/print").status_code == 404
    paper = as_(client, world, town.cora).get("/sheets/print")
    assert paper.status_code == 200
    assert paper.headers["cache-control"] == "no-store"
    assert "<script" not in paper.text
    assert "script-src" not in paper.headers["content-security-policy"]
    assert Paper.title.format(name="Old Tom") in paper.text
    assert "Edna East" not in paper.text  # nothing waits for her
    assert re.search(r"A \*walk\* \[and\]\(http://example.org\) talk", paper.text)
    assert "ann.archer@example.org" not in paper.text
    one = client.get(f"/sheets/print?member={town.id('Edna East')}")
    assert Paper.nothing in one.text
    large = client.get(f"/sheets/print?member={town.id('Old Tom')}&large=1")
    assert "font: 18pt" in large.text
    for odd in ("nobody", town.id("Ann Archer")):
        assert client.get(f"/sheets/print?member={odd}").status_code == 404
