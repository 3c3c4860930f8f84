"""A copy each night, proved before it gets its name; old ones go by days, weeks and months, and never another file."""

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from world import World

from timebank.access import OPERATOR
from timebank.app import App, build
from timebank.clock import HandClock
from timebank.copies import actions as copies
from timebank.errors import Refused
from timebank.jobs.copying import folder_of
from timebank.jobs.rotation import DAYS, MONTHS, WEEKS, day_of, kept, name_of
from timebank.jobs.run import run
from timebank.members.reads import names as everybody
from timebank.settings import Settings

TODAY = date(2026, 11, 2)
SOME_DAYS = st.sets(st.dates(date(2024, 1, 1), date(2026, 12, 31)), max_size=400)


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """SQLite: the other kind is copied in test_nightly_copies_of_postgresql.py."""
    path = tmp_path / "bank.db"
    shutil.copy(request.getfixturevalue("sqlite_template"), path)
    return f"sqlite:///{path}"


def names(app: App) -> list[str]:
    return sorted(one.name for one in folder_of(app).iterdir())


def test_each_night_there_is_one_more_copy_beside_the_database_and_it_can_be_brought_back(world: World) -> None:
    world.member("Ann")
    report = run(world.app, "backup")
    assert "and proved; 0 old copies removed." in report.words
    assert names(world.app) == ["bank-2026-11-02.copy"]
    copy = folder_of(world.app) / "bank-2026-11-02.copy"
    assert copy.stat().st_mode & 0o077 == 0, "nobody else may read it"
    world.member("Ben")
    copies.restore(world.app, OPERATOR, copy, replace=True)
    with world.app.look(OPERATOR) as look:
        assert "Ann" in everybody(look).values()
        assert "Ben" not in everybody(look).values()


def test_a_second_copy_on_a_day_takes_the_place_of_the_first(world: World) -> None:
    run(world.app, "backup")
    run(world.app, "backup")
    assert names(world.app) == ["bank-2026-11-02.copy"]


def test_old_copies_go_and_other_files_stay(world: World, clock: HandClock) -> None:
    run(world.app, "backup")
    folder = folder_of(world.app)
    others = ["other-2020-01-01.copy", "bank-2020-01-01.copy.old", "bank-2020-13-01.copy", "letter.txt"]
    for name in others:
        (folder / name).write_text("mine")
    for age in range(1, 40):
        (folder / name_of("bank", TODAY - timedelta(days=age))).write_text("an older copy")
    report = run(world.app, "backup")
    assert "old copies removed" in report.words
    left = set(names(world.app))
    assert set(others) <= left
    assert {one for one in left if day_of(one, "bank")} == {
        name_of("bank", day) for day in kept(TODAY - timedelta(days=age) for age in range(40))
    }


def test_where_no_copy_can_be_made_nothing_is_let_go_and_it_is_said(world: World, tmp_path: Path) -> None:
    in_the_way = tmp_path / "taken"
    in_the_way.write_text("a file, not a folder")
    app = build(Settings(database_url=world.app.settings.database_url, copies_folder=in_the_way), clock=world.app.clock)
    with pytest.raises(Refused, match="cannot be made"):
        run(app, "backup")
    folder = tmp_path / "copies"
    folder.mkdir()
    for age in range(1, 40):
        (folder / name_of("bank", TODAY - timedelta(days=age))).write_text("an older copy")
    (folder / name_of("bank", TODAY)).mkdir()  # a folder where the copy should be
    with pytest.raises(Refused):
        run(world.app, "backup")
    assert len(names(world.app)) == 40
    app.close()


@given(days=SOME_DAYS)
@settings(max_examples=200, deadline=None)
def test_the_newest_are_kept_and_never_more_than_the_rule_says(days: set[date]) -> None:
    stay, newest = kept(days), sorted(days, reverse=True)
    assert stay <= days
    assert set(newest[:DAYS]) <= stay
    assert len(stay) <= DAYS + WEEKS + MONTHS
    assert kept(stay) == stay, "what was kept once is not let go by being looked at again"


def test_night_by_night_there_are_always_copies_of_the_last_week_month_and_year() -> None:
    stay: frozenset[date] = frozenset()
    for number in range(900):
        day = date(2024, 1, 1) + timedelta(days=number)
        stay = kept({*stay, day})
        if number > 400:
            ages = [(day - one).days for one in stay]
            assert set(range(7)) <= set(ages)
            assert max(ages) > 300
            assert any(13 <= age <= 28 for age in ages)
