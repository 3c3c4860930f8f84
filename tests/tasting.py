"""A programme in two steps: people meet a few others briefly, say how it was, and then a final round is run."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import sqlalchemy as sa
from guiding import COMPANY, GUIDES, Guiding
from world import World

from timebank.access import WORKER, Caller
from timebank.matches import taster_reads, taster_saying, tasters
from timebank.matches.approving import SentOut
from timebank.matches.tables import taster
from timebank.matches.taster_reads import FirstStep, MyTaster, TasterCard

IN_TWO_STEPS = """
[settings]
shortlist = 2
"""
WHERE = "Saturday at two in the library. Tea is there."
BOTH = {"mentoring": GUIDES + IN_TWO_STEPS, "buddying": COMPANY + IN_TWO_STEPS}


@dataclass(slots=True)
class Tasting:
    """The programme with Cora, its coordinator; people join by name."""

    world: World
    definition: str = BOTH["mentoring"]
    guiding: Guiding = field(init=False)

    def __post_init__(self) -> None:
        self.guiding = Guiding(self.world, self.definition)

    @property
    def cora(self) -> Caller:
        return self.guiding.cora

    def do(self, who: Caller, action: Any, *args: Any, **given: Any) -> Any:
        self.guiding.tick()
        return self.world.app.do(who, action, self.world.key(), *args, **given)

    def people(self, mentees: str, mentors: str) -> None:
        """Mentees and mentors by name, all of whom like cooking."""
        for names, role in ((mentees, "mentee"), (mentors, "mentor")):
            for name in names.split():
                self.guiding.join(name, role)

    def run(self) -> str:
        """Cora runs the first step."""
        return str(self.do(self.cora, tasters.run_first_step, self.guiding.programme_id))

    def step(self, who: Caller | None = None) -> FirstStep:
        found = self.world.app.see(who or self.cora, taster_reads.first_step, self.guiding.programme_id)
        assert found
        return found

    def ask(self, *cards: TasterCard, until: date | None = None) -> SentOut:
        """Cora asks all people, or those of some meetings."""
        ids = [one.taster_id for one in cards or self.step().drafts]
        return SentOut.read(self.do(self.cora, tasters.ask, ids, WHERE, until))

    def asked(self) -> None:
        """The first step is run, and everybody is asked."""
        self.run()
        assert not self.ask().kept_back

    def mine(self, name: str) -> list[MyTaster]:
        person = self.world.member(name)
        return self.world.app.see(person, taster_reads.my_tasters, person.member_id)

    def say(self, name: str, other: str, said: str = "yes", words: str = "") -> None:
        """Somebody says how it was with somebody else."""
        (one,) = [one for one in self.mine(name) if one.name == other]
        self.do(self.world.member(name), taster_saying.say, one.taster_id, said, words)

    def all_say(self, said: str = "yes", but: dict[tuple[str, str], str] | None = None) -> None:
        """Everybody says the same of everybody; `but` names who says otherwise of whom."""
        pairs = [tuple(who.name for who in card.people) for card in self.step().asked]
        for one, other in [*pairs, *[pair[::-1] for pair in pairs]]:
            self.say(one, other, (but or {}).get((one, other), said))

    def jobs(self) -> list[str]:
        """What the job does today."""
        app = self.world.app
        return [self.do(WORKER, tasters.remind_or_close, one) for one in app.see(WORKER, tasters.first_steps_due)]

    def states(self) -> list[str]:
        with self.world.app.engine.connect() as connection:
            return sorted(connection.execute(sa.select(taster.c.state)).scalars())

    def pairs(self) -> list[tuple[str, ...]]:
        """The names in the drafts of the final round."""
        return sorted(tuple(who.name for who in card.people) for card in self.guiding.drafts())

    def letters(self, name: str, kind: str) -> list[str]:
        return [text for found, text in self.guiding.letters(name) if found == kind]

    def secret(self, name: str) -> str:
        return self.letters(name, "taster_asked")[-1].split("/short-meetings/")[1].split()[0]


def names(cards: tuple[TasterCard, ...]) -> list[tuple[str, ...]]:
    """Who meets whom."""
    return sorted(tuple(who.name for who in card.people) for card in cards)
