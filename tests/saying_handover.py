"""Every write of handing over, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable
from datetime import timedelta

from ledger_world import TODAY
from saying import Said, Town

from timebank.handover.actions import hand_over

NEXT_WEEK = TODAY + timedelta(days=7)


def _hand_over(town: Town) -> Said:
    line = f"match:{town.match()}"
    ben = town.id("Ben")
    return Said(
        town.guiding.cora,
        (ben, "away", {line: "rest"}, NEXT_WEEK),
        other_args=(ben, "away", {line: "end"}, NEXT_WEEK),
    )


def _come_back(town: Town) -> Said:
    line = f"match:{town.match()}"
    town.do(town.guiding.cora, hand_over, town.id("Ben"), "away", {line: "rest"}, NEXT_WEEK)
    return Said(town.guiding.cora, (town.id("Ben"),), other_args=(town.id("Ann"),))


CASES: dict[str, Callable[[Town], Said]] = {
    "handover.actions.hand_over": _hand_over,
    "handover.actions.come_back": _come_back,
}
