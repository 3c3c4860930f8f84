"""Two people on the page of their match, in a real browser: signed, told, stopped, and read by the lead alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.harness import unfold
from browser.test_accessible import LOOKS, violations

pytestmark = [pytest.mark.browser, pytest.mark.prove]


@pytest.fixture
def ids(matched: str, folder_of_matches: Path) -> list[str]:
    """The matches: met and ending, with somebody without e-mail, ended, on hold."""
    return (folder_of_matches / "town.ids").read_text(encoding="utf-8").split()


def test_axe_finds_nothing_on_the_pages_of_matches(at: Callable, ids: list[str]) -> None:
    pages = {
        "ann": [f"/match?id={ids[0]}", "/match", "/matches"],
        "max": [f"/match?id={ids[2]}"],
        "zoe": ["/", f"/match?id={ids[3]}"],
        "kim": ["/"],
        "cora": ["/care", *(f"/care_match?id={one}" for one in ids)],
        "lea": ["/concerns"],
    }
    found = {}
    for width, scheme in LOOKS:
        for name, places in pages.items():
            page = at(name, places[0], width, scheme)
            for where in places:
                page.goto(where)
                page.locator("h1").first.wait_for()
                unfold(page)
                found[where, width, scheme] = violations(page)
    assert not {look: said for look, said in found.items() if said}


def test_an_agreement_is_signed_a_match_is_stopped_and_only_the_lead_learns_why(at: Callable, ids: list[str]) -> None:
    ann = at("ann", f"/match?id={ids[0]}")
    ann.get_by_role("button", name="Sign it").click()
    ann.get_by_text("Signed. Thank you.").wait_for()
    ann.get_by_text("Stop this match at once").click()
    ann.get_by_label("What happened?").wait_for()
    ann.get_by_label("What happened?").fill("He would not let me leave")
    ann.get_by_role("button", name="Stop this match now").click()
    ann.get_by_text("It has ended. Thank you for telling us.").wait_for()
    for name, where in (("ben", f"/match?id={ids[0]}"), ("cora", f"/care_match?id={ids[0]}")):
        page = at(name, where)
        page.get_by_text("ended on").first.wait_for()
        unfold(page)
        assert "let me leave" not in page.content()
    lea = at("lea", "/concerns")
    assert "let me leave" not in lea.content()
    card = lea.locator("[class*=st-key-concern-]", has_text="About the match of")
    card.get_by_role("button", name="Read it").click()
    lea.get_by_text("He would not let me leave").wait_for()
