"""What people do without thinking: two quick clicks, two windows, another's address, a very narrow screen."""

from collections.abc import Callable

import pytest
from browser.harness import choose, settle

from ui import words

pytestmark = pytest.mark.browser


def test_two_quick_clicks_write_one_thing_down(visit: Callable) -> None:
    page = visit("hal@example.org", 390)
    page.goto("/my_listings")
    settle(page)
    before = page.get_by_role("button", name="Take it down").count()
    page.get_by_label("In a few words").fill("A hand with heavy things")
    choose(page, "What kind of help?", "Company and listening", "Company and", exact=False)
    page.get_by_role("button", name="Put it on the noticeboard").dblclick()
    page.get_by_text("It is on the noticeboard now").wait_for()
    settle(page)
    page.reload()
    settle(page)
    assert page.get_by_role("button", name="Take it down").count() == before + 1


def test_signing_out_everywhere_stops_the_other_device_at_its_next_click(visit: Callable) -> None:
    phone, library = visit("ida@example.org", 390), visit("ida@example.org", 1280)
    library.goto("/log_hours")
    settle(library)
    phone.goto("/profile")
    settle(phone)
    phone.get_by_role("button", name=words.Profile.everywhere).click()
    phone.get_by_text("You are signed out.").wait_for()
    library.get_by_role("button", name="15 min more").click()
    library.get_by_text("You are signed out.").wait_for()
    assert library.get_by_role("heading", name="Log hours").count() == 0


def test_the_address_of_anothers_page_is_answered_in_plain_words(visit: Callable) -> None:
    page = visit("grace@example.org", 390)
    page.goto("/members")
    page.get_by_role("heading", name=words.NOT_HERE).wait_for()
    settle(page)
    assert page.get_by_role("dialog").count() == 0
    page.locator("[data-testid=stMain]").get_by_role("link", name="Home").click()
    page.get_by_role("heading", name="Hello Grace").wait_for()


def test_going_back_and_forth_keeps_each_page_whole(visit: Callable) -> None:
    page = visit("dev@example.org", 390)
    for path, title in (("/hours", "My hours"), ("/noticeboard", "Noticeboard")):
        page.goto(path)
        settle(page)
        page.get_by_role("heading", name=title, level=1).wait_for()
    page.go_back()
    settle(page)
    page.get_by_role("heading", name="My hours", level=1).wait_for()
