"""Hours of a group, a gift, and the same hours told twice, each on a phone in a real browser by two people."""

from collections.abc import Callable

import pytest
from browser.harness import choose, settle

from ui import words

pytestmark = pytest.mark.browser


def words_of(page) -> str:
    return str(page.locator("[data-testid=stMain]").inner_text()).replace("\N{NO-BREAK SPACE}", " ")


def choose_each(page, label: str, *names: str) -> None:
    """Choose names in a field by typing a few letters of each."""
    for name in names:
        choose(page, label, name, name[:4], exact=False)
    page.keyboard.press("Escape")
    settle(page)


def test_an_hour_shared_by_a_group_is_shown_to_the_minute_and_confirmed(visit: Callable) -> None:
    page = visit("grace@example.org", 390)
    page.goto("/log_hours")
    settle(page)
    page.get_by_role("link", name=words.LogHours.group).click()
    page.get_by_role("heading", name="Hours of a group").wait_for()
    settle(page)
    choose_each(page, words.Session.receivers, "Hal Hill", "Ida Ivy", "Finn Fox")
    how_long = page.get_by_label(words.Session.how_long)
    how_long.fill("50 min")
    how_long.press("Tab")
    settle(page)
    page.get_by_text(words.Session.pays["shared"]).click()
    settle(page)
    told = words_of(page)
    assert "It does not divide evenly: Hal Hill and Ida Ivy give 1 minute more each." in told
    assert "50 min in all, for 4 people" in told
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth") <= 0
    page.get_by_role("button", name=words.Session.send).click()
    page.get_by_text(words.Session.sent).wait_for()

    other = visit("finn@example.org", 390)
    other.goto("/hours")
    settle(other)
    card = other.locator("[class*=st-key-entry-]").filter(has_text="session for 3 people").first
    assert "16 min" in card.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    card.get_by_role("button", name=words.Hours.confirm).click()
    other.get_by_text(words.Hours.confirmed).wait_for()


def test_a_gift_is_taken_with_thanks(visit: Callable) -> None:
    page = visit("dev@example.org", 390)
    page.goto("/hours")
    settle(page)
    page.get_by_role("link", name=words.Hours.give).click()
    page.get_by_role("heading", name="Give hours away").wait_for()
    settle(page)
    choose(page, words.Giving.to, "Hal Hill", "Hal", exact=False)
    page.get_by_label(words.Giving.how_much).fill("1h20")
    page.get_by_label(words.Giving.words, exact=True).fill("For your move")
    page.get_by_role("button", name=words.Giving.send).click()
    page.get_by_text("are on their way to Hal Hill").wait_for()

    other = visit("hal@example.org", 390)
    card = other.locator("[class*=st-key-entry-]").filter(has_text="Dev Das would like to give you").first
    assert "For your move" in card.inner_text()
    card.get_by_role("button", name=words.Donation.accept).click()
    other.get_by_text("Dev Das gets a message with your thanks").wait_for()
    other.goto("/hours")
    settle(other)
    assert "Dev Das gave hours to you" in words_of(other)


def test_the_same_hours_told_by_both_are_recognised(visit: Callable) -> None:
    def tell(email: str, way: str, name: str, how_long: str):
        page = visit(email, 390)
        page.goto("/log_hours")
        settle(page)
        page.get_by_text(way).click()
        choose(page, words.LogHours.who, name, name[:3], exact=False)
        field = page.get_by_label(words.LogHours.how_long)
        field.fill(how_long)
        field.press("Tab")
        settle(page)
        page.get_by_role("button", name=words.LogHours.send).click()
        return page

    first = tell("ida@example.org", words.LogHours.gave, "Grace Gale", "2h10")
    first.get_by_text("Sent to Grace Gale to confirm").wait_for()
    second = tell("grace@example.org", words.LogHours.received, "Ida Ivy", "2 h")
    second.get_by_text("Ida Ivy already wrote this down").wait_for()
    settle(second)
    assert "2 h 10 on" in words_of(second)
    second.get_by_role("button", name=words.LogHours.is_same).click()
    second.get_by_text(words.Hours.confirmed).wait_for()
    settle(second)
    assert second.get_by_text("already wrote this down").count() == 0
    second.goto("/hours")
    settle(second)
    assert words_of(second).count("2 h 10") == 1


def test_hours_are_answered_from_the_letter_on_an_old_phone_without_scripts(
    server: str,
    chromium,
    written_to: Callable[[str, str, int], str],
) -> None:
    first, second = written_to("Finn Fox", "Eva Elm", 90), written_to("Finn Fox", "Eva Elm", 30)
    size = {"width": 390, "height": 844}
    context = chromium.new_context(base_url=server, viewport=size, java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    page.goto(first)
    told = page.locator("main").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    assert "Eva Elm helped you: 1 h 30 on" in told
    assert "A lift" in told
    how_long = page.get_by_label(words.Hours.how_long_really)
    how_long.fill("quite long")
    page.get_by_label(words.Hours.why).first.fill("We had tea first")
    how_long.press("Enter")
    assert "Please write how long it took" in page.get_by_role("alert").inner_text()
    assert page.get_by_label(words.Hours.why).first.input_value() == "We had tea first"
    assert how_long.input_value() == "quite long"
    how_long.fill("45 min")
    page.get_by_role("button", name=words.HoursAnswer.different).click()
    assert "further apart" in page.get_by_role("status").inner_text()
    page.goto(first)
    assert "done already" in page.get_by_role("status").inner_text()
    page.goto(second)
    page.get_by_role("button", name=words.Hours.confirm).click()
    assert page.get_by_role("status").inner_text() == words.Hours.confirmed
    page.get_by_role("link", name=words.HoursAnswer.sign_in).click()
    page.get_by_label("E-mail address").wait_for()
    context.close()
