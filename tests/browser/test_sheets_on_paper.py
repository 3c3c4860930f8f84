"""Sheets as a real browser prints them: every leaf says whose it is, nothing is cut in two, and axe-core finds nothing."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from browser.test_accessible import violations
from sheet_town import SheetTown
from world import World

from timebank.community.reads import community
from timebank.reports.sheets import sheets
from timebank.work import Look
from ui.routes.sheets import Found, on_paper

pytestmark = [pytest.mark.browser, pytest.mark.prove]
# How the style asks a browser to print, as it understood it.
ASKED = """() => [
  getComputedStyle(document.querySelector('.head')).display,
  ...new Set([...document.querySelectorAll('.one')].map(one => getComputedStyle(one).breakInside)),
  getComputedStyle(document.querySelector('.screen')).display,
]"""


def _look(look: Look) -> Found:
    return Found(community(look), look.now, tuple(sheets(look)))


@pytest.fixture(params=["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite alone: this is about paper."""
    path = tmp_path / "timebank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large"])
def test_a_long_sheet_keeps_its_name_on_each_leaf_and_its_boxes_together(
    visit: Callable, world: World, is_large: bool
) -> None:
    town = SheetTown(world)
    town.offer()
    for more in range(12):
        town.hours(minutes=60 + more)
    page = visit("", 390, "dark")
    page.set_content(on_paper(world.app.see(town.cora, _look), "", is_large))
    assert not violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it fits a phone"
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(ASKED) == ["table-header-group", "avoid", "none"]
    leaves = len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))
    assert 1 < leaves <= (8 if is_large else 4)  # as wide as the letters of this machine are
