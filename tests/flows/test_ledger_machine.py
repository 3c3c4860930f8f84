"""Anything anybody may do with hours, in any order: after every step the sums hold and no state has gone back."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from strong import sizes
from strong.machine import HoursMachine
from strong.village import Village

from timebank.ledger import reads, room
from timebank.ledger.counting import counted
from timebank.ledger.posting import NewEntry, Pen
from timebank.ledger.tables import entry


@pytest.fixture(scope="module")
def begun(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A village that has begun, and the ids of its people."""
    path = tmp_path_factory.mktemp("village") / "begun.db"
    shutil.copy(sqlite_template, path)
    village = Village(path)
    ids = village.begin()
    village.app.close()
    return path, ids


@pytest.fixture
def machine(begun: tuple[Path, dict[str, str]], tmp_path: Path) -> type[HoursMachine]:
    """The machine with a village to copy and a folder to work in."""
    (HoursMachine.database, HoursMachine.ids), HoursMachine.folder = begun, tmp_path
    return HoursMachine


def test_whatever_people_do_the_books_are_right(machine: type[HoursMachine]) -> None:
    chosen = settings(
        max_examples=sizes.MACHINE_EXAMPLES,
        stateful_step_count=sizes.MACHINE_STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)


def post_twice_for_a_correction(write: Callable[..., str]) -> Callable[..., str]:
    def write_entry(pen: Pen, new: NewEntry, of: dict[str, Any] | None = None) -> str:
        if new.kind == "correction":
            pen._post(new.from_account_id, new.to_account_id, new.minutes)
        return write(pen, new, of)

    return write_entry


def count_first_figures_only(*conditions: Any, **told: Any) -> sa.Subquery:
    return counted(*conditions, entry.c.kind == "exchange", **told)


PLANTED = {
    "hours that wait and are not kept in reserve": (Pen, "_reserve", lambda *_: None),
    "a correction that posts twice": (Pen, "write_entry", post_twice_for_a_correction(Pen.write_entry)),
    "a balance without what was put right": (reads, "counted", count_first_figures_only),
    "a limit that does not block": (room, "check_room", lambda *_: None),
}


@pytest.mark.parametrize("planted", PLANTED)
def test_the_machine_finds(planted: str, machine: type[HoursMachine], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*PLANTED[planted])
    chosen = settings(
        max_examples=100,
        stateful_step_count=sizes.MACHINE_STEPS,
        deadline=None,
        database=None,
        derandomize=True,
        report_multiple_bugs=False,  # the first is enough
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    with pytest.raises((AssertionError, sa.exc.IntegrityError)):
        run_state_machine_as_test(machine, settings=chosen)
