"""Stories of what people are told from time to time: a noticeboard, hours, and the letters that came."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from ledger_world import Ledger
from world import World

from timebank.access import OPERATOR, WORKER, Caller
from timebank.clock import HandClock
from timebank.jobs.run import run
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.mail.tables import letter
from timebank.members.actions import set_needs


@dataclass(slots=True)
class Digests:
    """A community with kinds of help."""

    world: World

    def __post_init__(self) -> None:
        self.world.app.do(OPERATOR, plant_categories)

    @property
    def clock(self) -> HandClock:
        clock = self.world.app.clock
        assert isinstance(clock, HandClock)
        return clock

    @property
    def ledger(self) -> Ledger:
        return Ledger(self.world)

    def do(self, who: Caller, action: Any, *args: Any, **given: Any) -> Any:
        return self.world.app.do(who, action, self.world.key(), *args, **given)

    def write(self, name: str, kind: str, title: str, slug: str = "gardening") -> str:
        """A listing of somebody's."""
        return str(self.do(self.world.member(name), listings.write_listing, kind, slug, title))

    def speaks(self, name: str, *codes: str) -> None:
        """The languages somebody has named."""
        person = self.world.member(name)
        self.do(person, set_needs, person.member_id, list(codes), [])

    def run(self, job: str, days: float = 0) -> str:
        """Run a job now, after some days; its report in words."""
        self.clock.move(days=days)
        self.clock.move(seconds=1)
        return run(self.world.app, job).words

    def letters(self, name: str, *kinds: str) -> list[tuple[str, str]]:
        """The letters of some kinds that somebody was written, oldest first, as (kind, text)."""
        with self.world.app.look(WORKER) as look:
            wanted = (letter.c.member_id == self.world.ids[name], letter.c.kind.in_(kinds))
            rows = look.rows(sa.select(letter.c.kind, letter.c.text).where(*wanted).order_by(letter.c.written_at))
            return [(row.kind, row.text) for row in rows]

    def digests(self, name: str) -> list[str]:
        """The weekly letters of somebody, oldest first, each as its lines."""
        return [text for _, text in self.letters(name, "digest")]

    def helped(self, giver: str, receiver: str, confirmed: bool = True) -> str:
        """An hour somebody gave."""
        self.world.member(giver), self.world.member(receiver)
        entry_id = self.ledger.record(giver, giver, receiver, 60)
        if confirmed:
            self.ledger.confirm(receiver, entry_id)
        return entry_id

    def today(self, days: int = 0) -> date:
        """The day it is, or some days on."""
        return self.clock.now().date() + timedelta(days=days)
