"""Suggestions and meetings as members meet them: by the link of a letter, and on the page of their matches."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from guiding import Guiding, pair
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.access import OPERATOR
from timebank.ledger.reads import waiting_for
from timebank.matches import actions as matches
from timebank.matches.rules import DECLINE_REASONS
from timebank.meetings import actions as meetings
from timebank.meetings.reads import meetings_of
from timebank.members.sign_in import keep_password
from ui import words
from ui.words.review import Closed

Draw = Callable[[str, str], AppTest]
PAGE = "ui.pages.members.matches"
ORIGIN = {"origin": "http://127.0.0.1:8501"}


@pytest.fixture
def guiding(town: World) -> Guiding:
    return Guiding(town)


def press(client: TestClient, path: str, button: str):
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    return client.post(path, data={"button": button, "token": found[1] if found else ""}, headers=ORIGIN)


def button(page: AppTest, label: str):
    return next(one for one in page.button if one.label == label)


def test_scanners_may_open_the_link_as_often_as_they_like_and_the_button_still_works_once(
    client: TestClient, guiding: Guiding
) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    path = f"/answer/{guiding.secret('Ann')}"
    for _ in range(100):
        assert client.get(path).status_code == 200
    assert guiding.state(suggestion) == "offered"
    assert "Ben" in client.get(path).text
    assert client.post(path, data={"button": "yes"}, headers=ORIGIN).status_code == 403
    assert guiding.state(suggestion) == "offered"
    assert words.Answer.accepted in press(client, path, "yes").text
    assert guiding.state(suggestion) == "partly_accepted"
    again = press(client, path, "yes")
    assert words.Answer.accepted not in again.text
    assert words.Answer.take_back in again.text
    assert guiding.state(suggestion) == "partly_accepted"
    assert press(client, f"/answer/{guiding.secret('Ben')}", "yes").status_code == 200
    assert guiding.state(suggestion) == "accepted"


def test_a_yes_by_letter_can_be_taken_back_with_the_same_letter_for_a_day(client: TestClient, guiding: Guiding) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    path = f"/answer/{guiding.secret('Ann')}"
    old = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    first_yes = {"button": "yes", "token": old[1] if old else ""}
    assert words.Answer.take_back in client.post(path, data=first_yes, headers=ORIGIN).text
    for _ in range(20):
        assert words.Answer.take_back in client.get(path).text
    assert guiding.state(suggestion) == "partly_accepted"
    assert words.Answer.taken_back in press(client, path, "back").text
    assert guiding.state(suggestion) == "offered"
    assert client.post(path, data=first_yes, headers=ORIGIN).status_code == 200  # the page of before, sent again
    assert guiding.state(suggestion) == "offered"
    press(client, path, "yes-1")
    press(client, f"/answer/{guiding.secret('Ben')}", "yes")
    assert guiding.state(suggestion) == "accepted"
    assert words.Answer.taken_back_match in press(client, path, "back-1").text
    assert guiding.state(suggestion) == "declined"
    assert client.get(path).status_code == 410


def test_what_a_coordinator_added_stands_where_people_answer(
    client: TestClient, open_page: Draw, guiding: Guiding
) -> None:
    pair(guiding)
    guiding.run()
    (draft,) = guiding.drafts()
    app = guiding.world.app
    app.do(guiding.cora, matches.approve, guiding.world.key(), draft.suggestion_id, "Tea & <cake> on Friday.")
    assert "Tea &amp; &lt;cake&gt; on Friday." in client.get(f"/answer/{guiding.secret('Ann')}").text
    assert "cake" in said(open_page("Ann", PAGE))


def test_after_a_day_a_yes_by_letter_stands(client: TestClient, guiding: Guiding) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    path = f"/answer/{guiding.secret('Ann')}"
    press(client, path, "yes")
    guiding.world.app.clock.move(hours=25)
    assert client.get(path).status_code == 410
    assert press(client, path, "back").status_code == 410
    assert guiding.state(suggestion) == "partly_accepted"


def test_saying_no_by_the_link_needs_no_reason(client: TestClient, guiding: Guiding) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    assert words.Answer.declined in press(client, f"/answer/{guiding.secret('Ben')}", "no").text
    assert guiding.state(suggestion) == "declined"


def test_a_no_on_the_page_may_have_words_which_a_coordinator_reads_and_nobody_else(
    open_page: Draw, guiding: Guiding
) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    page = open_page("Ann", PAGE)
    page.selectbox(key=f"why-{suggestion}").set_value("times")
    page.text_input(key=f"words-{suggestion}").set_value("Only <Fridays> suit me")
    button(page, words.Matches.send_decline).click().run()
    assert page.success[0].value == words.Matches.declined
    assert "Fridays" not in said(open_page("Ben", PAGE))
    guiding.world.app.do(OPERATOR, keep_password, guiding.world.ids["Cora"], "not a real hash")
    review = open_page("Cora", "ui.pages.coordinators.review")
    review.segmented_control[0].set_value("closed").run()
    told = Closed.no_because.format(name="Ann", reason=DECLINE_REASONS["times"])
    shown = Closed.own_words.format(line=told, words="Only &lt;Fridays&gt; suit me")
    assert shown in " ".join(one.value for one in review.html)


def test_an_unknown_button_answers_nothing(client: TestClient, guiding: Guiding) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    press(client, f"/answer/{guiding.secret('Ann')}", "maybe")
    assert guiding.state(suggestion) == "offered"


def said(page: AppTest) -> str:
    return " ".join(one.value for kind in (page.markdown, page.html) for one in kind if "<style>" not in one.value)


def test_both_say_yes_on_their_pages_and_learn_how_to_reach_each_other(open_page: Draw, guiding: Guiding) -> None:
    pair(guiding)
    suggestion = guiding.offer()
    page = open_page("Ann", PAGE)
    assert "ben@example" not in said(page)
    button(page, words.Matches.accept).click().run()
    assert page.success[0].value == words.Matches.accepted
    button(open_page("Ben", PAGE), words.Matches.accept).click().run()
    assert guiding.state(suggestion) == "accepted"
    shown = said(open_page("Ann", PAGE))
    assert "ben" in shown
    assert words.Matches.reach.format(name="Ben") in shown


def test_no_score_is_shown_to_members(open_page: Draw, guiding: Guiding) -> None:
    pair(guiding)
    guiding.offer()
    page = open_page("Ann", PAGE)
    assert not re.search(r"(?i)score|points|\d+ ?%", said(page))


def test_a_meeting_is_planned_held_and_its_hours_wait_for_the_other(open_page: Draw, guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    match = guiding.match(ann, ben)
    page = open_page("Ann", PAGE)
    page.session_state[f"plan-open-{match}"] = True
    page.run()
    form = f"plan-{match}"
    page.date_input(key=f"{form}-day").set_value(START.date() + timedelta(days=2))
    page.text_input(key=f"{form}-place").set_value("Central Library")
    button(page, words.Matches.save_plan).click().run()
    assert page.success[0].value == words.Matches.planned
    (coming,) = guiding.world.app.see(ann, meetings_of, ann.member_id or "").to_come
    assert coming.place == "Central Library"
    guiding.world.app.clock.move(days=3)
    page = open_page("Ann", PAGE)
    page.text_input(key=f"went-{coming.meeting_id}-length").set_value("1h15")
    button(page, words.Matches.held).click().run()
    assert page.success[0].value == words.Matches.held_said
    (waiting,) = guiding.world.app.see(ben, waiting_for, ben.member_id or "")
    assert (waiting.minutes, waiting.helper) == (75, "Ben")


def test_a_meeting_is_called_off_with_a_word(open_page: Draw, guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    app, match = guiding.world.app, guiding.match(ann, ben)
    at = datetime.combine(START.date() + timedelta(days=2), datetime.min.time().replace(hour=10))
    meeting = app.do(ann, meetings.plan, guiding.world.key(), match, at, 60)
    page = open_page("Ben", PAGE)
    page.session_state[f"coming-{meeting}-off"] = True
    page.run()
    page.text_input(key=f"coming-{meeting}-reason").set_value("I have a cold")
    button(page, words.Matches.cancel).click().run()
    assert page.success[0].value == words.Matches.cancelled
    assert app.see(ann, meetings_of, ann.member_id or "").past[0].state == "cancelled"


def test_a_match_is_ended_with_a_reason_and_contact_details_go(open_page: Draw, guiding: Guiding) -> None:
    ann, ben = pair(guiding)
    match = guiding.match(ann, ben)
    page = open_page("Ann", PAGE)
    page.session_state[f"end-open-{match}"] = True
    page.run()
    button(page, words.Matches.save_end).click().run()
    assert page.error
    page.selectbox(key=f"end-{match}-code").select("planned")
    button(page, words.Matches.save_end).click().run()
    assert page.success[0].value == words.Matches.ended_said
    assert words.Matches.reach.format(name="Ben") not in said(page)
