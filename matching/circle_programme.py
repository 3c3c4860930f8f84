"""A linear programme over short circles: circles come in only as its prices call for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.circle_walks import LARGE, ArcCircle, Arcs, Index, Real, best_circles

SCORE_SHARE = 1e-3  # the whole range of scores is worth a thousandth of a minute, so that minutes come first
LITTLE = 2e-4  # what a circle may still lack when the rounds end: a fifth of the range of scores
NEARLY = 3e-3  # in a large exchange the rounds also end when no larger part of the best could be missing
ROUNDS = 60
MANY_ARCS = 100  # a person
BEST_FEW = 12
HANDY_BITS = 17  # larger amounts are made smaller for the solver, which works to a fixed precision


@dataclass(frozen=True, slots=True, eq=False)
class Limits:
    """`amount` holds one limit a row, people's before those of single arcs; `rows` the rows each arc draws on, or -1.

    Every circle draws on at least two of the people's rows, each at most once.
    """

    rows: Index
    amount: Index
    people: int

    def of(self, circle: ArcCircle) -> Index:
        """The rows that a circle draws on."""
        rows = self.rows[list(circle)].ravel()
        return rows[rows >= 0]

    def open_arcs(self) -> Index:
        """The arcs of which no limit is used up."""
        room = np.concatenate([self.amount > 0, [True]])
        return np.flatnonzero(room[self.rows].all(axis=1))


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """How much of each circle is best, were fractions allowed, and what that is worth in all.

    `price` is that of each row, with 0 for no row at the end.
    """

    share: Real
    price: Real
    worth: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Worth:
    """What a unit on each arc is worth: a whole unit where it is somebody's help, and a little for its score."""

    units: Real
    value: Real

    @staticmethod
    def of(is_help: NDArray[np.bool_], liking: Real) -> "Worth":
        """From which arcs are help, and a liking from 0 to 1 for each."""
        units = is_help.astype(np.float64)
        return Worth(units, units * (1.0 + SCORE_SHARE * liking))


def solve_programme(
    arcs: Arcs, limits: Limits, worth: Worth, longest: int, known: float, start: Real
) -> tuple[list[ArcCircle], Shares, float]:
    """The best fractions of circles, most units first; and a number of units that no choice of circles exceeds.

    `known` is such a number that is already proved, `start` prices to begin with (any will do, good ones save
    work). The second half of the work only proves a lower number.
    """
    circles: dict[ArcCircle, None] = {}
    ceiling, best = _generate(circles, arcs, limits, worth, worth.value, longest, known, start)
    made = list(circles)
    if _units(made, best.share, worth) < ceiling * (1 - _slack(arcs)):
        ceiling = min(ceiling, _generate(circles, arcs, limits, worth, worth.units, longest, ceiling, start)[0])
    return made, best, ceiling


def _slack(arcs: Arcs) -> float:
    """Which part of the best may be missing when the rounds end."""
    return NEARLY if arcs.tail.size >= LARGE else 1e-9


def _generate(
    circles: dict[ArcCircle, None],
    arcs: Arcs,
    limits: Limits,
    worth: Worth,
    value: Real,
    longest: int,
    known: float,
    start: Real,
) -> tuple[float, Shares]:
    """Column generation (Gilmore and Gomory 1961): a ceiling of the programme's value, and the best fractions.

    The programme over the circles so far is solved, and circles that its prices undervalue are added, until
    there are none that matter. Where everybody could help very many, most rounds look at each person's best few
    arcs only, and when these reach what is known to be the most, no round looks at all arcs.
    """
    best = best_shares(list(circles), limits, value) if circles else Shares(np.zeros(0), start)
    lowest = known
    for _ in range(ROUNDS):
        lacks = value - best.price[limits.rows].sum(axis=1)
        few = _among_the_best(arcs, lacks, longest)
        fresh = [circle for circle in few or () if circle not in circles]
        if few is not None and not fresh and _units(list(circles), best.share, worth) > known - 0.5:
            break
        if not fresh:
            found, lacking = best_circles(arcs, lacks, longest)
            ceiling = _ceiling(limits, best.price, lacking)
            lowest = min(lowest, ceiling)
            fresh = [circle for circle in found if circle not in circles]
            if not fresh or (circles and lacking <= LITTLE) or best.worth >= (1 - _slack(arcs)) * ceiling:
                break
        circles.update(dict.fromkeys(fresh))
        best = best_shares(list(circles), limits, value)
    return lowest, best


def _units(circles: Sequence[ArcCircle], share: Real, worth: Worth) -> float:
    """How many units these shares of circles move."""
    return sum(float(worth.units[list(circle)].sum() * part) for circle, part in zip(circles, share, strict=True))


def _among_the_best(arcs: Arcs, lacks: Real, longest: int) -> list[ArcCircle] | None:
    """Undervalued circles of arcs that are among the best few to or from somebody; None where arcs are few."""
    if arcs.tail.size <= MANY_ARCS * arcs.nodes:
        return None
    kept = np.zeros(arcs.tail.size, dtype=np.bool_)
    for end in (arcs.tail, arcs.head):
        order = np.lexsort((-lacks, end))
        rank = np.arange(order.size) - np.searchsorted(end[order], end[order])
        kept[order[rank < BEST_FEW]] = True
    kept |= (arcs.tail == arcs.hub) | (arcs.head == arcs.hub)
    places = np.flatnonzero(kept)
    found, _ = best_circles(arcs.some(places), lacks[places], longest)
    return [tuple(places[list(circle)].tolist()) for circle in found]


def _ceiling(limits: Limits, price: Real, lacking: float) -> float:
    """The value of the prices, raised on people's rows by what some circle still lacks: then they undervalue none."""
    return float(price[:-1] @ limits.amount + lacking / 2 * limits.amount[: limits.people].sum())


def best_shares(circles: Sequence[ArcCircle], limits: Limits, value: Real) -> Shares:
    """The linear programme over these circles alone, by the interior points of HiGHS (through scipy)."""
    from scipy.optimize import linprog
    from scipy.sparse import csr_array

    price = np.zeros(limits.amount.size + 1)
    if not circles:
        return Shares(np.zeros(0), price)
    lengths = np.fromiter(map(len, circles), dtype=np.int64, count=len(circles))
    arcs = np.concatenate([np.asarray(circle, dtype=np.int64) for circle in circles])
    owner = np.repeat(np.arange(lengths.size), lengths)
    rows, columns = limits.rows[arcs], np.broadcast_to(owner[:, None], (arcs.size, limits.rows.shape[1]))
    drawn = rows >= 0
    used, row = np.unique(rows[drawn], return_inverse=True)
    matrix: Any = csr_array((np.ones(row.size), (row, columns[drawn])), shape=(used.size, lengths.size))
    gain = np.bincount(owner, weights=value[arcs], minlength=lengths.size)
    amount = limits.amount[used]
    shrink = 2.0 ** max(0, int(amount.max()).bit_length() - HANDY_BITS)
    for method in ("highs-ipm", "highs-ds"):
        result = linprog(-gain, A_ub=matrix, b_ub=amount / shrink, method=method)
        if result.status == 0:
            price[used] = np.maximum(0.0, -result.ineqlin.marginals)
            share = np.asarray(result.x) * shrink
            return Shares(share, price, float(gain @ share))
    raise ArithmeticError(f"The programme over circles was not solved: {result.message}")
