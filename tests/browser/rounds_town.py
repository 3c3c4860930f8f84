"""A town before its rounds: four who could help around, and a mentee with three mentors to meet: `python rounds_town.py`."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent)]

from browser.match_town import main
from browser.town import PASSWORD
from guiding import GUIDES, Guiding
from helping_round import RING, joins, ring
from world import World

from timebank.app import App
from timebank.members import actions as members
from timebank.programmes.definition import starter_text
from timebank.setup import make_ready


def live(app: App) -> list[str]:
    """A programme of help and one of two steps; answers their ids."""
    make_ready(app, "Northside Time Bank")
    world = World(app)
    helping = Guiding(world, starter_text("help"))
    ring(helping)
    joins(helping, "Dot", *RING["Cal"])
    guiding = Guiding(world, f"{GUIDES}\n[settings]\nshortlist = 3\n")
    guiding.join("Mia", "mentee")
    for name in ("Max", "Mel", "Moe"):
        guiding.join(name, "mentor")
    for name in ("Ann", "Ben", "Cal", "Cora", "Dot", "Max", "Mel", "Mia", "Moe"):
        members.set_password(app, world.ids[name], PASSWORD)
    return [helping.programme_id, guiding.programme_id]


if __name__ == "__main__":
    main(live, days_old=0)
