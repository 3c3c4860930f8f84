"""A real browser against a real server process on a database of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from browser.harness import CHROMIUM, PATIENCE_SECONDS, Demo, in_no_hurry, settle, sign_in, start, start_demo

from timebank.access import as_member
from timebank.app import build
from timebank.clock import local_date
from timebank.ledger.actions import record
from timebank.ledger.rules import Holder
from timebank.mail.tables import letter
from timebank.members.tables import member
from timebank.settings import Settings


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the town keeps its database."""
    return tmp_path_factory.mktemp("town")


@pytest.fixture(scope="session")
def server(folder: Path) -> Iterator[str]:
    """The address of a running town."""
    process, address = start(folder)
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """The demo as `make demo` shows it."""
    process, found = start_demo(tmp_path_factory.mktemp("demo"))
    yield found
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A real Chromium; where there is none the tests say so and skip, but never in CI."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"there is no Chromium at {CHROMIUM}")
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        with in_no_hurry():
            yield browser
        browser.close()


@pytest.fixture
def written_to(server: str, folder: Path) -> Iterator[Callable[[str, str, int], str]]:
    """Write hours down: `written_to("Finn Fox", "Eva Elm", 90)`, helped by Eva; where the link in the letter leads."""
    app = build(Settings(database_url=f"sqlite:///{folder / 'town.db'}"))

    def write(helped: str, helper: str, minutes: int) -> str:
        with app.engine.connect() as connection:
            ids = {row.name: row.id for row in connection.execute(sa.select(member.c.name, member.c.id))}
        told = {"giver": Holder("member", ids[helper]), "receiver": Holder("member", ids[helped])}
        told |= {"service_date": local_date(app.clock.now(), "Europe/London"), "minutes": minutes, "note": "A lift"}
        entry_id = app.do(as_member(ids[helper]), record, app.ids.new(), **told)
        with app.engine.connect() as connection:
            asks = sa.select(letter.c.text).where(letter.c.key == f"confirm:{entry_id}:{ids[helped]}")
            text = str(connection.execute(asks).scalar_one())
        return "/hours-answer/" + text.split("/hours-answer/")[1].split()[0]

    yield write
    app.close()


@pytest.fixture(scope="session")
def at_demo(demo: Demo, chromium) -> Iterator[Callable]:
    """The member's or the coordinator's browser at the demo, signed in once for all: `at_demo("coordinator", 1280)`."""
    signs, pages = demo.sign_ins, {}
    passwords = {
        "member": (signs.member_email, signs.member_password),
        "coordinator": (signs.coordinator_email, signs.coordinator_password),
    }

    def open_one(who: str = "member", width: int = 390):
        if who not in pages:
            pages[who] = chromium.new_context(base_url=demo.address, locale="en-GB").new_page()
            sign_in(pages[who], *passwords[who])
        pages[who].set_viewport_size({"width": width, "height": 844})
        return pages[who]

    yield open_one
    for page in pages.values():
        page.context.close()


@pytest.fixture
def visit(server: str, chromium) -> Iterator[Callable]:
    """Open a browser of one's own, signed in by the form: `visit("ann@example.org", width=390, scheme="dark")`."""
    contexts = []

    def open_one(email: str = "", width: int = 1280, scheme: str = "light"):
        context = chromium.new_context(
            base_url=server, viewport={"width": width, "height": 844}, color_scheme=scheme, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE_SECONDS * 1000)
        contexts.append(context)
        page = context.new_page()
        if email:
            sign_in(page, email)
        return page

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def folder_of_matches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("matches")


@pytest.fixture(scope="module")
def matched(folder_of_matches: Path) -> Iterator[str]:
    """The address of a town of matches."""
    process, address = start(folder_of_matches, "match_town.py")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def at(matched: str, chromium) -> Iterator[Callable]:
    """Open a page for somebody in the town of matches: `at("ann", "/match?id=...")`."""
    yield from opening(matched, chromium)


@pytest.fixture(scope="module")
def folder_of_rounds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("rounds")


@pytest.fixture
def before_rounds(folder_of_rounds: Path, chromium) -> Iterator[Callable]:
    """Open a page for somebody in a town of its own in which no round has run yet: `before_rounds("cora", "/review")`."""
    process, address = start(folder_of_rounds, "rounds_town.py")
    yield from opening(address, chromium)
    process.terminate()
    process.wait(20)


def opening(address: str, chromium) -> Iterator[Callable]:
    """How pages of a town are opened, each in a browser of its own, until all of them are closed."""
    contexts = []

    def open_one(name: str, where: str, width: int = 390, scheme: str = "light"):
        options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "locale": "en-GB"}
        contexts.append(chromium.new_context(base_url=address, **options))
        page = contexts[-1].new_page()
        sign_in(page, f"{name}@example.org")
        page.goto(where)
        page.locator("h1").first.wait_for()
        settle(page)
        return page

    yield open_one
    for context in contexts:
        context.close()
