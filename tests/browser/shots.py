"""Pictures of every page at two widths, light and dark, into ./screenshots: `python tests/browser/shots.py [PAGE...]`."""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.harness import CHROMIUM, settle, sign_in, start  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from ui.pages import places  # noqa: E402

PLAIN = ("sign-in", "password-help", "sign-out", "not-here-at-all")


def main() -> None:
    """Take the pictures."""
    out = Path("screenshots")
    out.mkdir(exist_ok=True)
    process, address = start(Path(tempfile.mkdtemp()))
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for width in (390, 1280):
                for scheme in ("light", "dark"):
                    take(browser, address, out, width, scheme, set(sys.argv[1:]))
            browser.close()
    finally:
        process.terminate()
        process.wait(20)


def take(browser, address: str, out: Path, width: int, scheme: str, wanted: set[str]) -> None:  # type: ignore[no-untyped-def]
    """All pages at one width and scheme."""
    options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "locale": "en-GB"}
    for email, paths in (
        ("", PLAIN),
        ("ann@example.org", [one.path for one in places() if not one.is_for_coordinators]),
        ("cora.cole@example.org", [one.path for one in places() if one.is_for_coordinators]),
    ):
        context = browser.new_context(base_url=address, **options)
        page = context.new_page()
        if email and paths:
            sign_in(page, email)
        for path in paths:
            if wanted and (path or "home") not in wanted:
                continue
            page.goto(f"/{path}")
            page.locator("h1").first.wait_for()
            if email:
                settle(page)
                page.wait_for_timeout(400)
                height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                page.set_viewport_size({"width": width, "height": min(max(844, height + 10), 4000)})
                page.wait_for_timeout(200)
            page.screenshot(path=str(out / f"{path or 'home'}-{width}-{scheme}.png"), full_page=True)
            page.set_viewport_size({"width": width, "height": 844})
        context.close()


if __name__ == "__main__":
    main()
