"""A match from the round to its thanks: a coordinator and two members, one after another, in a real browser."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from browser.harness import choose, settle, sign_in, start
from browser.living import agree, aim, end_well, open_match, rest_and_go_on, say_how_it_felt

from timebank.clock import local_date

pytestmark = pytest.mark.browser
PAIR = re.compile(r"(\w+ \w+) \(mentee\) and (\w+ \w+) \(mentor\)")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a town on the morning of a round."""
    process, address = start(tmp_path_factory.mktemp("desk"), "desk.py")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def at_desk(desk: str, chromium) -> Iterator[Callable]:
    """Open a browser of one's own at the desk's town, signed in."""
    contexts = []

    def open_one(email: str, width: int):
        contexts.append(chromium.new_context(base_url=desk, viewport={"width": width, "height": 844}, locale="en-GB"))
        page = contexts[-1].new_page()
        sign_in(page, email)
        return page

    yield open_one
    for context in contexts:
        context.close()


def address_of(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}@example.org"


def test_a_pair_is_matched_meets_agrees_rests_and_ends_with_thanks(at_desk: Callable) -> None:
    cora = at_desk("cora.cole@example.org", 1280)
    add_member(cora)
    mentee, mentor = approve_a_pair(cora)
    first, second = at_desk(address_of(mentee), 390), at_desk(address_of(mentor), 390)
    for page in (first, second):
        say_yes(page)
    meet_at_midnight(first)
    first.get_by_role("button", name="Yes, it took place").click()
    first.get_by_text("Its hours now wait").wait_for()
    second.goto("/hours")
    settle(second)
    card = second.locator("[class*=st-key-entry-]", has_text=f"You helped {mentee}")
    card.get_by_role("button", name="Yes, that is right").click()
    second.get_by_text("These hours count now").wait_for()
    agree(second, first)
    say_how_it_felt(first, "It feels right")
    aim(first, "Walk to the library together")
    rest_and_go_on(first, second)
    open_match(first)
    end_well(first, "Thank you for the walks")
    open_match(second)
    second.get_by_text("Thank you for the walks").wait_for()


def add_member(page) -> None:
    page.goto("/members")
    settle(page)
    page.get_by_text("Add a member").click()
    page.get_by_label("Name", exact=True).wait_for()
    page.get_by_label("Name", exact=True).fill("Vera Vole")
    page.keyboard.press("Enter")
    page.get_by_text("Vera Vole is a member now.").wait_for()
    page.get_by_label("Search by name, e-mail or phone").fill("vole")
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Vera Vole").click()
    page.get_by_role("heading", name="Vera Vole").wait_for()


def approve_a_pair(page) -> tuple[str, str]:
    """Run the mentoring round and approve the first pair in which both have e-mail; answers mentee and mentor."""
    page.goto("/review")
    settle(page)
    if page.get_by_label("Programme").input_value() != "Mentoring":
        choose(page, "Programme", "Mentoring", exact=False)
    page.get_by_role("button", name="Run a round now").click()
    page.get_by_text("The round is done").wait_for()
    settle(page)
    pairs = [PAIR.match(said) for said in page.locator("h3").all_inner_texts()]
    found = next(one for one in pairs if one and one[2] != "Old Tom")
    card = page.locator("[class*=st-key-suggestion-]", has_text=found[0])
    card.get_by_role("button", name="Approve and ask them").click()
    page.get_by_text(f"Asked: {found[1]} and {found[2]}").wait_for()
    return found[1], found[2]


def say_yes(page) -> None:
    page.goto("/matches")
    settle(page)
    page.get_by_role("button", name="Yes, I would like this").click()
    page.get_by_text("You said yes").first.wait_for()


def meet_at_midnight(page) -> None:
    """Write down a meeting at the beginning of today, so that it has taken place."""
    page.goto("/matches")
    settle(page)
    page.get_by_text("Plan a meeting").click()
    today = local_date(datetime.now(UTC), "Europe/London")
    for part, typed in (("day", f"{today:%d}"), ("month", f"{today:%m}"), ("year", f"{today:%Y}")):
        page.get_by_role("spinbutton", name=f"{part}, Day").click()
        page.keyboard.type(typed)
    page.get_by_role("spinbutton", name="hour, Time").click()
    page.keyboard.type("00")
    page.get_by_role("spinbutton", name="minute, Time").click()
    page.keyboard.type("00")
    page.get_by_role("button", name="Plan it").click()
    page.get_by_text("The meeting is planned").wait_for()
