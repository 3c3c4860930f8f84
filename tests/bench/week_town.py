"""A community of a thousand in the middle of its life: listings, hours, programmes, matches, meetings; by a seed."""

import random
import re
from datetime import datetime, timedelta

import sqlalchemy as sa
from world import START, World

from timebank import migrate
from timebank.access import OPERATOR, Caller, as_member
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.ledger import actions as ledger
from timebank.ledger.rules import Holder
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.listings.everyday_words import everyday_words
from timebank.matches import actions as matches
from timebank.matches.review_reads import review
from timebank.matches.tables import match
from timebank.meetings import actions as meetings
from timebank.members import actions as members
from timebank.members.rules import Window
from timebank.programmes import actions as programmes
from timebank.programmes import running
from timebank.programmes.definition import parse, starter_text
from timebank.programmes.rules import Given, asked
from timebank.programmes.tables import participation
from timebank.settings import Settings
from timebank.work import Look, Work

LANGUAGES = ("en", "en", "en", "en", "pl", "ar", "gd")
TITLES = ("{} please", "Some {}", "{} on weekdays", "I could do with {}", "{} and company")
PARTS = (("mentoring", ("mentor", "mentee"), 400), ("buddying", ("buddy",), 300), ("help", ("member",), 300))
MATCHES = 120


class WeekTown:
    """So many members; `now` is a Monday, and the last weeks are behind them."""

    def __init__(self, url: str, people: int, seed: int = 1) -> None:
        self.chance = random.Random(seed)
        self.clock = HandClock(START - timedelta(days=60))
        self.app: App = build(Settings(database_url=url), clock=self.clock)
        migrate.upgrade(self.app)
        self.world = World(self.app)
        self.world.found()
        self.app.do(OPERATOR, plant_categories)
        self.cora = self.world.coordinator("Cora")
        self.world.coordinator("Carl")
        self.ids = [str(self.world.member(f"Member {number}").member_id) for number in range(people)]
        self.kinds = {slug: words for slug, words in everyday_words().items() if words}
        for number, one in enumerate(self.ids):
            self._needs(one)
            self._lists(one, 2 + number % 3)
        self._programmes(people)
        self.clock.moment = START - timedelta(days=20)
        self._rounds()
        self.clock.moment = START - timedelta(days=5)
        for one in self.chance.sample(self.ids, people // 2):
            self._lists(one, 1)
        self._hours(people // 4)
        self.clock.moment = START.replace(hour=5)

    def _needs(self, one: str) -> None:
        who = as_member(one)
        self._do(who, members.set_needs, one, sorted({"en", self.chance.choice(LANGUAGES)}), [])
        days = self.chance.sample(range(7), 3)
        self._do(who, members.set_free_times, one, [Window(day, 600, 960) for day in days])

    def _do(self, who: Caller, action: object, *args: object, **given: object) -> str:
        return str(self.app.do(who, action, self.world.key(), *args, **given))

    def _lists(self, one: str, count: int) -> None:
        for _ in range(count):
            slug = self.chance.choice(sorted(self.kinds))
            word = self.chance.choice(sorted(self.kinds[slug]))
            title = self.chance.choice(TITLES).format(word.strip("~").capitalize())[:80]
            self._do(as_member(one), listings.write_listing, self.chance.choice(("offer", "request")), slug, title)

    def _programmes(self, people: int) -> None:
        for name, roles, share in PARTS:
            text = re.sub(r"^checks = .*$", "", starter_text(name), flags=re.MULTILINE)
            programme_id = self._do(self.cora, running.start, text)
            definition = parse(text)
            for number, one in enumerate(self.chance.sample(self.ids, people * share // 1000)):
                role = (
                    roles[number % len(roles)]
                    if roles[0] in {r.name for r in definition.roles}
                    else (definition.roles[number % len(definition.roles)].name)
                )
                self._do(as_member(one), programmes.join, programme_id, role, self._answers(definition, role))

        def ready(work: Work) -> None:
            work.execute(sa.update(participation).values(state="ready"))

        self.app.do(OPERATOR, ready)

    def _answers(self, definition: object, role: str) -> list[Given]:
        given = []
        for one in asked(definition, role):
            if one.options:
                values = self.chance.sample([option.value for option in one.options], min(2, len(one.options)))
                given.append(Given(one.name, tuple(values[: 1 if one.kind == "choice" else 2]), True, True))
            elif one.is_built_in and one.kind == "kept":
                given.append(Given(one.name, (), True, True))
        return given

    def _rounds(self) -> None:
        for name, _, _ in PARTS:
            self._do(self.cora, matches.run_round, self._programme(name))
        drafts = self.app.see(self.cora, review)
        for draft in self.chance.sample(drafts, min(MATCHES, len(drafts))):
            self._do(self.cora, matches.approve, draft.suggestion_id)
            for person in draft.people:
                self._do(as_member(person.member_id), matches.answer, draft.suggestion_id, True)
        for match_id, one in self.app.see(OPERATOR, _matched):
            if self.chance.random() < 0.6:
                starts = datetime(2026, 11, 3, 14) + timedelta(days=self.chance.randrange(10))
                self._do(as_member(one), meetings.plan, match_id, starts, 60, "Central Library")

    def _programme(self, kind: str) -> str:
        from timebank.programmes.reads import programmes as all_of_them

        return next(one.programme_id for one in self.app.see(self.cora, all_of_them) if one.kind == kind)

    def _hours(self, count: int) -> None:
        for _ in range(count):
            one, other = self.chance.sample(self.ids, 2)
            given = {"giver": Holder("member", one), "receiver": Holder("member", other), "minutes": 60}
            day = (self.clock.now() - timedelta(days=3)).date()
            entry_id = self._do(as_member(one), ledger.record, service_date=day, **given)
            if self.chance.random() < 0.6:
                self._do(as_member(other), ledger.confirm, entry_id)


def _matched(look: Look) -> list[tuple[str, str]]:
    from timebank.matches.tables import match_person

    first = sa.func.min(match_person.c.member_id)
    rows = look.rows(
        sa.select(match.c.id, first.label("one"))
        .join(match_person, match_person.c.match_id == match.c.id)
        .where(match.c.state == "active")
        .group_by(match.c.id)
        .order_by(match.c.id)
    )
    return [(row.id, row.one) for row in rows]
