"""One sheet with everything on it, on both databases."""

from datetime import datetime

from sheet_town import SheetTown
from world import World

from timebank.life import agreements
from timebank.listings import actions as listings
from timebank.meetings import actions as meetings
from timebank.reports.sheets import sheets, whose


def test_a_sheet_holds_all_that_waits_and_each_line_is_found_by_its_number(world: World) -> None:
    town = SheetTown(world)
    match_id = town.matched()
    town.do(town.ben, meetings.plan, match_id, datetime(2026, 11, 2, 9, 30), 30)
    town.do(town.ben, meetings.held, town.do(town.ben, meetings.plan, match_id, datetime(2026, 11, 2, 8, 0), 60), 60)
    town.do(town.ben, meetings.plan, match_id, datetime(2026, 11, 9, 9, 30), 30, "Library")
    town.do(town.ben, agreements.write_agreement, match_id, "every 2 weeks", 60)
    for_ada = {"member_id": world.ids["Ada"], "how_told": "by phone"}
    town.do(town.cora, listings.write_listing, "request", "company", "Walks in the park", **for_ada)
    town.do(town.ben, listings.write_listing, "offer", "company", "Walks in the park or by the sea")
    (found,) = town.see(town.cora, sheets)
    assert [one.kind for one in found.lines] == ["hours", "meeting", "sign", "say", "listing"]
    assert [one.place for one in found.to_come] == ["Library"]
    assert "ben@example.org" in found.news[0].paragraphs[1]
    for one in found.lines:
        assert town.see(town.cora, whose, one.number) == ((world.ids["Ada"], "Ada"),)
