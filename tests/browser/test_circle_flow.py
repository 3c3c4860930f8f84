"""A whole life of a circle in a real browser: one no, what is still possible, three times yes, an hour, an ending."""

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from browser.harness import choose, settle
from browser.test_coordinator_flow import meet_at_midnight, say_yes

from timebank.matches.rules import DECLINE_REASONS, ENDING_REASONS
from ui.words.deciding import Review
from ui.words.together import Matches

pytestmark = [pytest.mark.browser, pytest.mark.prove]


def test_one_says_no_and_the_others_are_asked_again_help_one_another_and_end_it_well(
    before_rounds: Callable, folder_of_rounds: Path
) -> None:
    cora = before_rounds("cora", "/review", 1280)
    choose(cora, "Programme", "Helping one another", exact=False)
    cora.get_by_role("button", name=Review.run).click()
    cora.get_by_text("The round is done").wait_for()
    names = approve_the_circle(cora)
    (unwilling,) = names & {"Cal", "Dot"}
    (in_their_place,) = {"Cal", "Dot"} - names
    pages = {name: before_rounds(name.lower(), "/matches") for name in ("Ann", "Ben", "Cal", "Dot")}
    for name in ("Ann", "Ben"):
        say_yes(pages[name])
    pages[in_their_place].get_by_text(Matches.none).wait_for()
    say_no(pages[unwilling])
    for name in ("Ann", "Ben"):
        pages[name].goto("/matches")
        pages[name].get_by_text(Matches.none).wait_for()
        assert unwilling not in pages[name].locator("[data-testid=stMain]").inner_text()
    cora.goto("/jobs")
    settle(cora)
    job = cora.locator("[class*=st-key-job-look-again]")
    job.locator("summary").click()
    job.get_by_role("button", name="Run it now").click()
    cora.get_by_text("1 circle looked at again").first.wait_for()
    cora.goto("/review")
    settle(cora)
    assert approve_the_circle(cora) == {"Ann", "Ben", in_their_place}
    together = [pages[name] for name in ("Ann", "Ben", in_their_place)]
    for page in together[:2]:
        say_yes(page)
    together[2].goto("/matches")
    together[2].get_by_role("button", name=Matches.accept).click()
    together[2].get_by_role("heading", name="Ann and Ben").wait_for()
    an_hour_with_ben(*together[:2])
    end_it(together[0])
    for page in together[1:]:
        page.goto("/matches")
        page.get_by_text("ended on").first.wait_for()
        assert ENDING_REASONS["planned"] not in page.content()
    told = ["suggestion", "suggestion_closed", "suggestion", "matched", "hours_please_confirm", "match_ended"]
    assert [kind for kind, _ in letters(folder_of_rounds, "Ben")] == told
    closed = [text for kind, text in letters(folder_of_rounds, "Ann") if kind == "suggestion_closed"]
    assert len(closed) == 1
    assert "says nothing about you" in closed[0]
    assert "We are looking already for what else is possible." in closed[0]
    assert unwilling not in closed[0]


def letters(folder: Path, name: str) -> list[tuple[str, str]]:
    """What somebody was written, oldest first, as (kind, text)."""
    asks = (
        "select kind, text from letter join member on member.id = letter.member_id where name = ? order by written_at"
    )
    with closing(sqlite3.connect(folder / "town.db")) as connection:
        return list(connection.execute(asks, (name,)))


def approve_the_circle(page) -> set[str]:
    """Approve the one draft; answers whose it is."""
    settle(page)
    (card,) = page.locator("[class*=st-key-suggestion-]").all()
    title = card.locator("h3").inner_text()
    card.get_by_role("button", name=Review.approve).click()
    page.get_by_text(f"Asked: {title}").wait_for()
    return set(re.split(r", | and ", title))


def say_no(page) -> None:
    page.goto("/matches")
    settle(page)
    page.get_by_text(Matches.decline).click()
    choose(page, Matches.reason, DECLINE_REASONS["not_now"], exact=False)
    page.get_by_role("button", name=Matches.send_decline).click()
    page.get_by_text(Matches.declined).wait_for()


def an_hour_with_ben(ann, ben) -> None:
    """Ann and Ben meet, and Ben says that their hours are right."""
    meet_at_midnight(ann)
    ann.get_by_text("I helped Ben").click()
    settle(ann)
    ann.get_by_role("button", name="Yes, it took place").click()
    ann.get_by_text("Its hours now wait").wait_for()
    ben.goto("/hours")
    settle(ben)
    ben.get_by_role("button", name="Yes, that is right").click()
    ben.get_by_text("These hours count now").wait_for()


def end_it(page) -> None:
    page.goto("/matches")
    settle(page)
    page.get_by_text(Matches.end).click()
    choose(page, Matches.end_reason, ENDING_REASONS["planned"], exact=False)
    page.get_by_role("button", name=Matches.save_end).click()
    page.get_by_text("ended on").first.wait_for()
