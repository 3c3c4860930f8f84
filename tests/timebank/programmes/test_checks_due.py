"""Checks that end soon: who is told when, once each, and what coordinators read of it."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from guiding import GUIDES, Guiding
from ledger_world import TODAY
from world import World

from timebank.access import WORKER
from timebank.clock import HandClock
from timebank.errors import NotFound
from timebank.mail.tables import letter
from timebank.members import checks
from timebank.programmes import running
from timebank.programmes.checks_due import EndingCheck, checks_ending, warn, warnings
from timebank.programmes.reads import pool_members

ASKING = GUIDES.replace('name = "mentor"', 'name = "mentor"\nchecks = ["pvg"]')


@pytest.fixture
def guiding(world: World) -> Guiding:
    """A programme whose mentors need the PVG scheme, with Ben a mentor and a stranger beside him."""
    made = Guiding(world)
    made.join("Ben", "mentor")
    made.join("Ann", "mentee")
    made.join("Stranger Sam", "mentor")
    world.app.do(made.cora, running.change, world.key(), made.programme_id, ASKING, 1)
    return made


def seen(guiding: Guiding, days: int, name: str = "Ben", kind: str = "pvg") -> None:
    """Write down that something was seen of somebody and holds for so many days."""
    world = guiding.world
    until = TODAY + timedelta(days=days)
    world.app.do(guiding.cora, checks.record_check, world.key(), world.ids[name], kind, True, TODAY, until)


def tell(guiding: Guiding) -> int:
    """Tell everybody who is to be told today; answers how many were."""
    app, world = guiding.world.app, guiding.world
    return [app.do(WORKER, warn, world.key(), item) for item in app.see(WORKER, warnings)].count("told")


def ending(guiding: Guiding) -> list[EndingCheck]:
    return list(guiding.world.app.see(guiding.cora, checks_ending, guiding.programme_id))


def test_ben_is_told_at_sixty_thirty_and_seven_days_and_never_twice(guiding: Guiding, clock: HandClock) -> None:
    seen(guiding, 61)
    told = []
    for day in range(64):
        if tell(guiding):
            told.append(61 - day)
        assert tell(guiding) == 0
        clock.move(days=1)
    assert told == [60, 30, 7]


def test_after_days_off_only_the_nearest_warning_is_given(guiding: Guiding, clock: HandClock) -> None:
    seen(guiding, 61)
    clock.move(days=40)
    assert tell(guiding) == 1
    assert [item.rpartition(":")[2] for item in guiding.world.app.see(WORKER, warnings)] == []
    clock.move(days=15)
    assert tell(guiding) == 1
    clock.move(days=30)
    assert tell(guiding) == 0


def test_a_newer_check_ends_the_warnings_of_the_older_one(guiding: Guiding, clock: HandClock) -> None:
    seen(guiding, 20)
    due = guiding.world.app.see(WORKER, warnings)
    clock.move(minutes=1)
    seen(guiding, 700)
    assert len(due) == 1
    assert guiding.world.app.do(WORKER, warn, "late", due[0]) == "nothing"
    assert ending(guiding) == []


def test_what_no_programme_asks_for_may_end_without_a_letter(guiding: Guiding) -> None:
    seen(guiding, 5, "Ben", "references")
    seen(guiding, 5, "Ann", "pvg")
    assert tell(guiding) == 0
    assert ending(guiding) == []


def test_the_letter_names_neither_the_check_nor_the_programme(guiding: Guiding) -> None:
    seen(guiding, 30)
    tell(guiding)
    with guiding.world.app.engine.connect() as connection:
        row = connection.execute(sa.select(letter).where(letter.c.kind == "check_ends")).one()
    assert "2 December 2026" in row.text
    assert row.state == "due"
    assert not any(word in row.subject + row.text for word in ("PVG", "Guides", "disclosure"))


def test_coordinators_read_what_ends_and_what_has_ended_and_ben_leaves_the_pool_the_day_after(
    guiding: Guiding, clock: HandClock
) -> None:
    app, programme_id = guiding.world.app, guiding.programme_id
    seen(guiding, 61)
    seen(guiding, 3, "Stranger Sam")
    assert [(one.name, one.days_left, one.programmes) for one in ending(guiding)] == [("Stranger Sam", 3, ("Guides",))]
    clock.move(days=61)
    assert [(one.name, one.days_left) for one in ending(guiding)] == [("Stranger Sam", -58), ("Ben", 0)]
    assert guiding.world.ids["Ben"] in {one.member_id for one in app.see(WORKER, pool_members, programme_id)}
    clock.move(days=1)
    assert guiding.world.ids["Ben"] not in {one.member_id for one in app.see(WORKER, pool_members, programme_id)}


def test_only_the_worker_warns_and_only_coordinators_read_the_list_and_never_of_themself(guiding: Guiding) -> None:
    app = guiding.world.app
    seen(guiding, 5)
    for who in (guiding.cora, guiding.world.member("Ann")):
        with pytest.raises(NotFound):
            app.see(who, warnings)
    with pytest.raises(NotFound):
        app.see(guiding.world.member("Ann"), checks_ending)
    guiding.join("Cora", "mentor")
    other = guiding.world.coordinator("Olga")
    app.do(other, checks.record_check, "own", guiding.world.ids["Cora"], "pvg", True, TODAY, TODAY)
    assert [one.name for one in ending(guiding)] == ["Ben"]
    assert [one.name for one in app.see(other, checks_ending)] == ["Cora", "Ben"]
