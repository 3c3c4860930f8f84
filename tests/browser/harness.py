"""What browser tests and the picture script share: the town's server, signing in, waiting until a page is at rest."""

import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [one for one in (str(HERE.parent), str(HERE.parents[1])) if one not in sys.path]

from browser.town import PASSWORD  # noqa: E402

CHROMIUM = "/usr/bin/chromium"
PATIENCE_SECONDS = 180  # a machine with much to do is slow, not wrong


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def start(folder: Path, script: str = "town.py") -> tuple[subprocess.Popen[bytes], str]:
    """Start the server of a town; answers the process and its address once it is well."""
    port = free_port()
    log = (folder / "server.log").open("wb")
    command = [sys.executable, str(HERE / script), str(folder / "town.db"), str(port)]
    process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
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


def sign_in(page, email: str) -> None:  # type: ignore[no-untyped-def]
    """Sign in through the form."""
    page.context.set_default_timeout(PATIENCE_SECONDS * 1000)
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
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


def settle(page) -> None:  # type: ignore[no-untyped-def]
    """Wait until the dashboard has drawn its page and nothing on it has moved for a quarter of a second."""
    page.wait_for_load_state("load")
    page.wait_for_function(AT_REST, polling=50)
