"""What a click costs the server in processor time: `python tests/browser/cost.py [CLICKS]` prints milliseconds by page."""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.harness import CHROMIUM, settle, sign_in, start  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

MENU = ("Home", "Log hours", "My hours", "Noticeboard", "Programmes", "Matches", "Giving and receiving")


def main() -> None:
    """Click through the menu, then press a button many times."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    process, address = start(Path(tempfile.mkdtemp()))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 844}).new_page()
            sign_in(page, "ann@example.org")
            for name in MENU:
                open_page(page, name)
            spent = dict.fromkeys(MENU, 0.0)
            for _ in range(clicks):
                for name in MENU:
                    before = seconds_of(process.pid)
                    open_page(page, name)
                    spent[name] += seconds_of(process.pid) - before
            for name, seconds in spent.items():
                print(f"{name}: {1000 * seconds / clicks:.1f} ms")
            print(f"mean: {1000 * sum(spent.values()) / clicks / len(MENU):.1f} ms")
            open_page(page, "Log hours")
            before = seconds_of(process.pid)
            for turn in range(4 * clicks):
                page.get_by_role("button", name=("15 min more", "15 min less")[turn % 2]).click()
                settle(page)
            print(f"a button: {1000 * (seconds_of(process.pid) - before) / (4 * clicks):.1f} ms")
            browser.close()
    finally:
        process.terminate()
        process.wait(20)


def open_page(page, name: str) -> None:  # type: ignore[no-untyped-def]
    """Open a page by the menu."""
    page.get_by_role("link", name=name, exact=True).first.click()
    settle(page)


def seconds_of(pid: int) -> float:
    """Processor time a process has used so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
