"""Every write of the jobs that tell people things, as it is said, and the same write said otherwise."""

from collections.abc import Callable
from typing import Any

from saying import Said, Town

from timebank.access import WORKER


def _to(*, coordinator: bool = False) -> Callable[[Town], Said]:
    """Something told to one of two people."""

    def said(town: Town) -> Said:
        one, other = ("Cora", "Stranger Coordinator") if coordinator else ("Ann", "Ben")
        town.entry()
        return Said(WORKER, (town.id(one),), other_args=(town.id(other),))

    return said


def _ask_to_run(town: Town) -> Said:
    return Said(town.guiding.cora, ("weekly-rounds",), other_args=("weekly-digest",))


CASES: dict[str, Callable[[Town], Any]] = {
    "digests.weekly.write_digest": _to(),
    "digests.monday.write_monday": _to(coordinator=True),
    "digests.nudges.nudge": _to(),
    "digests.asking.ask_unrecorded": _to(),
    "digests.asking.warn_of_ending": _to(),
    "jobs.by_hand.ask_to_run": _ask_to_run,
}
