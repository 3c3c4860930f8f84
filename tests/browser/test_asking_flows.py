"""What the matcher tells people, in a real browser at the demo: why not, what if, two rounds, a circle, and why."""

from collections.abc import Callable

import pytest
from browser.harness import Demo, choose, settle

from ui.words.deciding import Review
from ui.words.explaining import Explaining

pytestmark = pytest.mark.browser
SAID = Explaining


@pytest.fixture
def matching(at_demo: Callable, demo: Demo) -> Callable:
    """Open a part of the matching of one programme as its coordinator: `matching("why", "mentoring", 390)`."""

    def open_part(part: str, kind: str, width: int):
        page = at_demo("coordinator", width)
        page.goto(f"/review?show={part}&programme={demo.programmes[kind]}")
        settle(page)
        return page

    return open_part


def test_a_coordinator_asks_why_two_people_were_not_matched(matching: Callable) -> None:
    page = matching("why", "mentoring", 390)
    choose(page, SAID.one, "Helen Strachan")
    choose(page, SAID.other, "Callum Stewart")
    page.get_by_text(SAID.kept_apart.format(first="Helen Strachan", second="Callum Stewart")).wait_for()
    page.get_by_text("They have no hour in the week when both are free").first.wait_for()
    page.get_by_text("They could meet if Helen Strachan were free for 1").wait_for()


def test_a_coordinator_tries_what_one_more_mentor_would_change(matching: Callable) -> None:
    page = matching("why", "mentoring", 1280)
    choose(page, SAID.what, SAID.trials["places"])
    choose(page, SAID.who_places, "Colin Airlie")
    page.get_by_text(SAID.gained.format(names="")[:-1]).wait_for()
    new = page.get_by_role("table", name=SAID.new_caption, exact=True)
    assert "and Colin Airlie" in new.inner_text()


def test_a_coordinator_sets_two_rounds_side_by_side(matching: Callable) -> None:
    page = matching("rounds", "mentoring", 390)
    page.get_by_text(SAID.compare).click()
    page.get_by_role("table", name=SAID.gone_caption).wait_for()
    assert "Alan Petrie" in page.get_by_role("table", name=SAID.new_caption, exact=True).inner_text()
    choose(page, SAID.later, "6 suggested")
    page.get_by_text(SAID.same_rounds).wait_for()


def test_a_coordinator_reads_whom_to_look_for(matching: Callable) -> None:
    page = matching("unmatched", "mentoring", 390)
    page.get_by_text(SAID.nobody).click()
    page.get_by_role("heading", name=SAID.hints).wait_for()
    page.get_by_text("mentors free on weekday mornings").wait_for()


def test_a_circle_is_approved_and_its_people_are_asked(matching: Callable) -> None:
    page = matching("drafts", "help", 390)
    card = page.locator("[class*=st-key-suggestion-]", has_text="Morag Sinclair would help Callum Stewart")
    card.get_by_role("button", name=Review.approve).click()
    page.get_by_text("It becomes a match when everybody says yes").wait_for()


def test_a_member_reads_why_and_says_yes_to_a_circle(at_demo: Callable) -> None:
    page = at_demo("member", 390)
    page.goto("/matches")
    settle(page)
    card = page.locator("[class*=st-key-suggestion-]", has_text="Helping one another")
    told = card.inner_text()
    assert "You would help Viktor Hale with" in told
    assert "be helped for about 2" in told
    assert "points" not in told
    card.get_by_role("button", name="Yes, I would like this").click()
    card.get_by_text("You said yes").wait_for()
