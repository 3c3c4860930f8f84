"""What two matched people do on the page of their match, in their own browsers."""

from browser.harness import choose, settle


def open_match(page) -> None:
    page.goto("/matches")
    settle(page)
    page.get_by_role("link", name="Open this match").click()
    page.get_by_role("heading", name="Your agreement").wait_for()
    settle(page)


def agree(writer, other) -> None:
    """One writes an agreement and signs by it; the other signs it."""
    open_match(writer)
    writer.get_by_text("Write an agreement").click()
    writer.get_by_label("How often?").fill("Every second Tuesday")
    writer.get_by_role("button", name="Keep and sign").click()
    writer.get_by_text("Kept and signed").wait_for()
    open_match(other)
    other.get_by_text("Every second Tuesday").wait_for()
    other.get_by_role("button", name="Sign it").click()
    other.get_by_text("Signed. Thank you.").wait_for()


def aim(page, words: str) -> None:
    """They name a goal, and reach it."""
    page.get_by_label("Something you would like to reach together").fill(words)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("button", name="We reached it").click()
    page.get_by_text("Well done.").wait_for()


def say_how_it_felt(page, answer: str) -> None:
    """After the first meeting each is asked, for the coordinator alone."""
    page.get_by_text(answer, exact=True).click()
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you for telling us.").wait_for()


def rest_and_go_on(page, other) -> None:
    """One puts the match on hold, and the other lets it go on from their first page."""
    page.get_by_text("Put it on hold").first.click()
    page.get_by_role("button", name="Put it on hold").click()
    page.get_by_text("It rests now.").wait_for()
    other.goto("/")
    settle(other)
    other.get_by_role("button", name="Go on with").click()
    other.get_by_text("It goes on.").wait_for()


def end_well(page, thanks: str) -> None:
    """It ends with a reason that is nobody's fault, and with thanks."""
    page.get_by_text("End this match").click()
    choose(page, "Why does it end?", "We did what we set out to do")
    page.get_by_role("button", name="End it").click()
    page.get_by_text("It has ended").wait_for()
    page.get_by_label("Thanks for").fill(thanks)
    page.get_by_role("button", name="Send").click()
    page.get_by_text("Thank you for telling us.").wait_for()
