"""Ada, who has no e-mail, Ben, who has, and Cora, who prints a sheet for Ada and writes down what she ticked."""

from collections.abc import Callable
from typing import Any

from guiding import GUIDES, Guiding
from world import START, World

from timebank.access import OPERATOR, Caller
from timebank.clock import HandClock
from timebank.ledger import actions as ledger
from timebank.listings.categories import plant_categories
from timebank.matches.reads import my_matches
from timebank.reports.sheet_answers import Ticked, record_line
from timebank.reports.sheet_lines import Line, Sheet
from timebank.reports.sheets import sheet

CARE = """
[settings]
agreement = true
review_weeks = "4"
"""
TOLD = "on paper, 3 November 2026"


class SheetTown(Guiding):
    """Ada, who has no e-mail, and Ben, who has; Cora looks after both."""

    def __init__(self, world: World) -> None:
        super().__init__(world, GUIDES + CARE)
        world.found()
        world.app.do(OPERATOR, plant_categories)
        self.ada = self.join("Ada", "mentee", offline=True)
        self.ben = self.join("Ben", "mentor")

    def do(self, who: Caller, action: Callable[..., Any], *args: Any, **given: Any) -> Any:
        self.tick()
        return self.world.app.do(who, action, self.world.key(), *args, **given)

    def see(self, who: Caller, read: Callable[..., Any], *args: Any) -> Any:
        return self.world.app.see(who, read, *args)

    def sheet(self, who: Caller | None = None) -> Sheet:
        found: Sheet = self.see(who or self.cora, sheet, self.world.ids["Ada"])
        return found

    def line(self, kind: str) -> Line:
        (found,) = [one for one in self.sheet().lines if one.kind == kind]
        return found

    def kinds(self, who: Caller | None = None) -> list[str]:
        return [one.kind for one in self.sheet(who).lines]

    def tick_line(self, kind: str, answer: str, who: Caller | None = None, **given: Any) -> Any:
        ticked = Ticked(kind, self.line(kind).subject_id, answer, **given)
        return self.do(who or self.cora, record_line, self.world.ids["Ada"], ticked, TOLD)

    def hours(self, name: str = "Ben", minutes: int = 60) -> str:
        of = self.world.account
        told = {"giver": of(name), "receiver": of("Ada"), "service_date": START.date(), "minutes": minutes}
        return str(self.do(self.world.member(name), ledger.record, **told))

    def matched(self) -> str:
        suggestion_id = self.offer()
        self.say(self.ben, suggestion_id)
        self.tick_line("suggestion", "yes")
        return str(self.see(self.ben, my_matches, self.world.ids["Ben"])[0].match_id)

    def days_pass(self, days: int) -> None:
        clock = self.world.app.clock
        assert isinstance(clock, HandClock)
        clock.move(days=days)

    def news(self) -> str:
        return "\n".join(words for one in self.sheet().news for words in one.paragraphs)
