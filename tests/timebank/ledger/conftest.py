"""Every story of this room is told with a Ledger, and every one of them must end with a ledger that proves itself."""

from collections.abc import Iterator

import pytest
from ledger_world import Ledger
from world import World


@pytest.fixture
def ledger(world: World) -> Iterator[Ledger]:
    """A ledger with strangers' hours in it already, so that a missing WHERE shows."""
    ledger = Ledger(world)
    first = ledger.record("Stranger Sam", "Stranger Sam", "Stranger Sue", 77)
    ledger.confirm("Stranger Sue", first)
    ledger.record("Stranger Sue", "Stranger Sam", "Stranger Sue", 13)
    yield ledger
    proof = ledger.proof()
    assert proof.ok, proof.findings
