"""Pages run as in the dashboard, for somebody who is signed in, on a small town."""

from pathlib import Path

import pytest
from desk_town import DeskTown, Visit, desk_town
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from world import World

from timebank.access import Caller
from timebank.members.sign_in import open_session
from ui import context

SCRIPT = Path(context.__file__).with_name("app.py")


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Pages are tried on SQLite; the rooms behind them are tried on both."""
    import shutil

    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.fixture
def town(world: World) -> DeskTown:
    context.bind(world.app)
    return desk_town(world)


@pytest.fixture
def visit(world: World, town: DeskTown) -> Visit:
    """Open a page: `visit("members", member=...)`, as the coordinator unless `who` is given."""

    def open_one(path: str, who: Caller | None = None, **query: str) -> AppTest:
        secret = world.app.do(who or town.cora, open_session)
        page = AppTest.from_file(SCRIPT, default_timeout=180)
        page.user["session"] = secret
        page.context["url"] = f"http://localhost/{path}"
        page.query_params.update(query)
        page._page_hash = calc_hash(path)  # a page that is a function has no file to switch to
        page.run()
        assert not page.exception, page.exception[0].value
        return page

    return open_one
