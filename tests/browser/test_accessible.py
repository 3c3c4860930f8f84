"""Every page on a phone and on a desk, light and dark, against axe-core's rules for WCAG A and AA."""

from collections.abc import Callable
from pathlib import Path

import pytest
from browser.harness import settle

from ui.pages import places

pytestmark = pytest.mark.browser
AXE = "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PLAIN = ("/sign-in", "/password-help", "/sign-out", "/nothing-here", "/password/0000", "/hours-answer/0000")
MEMBERS = [f"/{one.path}" for one in places() if not one.is_for_coordinators]
COORDINATORS = [f"/{one.path}" for one in places() if one.is_for_coordinators]


def violations(page) -> list[str]:  # type: ignore[no-untyped-def]
    import axe_playwright_python

    source = Path(axe_playwright_python.__file__).parent / AXE
    page.evaluate(source.read_text(encoding="utf-8"))
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
    return [f"{one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_on_the_plain_pages(visit: Callable, width: int, scheme: str) -> None:  # type: ignore[type-arg]
    page = visit("", width, scheme)
    found = {}
    for path in PLAIN:
        page.goto(path)
        found[path] = violations(page)
    assert not {path: said for path, said in found.items() if said}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_behind_a_letter(visit: Callable, written_to: Callable, scheme: str) -> None:  # type: ignore[type-arg]
    page = visit("", 390, scheme)
    page.goto(written_to("Finn Fox", "Eva Elm", 15))
    assert not violations(page)
    page.get_by_label("How long was it?").fill("quite long")
    page.get_by_role("button", name="It was different").click()
    page.get_by_role("alert").wait_for()
    assert not violations(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_members_pages(visit: Callable, scheme: str) -> None:  # type: ignore[type-arg]
    page = visit("ann@example.org", 390, scheme)
    assert not look_at(page, MEMBERS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_coordinators_pages(visit: Callable, scheme: str) -> None:  # type: ignore[type-arg]
    page = visit("cora.cole@example.org", 390, scheme)
    assert not look_at(page, COORDINATORS)


def look_at(page, paths: list[str]) -> dict[str, list[str]]:  # type: ignore[no-untyped-def]
    """Each page on a phone and on a desk, with everything on it opened."""
    found = {}
    for path in paths:
        page.set_viewport_size({"width": 390, "height": 844})
        page.goto(path)
        settle(page)
        for opener in page.locator("[data-testid=stMain] summary").all():
            opener.click()
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 844})
            height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": height + 100})  # what is out of sight is not measured
            settle(page)
            said = violations(page)
            wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth")
            if wide > 0:
                said.append(f"the page is {wide} px wider than the screen")
            if said:
                found[f"{path} at {width}"] = said
    return found
