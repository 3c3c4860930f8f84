"""Many members from a file: a row that fails leaves nothing of itself behind."""

import pytest
import sqlalchemy as sa
from world import World

from timebank import tabular
from timebank.errors import NotFound
from timebank.members.imports import bring_members
from timebank.members.tables import member

FILE = b"name,email,languages\nAda Lovell,ada@example.org,en\nBob Hay,bob@example.org,klingonese\n"


def count(world: World) -> int:
    with world.app.engine.connect() as connection:
        return int(connection.execute(sa.select(sa.func.count()).select_from(member)).scalar_one())


def test_a_row_that_fails_halfway_leaves_no_half_member(world: World) -> None:
    before, cora = count(world), world.coordinator()
    records = tabular.read("people.csv", FILE)
    report = world.app.do(cora, bring_members, world.key(), records, good_rows_only=True)
    assert (report.written, [one.record.cells["name"] for one in report.failed]) == (1, ["Bob Hay"])
    assert count(world) == before + 2  # Cora and Ada
    assert "klingonese" in report.failed_csv()


def test_without_leave_nothing_is_stored_when_a_row_fails(world: World) -> None:
    cora = world.coordinator()
    before = count(world)
    report = world.app.do(cora, bring_members, world.key(), tabular.read("people.csv", FILE))
    assert not report.is_stored
    assert count(world) == before


def test_only_coordinators_bring_members(world: World) -> None:
    with pytest.raises(NotFound):
        world.app.do(world.member("Ann"), bring_members, world.key(), tabular.read("people.csv", FILE))
