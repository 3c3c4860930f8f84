"""One sheet with everything on it, on both databases."""

from datetime import datetime

import pytest
from guiding import GUIDES
from sheet_town import TOLD, SheetTown
from tasting import IN_TWO_STEPS, WHERE
from world import World

from timebank.errors import InvalidInput
from timebank.life import agreements
from timebank.listings import actions as listings
from timebank.matches import taster_reads, tasters
from timebank.meetings import actions as meetings
from timebank.programmes import actions as programmes
from timebank.programmes import running
from timebank.programmes.rules import Given
from timebank.reports.sheet_answers import Ticked, record_line
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


def test_whom_she_met_briefly_she_says_yes_perhaps_or_no_to(world: World) -> None:
    town = SheetTown(world)
    programme_id = town.do(town.cora, running.start, GUIDES.replace('"guides"', '"steps"') + IN_TWO_STEPS)
    given = [Given("topics", ("cooking",), True, True)]
    ada = {"member_id": world.ids["Ada"], "how_told": "by phone"}
    town.do(town.cora, programmes.join, programme_id, "mentee", given, 1, **ada)
    for name in ("Ben", "Cleo"):
        town.do(world.member(name), programmes.join, programme_id, "mentor", given, 1)
    town.do(town.cora, tasters.run_first_step, programme_id)
    drafts = town.see(town.cora, taster_reads.first_step, programme_id).drafts
    town.do(town.cora, tasters.ask, [one.taster_id for one in drafts], WHERE)
    assert town.kinds() == ["taster", "taster"]
    assert town.news() == ""
    first = town.sheet().lines[0]
    with pytest.raises(InvalidInput):
        town.do(town.cora, record_line, world.ids["Ada"], Ticked("taster", first.subject_id, "held"), TOLD)
    town.do(town.cora, record_line, world.ids["Ada"], Ticked("taster", first.subject_id, "perhaps", words="Nice"), TOLD)
    assert town.kinds() == ["taster"]
    assert "Nice" not in repr(town.letters("Ben") + town.letters("Cleo"))
