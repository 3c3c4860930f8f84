"""Exchanges in circles of a few people: near the best, with a proof of how near."""

from collections.abc import Sequence

import numpy as np

from matching.circle_flow import Exchange, Index, Prices
from matching.circle_programme import SCORE_SHARE, Limits, Worth, solve_programme
from matching.circle_rounding import improved, whole_circles
from matching.circle_walks import LARGE, Arcs, Real, turned


def short_circles(
    exchange: Exchange, longest: int, known: int, prices: Prices
) -> tuple[list[tuple[list[int], int]], int]:
    """Circles and chains of at most so many people, as arcs with minutes, and the most minutes any of them can move.

    `known` is a proved most minutes without the length limit, `prices` are those that prove it. All works in the
    largest unit that fits every number given: where all are multiples of 15, so is the answer.
    """
    room = np.minimum(exchange.minutes, np.minimum(*_ends(exchange, exchange.give_limit, exchange.receive_limit)))
    usable = np.flatnonzero(room > 0)
    if usable.size == 0:
        return [], 0
    unit = _unit(exchange, room[usable])
    arcs, limits, number = _problem(exchange, usable, unit)
    worth = _worth(exchange, number)
    start = _start(arcs, limits, number, prices, exchange.people)
    circles, best, most = solve_programme(arcs, limits, worth, longest, known / unit, start)
    chosen = whole_circles(circles, best, arcs, limits, worth, longest)
    told = [([a for a in number[list(circle)].tolist() if a >= 0], units * unit) for circle, units in chosen.items()]
    return told, min(known, int(most * unit * (1 + 1e-12) + 1e-6))


def better_circles(exchange: Exchange, longest: int, standing: Sequence[tuple[list[int], bool]]) -> list[list[int]]:
    """Circles and chains of one unit each that begin with what stands, and change only where others are worth more.

    `standing` are arcs in order and whether they close; they fit. The unit is one, whatever the numbers are.
    """
    room = np.minimum(exchange.minutes, np.minimum(*_ends(exchange, exchange.give_limit, exchange.receive_limit)))
    usable = np.flatnonzero(room > 0)
    if usable.size == 0:
        return []
    arcs, limits, number = _problem(exchange, usable, 1)
    at_ends = dict(zip(zip(arcs.tail.tolist(), arcs.head.tolist(), strict=True), range(number.size), strict=True))
    begin = []
    for edges, is_closed in standing:
        links = [(int(exchange.giver[edge]), int(exchange.receiver[edge])) for edge in edges]
        if not is_closed:
            links = [(arcs.hub, links[0][0]), *links, (links[-1][1], arcs.hub)]
        begin.append(turned(arcs, [at_ends[link] for link in links]))
    found = improved(begin, arcs, limits, _worth(exchange, number), longest)
    return [
        [arc for arc in number[list(circle)].tolist() if arc >= 0]
        for circle, units in found.items()
        for _ in range(units)
    ]


def _ends(exchange: Exchange, of_giver: Index, of_receiver: Index) -> tuple[Index, Index]:
    """What holds for the giver and for the receiver of each arc."""
    return of_giver[exchange.giver], of_receiver[exchange.receiver]


def _unit(exchange: Exchange, room: Index) -> int:
    """The largest number that divides everything that can limit an exchange."""
    return int(np.gcd.reduce(np.concatenate([room, exchange.give_limit, exchange.receive_limit, exchange.balance])))


def _problem(exchange: Exchange, usable: Index, unit: int) -> tuple[Arcs, Limits, Index]:
    """Arcs with a hub where balances meet, their limits, and the number of each in the exchange (-1 at the hub)."""
    n = exchange.people
    up, down = np.flatnonzero(exchange.balance > 0), np.flatnonzero(exchange.balance < 0)
    evens_out = bool(up.size and down.size)
    if not evens_out:
        up = down = np.zeros(0, dtype=np.int64)
    give, receive = exchange.give_limit // unit, exchange.receive_limit // unit
    if not evens_out:
        give = receive = np.minimum(give, receive)
    tail = np.concatenate([exchange.giver[usable], np.full(down.size, n), up])
    head = np.concatenate([exchange.receiver[usable], down, np.full(up.size, n)])
    most = np.concatenate([exchange.minutes[usable], -exchange.balance[down], exchange.balance[up]]) // unit
    number = np.concatenate([usable, np.full(down.size + up.size, -1)])
    order = np.lexsort((head, tail))
    tail, head, most, number = tail[order], head[order], most[order], number[order]
    is_help = number >= 0
    given = np.where(is_help, tail, -1)
    received = np.where(is_help & evens_out, n + head, -1)
    people = np.concatenate([give, receive]) if evens_out else give
    binding = ~is_help | (most < np.where(is_help, np.minimum(give[tail % n], receive[head % n]), 0))
    own = np.full(tail.size, -1, dtype=np.int64)
    own[binding] = people.size + np.arange(int(binding.sum()))
    limits = Limits(np.stack([given, received, own], axis=1), np.concatenate([people, most[binding]]), people.size)
    return Arcs(n + 1 if evens_out else n, tail, head, n if evens_out else -1), limits, number


def _start(arcs: Arcs, limits: Limits, number: Index, prices: Prices, people: int) -> Real:
    """Prices of the rows to begin with: in a large exchange a little below those without a length limit.

    At those themselves no circle is worth more than it costs; a little below, all are that could be in the best.
    """
    start = np.zeros(limits.amount.size + 1)
    if arcs.tail.size < LARGE:
        return start
    start[:people] = prices.give
    if limits.people > people:
        start[people : 2 * people] = prices.receive
    own = limits.rows[:, 2]
    at_hub = number < 0
    person = np.where(arcs.tail == arcs.hub, arcs.head, arcs.tail)
    dear = np.where(at_hub, prices.even_out[person], prices.arc[number])
    start[own[own >= 0]] = dear[own >= 0]
    return start * (1 - 2 * SCORE_SHARE)


def _worth(exchange: Exchange, number: Index) -> Worth:
    """One unit for each arc of help, and its score as a liking from 0 to 1."""
    is_help = number >= 0
    score = exchange.score[number[is_help]]
    low, high = int(score.min()), int(score.max())
    liking = np.zeros(number.size)
    liking[is_help] = ((score - low) / max(1, high - low)).astype(np.float64)
    return Worth.of(is_help, liking)
