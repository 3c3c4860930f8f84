"""What browser tests and the picture script share: the town's server, signing in, waiting until a page is at rest."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [one for one in (str(HERE.parent), str(HERE.parents[1])) if one not in sys.path]

from browser.town import PASSWORD

from timebank.access import OPERATOR
from timebank.app import build
from timebank.demo.folder import DATABASE, SIGN_INS, SignIns
from timebank.programmes.reads import programmes
from timebank.settings import Settings
from ui.words.deciding import Questions, Review
from ui.words.service import Participants

ROOT = HERE.parents[1]
CHROMIUM = "/usr/bin/chromium"
TRIES = 6
PATIENCE_SECONDS = 180  # a machine with much to do is slow, not wrong


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(folder: Path, script: str = "town.py") -> tuple[subprocess.Popen[bytes], str]:
    """Start the server of a town; answers the process and its address once it is well."""
    port = free_port()
    return serve(folder, port, [str(HERE / script), str(folder / "town.db"), str(port)])


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo that is shown: where, how to sign in, and its programmes: ids by short name."""

    address: str
    sign_ins: SignIns
    programmes: dict[str, str]


def start_demo(folder: Path) -> tuple[subprocess.Popen[bytes], Demo]:
    """Make the demo and show it; answers the process, and the demo once it is well."""
    port, words = free_port(), ["-m", "timebank", "demo", "--folder", str(folder / "demo")]
    subprocess.run([sys.executable, *words, "--no-serve"], check=True, capture_output=True, cwd=ROOT)
    kept = json.loads((folder / "demo" / SIGN_INS).read_text(encoding="utf-8"))
    app = build(Settings(database_url=f"sqlite:///{folder / 'demo' / DATABASE}"))
    ids = {one.name: one.programme_id for one in app.see(OPERATOR, programmes)}
    app.close()
    process, address = serve(folder, port, [*words, "--port", str(port)])
    return process, Demo(address, SignIns(**kept), ids)


def serve(folder: Path, port: int, words: list[str]) -> tuple[subprocess.Popen[bytes], str]:
    """Run Python with these words until something is well at the port; answers the process and the address."""
    log = (folder / "server.log").open("wb")
    process = subprocess.Popen([sys.executable, *words], stdout=log, stderr=subprocess.STDOUT, cwd=ROOT)
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/healthz", timeout=2):
                return process, address
        except OSError:
            time.sleep(0.1)
    process.kill()
    raise RuntimeError((folder / "server.log").read_text())


def sign_in(page, email: str, password: str = PASSWORD) -> None:
    """Sign in through the form."""
    page.context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(lambda where: not where.endswith("/sign-in"))
    settle(page)


# Asked again and again, also across a change of page: true once nothing has moved for a quarter of a second.
AT_REST = """() => {
  const app = document.querySelector('[data-testid=stApp]')
  const isQuiet = app !== null
    && app.dataset.testScriptState === 'notRunning'
    && app.dataset.testConnectionState === 'CONNECTED'
    && document.querySelector('h1') !== null
    && document.querySelector('[data-testid=stSkeleton]') === null
    && document.getAnimations().every((one) => one.playState !== 'running')
  if (window.lastMove === undefined) {
    const moved = () => { window.lastMove = performance.now() }
    moved()
    new MutationObserver(moved).observe(
      document, {subtree: true, childList: true, attributes: true, characterData: true})
  }
  if (!isQuiet) { window.lastMove = performance.now() }
  return performance.now() - window.lastMove > 250
}"""


def settle(page) -> None:
    """Wait until the dashboard has drawn its page and nothing on it has moved for a quarter of a second."""
    page.wait_for_load_state("load")
    page.wait_for_function(AT_REST, polling=50)


ENOUGH_SECONDS = 10
IS_PLAIN = "document.querySelector('#root') === null"  # such as the page behind a letter


@contextmanager
def in_no_hurry() -> Iterator[None]:
    """Nobody clicks or writes while the page is still being drawn, which would lose it: as people do, all wait first.

    Where a page does not come to rest, such as one that says goodbye, they go on after a while.
    """
    from playwright.sync_api import Locator

    hasty = {name: getattr(Locator, name) for name in ("click", "fill", "check")}
    for name, action in hasty.items():
        setattr(Locator, name, _once_at_rest(action))
    yield
    for name, action in hasty.items():
        setattr(Locator, name, action)


def _once_at_rest(action: Callable[..., object]) -> Callable[..., object]:
    import playwright.sync_api

    def act(locator, *args: object, **options: object) -> object:
        with suppress(playwright.sync_api.TimeoutError):
            at_rest = f"() => {IS_PLAIN} || ({AT_REST})()"
            locator.page.wait_for_function(at_rest, polling=50, timeout=ENOUGH_SECONDS * 1000)
        return action(locator, *args, **options)

    return act


def choose(page, label: str, option: str, typed: str | None = None, exact: bool = True) -> None:
    """Choose from a box by typing the words of the choice."""

    def opened() -> None:
        page.get_by_label(label, exact=exact).click()
        page.keyboard.type(option if typed is None else typed)

    pick(page, opened, option)


def pick(page, opened: Callable[[], object], option: str) -> None:
    """Open a box and pick from it; where a redrawn page closed the box, once more."""
    import playwright.sync_api

    for _ in range(TRIES):
        opened()
        try:
            page.get_by_role("option", name=option).first.click(timeout=10_000)
        except playwright.sync_api.TimeoutError:
            page.keyboard.press("Escape")
            settle(page)
        else:
            settle(page)
            return
    raise AssertionError(f"nothing offers {option}")


FOLDED = "[data-testid=stMain] details:not([open]) > summary:visible"


def unfold(page) -> None:
    """Open everything on the page that can be opened, also what appears by opening."""
    for _ in range(4):
        settle(page)
        closed = page.locator(FOLDED)
        if not closed.count():
            return
        closed.evaluate_all("openers => openers.forEach((one) => one.click())")
    raise AssertionError(f"something on {page.url} does not open")


def addresses(paths: Iterable[str]) -> list[str]:
    """The address of each page, and of each part of those that have parts."""
    return [f"/{path}?show={part}" if part else f"/{path}" for path in paths for part in PARTS.get(path, ("",))]


PARTS = {
    "review": tuple(Review.parts),
    "participants": tuple(Participants.parts),
    "questions": tuple(Questions.parts),
}
