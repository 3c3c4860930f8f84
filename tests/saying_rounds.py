"""Every write about a round and its review, as somebody says it, and the same write said otherwise."""

from collections.abc import Callable

from guiding import COMPANY, GUIDES, Guiding
from saying import Said, Town

from timebank.access import ANONYMOUS, WORKER
from timebank.matches import actions, next_best, preparing
from timebank.programmes import running


def _two_programmes(town: Town) -> tuple[str, str]:
    """The programme there is, and another one like it."""
    second = town.do(town.guiding.cora, running.start, GUIDES.replace('"guides"', '"second"'))
    return town.guiding.programme_id, str(second)


def _prepare(town: Town) -> Said:
    first, second = _two_programmes(town)
    return Said(town.guiding.cora, (first,), other_args=(second,))


def _solve(town: Town) -> Said:
    prepared = [town.do(town.guiding.cora, preparing.prepare_round, one) for one in _two_programmes(town)]
    return Said(town.guiding.cora, (prepared[0],), other_args=(prepared[1],))


def _of_a_round(words: tuple[str, ...], others: tuple[str, ...]) -> Callable[[Town], Said]:
    """Something said of a round with one draft; without other words it is said as another action."""

    def said(town: Town) -> Said:
        town.draft()
        (round_id,) = {one.round_id for one in town.guiding.drafts()}
        if not words:
            other = (round_id, "They have all moved away")
            return Said(town.guiding.cora, (round_id,), other_action=preparing.discard_round, other_args=other)
        return Said(town.guiding.cora, (round_id, *words), other_args=(round_id, *others))

    return said


def _approve_many(town: Town) -> Said:
    draft = town.draft()
    return Said(town.guiding.cora, ([draft], "Come to tea"), other_args=([draft], "Come for a walk"))


def _undo_by_link(town: Town) -> Said:
    town.offered()
    secrets = [town.guiding.secret(name) for name in ("Ann", "Ben")]
    town.world.app.do(ANONYMOUS, actions.answer_by_link, "a yes", secrets[0], True)
    return Said(ANONYMOUS, (secrets[0],), other_args=(secrets[1],))


def _two_pairs(town: Town) -> None:
    """Two drafts, of Ann and Ben and of Mia and Noa."""
    for name, role in (("Ann", "mentee"), ("Ben", "mentor"), ("Mia", "mentee"), ("Noa", "mentor")):
        town.guiding.join(name, role, topics=("chess",) if name in ("Mia", "Noa") else ("cooking",))
    town.guiding.run()


def _swap(town: Town) -> Said:
    _two_pairs(town)
    draft = {who.name: one.suggestion_id for one in town.guiding.drafts() for who in one.people}
    both = (draft["Ann"], draft["Mia"])
    mentors = (*both, town.id("Ben"), town.id("Noa"))
    return Said(town.guiding.cora, mentors, other_args=(*both, town.id("Ann"), town.id("Mia")))


def _next_best(town: Town) -> Said:
    draft = town.draft()
    town.guiding.join("Noa", "mentor")
    shown = town.world.app.see(town.guiding.cora, next_best.try_next_best, draft)
    return Said(town.guiding.cora, (draft, shown.mark), other_args=(draft, "something else"))


def _look_again(town: Town) -> Said:
    company = Guiding(town.world, COMPANY)
    for name in ("Ann", "Ben", "Cleo"):
        company.join(name)
    suggestion_id = company.offer()
    company.say(town.one("Cleo"), suggestion_id, accept=False)
    return Said(WORKER, (suggestion_id,), other_action=actions.remind_or_expire)


CASES: dict[str, Callable[[Town], Said]] = {
    "matches.preparing.prepare_round": _prepare,
    "matches.preparing.solve_round": _solve,
    "matches.preparing.finish_review": _of_a_round((), ()),
    "matches.preparing.discard_round": _of_a_round(("Too few",), ("Too many",)),
    "matches.approving.approve_many": _approve_many,
    "matches.actions.undo_by_link": _undo_by_link,
    "life.undoing.undo_by_link": _undo_by_link,
    "matches.swapping.swap": _swap,
    "matches.next_best.next_best": _next_best,
    "matches.after_circles.look_again": _look_again,
}
