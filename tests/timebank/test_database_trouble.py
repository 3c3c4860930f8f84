"""Which trouble a database is said to have: decided by the database, never by what people wrote; a damaged file is told."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from forging import without_guards
from ledger_world import Ledger
from world import World

from timebank.access import OPERATOR
from timebank.app import App, build
from timebank.copies.actions import back_up, restore
from timebank.errors import Refused, StorageTrouble
from timebank.ledger.verify import verify
from timebank.members.tables import area
from timebank.settings import Settings
from timebank.work import Work


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world)
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", note="shopping"))
    return ledger


def test_words_of_people_inside_an_error_are_not_taken_for_the_database_being_locked(app: App) -> None:
    def twice(work: Work) -> None:
        for name in ("locked, busy, no such table", "locked, busy, no such table"):
            work.execute(sa.insert(area).values(id=work.ids.new(), name=name))

    with pytest.raises(sa.exc.IntegrityError):
        app.do(OPERATOR, twice)


def test_a_word_in_a_file_that_is_no_text_is_said_to_be_damage(ledger: Ledger) -> None:
    if ledger.world.app.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL takes no text that is none")
    with without_guards(ledger) as connection:
        connection.exec_driver_sql("UPDATE entry SET note = CAST(x'ff' AS TEXT)")
    with pytest.raises(StorageTrouble, match="damaged"):
        ledger.proof()


def test_a_file_with_its_middle_overwritten_is_never_called_sound(ledger: Ledger, tmp_path: Path) -> None:
    if ledger.world.app.engine.dialect.name != "sqlite":
        pytest.skip("the files of a PostgreSQL server are its own affair")
    back_up(ledger.world.app, OPERATOR, tmp_path / "whole.db")
    whole = (tmp_path / "whole.db").read_bytes()
    size = int.from_bytes(whole[16:18], "big")
    unsound = 0
    for page in range(1, len(whole) // size, 5):
        damaged = tmp_path / "damaged.db"
        damaged.write_bytes(whole[: page * size] + b"\x5a" * size + whole[(page + 1) * size :])
        app = build(Settings(database_url=f"sqlite:///{damaged}"))
        try:
            unsound += not app.see(OPERATOR, verify).ok
        except Refused:
            unsound += 1
        app.close()
        with pytest.raises(Refused):
            restore(ledger.world.app, OPERATOR, damaged, replace=True)
        damaged.unlink()
    assert unsound > 0
    assert ledger.proof().ok
