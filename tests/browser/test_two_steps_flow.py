"""Two steps in a real browser: three short meetings, what both sides say of them, and the final round."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.harness import settle
from browser.test_coordinator_flow import say_yes

from timebank.matches.taster_rules import SAYS
from ui.words.deciding import Review
from ui.words.tasters import FirstStep, Tasters
from ui.words.together import Matches

pytestmark = [pytest.mark.browser, pytest.mark.prove]


def test_a_mentee_meets_three_mentors_briefly_and_the_final_round_knows_what_all_of_them_said(
    before_rounds: Callable, folder_of_rounds: Path
) -> None:
    _, guides = (folder_of_rounds / "town.ids").read_text(encoding="utf-8").split()
    first_step = f"/review?programme={guides}&show=first"
    cora = before_rounds("cora", first_step, 1280)
    cora.get_by_role("button", name=FirstStep.run).click()
    cora.get_by_text(FirstStep.ran).wait_for()
    settle(cora)
    cora.get_by_label(FirstStep.how).fill("Saturday at two in the library. Tea is there.")
    cora.get_by_role("button", name=FirstStep.ask).click()
    cora.get_by_text(FirstStep.done.format(count=3)).wait_for()
    pages = {name: before_rounds(name.lower(), "/matches") for name in ("Mia", "Max", "Mel", "Moe")}
    for mentor, hers, theirs in (("Max", "yes", "no"), ("Mel", "perhaps", "yes"), ("Moe", "no", "yes")):
        say(pages["Mia"], mentor, hers)
        say(pages[mentor], "Mia", theirs)
        assert SAYS[hers] not in said_to(pages[mentor])
    cora.goto(first_step)
    final_round(cora)
    say_yes(pages["Mia"])
    pages["Mel"].goto("/matches")
    pages["Mel"].get_by_role("button", name=Matches.accept).click()
    pages["Mel"].get_by_role("heading", name="Mia", exact=True).wait_for()


def say(page, other: str, said: str) -> None:
    """Say how it was with somebody."""
    settle(page)
    card = page.locator("[class*=st-key-taster-]", has_text=Tasters.how.format(name=other)).first
    card.get_by_text(SAYS[said], exact=True).click()
    card.get_by_role("button", name=Tasters.send).click()
    page.get_by_text(Tasters.said).first.wait_for()


def said_to(page) -> str:
    """What a page tells beside the choices that it offers."""
    return " ".join(page.locator("[data-testid=stMarkdown]").all_inner_texts())


def final_round(page) -> None:
    """The last word has closed the first step: run the round, and approve the one pair in which nobody said no."""
    settle(page)
    page.get_by_text(FirstStep.final).wait_for()
    page.get_by_role("button", name=Review.run).click()
    page.get_by_text("The round is done").wait_for()
    page.get_by_text(f"{Review.parts['drafts']} (1)").click()
    page.get_by_role("heading", name="Mia (mentee) and Mel (mentor)").wait_for()
    page.get_by_role("button", name=Review.approve).click()
    page.get_by_text("Asked: Mia and Mel").wait_for()
