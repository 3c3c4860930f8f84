"""The proof page: what members read there, what happens when they check, and what only coordinators take away."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from world import World

from timebank.access import OPERATOR, Role
from timebank.ledger import actions, heads
from timebank.ledger.tables import account
from timebank.members import actions as members
from ui.words.proof import Proof as SAID

Draw = Callable[[str, str], AppTest]
PASSWORD = "three small words"
MODULE = "ui.pages.members.proof"


@pytest.fixture
def story(town: World) -> World:
    """An hour of help that counts."""
    given = {"giver": town.account("Ann"), "receiver": town.account("Ben"), "minutes": 60}
    day = town.app.clock.now().date()
    entry_id = town.app.do(town.member("Ann"), actions.record, town.key(), **given, service_date=day)
    town.app.do(town.member("Ben"), actions.confirm, town.key(), entry_id)
    return town


def said(page: AppTest) -> str:
    kinds = (page.markdown, page.html, page.success, page.error, page.info, page.caption)
    return " ".join(one.value for kind in kinds for one in kind)


def test_a_member_reads_that_the_sum_is_zero_and_checks(story: World, open_page: Draw) -> None:
    page = open_page("Ann", MODULE)
    assert not page.exception
    assert "All balances together are zero" in said(page)
    assert SAID.same_few in said(page), "two people are too few for a figure, but that it agrees is said"
    assert SAID.never in said(page)
    page.button[0].click().run()
    assert SAID.checked in said(page)
    assert "by you: everything holds, and" in said(page)
    page.button[0].click().run()
    assert SAID.checked_before in said(page)
    assert "by a member: everything holds, and" in said(open_page("Ben", MODULE))


def test_what_does_not_hold_is_said_kindly_to_members_and_exactly_to_coordinators(
    story: World, open_page: Draw
) -> None:
    story.coordinator("Cora")
    with story.app.engine.begin() as connection:
        change = {"balance_minutes": account.c.balance_minutes + 5}
        connection.execute(sa.update(account).where(account.c.kind == "pot").values(change))
    page = open_page("Ann", MODULE)
    assert SAID.not_zero in said(page)
    page.button[0].click().run()
    assert SAID.checked_broken in said(page)
    assert SAID.broken_tells in said(page)
    assert "kept balance" not in said(page)
    assert "kept balance" in said(open_page("Cora", MODULE)).replace("\\", "")


def test_only_coordinators_and_administrators_are_offered_the_seal(story: World, open_page: Draw) -> None:
    story.coordinator("Cora")
    story.holder("Ida", Role.ADMINISTRATOR)
    assert SAID.keep_link not in said(open_page("Ann", MODULE))
    for name in ("Cora", "Ida"):
        assert SAID.keep_link in said(open_page(name, MODULE))


def sign_in(client: TestClient, name: str) -> None:
    form = client.get("/sign-in").text
    token = form.split('name="token" value="')[1].split('"')[0]
    words = {"token": token, "email": f"{name.lower()}@example.org", "password": PASSWORD}
    assert client.post("/sign-in", data=words).status_code == 303


def test_the_seal_is_a_file_of_heads(story: World, client: TestClient) -> None:
    story.coordinator("Cora")
    members.set_password(story.app, story.ids["Cora"], PASSWORD)
    assert client.get("/ledger-heads.json").status_code == 303
    for name, status in (("Ann", 404), ("Cora", 200)):
        client.cookies.clear()
        sign_in(client, name)
        answer = client.get("/ledger-heads.json")
        assert answer.status_code == status
    assert heads.read(answer.text) == story.app.see(OPERATOR, heads.heads)
