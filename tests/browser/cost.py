"""What a click costs the server in processor time: `python tests/browser/cost.py [CLICKS]` prints milliseconds by page."""

import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.harness import CHROMIUM, settle, sign_in, start
from playwright.sync_api import sync_playwright

MENU = ("Home", "Log hours", "My hours", "Noticeboard", "Programmes", "Matches", "Giving and receiving")
DESK = ("Today", "Members", "Matching", "Hours", "Everybody", "Letters", "Programmes", "Settings")


def main() -> None:
    """Click through both menus, then press a button many times."""
    clicks = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    process, address = start(Path(tempfile.mkdtemp()))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for email, first, menu in (("cora.cole@example.org", "/today", DESK), ("ann@example.org", "/", MENU)):
                page = browser.new_context(base_url=address, viewport={"width": 1280, "height": 844}).new_page()
                sign_in(page, email)
                page.goto(first)
                settle(page)
                measure_menu(page, process.pid, menu, clicks)
            measure_button(page, process.pid, 4 * clicks)
            browser.close()
    finally:
        process.terminate()
        process.wait(20)


def measure_menu(page, pid: int, menu: tuple[str, ...], clicks: int) -> None:
    """Print what each page of a menu costs, once all have been opened."""
    for name in menu:
        open_page(page, name)
    spent = dict.fromkeys(menu, 0.0)
    for _ in range(clicks):
        for name in menu:
            before = seconds_of(pid)
            open_page(page, name)
            spent[name] += seconds_of(pid) - before
    for name, seconds in spent.items():
        print(f"{name}: {1000 * seconds / clicks:.1f} ms")
    print(f"mean: {1000 * sum(spent.values()) / clicks / len(menu):.1f} ms")


def measure_button(page, pid: int, clicks: int) -> None:
    """Print what a button costs that draws its page again."""
    open_page(page, "Log hours")
    before = seconds_of(pid)
    for turn in range(clicks):
        page.get_by_role("button", name=("15 min more", "15 min less")[turn % 2]).click()
        settle(page)
    print(f"a button: {1000 * (seconds_of(pid) - before) / clicks:.1f} ms")


def open_page(page, name: str) -> None:
    """Open a page by the menu."""
    page.get_by_role("link", name=name, exact=True).first.click()
    settle(page)


def seconds_of(pid: int) -> float:
    """Processor time a process has used so far, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main()
