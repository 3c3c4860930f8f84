"""A part of the community that nobody looks after is found, before or as soon as it is so."""

from datetime import UTC, date, datetime, timedelta

import pytest
from world import World

from timebank.access import OPERATOR, Role
from timebank.errors import NotFound
from timebank.handover.actions import hand_over
from timebank.handover.away import AWAY, BACK
from timebank.handover.reads import orphans
from timebank.handover.rules import Keeper, Orphan, orphan, say_orphan
from timebank.history.actions import note
from timebank.members import actions as members

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
LONG = NOW + timedelta(days=200)


@pytest.fixture
def town(world: World) -> World:
    """A town without the coordinator of everything that the background has."""
    world.app.do(OPERATOR, members.end_role, world.key(), world.ids["Stranger Coordinator"], Role.COORDINATOR)
    return world


def test_an_area_whose_coordinator_has_gone_is_named_and_one_with_another_is_not(town: World) -> None:
    north, south = town.area("North", "Ann"), town.area("South", "Ben")
    town.area("Empty")
    town.coordinator("Nora", north)
    town.coordinator("Sol", south)
    nora = town.member("Nora")
    assert town.app.see(nora, orphans) == ()
    town.app.do(OPERATOR, members.end_role, town.key(), town.ids["Sol"], Role.COORDINATOR)
    assert town.app.see(nora, orphans) == (Orphan(south, "South", "nobody"),)
    town.coordinator("Alla", None)
    assert town.app.see(nora, orphans) == ()


def test_without_any_coordinator_it_is_the_whole_community_and_an_administrator_reads_it(town: World) -> None:
    town.area("North", "Ann")
    ada = town.holder("Ada", Role.ADMINISTRATOR)
    assert town.app.see(ada, orphans) == (Orphan("", "", "nobody"),)
    with pytest.raises(NotFound):
        town.app.see(town.member("Ann"), orphans)


def test_a_coordinator_who_is_away_looks_after_nobody_until_they_are_back_or_their_day_has_come(town: World) -> None:
    north = town.area("North", "Ann")
    town.coordinator("Nora", north)
    town.coordinator("Sol", town.area("South", "Ben"))
    sol, nora_id = town.member("Sol"), town.ids["Nora"]

    def turn(action: str, reason: str = "") -> None:
        town.app.do(OPERATOR, lambda work: note(work, action, "member", nora_id, reason))

    turn(AWAY, "2026-11-20")
    (found,) = town.app.see(sol, orphans)
    assert found == Orphan(north, "North", "away", date(2026, 11, 20))
    assert "until 20 November 2026" in say_orphan(found)
    turn(BACK)
    assert town.app.see(sol, orphans) == ()
    turn(AWAY, "2026-11-02")
    assert town.app.see(sol, orphans) == ()


def test_a_coordinator_who_was_handed_over_because_they_leave_looks_after_nobody_any_longer(
    town: World,
) -> None:
    north = town.area("North", "Ann")
    town.coordinator("Nora", north)
    town.coordinator("Sol", town.area("South", "Ben"))
    sol, nora_id = town.member("Sol"), town.ids["Nora"]
    town.app.do(town.member("Nora"), hand_over, town.key(), nora_id, "leaves", {})
    (found,) = town.app.see(sol, orphans)
    assert found == Orphan(north, "North", "leaves")
    assert "An administrator can name another." in say_orphan(found)
    town.coordinator("Alla", None)
    assert town.app.see(sol, orphans) == ()


def test_a_role_that_ends_within_a_day_is_warned_of_and_one_that_lasts_longer_is_not() -> None:
    ends = Keeper("one", "north", NOW + timedelta(hours=23))
    assert orphan("north", "North", [ends], NOW) == Orphan("north", "North", "ends_soon", date(2026, 11, 3))
    assert orphan("north", "North", [Keeper("one", "north", NOW + timedelta(hours=25))], NOW) is None
    assert orphan("north", "North", [ends, Keeper("two", None, LONG)], NOW) is None
    assert orphan("north", "North", [ends, Keeper("two", "south", LONG)], NOW) is not None
    assert "no coordinator" in say_orphan(Orphan("north", "North", "nobody"))
    assert "3 November 2026" in say_orphan(Orphan("north", "North", "ends_soon", date(2026, 11, 3)))
