"""The dashboard without a browser: its pages by AppTest, its own addresses by a plain client."""

import shutil
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from starlette.types import ASGIApp
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest
from world import World

from timebank.access import OPERATOR, as_member
from timebank.app import App, build
from timebank.listings.categories import plant_categories
from timebank.members.passwords import hashed
from timebank.members.sign_in import keep_password, open_session
from timebank.settings import Settings
from ui import context
from ui.server import make

PASSWORD = "three small words"
PAGE = """
from importlib import import_module
from timebank.settings import Settings
from ui import context, shell
me, name = context.see(shell._who_and_where)
shell.frame(me, name, "A page")
import_module("{module}").page()
"""


@pytest.fixture(scope="session", autouse=True)
def components_looked_for_once() -> Iterator[None]:
    """What is installed stays: without this, each page drawn by AppTest reads the papers of every package again."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(autouse=True)
def main_stays() -> Iterator[None]:
    """AppTest leaves its page behind as the main program, which processes started by later tests would run again."""
    before = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = before


@cache
def one_hash() -> str:
    """The hash of the password everybody has: made slowly, as it should be, but once."""
    return hashed(PASSWORD)


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite alone: these tests are about the screens; the rooms are tested on both databases."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def town(world: World, app: App) -> World:
    """A small community that this process serves: ledger, categories, and members with passwords."""
    world.found()
    app.do(OPERATOR, plant_categories)
    for name in ("Ann", "Ben"):
        world.member(name)
        app.do(OPERATOR, keep_password, world.ids[name], one_hash())
    context.bind(app)
    return world


@pytest.fixture
def secret_of(town: World) -> Callable[[str], str]:
    """A session for somebody, by name."""

    def start(name: str) -> str:
        return town.app.do(as_member(town.ids[name]), open_session)

    return start


@pytest.fixture
def open_page(secret_of: Callable[[str], str]) -> Callable[[str, str], AppTest]:
    """Draw one page for somebody: `open_page("Ann", "ui.pages.members.home")`."""

    def draw(name: str, module: str) -> AppTest:
        test = AppTest.from_string(PAGE.format(module=module), default_timeout=180)
        test.user = {context.SESSION_FIELD: secret_of(name) if name else ""}
        return test.run()

    return draw


@pytest.fixture(scope="session")
def server(sqlite_template: Path) -> ASGIApp:
    """The server, made once: a process holds one; which community it serves is bound anew by each test."""
    return make(build(Settings(database_url=f"sqlite:///{sqlite_template}")))


@pytest.fixture
def client(server: ASGIApp, town: World) -> TestClient:
    """A plain client of the server, which keeps cookies."""
    context.bind(town.app)
    return TestClient(server, base_url="http://127.0.0.1:8501", follow_redirects=False)
