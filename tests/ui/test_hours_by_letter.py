"""Hours as they are answered by the link of a letter: on a plain page, without signing in and without scripts."""

import re

import pytest
from ledger_world import Ledger
from starlette.testclient import TestClient
from world import World

from ui import words

ORIGIN = {"origin": "http://127.0.0.1:8501"}


@pytest.fixture
def ledger(town: World) -> Ledger:
    return Ledger(town)


def path_of(ledger: Ledger, name: str, entry_id: str = "") -> str:
    return f"/hours-answer/{ledger.secret(name, entry_id)}"


def press(client: TestClient, path: str, button: str, **typed: str):
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    form = {"button": button, "token": found[1] if found else "", **typed}
    return client.post(path, data=form, headers=ORIGIN)


def said(answer) -> str:
    """What the page says first."""
    found = re.search(r'id="said"\s+role="(?:status|alert)">(.*?)</p>', answer.text, re.DOTALL)
    return found[1] if found else ""


def test_scanners_may_look_as_often_as_they_like_and_the_button_still_works_once(
    client: TestClient, ledger: Ledger
) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 90)
    path = path_of(ledger, "Ben")
    for _ in range(50):
        assert client.get(path).status_code == 200
        assert client.head(path).status_code == 200
        client.cookies.clear()
    assert ledger.state(hours) == "pending"
    assert said(press(client, path, "yes")) == words.Hours.confirmed
    assert (ledger.state(hours), ledger.balance("Ann")) == ("posted", 90)
    again = press(client, path, "yes")
    assert (again.status_code, ledger.balance("Ann")) == (410, 90)
    assert "done already" in said(again)
    assert "done already" in said(client.get(path))


def test_the_page_says_what_was_written_down_and_needs_no_script(client: TestClient, ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 90, note="Two <shelves>")
    page = client.get(path_of(ledger, "Ben"))
    assert "Ann helped you: 1 h 30 on Monday 2 November 2026." in page.text
    assert "Two &lt;shelves&gt;" in page.text
    assert "Ann wrote this down." in page.text
    assert "at most 15 min more or less" in page.text
    assert "<script" not in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "timebank_session" not in page.headers.get("set-cookie", "")
    for button in (words.Hours.confirm, words.HoursAnswer.different, words.HoursAnswer.decline):
        assert f">{button}</button>" in page.text


def test_a_coordinator_who_wrote_it_down_for_somebody_is_named(client: TestClient, ledger: Ledger) -> None:
    ledger.world.coordinator("Cora")
    ledger.record("Cora", "Ben", "Ann", 30, behalf="Ann", told="by phone")
    page = client.get(path_of(ledger, "Ben"))
    assert "You helped Ann: 30 min on" in page.text
    assert "Cora wrote this down for Ann." in page.text


def test_a_form_that_did_not_come_from_our_page_answers_nothing(client: TestClient, ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 90)
    path = path_of(ledger, "Ben")
    assert client.post(path, data={"button": "yes"}, headers=ORIGIN).status_code == 403
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    assert found
    form = {"button": "yes", "token": found[1]}
    assert client.post(path, data=form, headers={"origin": "http://evil.example"}).status_code == 403
    press(client, path, "maybe")
    assert ledger.state(hours) == "pending"


def test_a_time_nobody_understands_is_asked_back_with_what_was_typed(client: TestClient, ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 90)
    path = path_of(ledger, "Ben")
    answer = press(client, path, "different", how_long="quite long", why="We had tea first")
    assert answer.status_code == 422
    assert "Please write how long it took" in said(answer)
    assert 'value="quite long"' in answer.text
    assert 'value="We had tea first"' in answer.text
    bare = press(client, path, "different", how_long="90")
    assert "minutes or hours" in said(bare)
    assert ledger.state(hours) == "pending"
    assert "1 h 20" in said(press(client, path, "different", how_long="1h20"))


def test_close_figures_count_at_once_and_the_page_says_which(client: TestClient, ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 90)
    lower = said(press(client, path_of(ledger, "Ben"), "different", how_long="1,25"))
    assert lower == words.HoursAnswer.lower.format(minutes="1 h 15")
    assert ledger.balance("Ann") == 75


def test_figures_far_apart_become_a_question_and_the_page_says_so(client: TestClient, ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 90)
    answer = press(client, path_of(ledger, "Ben"), "different", how_long="45 min", why="It rained")
    assert said(answer) == words.HoursAnswer.questioned.format(minutes="1 h 30", figure="45 min")
    assert ledger.state(hours) == "questioned"


def test_what_did_not_happen_needs_no_words(client: TestClient, ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 90)
    assert said(press(client, path_of(ledger, "Ben"), "no")) == words.Hours.declined
    assert ledger.state(hours) == "declined"


def test_a_gift_is_taken_or_kindly_left(client: TestClient, ledger: Ledger) -> None:
    first = ledger.give("Ann", "Ann", "Ben", 30, "For your move")
    path = path_of(ledger, "Ben")
    page = client.get(path).text
    assert "Ann would like to give you 30 min." in page
    assert "For your move" in page
    assert words.HoursAnswer.different not in page
    press(client, path, "different", how_long="20 min")
    assert ledger.state(first) == "pending"
    assert said(press(client, path, "yes")) == words.Donation.accepted.format(giver="Ann")
    second = ledger.give("Ann", "Ann", "Ben", 10)
    assert said(press(client, path_of(ledger, "Ben", second), "no")) == words.Donation.declined.format(giver="Ann")
    assert (ledger.state(first), ledger.state(second)) == ("posted", "declined")


def test_each_sees_their_own_part_of_a_session(client: TestClient, ledger: Ledger) -> None:
    ledger.person("Cleo")
    ledger.session("Ann", "Ann", "Ben Cleo", minutes=50)
    page = client.get(path_of(ledger, "Ben")).text
    assert "Ann helped you: 50 min" in page
    assert words.HoursAnswer.session.format(people=2) in page


def test_past_a_limit_the_page_says_who_looks_at_it_first(client: TestClient, ledger: Ledger) -> None:
    ledger.choose(limit_policy="ask", floor_minutes="-30")
    ledger.record("Ann", "Ann", "Ben", 60)
    path = path_of(ledger, "Ben")
    assert words.HoursAnswer.past_limit in client.get(path).text
    assert said(press(client, path, "yes")) == words.Hours.confirmed_past_limit


def test_past_a_limit_a_close_figure_waits_for_somebody_too(client: TestClient, ledger: Ledger) -> None:
    ledger.choose(limit_policy="ask", floor_minutes="-30")
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    answer = press(client, path_of(ledger, "Ben"), "different", how_long="50 min")
    assert said(answer) == words.HoursAnswer.questioned_past_limit
    assert ledger.state(hours) == "questioned"


def test_where_a_limit_blocks_the_page_says_so_and_can_be_used_again(client: TestClient, ledger: Ledger) -> None:
    hours = ledger.record("Ann", "Ann", "Ben", 60)
    ledger.choose(limit_policy="block", floor_minutes="-30")
    path = path_of(ledger, "Ben")
    answer = press(client, path, "yes")
    assert answer.status_code == 409
    assert "limit the community has chosen" in said(answer)
    ledger.choose(limit_policy="talk")
    assert press(client, path, "yes").status_code == 200
    assert ledger.state(hours) == "posted"


def test_where_no_difference_is_close_enough_the_page_promises_none(client: TestClient, ledger: Ledger) -> None:
    ledger.choose(tolerance_minutes="0")
    ledger.record("Ann", "Ann", "Ben", 60)
    page = client.get(path_of(ledger, "Ben")).text
    assert "counts at once" not in page
    assert "looks at it with both of you" in page


def test_after_the_answer_one_may_sign_in_and_see_it(client: TestClient, ledger: Ledger) -> None:
    ledger.record("Ann", "Ann", "Ben", 60)
    answer = press(client, path_of(ledger, "Ben"), "yes")
    assert f'<a href="/hours">{words.HoursAnswer.sign_in}</a>' in answer.text
    assert client.get("/hours").headers["location"] == "/sign-in?next=/hours"


def test_a_made_up_link_is_spent(client: TestClient) -> None:
    answer = client.get("/hours-answer/0000")
    assert (answer.status_code, "too old" in said(answer)) == (410, True)
