"""The links in letters: of no use to whom they were not written, nor once what they are about is over."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from guiding import Guiding, pair
from ledger_world import Ledger
from starlette.testclient import TestClient
from world import World

from timebank.access import WORKER
from timebank.clock import HandClock
from timebank.mail.choices import my_letter_choices
from timebank.mail.unsubscribe import make_secret
from timebank.matches.tables import suggestion
from ui import words
from ui.routes.cookies import SESSION

ORIGIN = {"origin": "http://127.0.0.1:8501"}
OVER = ("discarded", "declined", "expired", "superseded")


def press(client: TestClient, path: str, button: str):
    found = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    return client.post(path, data={"button": button, "token": found[1] if found else ""}, headers=ORIGIN)


def stopped(town: World, name: str = "Ann") -> bool:
    person = town.member(name)
    return dict(town.app.see(person, my_letter_choices, person.member_id).chosen)["news"] == "never"


def test_a_letter_passed_on_is_of_no_use_where_somebody_else_is_signed_in(
    client: TestClient, town: World, secret_of: Callable[[str], str]
) -> None:
    guiding, ledger = Guiding(town), Ledger(town)
    pair(guiding)
    offered, hours = guiding.offer(), ledger.record("Ben", "Ben", "Ann", 90)
    news = town.app.do(WORKER, make_secret, town.ids["Ann"], "news")
    paths = {
        f"/answer/{guiding.secret('Ann')}": "yes",
        f"/hours-answer/{ledger.secret('Ann', hours)}": "yes",
        f"/fewer-letters/{news}": "this",
    }

    def stands() -> tuple[str, str, bool]:
        return guiding.state(offered), ledger.state(hours), stopped(town)

    before = stands()
    for path, button in paths.items():
        token = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
        assert token, "a page of theirs, made before Ben signed in here"
        client.cookies.set(SESSION, secret_of("Ben"))
        for answer in (
            client.get(path),
            client.post(path, data={"button": button, "token": token[1]}, headers=ORIGIN),
        ):
            assert answer.status_code == 403
            assert "please sign out first" in answer.text
            assert "Ann" not in answer.text
        assert stands() == before
        client.cookies.delete(SESSION)
    client.cookies.set(SESSION, secret_of("Ann"))
    for path, button in paths.items():
        assert press(client, path, button).status_code == 200, "to Ann herself they are as good as without signing in"
    assert stands() == ("partly_accepted", "posted", True)


@pytest.mark.parametrize("state", OVER)
def test_a_suggestion_that_is_over_is_neither_shown_nor_answered(client: TestClient, town: World, state: str) -> None:
    guiding = Guiding(town)
    pair(guiding)
    offered = guiding.offer()
    path = f"/answer/{guiding.secret('Ann')}"
    token = re.search(r'name="token" value="([0-9a-f]{64})"', client.get(path).text)
    with town.app.engine.begin() as connection:
        connection.execute(sa.update(suggestion).where(suggestion.c.id == offered).values(state=state))
    for answer in (client.get(path), client.post(path, data={"button": "yes", "token": token[1]}, headers=ORIGIN)):
        assert answer.status_code in (409, 410)
        assert "Ben" not in answer.text
    assert guiding.state(offered) == state


@pytest.mark.parametrize("evening", [datetime(2027, 3, 27, 20, tzinfo=UTC), datetime(2027, 10, 30, 20, tzinfo=UTC)])
def test_a_yes_can_be_taken_back_for_24_hours_whatever_clocks_do_meanwhile(
    client: TestClient, town: World, clock: HandClock, evening: datetime
) -> None:
    clock.moment = evening
    guiding = Guiding(town)
    pair(guiding)
    guiding.offer()
    path = f"/answer/{guiding.secret('Ann')}"
    press(client, path, "yes")
    clock.move(hours=23, minutes=59)
    assert words.Answer.take_back in client.get(path).text
    clock.move(minutes=2)
    assert client.get(path).status_code == 410
