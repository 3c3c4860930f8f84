"""The figures are the same wherever they stand, and whichever of them is changed behind our back, it is said."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from ledger_world import TODAY, Ledger
from world import World

from timebank.access import OPERATOR
from timebank.ledger.corrections import correct
from timebank.ledger.donations import donate
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account
from timebank.reports import agreement


@pytest.fixture
def ledger(world: World) -> Ledger:
    """Hours of help, some put right in either direction, some taken back whole, and a gift."""
    ledger, cora = Ledger(world), world.coordinator()
    for number, (minutes, stands) in enumerate(((90, 60), (60, 90), (45, 0), (30, 30))):
        entry_id = ledger.record("Ann", "Ann", "Ben", minutes, TODAY - timedelta(days=number))
        ledger.confirm("Ben", entry_id)
        if stands != minutes:
            world.app.do(cora, correct, world.key(), entry_id, stands, "we counted again")
    pot = Holder("pot")
    world.app.do(ledger.person("Ann"), donate, world.key(), giver=ledger.of("Ann"), receiver=pot, minutes=20)
    ledger.record("Ben", "Ben", "Cat", 15)
    return ledger


def test_figures_agree_after_corrections_and_gifts(ledger: Ledger) -> None:
    app = ledger.world.app
    assert app.see(OPERATOR, agreement.differences) == ()
    standing = app.see(ledger.world.coordinator(), agreement.standing)
    assert (standing.sum_minutes, standing.exchanged_minutes, standing.is_reported_the_same) == (0, 180, True)


def test_members_are_told_that_figures_agree_where_too_few_stand_behind_them(ledger: Ledger) -> None:
    standing = ledger.world.app.see(ledger.person("Ann"), agreement.standing)
    assert (standing.exchanged_minutes, standing.is_reported_the_same) == (None, True)


def test_a_balance_changed_by_hand_differs_from_the_export(ledger: Ledger) -> None:
    with ledger.world.app.engine.begin() as connection:
        for kind, change in (("pot", 5), ("opening", -5)):
            here = sa.update(account).where(account.c.kind == kind)
            connection.execute(here.values(balance_minutes=account.c.balance_minutes + change))
    found = ledger.world.app.see(OPERATOR, agreement.differences)
    assert found == ("A balance that is kept is not the one that the export gives.",)
    proved = agreement.prove(ledger.world.app, OPERATOR, "now")
    assert not proved.proof.ok
    assert found[0] in proved.proof.findings
