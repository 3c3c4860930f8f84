"""Every write about short first meetings, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable

from guiding import GUIDES
from saying import Said, Town
from tasting import IN_TWO_STEPS, WHERE

from timebank.access import ANONYMOUS, WORKER
from timebank.matches import taster_reads, tasters
from timebank.programmes import actions as programmes
from timebank.programmes import running
from timebank.programmes.rules import Given


def _programme(town: Town, name: str = "steps", topic: str = "cooking") -> str:
    """A programme in two steps in which Ann would like guidance, and Ben and Cleo give some."""
    made = str(town.do(town.guiding.cora, running.start, GUIDES.replace('"guides"', f'"{name}"') + IN_TWO_STEPS))
    for who, role in (("Ann", "mentee"), ("Ben", "mentor"), ("Cleo", "mentor")):
        town.do(town.one(who), programmes.join, made, role, [Given("topics", (topic,), True, True)], 1)
    return made


def _drafts(town: Town, programme_id: str) -> list[str]:
    town.do(town.guiding.cora, tasters.run_first_step, programme_id)
    found = town.world.app.see(town.guiding.cora, taster_reads.first_step, programme_id)
    assert found is not None
    return [one.taster_id for one in found.drafts]


def _asked(town: Town, programme_id: str) -> list[str]:
    found = _drafts(town, programme_id)
    town.do(town.guiding.cora, tasters.ask, found, WHERE)
    return found


def _of_programmes(are_asked: bool = False, days: int = 0) -> Callable[[Town], Said]:
    """Something done with one of two programmes, whose people may have been asked some days ago."""

    def said(town: Town) -> Said:
        both = [_programme(town), _programme(town, "more")]
        for one in both if are_asked else ():
            _asked(town, one)
        town.days_pass(days)
        return Said(WORKER if days else town.guiding.cora, (both[0],), other_args=(both[1],))

    return said


def _ask(town: Town) -> Said:
    drafts = _drafts(town, _programme(town))
    return Said(town.guiding.cora, (drafts, WHERE), other_args=(drafts, "Cora rings you"))


def _set_aside(town: Town) -> Said:
    first, second = _drafts(town, _programme(town))
    return Said(town.guiding.cora, (first,), other_args=(second,))


def _say(town: Town) -> Said:
    first, _ = _asked(town, _programme(town))
    return Said(town.one("Ann"), (first, "yes"), other_args=(first, "perhaps"))


def _say_by_link(town: Town) -> Said:
    first, _ = _asked(town, _programme(town))
    (text,) = [text for kind, text in town.guiding.letters("Ann") if kind == "taster_asked"]
    secret = text.split("/short-meetings/")[1].split()[0]
    return Said(ANONYMOUS, (secret, first, "yes"), other_args=(secret, first, "no"))


CASES: dict[str, Callable[[Town], Said]] = {
    "matches.tasters.run_first_step": _of_programmes(),
    "matches.tasters.next_step": _of_programmes(),
    "matches.tasters.ask": _ask,
    "matches.tasters.set_aside": _set_aside,
    "matches.tasters.close_first_step": _of_programmes(are_asked=True),
    "matches.tasters.remind_or_close": _of_programmes(are_asked=True, days=30),
    "matches.taster_saying.say": _say,
    "matches.taster_saying.say_by_link": _say_by_link,
}
