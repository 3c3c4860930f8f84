"""Every write from a sheet on paper, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable

from ledger_world import TODAY
from saying import Said, Town

from timebank.ledger import actions as ledger
from timebank.reports.sheet_answers import Ticked

TOLD = "on paper, 3 November 2026"


def _offline(town: Town) -> str:
    """Ada, who has no e-mail, and hours that wait for her word."""
    ada = str(town.world.member("Ada", offline=True).member_id)
    told = {"giver": town.of("Ben"), "receiver": town.world.account("Ada"), "service_date": TODAY, "minutes": 60}
    return f"{ada}:{town.do(town.one('Ben'), ledger.record, **told)}"


def _record_line(town: Town) -> Said:
    ada, _, entry_id = _offline(town).partition(":")
    first, other = Ticked("hours", entry_id, "yes"), Ticked("hours", entry_id, "no")
    return Said(town.guiding.cora, (ada, first, TOLD), other_args=(ada, other, TOLD))


def _told_on_paper(town: Town) -> Said:
    ada, _, _ = _offline(town).partition(":")
    zed = str(town.world.member("Zed", offline=True).member_id)
    now = town.world.app.clock.now()
    return Said(town.guiding.cora, ((ada,), now), other_args=((ada, zed), now))


CASES: dict[str, Callable[[Town], Said]] = {
    "reports.sheet_answers.record_line": _record_line,
    "reports.sheet_answers.told_on_paper": _told_on_paper,
}
