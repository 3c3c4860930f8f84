"""Every page against axe-core's rules for WCAG A and AA, on a phone and on a desk, light and dark; and what it fetches."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from browser.harness import Demo, addresses, settle, unfold

from ui.pages import places
from ui.pages.coordinators.programme_screens import ORDER
from ui.words.programmes import SetUp

pytestmark = pytest.mark.browser
AXE = "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IN_TURN = [(390, "light"), (1280, "dark")]  # each page in one of these; `make prove` looks at every page in all four
IS_WHOLE = bool(os.environ.get("TIMEBANK_PROVE"))
LOOKS = [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")] if IS_WHOLE else IN_TURN
NARROWEST = 320
MAIN = "document.querySelector('[data-testid=stMain]')"
WIDER = f"{MAIN}.scrollWidth - {MAIN}.clientWidth"
SHADES = {"light": "rgb(255, 255, 255)", "dark": "rgb(18, 25, 27)"}
AT_ONCE = "*, *::before, *::after { transition: none !important; animation: none !important }"  # only the end is judged
FEW_ALIKE = """() => [...document.querySelectorAll('[class*=st-key-suggestion-]')].slice(2).forEach(
  (one) => { one.style.display = 'none'; one.dataset.alike = '' })"""  # two of many cards that are made alike
ALL_AGAIN = "document.querySelectorAll('[data-alike]').forEach((one) => { one.style.display = '' })"
PLAIN = (
    "/sign-in",
    "/password-help",
    "/sign-out",
    "/nothing-here",
    "/password/0000",
    "/hours-answer/0000",
    "/fewer-letters/0000",
)
OF_PROGRAMMES = ("review", "participants")
MEMBERS = [f"/{one.path}" for one in places() if not one.is_for_coordinators]
COORDINATORS = [f"/{one.path}" for one in places() if one.is_for_coordinators and one.path not in OF_PROGRAMMES]


def violations(page) -> list[str]:
    import axe_playwright_python

    if not page.evaluate("'axe' in window"):
        source = Path(axe_playwright_python.__file__).parent / AXE
        page.evaluate(source.read_text(encoding="utf-8"))
    wanted = {"runOnly": RULES, "resultTypes": ["violations"]}
    found = page.evaluate("wanted => axe.run(document, wanted)", wanted)["violations"]
    return [f"{one['id']}: {node['html'][:160]} {node['failureSummary']}" for one in found for node in one["nodes"]]


def test_a_page_that_is_hard_to_read_is_found(visit: Callable) -> None:
    page = visit("", 390)
    page.goto("/sign-in")
    harm = """() => document.querySelectorAll('label').forEach((one) => {
      one.style.color = '#dddddd'
      one.removeAttribute('for')
    })"""
    page.evaluate(harm)
    assert {one.split(":")[0] for one in violations(page)} >= {"color-contrast", "label"}


def test_axe_finds_nothing_on_the_plain_pages(visit: Callable) -> None:
    page = visit("")
    found = {}
    for path in PLAIN:
        page.goto(path)
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)
            found[path, width, scheme] = violations(page)
    assert not {look: said for look, said in found.items() if said}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_page_behind_a_letter(visit: Callable, written_to: Callable, scheme: str) -> None:
    page = visit("", 390, scheme)
    page.goto(written_to("Finn Fox", "Eva Elm", 15))
    assert not violations(page)
    page.get_by_label("How long was it?").fill("quite long")
    page.get_by_role("button", name="It was different").click()
    page.get_by_role("alert").wait_for()
    assert not violations(page)


@pytest.mark.parametrize(("email", "paths"), [("ann@example.org", MEMBERS), ("cora.cole@example.org", COORDINATORS)])
def test_every_page_can_be_read_does_not_scroll_sideways_and_asks_nothing_of_others(
    visit: Callable, server: str, email: str, paths: list[str]
) -> None:
    page = visit(email, NARROWEST)
    elsewhere: list[str] = []
    page.on("console", lambda one: elsewhere.append(one.text) if "Content Security Policy" in one.text else None)
    near = (server, "data:", "blob:")
    page.on("request", lambda one: None if one.url.startswith(near) else elsewhere.append(one.url))
    assert not look_at(page, paths)
    assert not elsewhere


@pytest.mark.parametrize("kind", ["mentoring", "help"])
def test_axe_finds_nothing_in_the_parts_of_matching(at_demo: Callable, demo: Demo, kind: str) -> None:
    page = at_demo("coordinator", 390)
    parts = addresses(OF_PROGRAMMES) if kind == "mentoring" else ["/review?show=drafts", "/review?show=why"]
    assert not look_at(page, [f"{one}&programme={demo.programmes[kind]}" for one in parts])


@pytest.mark.prove
def test_axe_finds_nothing_on_the_screens_on_which_a_programme_is_set_up(at_demo: Callable) -> None:
    page = at_demo("coordinator", 390)
    page.goto("/programme_new")
    settle(page)
    page.get_by_role("button", name=SetUp.begin_save).click()
    found = {}
    for number, screen in enumerate(ORDER, 1):
        title = SetUp.step.format(place=number, count=len(ORDER), title=SetUp.screens[screen])
        page.get_by_role("heading", name=title).wait_for()
        unfold(page)
        found |= as_it_stands(page, screen, LOOKS)
        page.set_viewport_size({"width": 390, "height": 844})
        if screen != ORDER[-1]:
            page.get_by_role("button", name=SetUp.go_on).click()
    assert not found


def look_at(page, paths: list[str]) -> dict[str, list[str]]:
    """What is wrong with each page, by its look, with everything on it opened; first on the narrowest screen."""
    found = {}
    page.emulate_media(reduced_motion="reduce")
    for place, path in enumerate(paths):
        page.set_viewport_size({"width": NARROWEST, "height": 844})
        go(page, path)
        if page.evaluate(WIDER) > 0:
            found[f"{path} at {NARROWEST}"] = ["it scrolls sideways"]
        page.evaluate(FEW_ALIKE)
        page.set_viewport_size({"width": 390, "height": 844})
        unfold(page)
        found |= as_it_stands(page, path, LOOKS if IS_WHOLE else [IN_TURN[place % len(IN_TURN)]])
    return found


def go(page, path: str) -> None:
    """Open a page as a link within the dashboard does, which loads nothing anew; a part of a page by its address."""
    import playwright.sync_api

    before = page.locator("h1").first.inner_text()
    if "?" not in path and urlsplit(page.url).path != path:
        page.evaluate(ALL_AGAIN)  # what is on this page may become a part of the next
        page.evaluate(f"history.pushState(null, '', {path!r}); dispatchEvent(new PopStateEvent('popstate'))")
        is_there = (
            "([path, before]) => location.pathname === path && document.querySelector('h1')?.innerText !== before"
        )
        with suppress(playwright.sync_api.TimeoutError):
            page.wait_for_function(is_there, arg=[path, before], timeout=3_000)
            return settle(page)
    page.goto(path)
    return settle(page)


def as_it_stands(page, name: str, looks: list[tuple[int, str]]) -> dict[str, list[str]]:
    """What is wrong with the page as it is now, by its look."""
    page.add_style_tag(content=AT_ONCE)
    wrong = {f"{name} at {width}, {scheme}": wrong_in_look(page, width, scheme) for width, scheme in looks}
    return {look: said for look, said in wrong.items() if said}


def wrong_in_look(page, width: int, scheme: str) -> list[str]:
    """What axe finds at this width in this shade, and whether it is that shade and fits in."""
    said = [] if turns(page, scheme) else [f"the page does not turn {scheme}"]
    if page.viewport_size["width"] != width or page.viewport_size["height"] == 844:
        page.set_viewport_size({"width": width, "height": 844})
        height = page.evaluate(f"{MAIN}.scrollHeight")
        page.set_viewport_size({"width": width, "height": height + 100})  # what is out of sight is not measured
    settle(page)
    said += violations(page)
    if page.evaluate(WIDER) > 0:
        said.append("it scrolls sideways")
    return said


def turns(page, scheme: str) -> bool:
    """Ask for the light or the dark page, and wait until it is there."""
    import playwright.sync_api

    page.emulate_media(color_scheme=scheme)
    shade = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    try:
        page.wait_for_function(f"{shade} === '{SHADES[scheme]}'", timeout=10_000)
    except playwright.sync_api.TimeoutError:
        return False
    return True
