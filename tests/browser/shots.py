"""Pictures of the demo's pages and their parts, in two widths, light and dark: `python tests/browser/shots.py [PAGE...]`.

They are put into ./screenshots, with everything unfolded.
"""

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.harness import CHROMIUM, addresses, settle, sign_in, start_demo, unfold
from playwright.sync_api import sync_playwright

from timebank.demo.folder import SignIns
from ui.pages import places

PLAIN = ("sign-in", "password-help", "sign-out", "not-here-at-all")
OF_PROGRAMMES = ("review", "participants")
TALLEST = 8000


def main() -> None:
    """Take the pictures."""
    out, folder = Path("screenshots"), Path(tempfile.mkdtemp())
    out.mkdir(exist_ok=True)
    process, demo = start_demo(folder)
    try:
        wanted = wanted_ones(demo.sign_ins, demo.programmes, set(sys.argv[1:]))
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for width in (390, 1280):
                for scheme in ("light", "dark"):
                    take(browser, demo.address, out, width, scheme, wanted)
            browser.close()
    finally:
        process.terminate()
        process.wait(20)


def wanted_ones(sign_ins: SignIns, ids: dict[str, str], names: set[str]) -> dict[tuple[str, str], dict[str, str]]:
    """For everybody who signs in, addresses by the name of the picture; where programmes differ, one for each."""
    member = [one.path for one in places() if not one.is_for_coordinators]
    coordinator = [one.path for one in places() if one.is_for_coordinators]
    people = {
        ("", ""): [f"/{one}" for one in PLAIN],
        (sign_ins.member_email, sign_ins.member_password): addresses(member),
        (sign_ins.coordinator_email, sign_ins.coordinator_password): addresses(coordinator),
    }
    return {
        who: {
            name: where
            for address in found
            for name, where in named(address, ids)
            if not names or any(name.startswith(one) for one in names)
        }
        for who, found in people.items()
    }


def named(address: str, ids: dict[str, str]) -> list[tuple[str, str]]:
    """The names of the pictures of one address, and where to take each."""
    path, _, part = address.strip("/").partition("?show=")
    name = "-".join(filter(None, (path or "home", part)))
    if path not in OF_PROGRAMMES:
        return [(name, address)]
    return [(f"{name}-{kind}", f"{address}&programme={programme_id}") for kind, programme_id in ids.items()]


def take(
    browser, address: str, out: Path, width: int, scheme: str, wanted: dict[tuple[str, str], dict[str, str]]
) -> None:
    """All pictures at one width and scheme."""
    options = {"viewport": {"width": width, "height": 844}, "color_scheme": scheme, "locale": "en-GB"}
    for (email, password), pictures in wanted.items():
        context = browser.new_context(base_url=address, **options)
        page = context.new_page()
        if email and pictures:
            sign_in(page, email, password)
        for name, where in pictures.items():
            page.goto(where)
            page.locator("h1").first.wait_for()
            if email:
                settle(page)
                unfold(page)
                height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
                page.set_viewport_size({"width": width, "height": min(max(844, height + 10), TALLEST)})
                settle(page)
            page.screenshot(path=str(out / f"{name}-{width}-{scheme}.png"), full_page=True)
            page.set_viewport_size({"width": width, "height": 844})
        context.close()


if __name__ == "__main__":
    main()
