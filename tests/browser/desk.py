"""A town on the morning of a round, as its coordinator sees it, and its server: `python desk.py DATABASE PORT`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [one for one in (str(HERE.parent), str(HERE.parents[1])) if one not in sys.path]

from browser.town import PASSWORD
from desk_town import desk_town
from world import World

from timebank import migrate
from timebank.access import OPERATOR
from timebank.app import App, build
from timebank.listings.categories import plant_categories
from timebank.members import actions as members
from timebank.settings import MailSettings, Settings


def settle_in(app: App) -> None:
    """Make the town; everybody with e-mail gets the same password."""
    world = World(app)
    world.found()
    app.do(OPERATOR, plant_categories)
    town = desk_town(world)
    for name in ("Cora Cole", "Ada Admin", "Mina Moss", "Noor Nash", "Olga Orr", "Pam Pike", "Quin Quill", "Rosa Reed"):
        members.set_password(app, town.id(name), PASSWORD)


def main() -> None:
    """Make the town at first, then serve it."""
    path, port = Path(sys.argv[1]), int(sys.argv[2])
    is_new = not path.exists()
    mail = MailSettings(folder=path.with_suffix(".letters"))
    app = build(Settings(database_url=f"sqlite:///{path}", port=port, mail=mail, cookie_secret="only for tests"))
    if is_new:
        migrate.upgrade(app)
        settle_in(app)
    from ui.server import serve

    serve(app)


if __name__ == "__main__":
    main()
