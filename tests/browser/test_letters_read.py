"""Letters as a mailbox shows them, and the page behind the link that stops them, against axe-core; a person uses it."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from browser.harness import pick, settle
from browser.test_accessible import violations
from letter_gallery import LINK, drafts, letters

from timebank.access import WORKER
from timebank.app import build
from timebank.mail.folding import folded_html, folded_text
from timebank.mail.rules import foot, html_of, text_of, with_foot
from timebank.mail.unsubscribe import make_secret
from timebank.members.tables import member
from timebank.settings import Settings
from ui.words.letters import Fewer, Letters

pytestmark = pytest.mark.browser


@pytest.fixture
def stop_link(folder: Path, server: str) -> str:
    """Where a letter with ideas lets Finn stop such letters."""
    app = build(Settings(database_url=f"sqlite:///{folder / 'town.db'}"))
    with app.engine.connect() as connection:
        finn = connection.execute(sa.select(member.c.id).where(member.c.name == "Finn Fox")).scalar_one()
    secret = app.do(WORKER, make_secret, finn, "nudges")
    app.close()
    return f"/fewer-letters/{secret}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_letters(visit: Callable, scheme: str) -> None:
    one, *_, several = drafts(letters()["matches.letters.matched"])
    page = visit("", 390, scheme)
    both = [folded_html([html_of(draft, "en") for draft in (one, several)], "en", one.subject), html_of(several, "en")]
    texts = [folded_text([text_of(draft) for draft in (one, several)]), text_of(several)]
    for text, html in zip(texts, both, strict=True):
        page.set_content(with_foot(text, html, foot("Us & Co", "Ring 01343 2.", "News"), LINK)[1])
        assert not violations(page)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "it fits a phone"


def test_a_person_stops_a_kind_of_letter_and_takes_it_back(visit: Callable, stop_link: str) -> None:
    page = visit("finn@example.org", 390, "dark")
    page.goto(stop_link)
    assert not violations(page)
    page.get_by_role("button", name=Fewer.this_kind).press("Enter")
    page.get_by_role("status").wait_for()
    assert Fewer.done in page.get_by_role("status").inner_text()
    assert not violations(page)
    page.get_by_role("link", name=Fewer.to_profile).click()
    page.get_by_text(Letters.each).click()
    choice = page.get_by_label("Ideas, now and then")
    choice.wait_for()
    assert "Not at all" in f"{choice.get_attribute('aria-label')} {choice.input_value()}"
    settle(page)
    pick(page, lambda: choice.press("ArrowDown"), "As it happens")
    page.get_by_role("button", name=Letters.save).click()
    page.get_by_text(Letters.saved).wait_for()
