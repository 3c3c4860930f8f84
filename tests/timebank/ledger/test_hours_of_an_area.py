"""A coordinator of one area judges no hours of people of another: for them it is as if there were nothing to judge."""

import pytest
from ledger_world import Ledger
from world import START

from timebank.access import Caller
from timebank.errors import NotFound
from timebank.ledger import corrections, decisions, grants, questions, reads

MANY = "20"


@pytest.fixture
def town(ledger: Ledger) -> Ledger:
    """Ann and Ben live in the north, where Nora coordinates; Sol coordinates in the south."""
    world = ledger.world
    north, south = world.area("North", "Ann", "Ben"), world.area("South", "Cat")
    world.coordinator("Nora", north)
    world.coordinator("Sol", south)
    return ledger


def test_a_question_is_settled_where_its_people_live(town: Ledger) -> None:
    entry_id = town.record("Ann", "Ann", "Ben", 60)
    do, see = town.world.app.do, town.world.app.see
    do(town.person("Ben"), questions.question, town.world.key(), entry_id, 200, "It was longer")
    nora, sol = town.person("Nora"), town.person("Sol")
    assert [card.entry_id for card in see(nora, reads.to_settle)] == [entry_id]
    assert see(sol, reads.to_settle) == []
    assert not town.letters("Sol")
    assert town.letters("Nora")
    with pytest.raises(NotFound):
        do(sol, questions.settle, town.world.key(), entry_id, 60, "We talked")
    do(nora, questions.settle, town.world.key(), entry_id, 60, "We talked")
    assert town.balance("Ann") == 60


def test_hours_are_put_right_and_agreed_where_their_people_live(town: Ledger) -> None:
    town.choose(correction_limit_minutes=MANY)
    town.world.coordinator("Norman", None)
    entry_id = town.record("Ann", "Ann", "Ben", 60)
    town.confirm("Ben", entry_id)
    do, key = town.world.app.do, town.world.key
    nora, sol, norman = (town.person(name) for name in ("Nora", "Sol", "Norman"))
    with pytest.raises(NotFound):
        do(sol, corrections.correct, key(), entry_id, 30, "It rained")
    waits = do(nora, corrections.correct, key(), entry_id, 30, "It rained")
    assert not town.letters("Sol")
    with pytest.raises(NotFound):
        do(sol, decisions.agree, key(), waits)
    do(norman, decisions.agree, key(), waits)
    assert town.balance("Ann") == 30


def test_thanks_from_the_pot_go_to_people_of_ones_own_area(town: Ledger) -> None:
    town.fill_pot(300)
    thanks = {"minutes": 30, "service_date": START.date(), "reason": "Coming to the meeting"}

    def give(who: Caller, *names: str) -> None:
        ids = tuple(town.world.ids[name] for name in names)
        town.world.app.do(who, grants.grant, town.world.key(), member_ids=ids, **thanks)

    with pytest.raises(NotFound):
        give(town.person("Sol"), "Ann")
    give(town.person("Nora"), "Ann")
    assert town.balance("Ann") == 30
