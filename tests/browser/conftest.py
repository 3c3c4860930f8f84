"""A real browser against a real server process on a database of its own."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.harness import CHROMIUM, sign_in, start


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running town."""
    process, address = start(tmp_path_factory.mktemp("town"))
    yield address
    process.terminate()
    process.wait(20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A real Chromium; where there is none the tests say so and skip, but never in CI."""
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"there is no Chromium at {CHROMIUM}")
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def visit(server: str, chromium) -> Iterator[Callable]:  # type: ignore[no-untyped-def,type-arg]
    """Open a browser of one's own, signed in by the form: `visit("ann@example.org", width=390, scheme="dark")`."""
    contexts = []

    def open_one(email: str = "", width: int = 1280, scheme: str = "light"):  # type: ignore[no-untyped-def]
        context = chromium.new_context(
            base_url=server, viewport={"width": width, "height": 844}, color_scheme=scheme, locale="en-GB"
        )
        contexts.append(context)
        page = context.new_page()
        if email:
            sign_in(page, email)
        return page

    yield open_one
    for context in contexts:
        context.close()
