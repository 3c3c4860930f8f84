"""Ann and Ben, matched in a programme that asks for everything a programme can ask for, and what happens to them."""

import copy
import shutil
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from guiding import GUIDES, Guiding, pair
from world import START, World

from timebank.access import WORKER, Caller
from timebank.app import build
from timebank.clock import HandClock
from timebank.life import due, endings, needs, rests, tasks, words
from timebank.life.cards import CareCard, CareRow, Life
from timebank.life.reads import care_list, care_of_match, life_of
from timebank.life.standing import standing
from timebank.mail.tables import letter
from timebank.matches.tables import match
from timebank.meetings import actions as meetings
from timebank.settings import Settings

CARE = """
[settings]
agreement = true
ending_talk = true
review_weeks = "4, 12"
meet_every_days = 14
lasts_weeks = 26
quiet_days = 30
"""


@dataclass(slots=True)
class Together:
    """A match of Ann (mentee) and Ben (mentor), and the days that pass."""

    world: World
    settings: str = CARE
    guiding: Guiding = field(init=False)
    match_id: str = field(init=False)
    ann: Caller = field(init=False)
    ben: Caller = field(init=False)

    def __post_init__(self) -> None:
        self.guiding = Guiding(self.world, GUIDES + self.settings)
        self.ann, self.ben = pair(self.guiding)
        self.match_id = self.guiding.match(self.ann, self.ben)

    @property
    def cora(self) -> Caller:
        """The coordinator."""
        return self.guiding.cora

    @property
    def today(self) -> date:
        """Today's date."""
        return self.world.app.clock.now().date()

    def days(self, days: int) -> None:
        """Days pass, and the jobs run on the last of them."""
        clock = self.world.app.clock
        assert isinstance(clock, HandClock)
        clock.move(days=days)
        self.jobs()

    def jobs(self) -> list[str]:
        """What the jobs of this room do today, as their actions answer."""
        app, key = self.world.app, self.world.key
        done = []
        for look, action in (
            (due.rests_over, rests.wake),
            (due.endings_due, endings.carry_out),
            (due.reviews_due, words.ask),
            (due.matches_needing_care, tasks.open_due),
        ):
            done += [app.do(WORKER, action, key(), item) for item in app.see(WORKER, look)]
        return done

    def do(self, who: Caller, action: Any, *args: Any, **given: Any) -> Any:
        """One action on the match."""
        return self.world.app.do(who, action, self.world.key(), *args, **given)

    def meet(self) -> None:
        """They meet this morning, and Ann says so."""
        meeting_id = self.plan(0)
        self.do(self.ann, meetings.held, meeting_id, 60)

    def plan(self, days: int) -> str:
        """Ann plans a meeting in some days."""
        starts = datetime.combine(self.today + timedelta(days=days), time(9 if days else 8))
        return str(self.do(self.ann, meetings.plan, self.match_id, starts, 60))

    def life(self, who: Caller) -> Life:
        """The match as somebody sees it."""
        return self.world.app.see(who, life_of, self.match_id)

    def care(self, who: Caller | None = None) -> CareCard:
        """The match as Cora, or somebody else, looks after it."""
        return self.world.app.see(who or self.cora, care_of_match, self.match_id)

    def row(self, who: Caller | None = None) -> CareRow:
        """The match in the list of care."""
        (row,) = [one for one in self.world.app.see(who or self.cora, care_list) if one.match_id == self.match_id]
        return row

    def task_kinds(self) -> list[str]:
        """What waits for Cora."""
        return [task.kind for task in self.care().tasks]

    def standing(self) -> needs.Standing:
        """How the match stands."""
        found = self.world.app.see(WORKER, standing, self.match_id)
        assert found
        return found

    def kept(self) -> Any:
        """The row of the match."""
        with self.world.app.engine.connect() as connection:
            return connection.execute(sa.select(match).where(match.c.id == self.match_id)).one()

    def letters(self, name: str, kind: str = "") -> list[str]:
        """The words of the letters to somebody, of one kind or all, the oldest first."""
        return [text for found, text in self.guiding.letters(name) if not kind or found == kind]

    def kinds(self, name: str) -> list[str]:
        """The kinds of the letters to somebody."""
        with self.world.app.engine.connect() as connection:
            chosen = sa.select(letter.c.kind).where(letter.c.member_id == self.world.ids[name])
            return list(connection.execute(chosen.order_by(letter.c.written_at, letter.c.kind)).scalars())


def made_once(path: Path) -> Together:
    """The match in an empty, upgraded SQLite database, to be copied for each story."""
    world = World(build(Settings(database_url=f"sqlite:///{path}"), clock=HandClock(START)))
    world.found()
    for name in ("Stranger Sam", "Stranger Sue"):
        world.member(name)
    world.coordinator("Stranger Coordinator")
    together = Together(world)
    world.app.close()
    return together


def again(made: Together, kept: Path, path: Path) -> Together:
    """The same match in a copy of its database: all that a story does stays in that copy."""
    shutil.copy(kept, path)
    moment = made.world.app.clock.now()
    app = build(Settings(database_url=f"sqlite:///{path}"), clock=HandClock(moment))
    together, guiding = copy.copy(made), copy.copy(made.guiding)
    together.world = guiding.world = World(app, dict(made.world.ids), made.world.keys)
    together.guiding = guiding
    return together
