"""Every write there is, said twice with one key: the first answer again, nothing more written; other words are refused."""

from typing import Any

import pytest
import sqlalchemy as sa
from guiding import Guiding
from ledger_world import Ledger
from saying import Town
from saying_everything import CASES, writes
from world import World

from timebank.db import metadata
from timebank.errors import KeyReused, SignInNeeded
from timebank.ledger.leaving import leave
from timebank.members.tables import member

NOT_KEYED = {
    "mail.actions.write",  # writes a letter once by its own key, answers nothing, and is called by other actions only
    "members.imports.bring_members",  # brings rows, each under a key of its own; see its own tests
}


@pytest.fixture
def town(world: World) -> Town:
    made = Town(world, Guiding(world), Ledger(world))
    for name in ("Ann", "Ben", "Cleo"):
        world.member(name)
    return made


def everything(world: World) -> dict[str, list[Any]]:
    """All that is kept, table by table."""
    with world.app.engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(sa.select(table)).all()))
            for table in metadata.sorted_tables
        }


def test_no_write_is_left_out() -> None:
    assert set(writes()) - NOT_KEYED == set(CASES)


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_write_said_twice_is_written_once_and_other_words_under_its_key_are_refused(town: Town, name: str) -> None:
    said, action, app = CASES[name](town), writes()[name], town.world.app
    before = everything(town.world)
    first = app.do(said.who, action, "the key", *said.args, **said.given)
    after = everything(town.world)
    assert after != before
    assert app.do(said.who, action, "the key", *said.args, **said.given) == first
    assert everything(town.world) == after
    other_args = said.args if said.other_args is None else said.other_args
    other_given = said.given if said.other_given is None else said.other_given
    with pytest.raises(KeyReused):
        app.do(said.who, said.other_action or action, "the key", *other_args, **other_given)
    assert everything(town.world) == after


def test_who_has_left_stays_gone_however_often_it_is_said(town: Town) -> None:
    town.world.app.do(town.one("Cleo"), leave, "the key", "pot")
    with pytest.raises(SignInNeeded):
        town.world.app.do(town.one("Cleo"), leave, "the key", "pot")
    with town.world.app.engine.connect() as connection:
        states = connection.execute(sa.select(member.c.state).where(member.c.id == town.id("Cleo")))
        assert states.scalar_one() == "left"
