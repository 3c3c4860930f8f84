"""One round from people to a verified proposal: candidates, the best choice, reasons, and a second look."""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from matching.errors import PinsCannotHold
from matching.pair import pair
from matching.people import Pool
from matching.proposal import Proposal, SuggestedPair, SuggestedTrio, Unmatched

if TYPE_CHECKING:
    from matching.candidates import Candidates
    from matching.widen import Choice

COUNTED_PAIRS = 60_000_000


def solve(pool: Pool) -> Proposal:
    """The best proposal for a pool, the same for any order of its people, verified before it is handed over.

    Among equals everybody has one place, whatever their capacity above 0, and `coverage` means most pairs. Of equally
    good choices the one is taken in which those with several places share out their matches most evenly.
    Raises MatchingError (a ValueError) when the pool or its pins cannot be.

    >>> from matching import Person, Programme
    >>> two = (Person(1, "mentee"), Person(2, "mentor"))
    >>> proposal = solve(Pool(two, (), Programme("p", "mentoring", ("mentee", "mentor"))))
    >>> [(pair.first, pair.second) for pair in proposal.pairs], dict(proposal.covered)
    ([(1, 2)], {'mentee': 1, 'mentor': 1})
    """
    if pool.programme.kind == "help":
        from matching.exchange import solve_exchange

        return solve_exchange(pool)
    from matching.candidates import find

    choose = best_buddies if pool.programme.kind == "buddying" else best_for_roles
    return proposed(pool, choose(pool, find(pool)))


def proposed(pool: Pool, choice: Choice) -> Proposal:
    """The proposal that a choice of pairs makes: whoever is left over joined where they may, all said, and verified."""
    from matching.trios import join_pairs, say_why_alone
    from matching.verify import verify

    candidates, chosen = choice.candidates, choice.edges.tolist()
    equals = pool.programme.kind == "buddying"
    pairs = suggested(pool, candidates, chosen)
    joined = join_pairs(pool, candidates, pairs) if equals and pool.programme.trio else None
    pairs, trios = (joined.pairs, joined.trios) if joined else (pairs, ())
    why = unmatched(pool, candidates, pairs, trios)
    proposal = Proposal(
        pairs,
        trios,
        say_why_alone(why, joined.could_join) if joined else why,
        candidates.possible,
        sum(one.score for one in pairs) + sum(trio.score for trio in trios),
        choice.bound,
        covered(pool, pairs, trios),
        choice.whole,
    )
    verify(pool, proposal)
    return proposal


def best_for_roles(pool: Pool, candidates: Candidates) -> Choice:
    """The best choice between two roles."""
    from matching.widen import choose

    return choose(candidates, pool.programme.objective, pinned_places(pool, candidates))


def best_buddies(pool: Pool, candidates: Candidates) -> Choice:
    """The best choice among equals."""
    from matching.widen import Choice

    best = pair(
        len(candidates.firsts),
        candidates.first,
        candidates.second,
        candidates.score,
        objective="score" if pool.programme.objective == "score" else "pairs",
        pinned=candidates.places_of(pinned_places(pool, candidates)),
    )
    return Choice(candidates, best.edges, int(best.bound), candidates.whole)


def pinned_places(pool: Pool, candidates: Candidates) -> list[tuple[int, int]]:
    """The pinned pairs, as positions; a pin of people who are not both here waits for a later round."""
    from matching.rules import pins

    wanted = sorted(pins(pool.bonds))
    if not wanted:
        return []
    rows, columns = (
        {person.number: at for at, person in enumerate(side)} for side in (candidates.firsts, candidates.seconds)
    )
    found = []
    for one, other in wanted:
        ways = [(rows[a], columns[b]) for a, b in ((one, other), (other, one)) if a in rows and b in columns]
        held = [way for way, place in zip(ways, candidates.places_of(ways), strict=True) if place >= 0]
        if ways and not held:
            raise PinsCannotHold("A pinned pair may not meet under the rules of this programme.")
        found += sorted(held)[:1]
    return found


def suggested(pool: Pool, candidates: Candidates, chosen: list[int]) -> tuple[SuggestedPair, ...]:
    """The chosen pairs with their reasons, in order of numbers."""
    return in_order_of_numbers(with_reasons(pool, candidates, chosen))


def in_order_of_numbers(pairs: Iterable[SuggestedPair]) -> tuple[SuggestedPair, ...]:
    """Pairs in order of their first people, then of their second."""
    by_second = sorted(pairs, key=attrgetter("second"))  # two keys at once would be an object for each of thousands
    return tuple(sorted(by_second, key=attrgetter("first")))


def with_reasons(pool: Pool, candidates: Candidates, chosen: list[int]) -> list[SuggestedPair]:
    """The chosen pairs with their reasons, in the order in which they were chosen."""
    import numpy as np

    from matching.criteria import reasons_for

    i, j = (side[chosen].astype(np.int64) for side in (candidates.first, candidates.second))
    criteria, points = candidates.asked.points_of_each(i, j)
    pairs = []
    for row, column, score, earned in zip(
        i.tolist(), j.tolist(), candidates.score[chosen].tolist(), points.T.tolist(), strict=True
    ):
        first, second = candidates.firsts[row], candidates.seconds[column]
        if pool.programme.kind == "buddying" and second.number < first.number:
            first, second = second, first
        found = reasons_for(pool.programme, first, second, zip(criteria, earned, strict=True))
        pairs.append(SuggestedPair(first.number, second.number, score, found))
    return pairs


def _matched(pairs: tuple[SuggestedPair, ...], trios: tuple[SuggestedTrio, ...], place: int) -> set[int]:
    """The numbers matched on the first (0) or the second (1) side."""
    found = {(one.first, one.second)[place] for one in pairs}
    return found | {number for trio in trios for number in (trio.first, trio.second, trio.third)}


def covered(pool: Pool, pairs: tuple[SuggestedPair, ...], trios: tuple[SuggestedTrio, ...]) -> dict[str, int]:
    """How many people of each role have at least one match."""
    sides = [_matched(pairs, trios, place) for place in (0, 1)]
    roles = pool.programme.roles
    return {roles[0]: len(sides[0] | sides[1])} if len(roles) == 1 else dict(zip(roles, map(len, sides), strict=True))


def unmatched(
    pool: Pool, candidates: Candidates, pairs: tuple[SuggestedPair, ...], trios: tuple[SuggestedTrio, ...]
) -> tuple[Unmatched, ...]:
    """Everybody without a match and why, role by role in order of numbers."""
    roles = pool.programme.roles
    found: list[Unmatched] = []
    for place in range(len(roles)):
        side = (candidates.firsts, candidates.seconds)[place]
        matched = _matched(pairs, trios, place)
        if len(roles) == 1:
            matched |= _matched(pairs, trios, 1)
        found += say_why(pool, candidates, place, [at for at, one in enumerate(side) if one.number not in matched])
    return in_order_of_roles(pool, found)


def in_order_of_roles(pool: Pool, people: Iterable[Unmatched]) -> tuple[Unmatched, ...]:
    """People without a match, role by role in order of numbers."""
    order = {role: place for place, role in enumerate(pool.programme.roles)}
    return tuple(sorted(people, key=lambda one: (order[one.role], one.number)))


def say_why(pool: Pool, candidates: Candidates, place: int, rows: list[int]) -> list[Unmatched]:
    """Why these people of one side (0 or 1; positions) have no match."""
    from matching.rules import words_of
    from matching.why import removed_by_rules, why_nobody

    words, roles = words_of(pool), pool.programme.roles
    equals = len(roles) == 1
    sides = (candidates.firsts, candidates.seconds)
    side, others = sides[place], sides[1 - place]
    also = {other.number for other in others}
    return [
        why_nobody(
            pool,
            side[row],
            role_sought=roles[0] if equals else roles[1 - place],
            sought=len(others) - (side[row].number in also),
            possible=possible,
            removed=removed_by_rules(counts),
            words=words,
            at_least=not (counts or candidates.whole),
        )
        for row, (possible, counts) in _chances(candidates, place, rows).items()
    ]


def _chances(candidates: Candidates, place: int, rows: list[int]) -> dict[int, tuple[int, dict[str, int]]]:
    """For some people of one side how many others they may meet, and how many each rule removed.

    Where so many are asked about that counting would be slow, those who may meet nobody come first; for the rest
    only those candidates count that were kept, and no rule is named.
    """
    import numpy as np

    here, there = (candidates.first, candidates.second) if place == 0 else (candidates.second, candidates.first)
    people, others = (
        len((candidates.firsts, candidates.seconds)[place]),
        len((candidates.seconds, candidates.firsts)[place]),
    )
    kept = np.bincount(here, minlength=people)
    if candidates.asked.equals:
        kept = kept + np.bincount(there, minlength=people)
    chances: dict[int, tuple[int, dict[str, int]]] = {row: (int(kept[row]), {}) for row in rows}
    counted = sorted(rows, key=lambda row: (kept[row] > 0, row))[: COUNTED_PAIRS // max(others, 1)]
    removed = candidates.asked.removed(place, np.array(counted, dtype=np.int64))
    for at, row in enumerate(counted):
        counts = {code: int(column[at]) for code, column in removed.items()}
        chances[row] = (others - sum(counts.values()), counts)
    return chances
