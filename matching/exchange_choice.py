"""Choosing the circles of a round of help: most hours, then points, and first whatever must be in where it can."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from matching.circles import Circle
from matching.closing import Around
from matching.exchange import Link, patience
from matching.exchange_market import Market, Rest, close
from matching.people import Pool
from matching.rules import pins

if TYPE_CHECKING:
    from matching.candidates import Candidates

WAYS_TRIED = 400
FEW_ARCS = 4_000


@dataclass(frozen=True, slots=True)
class Chosen:
    """Circles as positions, and no circles' most points and most helpings."""

    circles: tuple[Circle, ...]
    points_bound: int
    helpings_bound: int


@dataclass(frozen=True, slots=True)
class _Must:
    """What is to be in some circle: one of a few links, or one person."""

    begun: tuple[tuple[int, ...], ...]
    is_link: bool

    def holds(self, circles: Iterable[Circle]) -> bool:
        """Whether one of the circles holds it."""
        for circle in circles:
            following = (*circle.people[1:], circle.people[0]) if circle.closed else circle.people[1:]
            links = zip(circle.people, following, strict=False)
            if not set(self.begun).isdisjoint(links if self.is_link else ((who,) for who in circle.people)):
                return True
        return False


def choose(
    pool: Pool,
    candidates: Candidates,
    *,
    wanted: Sequence[Link] = (),
    standing: Sequence[tuple[Link, ...]] | None = None,
) -> Chosen:
    """The best circles, in which nobody is with somebody they are kept apart from.

    First of all come the `wanted` links and the pinned pairs, by number, as far as circles close; then whoever has
    waited so long that their points for it grow no further, the longest first. With `standing`, circles as the
    numbers of their links, those are where all begins, and only what is better is changed.
    """
    market = Market(pool, candidates)
    musts = _musts(pool, market, wanted)
    held: list[Circle] = []
    if standing is None:
        found, helpings = market.best(held)
        found = market.better(held, found)
    else:
        found, helpings = _again(market, held, market.of_numbers(standing)), market.most_helpings()
    tried: set[_Must] = set()
    while missing := [one for one in musts if one not in tried and not one.holds([*held, *found])]:
        rest, full = market.rest(held), market.rest([*held, *found])
        around = market.around(rest)
        before = len(held)
        for must in missing:
            tried.add(must)
            way = None if must.holds(held) else _way(must, market, around, full)
            if way is not None:
                held.append(way)
                close(around, rest, way, candidates)
        if len(held) > before:
            found = _again(market, held, found)
    return Chosen((*held, *found), market.most_points(), helpings)


def _again(market: Market, held: Sequence[Circle], found: Sequence[Circle]) -> list[Circle]:
    """The circles beside those held: what was found made to fit, or all anew where that is quick and better."""
    ways = [market.better(held, found)]
    if market.candidates.score.size < FEW_ARCS:
        ways.append(market.best(held)[0])
    return max(ways, key=market.worth)


def _musts(pool: Pool, market: Market, wanted: Sequence[Link]) -> list[_Must]:
    """Links that a coordinator wants, pinned pairs in either direction, and people who have waited too long."""
    at = {person.number: place for place, person in enumerate(market.people)}
    found = [_Must(((at[helper], at[helped]),), is_link=True) for helper, helped in wanted]
    found += [
        _Must(((at[one], at[other]), (at[other], at[one])), is_link=True)
        for one, other in sorted(pins(pool.bonds))
        if one in at and other in at
    ]
    days = patience(pool.programme)
    if days is not None:
        waiting = [place for place, one in enumerate(market.people) if one.waiting_days >= days and one.capacity > 0]
        waiting.sort(key=lambda place: (-market.people[place].waiting_days, place))
        found += [_Must(((place,),), is_link=False) for place in waiting]
    return found


def _way(must: _Must, market: Market, around: Around, full: Rest) -> Circle | None:
    """The circle for something that must be in which takes the fewest places from others; None where none closes."""
    best: tuple[tuple[int, int], Circle] | None = None
    for begun in must.begun:
        if must.is_link and begun[1] not in around.helps[begun[0]]:
            continue
        for people in islice(around.circles(*begun), WAYS_TRIED):
            circle = market.circle(people)
            moved = sum(int(full.giving[who] < 1 or full.receiving[who] < 1) for who in circle.people)
            points = sum(int(market.candidates.score[edge]) for edge in circle.edges)
            worth = (len(circle.edges) - market.longest * moved, points)
            if best is None or worth > best[0]:
                best = worth, circle
    return best[1] if best else None
