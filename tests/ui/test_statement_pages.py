"""A statement on the screen, as a file and on paper: the same figures, for oneself and for a coordinator."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest
from world import START, World

from timebank.ledger import actions as ledger
from ui import context, words
from ui.routes.cookies import SESSION
from ui.words.unrecorded import Statement as said

Draw = Callable[[str, str], AppTest]
TODAY = START.date()
PAGE = "ui.pages.members.statement"
Secret = Callable[[str], str]


def helped(town: World, giver: str, receiver: str, back: int, minutes: int, confirmed: bool = True) -> None:
    entry_id = town.app.do(
        town.member(giver),
        ledger.record,
        town.key(),
        giver=town.account(giver),
        receiver=town.account(receiver),
        service_date=TODAY - timedelta(days=back),
        minutes=minutes,
        note="<b>bold</b>",
    )
    if confirmed:
        town.app.do(town.member(receiver), ledger.confirm, town.key(), entry_id)


@pytest.fixture
def lived(town: World) -> World:
    """Ann helped Ben long ago and lately, Ben helped her once, and one of hers waits."""
    helped(town, "Ann", "Ben", 80, 120)
    helped(town, "Ben", "Ann", 10, 45)
    helped(town, "Ann", "Ben", 5, 90)
    helped(town, "Ann", "Ben", 1, 15, confirmed=False)
    return town


def all_of(page: AppTest) -> str:
    found = (str(one.value if hasattr(one, "value") else one.body) for one in (*page.markdown, *page.html))
    return "\n".join(found).replace("\N{NO-BREAK SPACE}", " ").replace("\\", "")


def test_ann_reads_where_she_stands_and_what_waits(open_page: Draw, lived: World) -> None:
    page = open_page("Ann", PAGE)
    assert not page.exception
    assert page.title[0].value == words.TITLES["statement"]
    text = all_of(page)
    assert "3 h 30 given and 45 min received" in text
    assert "2 h 45" in text
    assert said.pending in [one.value for one in page.header]
    assert f"member={lived.ids['Ann']}" in text


def test_another_time_begins_with_the_balance_before_it(open_page: Draw, lived: World) -> None:
    page = open_page("Ann", PAGE)
    page.date_input(key="statement-first").set_value(TODAY - timedelta(days=20)).run()
    text = all_of(page)
    assert "2 h" in text.split("Balance before")[1].splitlines()[0]
    assert "1 h 30 given and 45 min received" in text


def test_days_the_wrong_way_round_still_make_a_statement(open_page: Draw, lived: World) -> None:
    page = open_page("Ann", PAGE)
    page.date_input(key="statement-last").set_value(TODAY - timedelta(days=900)).run()
    assert not page.exception
    assert not page.error
    assert said.nothing in all_of(page)


def test_a_coordinator_reads_a_members_statement_and_nobody_else_does(
    open_page: Draw, lived: World, secret_of: Secret
) -> None:
    lived.coordinator("Cora")
    for name, may_read in (("Cora", True), ("Ben", False)):
        page = AppTest.from_string(_page(), default_timeout=180)
        page.user = {context.SESSION_FIELD: secret_of(name)}
        page.query_params["member"] = lived.ids["Ann"]
        page.run()
        assert not page.exception
        assert ("The statement of Ann" in all_of(page)) is may_read
        assert bool(page.error) is not may_read


def _page() -> str:
    return (
        "from ui import context, shell\nfrom ui.pages.members import statement\n"
        "shell.frame(*context.see(shell._who_and_where), 'A page')\nstatement.page()\n"
    )


def test_the_file_and_the_paper_hold_the_same_lines(client: TestClient, lived: World, secret_of: Secret) -> None:
    for path in ("/statement.csv", "/statement/print"):
        assert client.get(path).headers["location"] == "/sign-in"
    client.cookies.set(SESSION, secret_of("Ann"))
    text = client.get("/statement.csv").text
    assert [line.split(",")[2:4] for line in text.splitlines()[1:]] == [
        ["120", "0"],
        ["0", "45"],
        ["90", "0"],
        ["15", "0"],
    ]
    paper = client.get("/statement/print?from=2026-10-15")
    assert paper.status_code == 200
    assert "script" not in paper.headers["content-security-policy"].replace("script-src", "")
    assert said.of.format(name="Ann") in paper.text
    assert "Balance before Thursday 15 October 2026: 2 h." in paper.text
    assert "2 h 45" in paper.text
    assert "<b>bold" not in paper.text
    for odd in ("from=yesterday", "from=2026-10-15&to=2026-10-01", "member=nobody"):
        assert client.get(f"/statement/print?{odd}").status_code == 404
        assert client.get(f"/statement.csv?{odd}").status_code == 404


def test_only_a_coordinator_takes_the_statement_of_another_away(
    client: TestClient, lived: World, secret_of: Secret
) -> None:
    client.cookies.set(SESSION, secret_of("Ben"))
    ann = lived.ids["Ann"]
    assert client.get(f"/statement.csv?member={ann}").status_code == 404
    assert client.get(f"/statement/print?member={ann}").status_code == 404
    client.cookies.clear()
    lived.coordinator("Cora")
    client.cookies.set(SESSION, secret_of("Cora"))
    assert client.get(f"/statement.csv?member={ann}").text.count("\n") == 5
