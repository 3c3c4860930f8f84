"""Partner organisations: who speaks for each is chosen by a coordinator, remembered, and told to those concerned."""

import pytest
import sqlalchemy as sa
from world import World

from timebank.access import ANONYMOUS, OPERATOR, WORKER
from timebank.errors import AlreadyDecided, InvalidInput, KeyReused, NotFound, SignInNeeded
from timebank.mail.tables import letter
from timebank.members import organisations
from timebank.members.organisations import my_organisations, organisation_cards


@pytest.fixture
def library(world: World) -> str:
    for name in ("Lia", "Leo"):
        world.member(name)
    world.app.do(OPERATOR, organisations.add_organisation, world.key(), "Another place")
    return world.app.do(world.coordinator(), organisations.add_organisation, world.key(), "  The   Library ")


def add(world: World, who: str, organisation_id: str, name: str, key: str = "") -> str:
    world.member(name)
    key = key or world.key()
    return world.app.do(world.member(who), organisations.add_agent, key, organisation_id, world.ids[name])


def remove(world: World, who: str, organisation_id: str, name: str) -> str:
    return world.app.do(world.member(who), organisations.remove_agent, world.key(), organisation_id, world.ids[name])


def agents(world: World) -> dict[str, list[str]]:
    cards = world.app.see(world.coordinator(), organisation_cards)
    return {card.name: [agent.name for agent in card.agents] for card in cards}


def letters(world: World, name: str) -> list[str]:
    found = sa.select(letter.c.kind).where(letter.c.member_id == world.ids[name]).order_by(letter.c.kind)
    with world.app.engine.connect() as connection:
        return list(connection.execute(found).scalars())


def test_several_people_speak_for_an_organisation_and_each_is_told(world: World, library: str) -> None:
    add(world, "Cora", library, "Lia")
    add(world, "Cora", library, "Leo")
    assert agents(world) == {"Another place": [], "The Library": ["Leo", "Lia"]}
    assert (letters(world, "Lia"), letters(world, "Leo")) == (["speaks_for", "speaks_too"], ["speaks_for"])
    assert world.app.see(world.member("Lia"), my_organisations) == ((library, "The Library"),)
    assert world.app.see(world.member("Stranger Sam"), my_organisations) == ()
    with pytest.raises(AlreadyDecided):
        add(world, "Cora", library, "Lia")


def test_a_name_is_taken_once(world: World, library: str) -> None:
    for alike in ("The Library", "the LIBRÁRY"):  # nobody could tell them apart on a list
        with pytest.raises(InvalidInput, match="already"):
            world.app.do(OPERATOR, organisations.add_organisation, world.key(), alike)
    with pytest.raises(InvalidInput):
        world.app.do(OPERATOR, organisations.add_organisation, world.key(), "  ")


def test_what_is_sent_twice_happens_once(world: World, library: str) -> None:
    cora = world.coordinator()
    first = world.app.do(cora, organisations.add_organisation, "choir", "Choir")
    assert world.app.do(cora, organisations.add_organisation, "choir", "Choir") == first
    with pytest.raises(KeyReused):
        world.app.do(cora, organisations.add_organisation, "choir", "Band")
    assert add(world, "Cora", first, "Lia", key="lia") == add(world, "Cora", first, "Lia", key="lia")
    with pytest.raises(KeyReused):
        add(world, "Cora", library, "Lia", key="lia")
    lia = world.ids["Lia"]
    assert world.app.do(cora, organisations.remove_agent, "gone", first, lia) == lia
    assert world.app.do(cora, organisations.remove_agent, "gone", first, lia) == lia
    with pytest.raises(KeyReused):
        world.app.do(cora, organisations.remove_agent, "gone", library, lia)


def test_members_choose_nobody_and_coordinators_not_themselves(world: World, library: str) -> None:
    for who, name in (("Lia", "Lia"), ("Lia", "Leo"), ("Cora", "Cora")):
        with pytest.raises(NotFound):
            add(world, who, library, name)
    add(world, "Stranger Coordinator", library, "Cora")
    assert agents(world)["The Library"] == ["Cora"]
    with pytest.raises(NotFound):
        world.app.do(world.member("Lia"), organisations.add_organisation, world.key(), "Mine")
    with pytest.raises(NotFound):
        world.app.see(world.member("Lia"), organisation_cards)
    with pytest.raises(NotFound):
        world.app.do(WORKER, organisations.add_organisation, world.key(), "Mine")
    for read in (organisation_cards, my_organisations):
        with pytest.raises(SignInNeeded):
            world.app.see(ANONYMOUS, read)


def test_somebody_may_stop_speaking_for_it_at_any_time(world: World, library: str) -> None:
    add(world, "Cora", library, "Lia")
    add(world, "Cora", library, "Leo")
    with pytest.raises(NotFound):
        remove(world, "Leo", library, "Lia")
    remove(world, "Lia", library, "Lia")
    remove(world, "Cora", library, "Leo")
    assert agents(world)["The Library"] == []
    assert "speaks_no_longer" in letters(world, "Leo")
    assert "speaks_no_longer" not in letters(world, "Lia")
    with pytest.raises(NotFound):
        remove(world, "Cora", library, "Leo")


def test_an_organisation_or_member_nobody_knows_is_not_found(world: World, library: str) -> None:
    with pytest.raises(NotFound):
        add(world, "Cora", "nowhere", "Lia")
    with pytest.raises(NotFound):
        world.app.do(world.coordinator(), organisations.add_agent, world.key(), library, "nobody")
