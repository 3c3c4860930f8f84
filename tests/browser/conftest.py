"""A real browser against a real server process on a database of its own."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from town import PASSWORD

CHROMIUM = "/usr/bin/chromium"
HERE = Path(__file__).resolve().parent


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(folder: Path) -> tuple[subprocess.Popen[bytes], str]:
    """Start the town's server; answers the process and its address once it is well."""
    port = free_port()
    log = (folder / "server.log").open("wb")
    command = [sys.executable, str(HERE / "town.py"), str(folder / "town.db"), str(port)]
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    for _ in range(300):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return process, address
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError((folder / "server.log").read_text())


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


def sign_in(page, email: str) -> None:  # type: ignore[no-untyped-def]
    """Sign in through the form."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    settle(page)


def settle(page) -> None:  # type: ignore[no-untyped-def]
    """Wait until the dashboard has drawn its page and is at rest."""
    page.locator("h1").first.wait_for()
    page.wait_for_function("() => document.querySelector('[data-test-script-state=notRunning]') !== null")
