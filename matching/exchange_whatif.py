"""What if, for circles of help: what stands is kept, and only what a change really moves is moved."""

from collections.abc import Iterable

from matching.compare import Comparison, compare, outcome
from matching.errors import PinsCannotHold
from matching.exchange import Link, links_of, solve_exchange
from matching.people import Pool
from matching.proposal import Proposal
from matching.whatif import Change, Helps, Pin, Weigh, changed

NO_CIRCLE_HOLDS = (
    "No circle that every rule allows can hold these two, one helping the other, beside what else must be in."
)


def what_if_help(pool: Pool, *changes: Change, before: Proposal | None = None) -> Comparison:
    """The best circles with some changes, beside the best without.

    With the changes all begins with the circles that stand, and circles change only for better ones; where something
    counts more or less, everything is also chosen anew, and the better of the two is told. Raises WrongInput for a
    change that names nobody or nothing, PinsCannotHold for two whom no circle can hold.
    """
    stands = solve_exchange(pool) if before is None else before
    other = changed(pool, *changes)
    wanted = [(change.helper, change.helped) for change in changes if isinstance(change, Helps)]
    found = [solve_exchange(other, wanted=wanted, standing=stands)]
    if any(isinstance(change, Weigh) for change in changes):
        found.append(solve_exchange(other, wanted=wanted))
    best = max(found, key=lambda one: (one.minutes, one.score))
    pinned = {(min(change.first, change.second), max(change.first, change.second)) for change in _pins(changes)}
    if not links_in(best).issuperset(wanted) or not pinned.isdisjoint(best.missed):
        raise PinsCannotHold(NO_CIRCLE_HOLDS)
    return compare(outcome(pool, stands), outcome(other, best))


def _pins(changes: Iterable[Change]) -> list[Pin]:
    return [change for change in changes if isinstance(change, Pin)]


def links_in(proposal: Proposal) -> set[Link]:
    """Everybody who helps somebody in a proposal, and whom, by number."""
    return {link for circle in proposal.circles for link in links_of(circle)}
