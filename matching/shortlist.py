"""Whom each person meets briefly before a final round: a few partners each, shared out evenly, then the best."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.criteria import meets_must, score
from matching.errors import ProposalWrong, WrongInput
from matching.people import Pool
from matching.proposal import SuggestedPair
from matching.rules import allows, apart, musts, pins

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from matching.candidates import Candidates

    Row = NDArray[np.int64]

MOST = 3


@dataclass(frozen=True, slots=True)
class Shortlist:
    """Pairs that meet briefly, in order of numbers; `nobody` are people of the first role with room and without a pair.

    `bound` is what no choice with as many meetings, shared out as evenly, can score more than; equal to `score` at an
    optimum. Among equals it is None: there the choice is good and not proved to be the best.
    """

    pairs: tuple[SuggestedPair, ...]
    most: int
    score: int
    bound: int | None
    nobody: tuple[int, ...]


def shortlist(pool: Pool, most: int, *, met: Collection[tuple[int, int]] = ()) -> Shortlist:
    """Up to `most` (1 to 3) partners for everybody of the first role, all of whom every rule allows; verified.

    Nobody gets a second before everybody who can has a first, nor a third before a second; that also makes as many
    meetings as can be. Then pinned pairs, then points. The other role meets at most `most` people for each place they
    have: so where everybody got `most` and all meetings go well, a final round can find somebody for everybody. Among
    equals `most` people each. Pairs of numbers in `met` have met already and are left out. Between two roles this is a
    minimum-cost flow with a proof (Ahuja, Magnanti and Orlin, Network Flows, 1993, chapters 11 and 14: what a
    further meeting is worth falls, so each person has one arc for each); among equals the best pairing is found
    again and again among those who have fewest. Raises MatchingError (a ValueError) when the pool cannot be.

    >>> from matching import Person, Programme
    >>> people = (Person(1, "mentee"), Person(2, "mentee"), Person(5, "mentor"), Person(6, "mentor"))
    >>> found = shortlist(Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor"))), 2)
    >>> [(pair.first, pair.second) for pair in found.pairs], found.nobody
    ([(1, 5), (1, 6), (2, 5), (2, 6)], ())
    """
    if not 1 <= most <= MOST or pool.programme.kind == "help":
        raise WrongInput(f"A shortlist is of 1 to {MOST} people, in mentoring or buddying.")
    from matching.candidates import find
    from matching.round import suggested

    candidates = find(pool)
    places = _left_in(pool, candidates, met)
    choose = _equals if pool.programme.kind == "buddying" else _two_roles
    chosen, bound = choose(pool, candidates, places, most) if places.size else (places, 0)
    pairs = suggested(pool, candidates, chosen.tolist())
    seen = {one.first for one in pairs}
    if pool.programme.kind == "buddying":
        seen.update(one.second for one in pairs)
    nobody = sorted(one.number for one in candidates.firsts if one.capacity > 0 and one.number not in seen)
    found = Shortlist(pairs, most, sum(one.score for one in pairs), bound, tuple(nobody))
    verify_shortlist(pool, found, met=met)
    return found


def _left_in(pool: Pool, candidates: Candidates, met: Collection[tuple[int, int]]) -> Row:
    """Where the pairs stand that have not met yet."""
    import numpy as np

    before = {(min(pair), max(pair)) for pair in met}
    if not before:
        return np.arange(candidates.score.size, dtype=np.int64)
    firsts = np.array([one.number for one in candidates.firsts], dtype=np.int64)[candidates.first]
    seconds = np.array([one.number for one in candidates.seconds], dtype=np.int64)[candidates.second]
    pairs = zip(np.minimum(firsts, seconds).tolist(), np.maximum(firsts, seconds).tolist(), strict=True)
    return np.flatnonzero(np.array([pair not in before for pair in pairs], dtype=np.bool_))


def _ranks(pool: Pool, candidates: Candidates, places: Row, rooms: int) -> tuple[Row, int]:
    """Points of these pairs, with more for a pinned one than any points together; and what one meeting outweighs."""
    import numpy as np

    rank = candidates.score[places].astype(np.int64)
    wanted = pins(pool.bonds)
    if wanted:
        more = (int(rank.max()) - min(int(rank.min()), 0)) * rooms + 1
        firsts, seconds = candidates.firsts, candidates.seconds
        numbers = (
            (firsts[i].number, seconds[j].number)
            for i, j in zip(candidates.first[places].tolist(), candidates.second[places].tolist(), strict=True)
        )
        rank += np.array([more * ((min(pair), max(pair)) in wanted) for pair in numbers], dtype=np.int64)
    return rank, (max(int(rank.max()), 0) - min(int(rank.min()), 0)) * rooms + 1


def _two_roles(pool: Pool, candidates: Candidates, places: Row, most: int) -> tuple[Row, int]:
    """A circulation through one hub: to each of the first role an arc for each meeting, each worth less than before."""
    import numpy as np

    from matching.flow import Network, cheapest_with_prices, proved_bound

    lefts, rights = len(candidates.firsts), len(candidates.seconds)
    rank, step = _ranks(pool, candidates, places, most * lefts)
    hub = lefts + rights
    ours, theirs = np.repeat(np.arange(lefts), most), np.arange(lefts, hub)
    worth = np.tile(np.arange(most, 0, -1), lefts) * step
    room = np.array([most * max(one.capacity, 0) for one in candidates.seconds], dtype=np.int64)
    network = Network(
        hub + 1,
        np.concatenate([candidates.first[places].astype(np.int64), np.full(ours.size, hub), theirs]),
        np.concatenate([candidates.second[places].astype(np.int64) + lefts, ours, np.full(rights, hub)]),
        np.concatenate([np.ones(places.size + ours.size, dtype=np.int64), room]),
        np.concatenate([-rank, -worth, np.zeros(rights, dtype=np.int64)]),
        np.zeros(hub + 1, dtype=np.int64),
    )
    flow, price = cheapest_with_prices(network)
    taken = flow[: places.size] > 0
    above = -proved_bound(network, price) - int(worth[flow[places.size : places.size + ours.size] > 0].sum())
    points = int(candidates.score[places[taken]].sum())
    return places[taken], above - (int(rank[taken].sum()) - points)


def _equals(pool: Pool, candidates: Candidates, places: Row, most: int) -> tuple[Row, None]:
    """The best pairing among the pairs left, those first who have fewest, until nobody can have one more."""
    import numpy as np

    from matching.pair import pair

    people = len(candidates.firsts)
    first, second = candidates.first.astype(np.int64), candidates.second.astype(np.int64)
    rank, step = _ranks(pool, candidates, places, people)
    has, taken = np.zeros(people, dtype=np.int64), []
    while places.size:
        fewest = step * (2 * most - has[first[places]] - has[second[places]])
        best = pair(people, first[places], second[places], rank + fewest, objective="pairs")
        taken.append(places[best.edges])
        has += np.bincount(np.concatenate([first[taken[-1]], second[taken[-1]]]), minlength=people)
        left = (has[first[places]] < most) & (has[second[places]] < most)
        left[best.edges] = False
        places, rank = places[left], rank[left]
    return np.sort(np.concatenate(taken)), None


def verify_shortlist(pool: Pool, found: Shortlist, *, met: Collection[tuple[int, int]] = ()) -> None:
    """Return quietly when a shortlist keeps every promise, asked of each person again; else raise ProposalWrong."""
    programme, roles = pool.programme, pool.programme.roles
    equals = programme.kind == "buddying"
    sides = [{one.number: one for one in pool.people if one.role == role} for role in (roles[0], roles[-1])]
    kept, before = apart(pool.bonds), {(min(pair), max(pair)) for pair in met}
    used: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
    seen: set[tuple[int, int]] = set()
    for pair in found.pairs:
        both = (min(pair.first, pair.second), max(pair.first, pair.second))
        if pair.first not in sides[0] or pair.second not in sides[1] or pair.first == pair.second:
            raise ProposalWrong("A short meeting names somebody who is not in this round.")
        if both in kept or both in before or (pair.first, pair.second) in seen:
            raise ProposalWrong("A short meeting is between two who are kept apart or have met.")
        first, second = sides[0][pair.first], sides[1][pair.second]
        may = all(allows(rule, first, second, equals=equals) for rule in programme.rules)
        if not may or not all(meets_must(must, first, second, equals=equals) for must in musts(programme)):
            raise ProposalWrong("A short meeting breaks a rule.")
        if not pair.score == score(programme, first, second) == sum(reason.points for reason in pair.reasons):
            raise ProposalWrong("The points of a short meeting do not add up.")
        seen.add((pair.first, pair.second))
        used[0][pair.first] += 1
        used[0 if equals else 1][pair.second] += 1
    for place, people in enumerate(sides):
        for number, many in used[place].items():
            room = max(people[number].capacity, 0)
            if many > found.most * (min(room, 1) if equals or place == 0 else room):
                raise ProposalWrong("Somebody meets more people than they can.")
    alone = {one.number for one in sides[0].values() if one.capacity > 0} - used[0].keys()
    if set(found.nobody) != alone or found.score != sum(pair.score for pair in found.pairs):
        raise ProposalWrong("The sums of a shortlist are wrong.")
    if found.bound is not None and found.score > found.bound:
        raise ProposalWrong("The score is above its bound.")
