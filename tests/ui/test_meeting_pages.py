"""Meetings on the screens: places, reasons, calendar files, first meetings with a coordinator, hours from the pot."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from meeting_world import PLACE, TUESDAY, Meeting
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from world import World

from timebank.ledger import donations
from timebank.ledger.reads import balance
from timebank.ledger.rules import Holder
from timebank.meetings import actions
from timebank.meetings.reads import Meetings, meetings_of
from ui import words
from ui.words.meeting import FirstMeetings
from ui.words.meeting import Meeting as said_of

Draw = Callable[[str, str], AppTest]
PAGE, HOURS, FIRST = "ui.pages.members.matches", "ui.pages.members.hours", "ui.pages.coordinators.first_meetings"


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def said(page: AppTest) -> str:
    kinds = (page.markdown, page.html, page.caption)
    told = " ".join(one.value for kind in kinds for one in kind if "<style>" not in one.value)
    return told.replace("\u00a0", " ")


def opened(open_page: Draw, name: str, module: str, key: str) -> AppTest:
    page = open_page(name, module)
    page.session_state[key] = True
    return page.run()


def theirs(meeting: Meeting, name: str) -> Meetings:
    return meeting.see(meeting.world.member(name), meetings_of, meeting.world.ids[name])


def sign_in(client: TestClient, secret: str) -> None:
    client.cookies.set("timebank_session", secret)


def test_a_meeting_is_planned_with_what_the_place_offers_and_a_coordinator_who_comes_along(
    open_page: Draw, town: World
) -> None:
    meeting = Meeting(town, accompany_first=True, meeting_minutes=90)
    form = f"plan-{meeting.match_id}"
    page = opened(open_page, "Ann", PAGE, f"plan-open-{meeting.match_id}")
    assert page.text_input(key=f"{form}-length").value == "1 h 30"
    page.text_input(key=f"{form}-place").set_value(PLACE)
    page.checkbox(key=f"{form}-there-step_free").check()
    page.selectbox(key=f"{form}-company").select(str(meeting.cora.member_id))
    button(page, words.Matches.save_plan).click().run()
    assert page.success[0].value == words.Matches.planned
    (card,) = theirs(meeting, "Ben").to_come
    assert (card.minutes, card.access, card.company) == (90, "no steps at the way in", "Cora")
    shown = said(open_page("Ben", PAGE))
    assert "There: no steps at the way in." in shown
    assert said_of.comes_along.format(name="Cora") in shown
    assert f"/meeting/{card.meeting_id}.ics" in shown


def test_moving_and_not_meeting_take_a_kind_reason_or_none(open_page: Draw, town: World, clock) -> None:
    meeting = Meeting(town)
    first = meeting.plan(meeting.ann, access=("quiet",))
    form = f"coming-{first}"
    page = opened(open_page, "Ben", PAGE, f"{form}-open")
    assert page.checkbox(key=f"{form}-there-quiet").value
    page.selectbox(key=f"{form}-moved-code").select("ill")
    page.date_input(key=f"{form}-day").set_value(TUESDAY.date() + timedelta(days=1))
    button(page, words.Matches.save_move).click().run()
    assert page.success[0].value == words.Matches.moved
    assert "somebody is not well" in meeting.letter("Ann", "meeting_moved").text
    clock.move(days=3)
    (card,) = theirs(meeting, "Ann").waiting
    page = open_page("Ann", PAGE)
    page.selectbox(key=f"went-{card.meeting_id}-code").select("missed")
    button(page, words.Matches.not_held).click().run()
    assert page.success[0].value == words.Matches.not_held_said
    assert [one.reason for one in theirs(meeting, "Ben").past] == ["we missed each other", "somebody is not well"]


def test_the_file_is_for_the_two_and_for_nobody_else(
    client: TestClient, town: World, secret_of: Callable[[str], str]
) -> None:
    meeting = Meeting(town)
    path = f"/meeting/{meeting.plan(meeting.ann)}.ics"
    assert client.get(path).headers["location"] == "/sign-in"
    sign_in(client, secret_of("Ben"))
    answer = client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "SUMMARY:A meeting with Ann\r\n" in answer.text
    town.member("Stranger Sam")
    for name in ("Stranger Sam", "Cora"):
        sign_in(client, secret_of(name))
        assert client.get(path).status_code == 404
    assert client.get("/meeting/nothing.ics").status_code == 404
    client.cookies.clear()
    assert client.get("/meeting/nothing.ics").headers["location"] == "/sign-in"


def test_where_no_hours_are_written_down_nobody_is_asked_for_any(open_page: Draw, town: World, clock) -> None:
    meeting = Meeting(town, hours_recorded="none")
    meeting_id = meeting.plan(meeting.ann)
    clock.move(days=2)
    page = open_page("Ann", PAGE)
    assert not [one for one in page.text_input if one.key == f"went-{meeting_id}-length"]
    assert said_of.hours["none"] in said(page)
    button(page, words.Matches.held).click().run()
    assert page.success[0].value == words.Matches.held_no_hours
    assert [one.state for one in theirs(meeting, "Ben").past] == ["held"]


@pytest.mark.parametrize(("hours", "theirs"), [pytest.param("by_pot", 0, marks=pytest.mark.prove), ("shared", -30)])
def test_whoever_was_helped_sees_who_gives_and_says_yes_or_no_with_one_tap(
    open_page: Draw, town: World, clock, hours: str, theirs: int
) -> None:
    meeting = Meeting(town, hours_recorded=hours)
    sam = town.member("Sam")
    giving = {"giver": Holder("member", town.ids["Sam"]), "receiver": Holder("pot"), "minutes": 100}
    meeting.do(sam, donations.donate, **giving)
    meeting_id = meeting.plan(meeting.ann)
    clock.move(days=2)
    assert said_of.hours[hours] in said(open_page("Ben", PAGE))
    meeting.do(meeting.ben, actions.held, meeting_id, 61)
    page = open_page("Ann", HOURS)
    shown = said(page)
    assert ("30 min from you, 31 min from the community pot" if theirs else words.Hours.from_pot) in shown
    button(page, words.Hours.confirm).click().run()
    assert meeting.see(meeting.ann, balance, town.ids["Ann"]).balance_minutes == theirs
    assert "You helped Ann" in said(open_page("Ben", HOURS))


def test_where_the_pot_has_too_few_a_meeting_is_told_of_without_hours(open_page: Draw, town: World, clock) -> None:
    meeting = Meeting(town, hours_recorded="by_pot")
    meeting_id = meeting.plan(meeting.ann)
    clock.move(days=2)
    page = open_page("Ann", PAGE)
    button(page, words.Matches.held).click().run()
    assert "not enough hours in the community pot" in page.error[0].value
    page.checkbox(key=f"went-{meeting_id}-none").check()
    button(page, words.Matches.held).click().run()
    assert page.success[0].value == words.Matches.held_no_hours
    assert [one.state for one in theirs(meeting, "Ben").past] == ["held"]


def test_the_letters_link_says_who_gives_and_offers_yes_and_no(client: TestClient, town: World, clock) -> None:
    meeting = Meeting(town, hours_recorded="shared")
    sam = town.member("Sam")
    giving = {"giver": Holder("member", town.ids["Sam"]), "receiver": Holder("pot"), "minutes": 100}
    meeting.do(sam, donations.donate, **giving)
    meeting_id = meeting.plan(meeting.ann, datetime(2026, 11, 3, 9))
    clock.move(days=2)
    meeting.do(meeting.ben, actions.held, meeting_id, 61)
    text = meeting.letter("Ann", "hours_please_confirm_meeting").text
    page = client.get(f"/hours-answer/{text.split('/hours-answer/')[1].split()[0]}").text.replace("\u00a0", " ")
    assert "30 min from you, 31 min from the community pot" in page
    assert "1 h 01" in page
    assert words.HoursAnswer.different not in page
    assert words.HoursAnswer.decline in page


def test_a_coordinator_sees_first_meetings_and_comes_along_or_hands_it_on(open_page: Draw, town: World) -> None:
    meeting = Meeting(town, accompany_first=True)
    town.coordinator("Dora")
    assert FirstMeetings.none_mine in said(open_page("Cora", FIRST))
    assert FirstMeetings.today_without_one in said(open_page("Cora", "ui.pages.coordinators.today"))
    meeting_id = meeting.plan(meeting.ann)
    assert said_of.wanted in said(open_page("Ann", PAGE))
    page = open_page("Cora", FIRST)
    button(page, FirstMeetings.i_come).click().run()
    assert page.success[0].value == FirstMeetings.i_came
    page = opened(open_page, "Cora", FIRST, f"along-{meeting_id}-open")
    button(page, FirstMeetings.save).click().run()
    assert page.error[0].value == FirstMeetings.choose_first
    page.selectbox(key=f"along-{meeting_id}-whom").select(town.ids["Dora"])
    button(page, FirstMeetings.save).click().run()
    assert page.success[0].value == FirstMeetings.handed
    assert "/meeting/" in said(open_page("Dora", FIRST))
