"""The whole ledger on the desk in a real browser: two people put hours right, and the pot thanks several at once."""

from collections.abc import Callable, Iterator

import pytest
from browser.harness import choose, settle, sign_in, start

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a town of our own."""
    process, address = start(tmp_path_factory.mktemp("ledger-desk"), "desk.py")
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture
def at_desk(desk: str, chromium) -> Iterator[Callable]:
    """Open a browser of one's own at the desk's town, signed in."""
    contexts = []

    def open_one(email: str, path: str, width: int):
        contexts.append(chromium.new_context(base_url=desk, viewport={"width": width, "height": 844}, locale="en-GB"))
        page = contexts[-1].new_page()
        sign_in(page, email)
        page.goto(path)
        settle(page)
        return page

    yield open_one
    for context in contexts:
        context.close()


def test_a_large_correction_waits_for_a_second_person_who_agrees_on_a_phone(at_desk: Callable) -> None:
    name_a_second_decider(at_desk("ada.admin@example.org", "/roles", 1280))
    cora = at_desk("cora.cole@example.org", "/members", 1280)
    cora.get_by_role("link", name="Olga Orr").click()
    cora.get_by_role("heading", name="Olga Orr", exact=True).wait_for()
    settle(cora)
    cora.get_by_text("Put something right").click()
    cora.get_by_label("Which hours?").wait_for()
    settle(cora)
    choose(cora, "Which hours?", "Quin Quill helped Olga Orr, 10 h")  # the member stays on the screen through every tap
    cora.get_by_text("waits until a second person agrees: Rosa Reed").wait_for()
    settle(cora)
    cora.get_by_label("What should stand instead?").fill("1 h")
    cora.get_by_label("Why? (both people read it)").fill("One hour, not ten.")
    cora.get_by_role("button", name="Put it right").click()
    cora.get_by_text("It counts once a second person agrees").wait_for()
    settle(cora)
    cora.get_by_text("a correction waits for a second person").wait_for()
    rosa = at_desk("rosa.reed@example.org", "/decisions", 390)
    rosa.get_by_text("To put right: Quin Quill helped Olga Orr").wait_for()
    rosa.get_by_role("button", name="Agree").click()
    rosa.get_by_text("1 h count now").wait_for()
    cora.reload()
    cora.get_by_text("corrected to 1 h: One hour, not ten.").wait_for()


def name_a_second_decider(page) -> None:
    choose(page, "Who?", "Rosa Reed", "Rosa", exact=False)
    page.get_by_text("Second decider: decides only").click()
    page.get_by_role("button", name="Give this role").click()
    page.get_by_text("Rosa Reed is second decider now").wait_for()


def test_the_pot_thanks_several_people_at_once(at_desk: Callable) -> None:
    cora = at_desk("cora.cole@example.org", "/settings", 390)
    cora.get_by_text("It may go below zero").click()
    cora.get_by_role("button", name="Keep these choices").click()
    cora.get_by_text("Kept.").wait_for()
    cora.goto("/pot")
    settle(cora)
    cora.get_by_text("Give hours for coming or helping").click()
    cora.get_by_label("What for? (they read it)").wait_for()
    settle(cora)
    chosen = cora.get_by_label("To whom? (several people, if you like)")
    for name in ("Mina Moss", "Noor Nash"):
        chosen.fill(name)
        cora.get_by_role("option", name=name).click()
    cora.keyboard.press("Escape")
    cora.get_by_label("What for? (they read it)").fill("Coming to the autumn meeting")
    cora.get_by_role("button", name="Give these hours").click()
    cora.get_by_text("Given: 1 h each to Mina Moss and Noor Nash").wait_for()
    cora.get_by_text("The pot has given 2 h more than came in").wait_for()
