"""Who everything depends on: told in things that would have nobody, with whom to ask, never as a score."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from guiding import Guiding
from ledger_world import Ledger
from world import World

from timebank.access import OPERATOR, Role
from timebank.errors import NotFound
from timebank.handover.depends import Depends, Leaned, depends
from timebank.listings import actions as listings
from timebank.listings.categories import plant_categories
from timebank.members import actions as members
from timebank.programmes import actions as programmes
from timebank.programmes.rules import Given
from timebank.programmes.tables import answer
from timebank.roles import role_grant
from timebank.work import Work


@pytest.fixture
def town(world: World) -> World:
    world.app.do(OPERATOR, plant_categories)
    return world


def offer(town: World, name: str, category: str, title: str) -> str:
    return town.app.do(town.member(name), listings.write_listing, town.key(), "offer", category, title)


def seen(town: World) -> Depends:
    return town.app.see(town.coordinator(), depends)


def leaned(town: World, name: str) -> Leaned:
    (found,) = [one for one in seen(town).people if one.name == name]
    return found


def test_an_offer_nobody_else_makes_names_whom_to_ask_and_a_second_one_ends_it(town: World) -> None:
    offer(town, "Ann", "lifts", "A lift to the shops")
    offer(town, "Ben", "shopping", "Shopping together")
    ledger = Ledger(town)
    ledger.confirm("Dan", ledger.record("Cleo", "Cleo", "Dan", 60))
    ((one, ask),) = leaned(town, "Ann").offers
    assert (one.category, one.title) == ("Lifts by car", "A lift to the shops")
    assert ask == ("Ben",)
    offer(town, "Dora", "lifts", "My van on Fridays")
    assert "Ann" not in [found.name for found in seen(town).people]
    assert "Ben" in [found.name for found in seen(town).people]


def test_at_most_ten_people_are_told_by_name_and_small_counts_of_others_are_not(town: World) -> None:
    ledger = Ledger(town)
    for place in range(12):
        near = f"Near {place:02}"
        ledger.confirm(near, ledger.record("Hub", "Hub", near, 60))
    ledger.confirm("Near 00", ledger.record("Zed", "Zed", "Near 00", 60))
    hub, near = leaned(town, "Hub"), leaned(town, "Near 00")
    assert (hub.cut_off, hub.carries_much) == (11, True)
    assert near.cut_off is None
    for place, slug in enumerate(
        [
            "lifts",
            "gardening",
            "baking",
            "sewing",
            "arts",
            "knitting",
            "woodwork",
            "shopping",
            "ironing",
            "furniture",
            "english",
        ]
    ):
        offer(town, f"Giver {place:02}", slug, "Something")
    names = [one.name for one in seen(town).people]
    assert len(names) == 10
    assert names == sorted(names)
    assert "Hub" in names


def test_areas_and_roles_that_hang_on_one_person_and_roles_that_end_soon_are_told(town: World) -> None:
    found = seen(town)
    assert found.thin_areas == ()  # Cora and the stranger
    assert dict(found.thin_roles)["administrator"] == ()
    town.holder("Ada", Role.ADMINISTRATOR)
    town.app.do(OPERATOR, members.end_role, town.key(), town.ids["Stranger Coordinator"], Role.COORDINATOR)
    soon = town.app.clock.now() + timedelta(days=50)

    def shorten(work: Work) -> None:
        work.execute(sa.update(role_grant).where(role_grant.c.member_id == town.ids["Ada"]).values(expires_at=soon))

    town.app.do(OPERATOR, shorten)
    found = seen(town)
    assert found.thin_areas == (("", ("Cora",)),)
    assert dict(found.thin_roles)["administrator"] == ("Ada",)
    assert [(one.name, one.role, one.day) for one in found.ending] == [("Ada", "administrator", soon.date())]


def test_the_only_one_of_a_language_is_told_only_where_they_let_it_be_shown(town: World) -> None:
    guiding = Guiding(town)

    def speaks(name: str, role: str, shown: bool) -> Any:
        person = town.member(name, languages=["pl"])
        given = [Given("topics", ("cooking",), True, True)]
        part = town.app.do(person, programmes.join, town.key(), guiding.programme_id, role, given)
        if shown:
            row = {"participation_id": part, "question": "languages", "value": "[]", "may_be_used": True}
            row |= {"may_be_shown": True, "answered_at": town.app.clock.now(), "is_essential": False}

            def keep(work: Work) -> None:
                work.execute(sa.insert(answer).values(**row))

            town.app.do(OPERATOR, keep)

    guiding.join("Mo", "mentor")
    speaks("Ola", "mentor", shown=True)
    speaks("Ewa", "mentee", shown=False)
    assert not [one for one in seen(town).people if one.places]
    speaks("Jan", "mentee", shown=True)
    ((place, ask),) = leaned(town, "Ola").places
    assert (place.programme, place.language, ask) == ("Guides", "pl", ())


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_only_coordinators_read_it(town: World) -> None:
    for name in ("Ann", "Stranger Sam"):
        with pytest.raises(NotFound):
            town.app.see(town.member(name), depends)
