"""A mentor who holds much and goes, for stories about handing over."""

from datetime import date, datetime, timedelta
from typing import Any

from guiding import GUIDES, Guiding
from ledger_world import TODAY
from world import World

from timebank.access import OPERATOR, Caller
from timebank.handover.actions import hand_over
from timebank.handover.holding import Holding, Holdings, sensible_choices
from timebank.handover.holdings import holdings
from timebank.ledger import actions as ledger
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.matches import actions as matches
from timebank.matches.reads import my_matches
from timebank.meetings import actions as meetings


class Going(Guiding):
    """Ben mentors Ann and Cleo, is to meet Ann on Thursday, has promised Dora a lift and alone offers lifts."""

    def __init__(self, world: World) -> None:
        super().__init__(world, GUIDES)
        world.app.do(OPERATOR, plant_categories)
        self.ben = self.join("Ben", "mentor", capacity=2)
        self.ann, self.cleo = self.join("Ann", "mentee"), self.join("Cleo", "mentee")
        self.run()
        for draft in self.drafts():
            self.do(self.cora, matches.approve, draft.suggestion_id)
            for who in draft.people:
                self.say(world.member(who.name), draft.suggestion_id)
        (self.with_ann,) = [one.match_id for one in self.see(self.ann, my_matches, world.ids["Ann"])]
        self.do(self.ann, meetings.plan, self.with_ann, datetime(2026, 11, 5, 14, 0), 60, "Central Library")
        dora, self.eli = world.member("Dora"), world.member("Eli")
        self.offer_id = self.do(self.ben, listings.write_listing, "offer", "lifts", "A lift to the shops")
        self.promise_id = self.do(dora, listings.ask, self.offer_id)
        self.do(self.ben, listings.agree, self.promise_id, TODAY + timedelta(days=2))
        self.do(self.eli, listings.ask, self.offer_id)
        self.hours_id = self.world.app.do(
            *(self.eli, ledger.record, world.key()),
            giver=world.account("Ben"),
            receiver=world.account("Eli"),
            service_date=TODAY,
            minutes=60,
        )

    def do(self, who: Caller, action: Any, *args: Any, **given: Any) -> Any:
        return self.world.app.do(who, action, self.world.key(), *args, **given)

    def see(self, who: Caller, read: Any, *args: Any) -> Any:
        return self.world.app.see(who, read, *args)

    @property
    def ben_id(self) -> str:
        return self.world.ids["Ben"]

    def held(self, name: str = "Ben", reader: Caller | None = None) -> Holdings:
        found: Holdings = self.see(reader or self.cora, holdings, self.world.ids[name])
        return found

    def of_kind(self, kind: str, name: str = "Ben") -> list[Holding]:
        return [one for one in self.held(name).held if one.kind == kind]

    def hand_over(self, goes: Any = "leaves", until: date | None = None, **changed: str) -> None:
        choices = sensible_choices(self.held(), goes, until)
        kinds = {one.line: one.kind for one in self.held().held}
        choices |= {line: changed[kinds[line]] for line in choices if kinds[line] in changed}
        self.do(self.cora, hand_over, self.ben_id, goes, choices, until)

    def told(self, name: str) -> list[str]:
        return [text for kind, text in self.letters(name) if kind in ("handover", "meeting_handed_over")]
