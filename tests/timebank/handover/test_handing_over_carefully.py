"""Handing over tells nobody what they should not know, and two who hand over at once do it once."""

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest
import sqlalchemy as sa
from guiding import Guiding
from ledger_world import TODAY
from meeting_world import Meeting
from world import World

from timebank.access import OPERATOR, Role
from timebank.errors import NotFound
from timebank.handover.actions import AlreadyHandedOver, hand_over
from timebank.handover.holding import sensible_choices
from timebank.handover.holdings import holdings
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.mail.tables import letter
from timebank.members import actions as members
from timebank.members import bonds
from timebank.members.tables import member
from timebank.work import Work


def letters_of(world: World, name: str) -> list[str]:
    """The kinds of all letters to somebody."""
    with world.app.engine.connect() as connection:
        wanted = sa.select(letter.c.kind).where(letter.c.member_id == world.ids[name])
        return list(connection.execute(wanted).scalars())


def test_what_never_reached_a_coordinator_is_not_on_their_own_page_and_no_letter_tells_them(world: World) -> None:
    app = world.app
    app.do(OPERATOR, plant_categories)
    cora, olga = world.coordinator("Cora"), world.coordinator("Olga")
    world.member("Old Tom", offline=True)
    tom = world.ids["Old Tom"]
    app.do(olga, bonds.say_bond, world.key(), tom, world.ids["Cora"], "rather_not", "by phone")
    offer = app.do(cora, listings.write_listing, world.key(), "offer", "lifts", "A lift")
    app.do(olga, listings.ask, world.key(), offer, "", tom, "by phone")
    assert [one.kind for one in app.see(cora, holdings, world.ids["Cora"]).held if one.kind == "question"] == []
    seen = app.see(olga, holdings, world.ids["Cora"])
    assert [one.kind for one in seen.held if one.kind == "question"] == ["question"]
    app.do(olga, hand_over, world.key(), world.ids["Cora"], "leaves", sensible_choices(seen, "leaves"))
    with app.engine.connect() as connection:
        told = sa.select(letter.c.text).where(letter.c.member_id == world.ids["Cora"], letter.c.kind == "handover")
        (words,) = connection.execute(told).scalars()
    assert "Tom" not in words
    assert "handover" in letters_of(world, "Old Tom")


def test_two_coordinators_at_once_hand_over_once_and_nobody_reads_it_twice(world: World) -> None:
    told = Meeting(world)
    told.plan(told.ann)
    olga = world.coordinator("Olga")
    choices = sensible_choices(told.see(told.cora, holdings, world.ids["Ben"]), "leaves")
    done: list[Any] = []

    def go(who: Any, key: str) -> None:
        try:
            done.append(world.app.do(who, hand_over, key, world.ids["Ben"], "leaves", choices))
        except AlreadyHandedOver as refusal:
            done.append(refusal)

    threads = [Thread(target=go, args=one) for one in ((told.cora, "one"), (olga, "two"))]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(type(one).__name__ for one in done) == ["AlreadyHandedOver", "str"]
    assert letters_of(world, "Ann").count("meeting_handed_over") == 1


def test_a_coordinator_of_another_area_finds_nothing(world: World) -> None:
    guiding = Guiding(world)
    guiding.join("Ben", "mentor")
    north, south = (world.app.do(OPERATOR, members.add_area, world.key(), name) for name in ("North", "South"))

    def live(work: Work) -> None:
        work.execute(sa.update(member).where(member.c.id == world.ids["Ben"]).values(area_id=north))

    world.app.do(OPERATOR, live)
    sol = world.member("Sol")
    world.app.do(OPERATOR, members.grant, world.key(), world.ids["Sol"], Role.COORDINATOR, south)
    with pytest.raises(NotFound):
        world.app.see(sol, holdings, world.ids["Ben"])
    with pytest.raises(NotFound):
        world.app.do(sol, hand_over, world.key(), world.ids["Ben"], "away", {}, TODAY + timedelta(days=3))


def test_a_letter_gives_no_reason_and_its_subject_names_nobody(world: World) -> None:
    told = Meeting(world)
    told.plan(told.ann)
    held = told.see(told.cora, holdings, world.ids["Ben"])
    told.do(told.cora, hand_over, world.ids["Ben"], "away", sensible_choices(held, "away"))
    row = told.letter("Ann", "meeting_handed_over")
    assert "Ben" not in row.subject
    assert "away" not in row.text
    assert "on hold for now" in row.text
    assert "will not take place" in row.text
    assert "STATUS:CANCELLED" in row.calendar
