"""Every write about programmes that came later, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable
from datetime import timedelta

from guiding import GUIDES
from ledger_world import TODAY
from saying import Said, Town

from timebank.access import WORKER
from timebank.members import checks
from timebank.programmes import running
from timebank.programmes.checks_due import warnings


def _warn(town: Town) -> Said:
    """A check that Ann's role asks for ends in a week."""
    town.part()
    asking = GUIDES.replace('name = "mentee"', 'name = "mentee"\nchecks = ["pvg"]')
    town.do(town.guiding.cora, running.change, town.guiding.programme_id, asking, 1)
    until = TODAY + timedelta(days=7)
    town.do(town.guiding.cora, checks.record_check, town.id("Ann"), "pvg", True, TODAY, until)
    (item,) = town.world.app.see(WORKER, warnings)
    return Said(WORKER, (item,), other_args=(item.replace(":7", ":30"),))


def _show_interest(town: Town) -> Said:
    programme_id = town.guiding.programme_id
    return Said(town.one("Ann"), (programme_id, "mentee"), other_args=(programme_id, "mentor"))


CASES: dict[str, Callable[[Town], Said]] = {
    "programmes.actions.show_interest": _show_interest,
    "programmes.checks_due.warn": _warn,
}
