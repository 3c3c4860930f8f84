"""Stories of two people who meet in a programme that looks after its matches in its own way."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from guiding import GUIDES, Guiding
from world import World

from timebank.access import Caller
from timebank.mail.tables import letter
from timebank.meetings import actions

TUESDAY = datetime(2026, 11, 3, 14, 0)
PLACE = "Central Library"


def guides_with(**settings: object) -> str:
    """The programme Guides, which looks after its matches so."""
    said = {True: "true", False: "false"}
    lines = [f"{name} = {said[value] if isinstance(value, bool) else repr(value)}" for name, value in settings.items()]
    return "\n".join([GUIDES, "[settings]", *lines]).replace("'", '"')


class Meeting(Guiding):
    """Ann, who would like guidance, and Ben, who gives some, in a programme with the settings given."""

    def __init__(self, world: World, **settings: object) -> None:
        super().__init__(world, guides_with(**settings))
        self.ann, self.ben = self.join("Ann", "mentee"), self.join("Ben", "mentor")
        self.match_id = self.match(self.ann, self.ben)

    def do(self, who: Caller, action: Any, *args: Any, **given: Any) -> str:
        """Carry out an action."""
        return str(self.world.app.do(who, action, self.world.key(), *args, **given))

    def see(self, who: Caller, read: Any, *args: Any) -> Any:
        """What somebody sees."""
        return self.world.app.see(who, read, *args)

    def plan(self, who: Caller, starts: datetime = TUESDAY, minutes: int = 60, place: str = PLACE, **given: Any) -> str:
        """A meeting, planned."""
        return self.do(who, actions.plan, self.match_id, starts, minutes, place, **given)

    def letter(self, name: str, kind: str) -> "sa.Row[Any]":
        """The only letter of a kind that somebody was written."""
        wanted = (letter.c.member_id == self.world.ids[name], letter.c.kind == kind)
        with self.world.app.engine.connect() as connection:
            return connection.execute(sa.select(letter).where(*wanted)).one()

    def kinds(self, name: str) -> list[str]:
        """The kinds of letters about meetings that somebody was written."""
        return sorted(kind for kind, _ in self.letters(name) if kind.startswith("meeting"))
