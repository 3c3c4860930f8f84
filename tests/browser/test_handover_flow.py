"""A mentor leaves, in a real browser: found, handed over in one step, told kindly; and another only away for a while."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.harness import settle
from browser.test_accessible import LOOKS, violations

pytestmark = pytest.mark.browser


def find(page, name: str) -> None:
    """Look somebody up on the page of handing over, and open all they hold."""
    page.get_by_role("textbox", name="Who is it?").fill(name)
    page.get_by_role("textbox", name="Who is it?").press("Enter")
    page.get_by_role("link", name=name, exact=True).click()
    page.get_by_role("heading", name=name, exact=True).wait_for()
    settle(page)


@pytest.mark.prove
def test_axe_finds_nothing_on_what_somebody_holds_and_on_who_we_depend_on(at: Callable) -> None:
    found = {}
    for width, scheme in LOOKS:
        page = at("cora", "/handover", width, scheme)
        found["handover", width, scheme] = violations(page)
        find(page, "Ben")
        found["one", width, scheme] = violations(page)
        page.goto("/depends")
        page.locator("h1").first.wait_for()
        settle(page)
        found["depends", width, scheme] = violations(page)
    assert not {look: said for look, said in found.items() if said}


def test_a_mentor_is_away_and_comes_back_and_then_leaves_and_is_handed_over(
    at: Callable, folder_of_matches: Path
) -> None:
    with_ann = (folder_of_matches / "town.ids").read_text(encoding="utf-8").split()[0]
    cora = at("cora", "/handover")
    find(cora, "Ben")
    cora.get_by_text("They are away for a while").click()
    cora.get_by_role("button", name="Keep this while they are away").click()
    cora.get_by_text("Handed over. Everybody concerned gets one letter.").wait_for()
    ann = at("ann", f"/match?id={with_ann}")
    ann.get_by_text("This match is on hold.").wait_for()
    cora.get_by_role("button", name="Ben is back").click()
    cora.get_by_text("Welcome back. What was only paused goes on.").wait_for()
    settle(cora)
    cora.get_by_text("They leave for good").click()
    settle(cora)
    cora.get_by_role("button", name="Hand it all over").click()
    cora.get_by_text("Handed over. Everybody concerned gets one letter.").wait_for()
    cora.get_by_text("has been handed over, because they leave").wait_for()
    cora.get_by_text("Nothing that could be handed over.").wait_for()
    ann.goto(f"/match?id={with_ann}")
    ann.get_by_text("This match ended on").wait_for()
