"""What people do, in a real browser: by keyboard alone, on a narrow phone, and two people after one another."""

from collections.abc import Callable

import pytest
from browser.harness import choose, settle, sign_in

pytestmark = pytest.mark.browser


def press_to(page, wanted: str, most: int = 60) -> None:
    """Press Tab until the thing with this label or text has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if wanted in (page.evaluate(FOCUSED) or ""):
            return
    raise AssertionError(f"Tab never came to {wanted!r}")


FOCUSED = """() => {
  let one = document.activeElement
  while (one && one.shadowRoot && one.shadowRoot.activeElement) one = one.shadowRoot.activeElement
  if (!one) return ""
  const label = one.labels && one.labels[0] ? one.labels[0].innerText : ""
  return [one.getAttribute("aria-label"), label, one.innerText, one.getAttribute("name")].join(" ")
}"""


def test_an_hour_is_logged_by_keyboard_alone_on_a_phone_and_the_other_confirms(visit: Callable) -> None:
    page = visit("", 390)
    page.goto("/sign-in")
    press_to(page, "E-mail address")
    page.keyboard.type("hal@example.org")
    press_to(page, "Password")
    page.keyboard.type("three small words")
    page.keyboard.press("Enter")
    settle(page)
    press_to(page, "Log hours")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Log hours").wait_for()
    settle(page)
    press_to(page, "I helped somebody")
    press_to(page, "Who was the other person?")
    page.keyboard.type("Ida")
    page.get_by_role("option", name="Ida Ivy").wait_for()
    page.keyboard.press("Enter")
    press_to(page, "How long did it take?")
    page.keyboard.press("Control+a")
    page.keyboard.type("1h45")
    page.keyboard.press("Enter")
    page.get_by_text("That is 1 h 45.").wait_for()
    press_to(page, "Log these hours")
    page.keyboard.press("Enter")
    page.get_by_text("Sent to Ida Ivy to confirm").wait_for()

    other = visit("ida@example.org", 390)
    card = other.locator(".st-key-" + first_card(other, "Hal Hill helped you"))
    assert "1 h 45" in card.inner_text().replace("\N{NO-BREAK SPACE}", " ")
    card.get_by_role("button", name="Yes, that is right").click()
    other.get_by_text("These hours count now").wait_for()
    settle(other)
    assert other.get_by_text("Hal Hill helped you").count() == 0


def first_card(page, title: str) -> str:
    heading = page.get_by_role("heading", name=title).first
    return str(
        heading.evaluate(
            "one => [...one.closest('[class*=st-key-entry-]').classList].find(c => c.startsWith('st-key-entry-'))"
        )
    ).removeprefix("st-key-")


def test_the_week_is_marked_by_keyboard_and_kept(visit: Callable) -> None:
    page = visit("finn@example.org", 390)
    page.goto("/my_week")
    settle(page)
    box = page.get_by_role("checkbox", name="Monday 9:00-10:00")
    box.wait_for()
    assert not box.is_checked()
    press_to(page, "Monday 9:00-10:00", 120)
    page.keyboard.press("Space")
    assert box.is_checked()
    press_to(page, "Keep my week", 160)
    page.keyboard.press("Enter")
    page.get_by_text("Your week is kept").wait_for()
    page.reload()
    settle(page)
    assert page.get_by_role("checkbox", name="Monday 9:00-10:00").is_checked()
    page.get_by_text("You marked 1 h a week: Monday 9:00 to 10:00").wait_for()


def test_a_suggestion_is_accepted_and_taken_back(visit: Callable) -> None:
    page = visit("eva@example.org", 390)
    page.goto("/matches")
    settle(page)
    page.get_by_role("button", name="Yes, I would like this").click()
    page.get_by_text("You said yes. We will write to you").wait_for()
    page.get_by_role("button", name="Take my yes back").click()
    page.get_by_role("button", name="Yes, I would like this").wait_for()


def test_what_people_write_opens_nothing_and_fetches_nothing(visit: Callable, server: str) -> None:
    page = visit("grace@example.org")
    dialogs: list[str] = []
    outside: list[str] = []
    page.on("dialog", lambda one: dialogs.append(one.message))
    page.on(
        "request", lambda one: outside.append(one.url) if not one.url.startswith((server, "data:", "blob:")) else None
    )
    page.goto("/my_listings")
    settle(page)
    nasty = "<img src=x onerror=alert(1)> ![a](https://example.org/a.png) [b](javascript:alert(2)) :material/home:"
    page.get_by_label("In a few words").fill("<script>alert(3)</script>")
    choose(page, "What kind of help?", "Company and listening", "Company and", exact=False)
    page.get_by_label("More about it").fill(nasty)
    page.get_by_role("button", name="Put it on the noticeboard").click()
    page.get_by_text("It is on the noticeboard now").wait_for()
    for email in ("grace@example.org", "hal@example.org"):
        other = visit(email)
        other.on("dialog", lambda one: dialogs.append(one.message))
        other.goto("/noticeboard" if email.startswith("hal") else "/my_listings")
        settle(other)
        other.get_by_text("<script>alert(3)</script>").first.wait_for()
        assert other.locator("[data-testid=stMain] img").count() == 0
        assert other.locator("[data-testid=stMain] a[href^=javascript]").count() == 0
    assert not dialogs
    assert not outside


def test_signing_out_in_one_window_closes_the_other(visit: Callable) -> None:
    page = visit("dev@example.org")
    page.goto("/log_hours")
    settle(page)
    second = page.context.new_page()
    second.goto("/sign-out")
    second.get_by_role("button", name="Sign out").click()
    second.get_by_text("You are signed out.").wait_for()
    page.get_by_role("button", name="15 min more").click()
    page.get_by_text("You are signed out.").wait_for()
    assert page.get_by_role("heading", name="Log hours").count() == 0
    sign_in(second, "dev@example.org")
    second.get_by_role("heading", name="Hello Dev").wait_for()


def test_the_page_still_works_at_twice_the_size(visit: Callable) -> None:
    page = visit("ann@example.org", 640)
    page.goto("/hours")
    settle(page)
    page.evaluate("document.documentElement.style.fontSize = '34px'")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth") <= 0
