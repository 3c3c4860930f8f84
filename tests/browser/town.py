"""A small made-up town for the browser, and the server that shows it: `python town.py DATABASE PORT`."""

import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from world import World  # noqa: E402

from timebank import migrate  # noqa: E402
from timebank.access import OPERATOR, Caller, as_member  # noqa: E402
from timebank.app import App, build  # noqa: E402
from timebank.clock import local_date  # noqa: E402
from timebank.community.actions import choose  # noqa: E402
from timebank.ledger import actions as ledger  # noqa: E402
from timebank.ledger.posting import found_ledger  # noqa: E402
from timebank.listings import actions as listings  # noqa: E402
from timebank.listings.categories import plant_categories  # noqa: E402
from timebank.members import actions as members  # noqa: E402
from timebank.members.rules import Window  # noqa: E402
from timebank.settings import MailSettings, Settings  # noqa: E402

PASSWORD = "three small words"
NAMES = ("Ann Archer", "Ben Brook", "Cora Cole", "Dev Das", "Eva Elm", "Finn Fox", "Grace Gale", "Hal Hill", "Ida Ivy")
OFFERS = (
    ("Dev Das", "offer", "gardening", "Help with a small garden", "I have tools and a van.\nMornings suit me best."),
    ("Eva Elm", "request", "company", "Company on a walk", "Twice round the park, slowly."),
    ("Ben Brook", "offer", "", "Fixing bicycles", "Punctures, brakes, chains."),
    ("Grace Gale", "request", "", "A lift to the clinic", ""),
)


@dataclass(slots=True)
class Town:
    """The people of the town, found by name."""

    app: App
    world: World

    def one(self, name: str) -> Caller:
        """Somebody by name."""
        return as_member(self.world.ids[name])


def people(app: App) -> Town:
    """Everybody, with passwords; Cora coordinates."""
    app.do(OPERATOR, found_ledger)
    app.do(OPERATOR, plant_categories)
    app.do(OPERATOR, choose, "name", {"name": "Northside Time Bank", "contact": "Ring Cora on 0131 496 0000."})
    world = World(app)
    for name in NAMES:
        address = f"{name.split()[0].lower()}@example.org"
        caller = world.coordinator(name) if name == "Cora Cole" else world.member(name, email=address)
        if name == "Cora Cole":
            address = "cora.cole@example.org"
        assert caller.member_id
        members.set_password(app, caller.member_id, PASSWORD)
    return Town(app, world)


def live(town: Town) -> None:
    """A few months of the town's life, as Ann sees it."""
    app, world = town.app, town.world
    today = local_date(app.clock.now(), "Europe/London")
    ann, ben = town.one("Ann Archer"), town.one("Ben Brook")
    for number, (other, minutes, back, gives, note) in enumerate(HISTORY):
        them = town.one(other)
        mine, theirs = world.account("Ann Archer"), world.account(other)
        entry = app.do(
            ann,
            ledger.record,
            f"past-{number}",
            giver=mine if gives else theirs,
            receiver=theirs if gives else mine,
            service_date=today - timedelta(days=back),
            minutes=minutes,
            note=note,
        )
        if number != len(HISTORY) - 1:
            app.do(them, ledger.confirm, f"past-{number}-yes", entry)
    app.do(
        ben,
        ledger.record,
        "waits",
        giver=world.account("Ben Brook"),
        receiver=world.account("Ann Archer"),
        service_date=today - timedelta(days=2),
        minutes=90,
        note="Mended the back wheel, *twice* [x](http://example.org) <b>bold</b>",
    )
    slugs = {row.slug for row in app.see(ann, _categories)}
    for number, (name, kind, slug, title, words) in enumerate(OFFERS):
        chosen = slug if slug in slugs else min(slugs)
        app.do(town.one(name), listings.write_listing, f"listing-{number}", kind, chosen, title, words)
    mine = app.do(ann, listings.write_listing, "mine", "offer", min(slugs), "Reading aloud", "Any book you like.")
    app.do(town.one("Finn Fox"), listings.ask, "ask", mine, "Could you read me the paper on Fridays?")
    assert ann.member_id
    app.do(ann, members.set_free_times, "week", ann.member_id, [Window(1, 600, 720), Window(3, 840, 1020)])


def _categories(look):  # type: ignore[no-untyped-def]
    from timebank.listings.reads import categories

    return categories(look)


HISTORY = (
    ("Ben Brook", 120, 85, True, "Sorting papers"),
    ("Dev Das", 90, 70, False, ""),
    ("Eva Elm", 60, 55, True, "A walk"),
    ("Grace Gale", 45, 40, True, ""),
    ("Ben Brook", 150, 30, False, "Bicycle"),
    ("Hal Hill", 60, 12, True, "Shopping"),
    ("Ida Ivy", 75, 3, True, "Letters read and answered"),
)


def main() -> None:
    """Make the town at first, then serve it."""
    path, port = Path(sys.argv[1]), int(sys.argv[2])
    is_new = not path.exists()
    mail = MailSettings(folder=path.with_suffix(".letters"))
    app = build(Settings(database_url=f"sqlite:///{path}", port=port, mail=mail, cookie_secret="only for tests"))
    if is_new:
        migrate.upgrade(app)
        live(people(app))
    from ui.server import serve

    serve(app)


if __name__ == "__main__":
    main()
