"""An independent second look at a time exchange: every limit and every sum again, in plain steps, without a solver."""

from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction

from matching.circles import Circle, Circulation
from matching.errors import ProposalWrong

Number = int | float | Fraction


def verify_circulation(
    circulation: Circulation,
    n: int,
    giver: Sequence[int],
    receiver: Sequence[int],
    minutes: Sequence[int],
    score: Sequence[Number],
    *,
    give_limit: Sequence[int],
    receive_limit: Sequence[int],
    balance: Sequence[int] | None = None,
    max_length: int | None = 4,
) -> None:
    """Return quietly when the exchange keeps every promise; raise ProposalWrong with the first that it breaks.

    The arguments are those of `circulate`. Promises: the minutes of each arc are within its own and both people's
    limits, everybody gives as much as they receive (or their balance moves towards zero, not past it), circles are
    real, short enough, each only once and add up to the minutes, totals are right, and no bound is below them.

    >>> from matching.circles import circulate
    >>> swap = (2, [0, 1], [1, 0], [60, 30], [1, 1])
    >>> verify_circulation(circulate(*swap, give_limit=[90, 90], receive_limit=[90, 90]), *swap,
    ...     give_limit=[90, 90], receive_limit=[90, 90])
    """
    moved = [int(amount) for amount in circulation.minutes]
    _require(len(moved) == len(giver), "There is not one number of minutes for each arc.")
    _require(all(0 <= amount <= most for amount, most in zip(moved, minutes, strict=True)), "An arc has too much.")
    given, received = [0] * n, [0] * n
    for start, end, amount in zip(giver, receiver, moved, strict=True):
        given[start] += amount
        received[end] += amount
    _require(all(map(int.__le__, given, map(int, give_limit))), "Somebody gives more than they would.")
    _require(all(map(int.__le__, received, map(int, receive_limit))), "Somebody receives more than they would.")
    for before, gives, gets in zip([0] * n if balance is None else balance, given, received, strict=True):
        after = int(before) + gives - gets
        kept = 0 <= after <= before if before > 0 else before <= after <= 0
        _require(kept, "Somebody's balance does not stay even, or does not move towards zero.")
    _circles(circulation, giver, receiver, moved, max_length)
    total = sum((_exact(value) * amount for value, amount in zip(score, moved, strict=True)), Fraction(0))
    _require(circulation.total_minutes == sum(moved), "The total of minutes is not their sum.")
    _require(circulation.total == total or circulation.total == float(total), "The total is not the sum of scores.")
    order = circulation.total_minutes <= circulation.bound_within_limit <= circulation.bound
    _require(order, "The bounds are not above the minutes.")


def _circles(
    circulation: Circulation,
    giver: Sequence[int],
    receiver: Sequence[int],
    moved: Sequence[int],
    max_length: int | None,
) -> None:
    """Every circle by itself, then all together."""
    carried: defaultdict[int, int] = defaultdict(int)
    for circle in circulation.circles:
        _circle(circle, giver, receiver, max_length)
        for edge in circle.edges:
            carried[edge] += circle.minutes
    _require(len({circle.edges for circle in circulation.circles}) == len(circulation.circles), "A circle is twice.")
    _require(all(carried[edge] == amount for edge, amount in enumerate(moved)), "The circles do not add up.")


def _circle(circle: Circle, giver: Sequence[int], receiver: Sequence[int], max_length: int | None) -> None:
    """Each person helps the next, nobody is in it twice, and it is not too long."""
    people = circle.people
    _require(circle.minutes > 0, "A circle has no minutes.")
    _require(len(people) >= 2 and len(set(people)) == len(people), "Somebody is in a circle twice.")
    _require(max_length is None or len(people) <= max_length, "A circle is too long.")
    following = (*people[1:], people[0]) if circle.closed else people[1:]
    arcs = [(int(giver[edge]), int(receiver[edge])) for edge in circle.edges]
    _require(arcs == list(zip(people, following, strict=False)), "A circle does not follow its arcs.")


def _exact(value: Number) -> Fraction:
    """A score as it is written: 0.1 means one tenth."""
    return Fraction(repr(float(value))) if isinstance(value, float) else Fraction(int(value))


def _require(kept: bool, sentence: str) -> None:
    """Raise the sentence where a promise is not kept."""
    if not kept:
        raise ProposalWrong(sentence)
