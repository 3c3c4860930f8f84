"""A small mentoring and a small buddying programme for stories about matching and meeting."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import sqlalchemy as sa
from world import World

from timebank.access import Caller
from timebank.clock import HandClock
from timebank.mail.tables import letter
from timebank.matches import actions, reads, review_reads
from timebank.matches.cards import ReviewCard
from timebank.matches.tables import suggestion
from timebank.programmes import actions as programmes
from timebank.programmes.rules import Given

GUIDES = """
name = "guides"
title = "Guides"
kind = "mentoring"
objective = "coverage"
[[roles]]
name = "mentee"
[[roles]]
name = "mentor"
[[questions]]
name = "topics"
label = "Topics"
kind = "choices"
options = [
  { value = "cooking", label = "cooking" },
  { value = "chess", label = "chess" },
  { value = "walks", label = "walks" },
]
[[questions]]
name = "past"
label = "Lived experience"
kind = "choices"
options = [{ value = "recovery", label = "recovery" }]
sensitive = true
[[criteria]]
code = "topics"
label = "Topics"
kind = "share"
answer = "topics"
points = 8
[[criteria]]
code = "past"
label = "Lived experience"
kind = "share"
answer = "past"
points = 2
"""
COMPANY = """
name = "company"
title = "Company"
kind = "buddying"
objective = "pairs"
trio = true
[[roles]]
name = "buddy"
[[questions]]
name = "topics"
label = "Topics"
kind = "choices"
options = [
  { value = "cooking", label = "cooking" },
  { value = "chess", label = "chess" },
  { value = "walks", label = "walks" },
]
[[criteria]]
code = "topics"
label = "Topics"
kind = "share"
answer = "topics"
points = 8
"""


@dataclass(slots=True)
class Guiding:
    """A world with one programme in it, a coordinator Cora, and people who join by name."""

    world: World
    definition: str = GUIDES
    programme_id: str = ""

    def __post_init__(self) -> None:
        self.cora = self.world.coordinator("Cora")
        self.programme_id = self.world.app.do(self.cora, programmes.start, self.world.key(), self.definition)

    cora: Caller = field(init=False)

    def join(
        self,
        name: str,
        role: str = "buddy",
        topics: Iterable[str] = ("cooking",),
        past: Iterable[str] = (),
        shown: Iterable[str] = ("topics",),
        capacity: int = 1,
        offline: bool = False,
    ) -> Caller:
        """A member who takes part, with answers that may be used and those that may also be shown."""
        person = self.world.member(name, offline=offline)
        given = [
            Given(question, tuple(values), True, question in set(shown))
            for question, values in (("topics", topics), ("past", past))
            if values
        ]
        app, caller = self.world.app, self.cora if offline else person
        app.do(
            caller,
            programmes.join,
            self.world.key(),
            self.programme_id,
            role,
            given,
            capacity,
            member_id=person.member_id if offline else None,
            how_told="by phone" if offline else "",
        )
        return person

    def pause(self, name: str) -> None:
        """A member takes a break from the programme."""
        app = self.world.app
        app.do(self.world.member(name), programmes.pause, self.world.key(), self.programme_id)

    def tick(self) -> None:
        """A minute passes, so that one thing comes after another."""
        assert isinstance(self.world.app.clock, HandClock)
        self.world.app.clock.move(minutes=1)

    def run(self) -> str:
        """One round, run by Cora."""
        self.tick()
        return self.world.app.do(self.cora, actions.run_round, self.world.key(), self.programme_id)

    def drafts(self) -> list[ReviewCard]:
        """What waits for Cora's review."""
        return self.world.app.see(self.cora, review_reads.review, self.programme_id, "", ("draft",))

    def offer(self) -> str:
        """One round with one draft, approved by Cora."""
        self.run()
        (draft,) = self.drafts()
        return self.world.app.do(self.cora, actions.approve, self.world.key(), draft.suggestion_id)

    def say(self, person: Caller, suggestion_id: str, accept: bool = True) -> str:
        """One person's answer."""
        self.tick()
        return self.world.app.do(person, actions.answer, self.world.key(), suggestion_id, accept)

    def match(self, *people: Caller) -> str:
        """A suggestion offered and accepted by everybody; answers the id of the match."""
        suggestion_id = self.offer()
        for person in people:
            self.say(person, suggestion_id)
        assert people[0].member_id
        return self.world.app.see(people[0], reads.my_matches, people[0].member_id)[0].match_id

    def state(self, suggestion_id: str) -> str:
        """How a suggestion stands."""
        with self.world.app.engine.connect() as connection:
            return str(
                connection.execute(sa.select(suggestion.c.state).where(suggestion.c.id == suggestion_id)).scalar_one()
            )

    def letters(self, name: str) -> list[tuple[str, str]]:
        """The letters written to somebody, oldest first, as (kind, text)."""
        with self.world.app.engine.connect() as connection:
            rows = connection.execute(
                sa.select(letter.c.kind, letter.c.text)
                .where(letter.c.member_id == self.world.ids[name])
                .order_by(letter.c.written_at, letter.c.kind)
            )
            return [(row.kind, row.text) for row in rows]

    def secret(self, name: str) -> str:
        """The secret in the newest letter that asks somebody."""
        text = [text for kind, text in self.letters(name) if kind.startswith("suggestion")][-1]
        return text.split("/answer/")[1].split()[0]


def pair(guiding: Guiding) -> tuple[Caller, Caller]:
    """Ann, who would like guidance, and Ben, who gives some."""
    return guiding.join("Ann", "mentee"), guiding.join("Ben", "mentor")


def mine(guiding: Guiding, person: Caller) -> str:
    """The id of somebody who is a member."""
    assert person.member_id in guiding.world.ids.values()
    return str(person.member_id)
