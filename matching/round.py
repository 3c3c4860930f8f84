"""One round from people to a verified proposal: candidates, the best choice, reasons, and a second look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matching.assign import assign
from matching.errors import PinsCannotHold
from matching.pair import pair
from matching.people import Pool
from matching.proposal import Proposal, SuggestedPair, SuggestedTrio, Unmatched

if TYPE_CHECKING:
    from matching.candidates import Candidates


def solve(pool: Pool) -> Proposal:
    """The best proposal for a pool, the same for any order of its people, verified before it is handed over.

    Among equals everybody has one place, whatever their capacity above 0, and `coverage` means most pairs.
    Raises MatchingError (a ValueError) when the pool or its pins cannot be.

    >>> from matching import Person, Programme
    >>> two = (Person(1, "mentee"), Person(2, "mentor"))
    >>> proposal = solve(Pool(two, (), Programme("p", "mentoring", ("mentee", "mentor"))))
    >>> [(pair.first, pair.second) for pair in proposal.pairs], dict(proposal.covered)
    ([(1, 2)], {'mentee': 1, 'mentor': 1})
    """
    from matching.candidates import find
    from matching.trios import join_pairs, say_why_alone
    from matching.verify import verify

    candidates = find(pool)
    equals = pool.programme.kind == "buddying"
    chosen, bound = (_buddies if equals else _mentoring)(pool, candidates)
    pairs = _pairs(pool, candidates, chosen)
    joined = join_pairs(pool, candidates, pairs) if equals and pool.programme.trio else None
    pairs, trios = (joined.pairs, joined.trios) if joined else (pairs, ())
    unmatched = _unmatched(pool, candidates, pairs, trios)
    proposal = Proposal(
        pairs,
        trios,
        say_why_alone(unmatched, joined.could_join) if joined else unmatched,
        int(candidates.score.size),
        sum(one.score for one in pairs) + sum(trio.score for trio in trios),
        bound,
        _covered(pool, pairs, trios),
    )
    verify(pool, proposal)
    return proposal


def _mentoring(pool: Pool, candidates: Candidates) -> tuple[list[int], int]:
    """Positions of the chosen candidates between two roles, and the bound."""
    best = assign(
        candidates.first,
        candidates.second,
        candidates.score,
        left_capacity=[max(person.capacity, 0) for person in candidates.firsts],
        right_capacity=[max(person.capacity, 0) for person in candidates.seconds],
        objective=pool.programme.objective,
        pinned=_pinned(pool, candidates),
    )
    return best.edges.tolist(), int(best.bound)


def _buddies(pool: Pool, candidates: Candidates) -> tuple[list[int], int]:
    """Positions of the chosen candidates among equals, and the bound."""
    best = pair(
        len(candidates.firsts),
        candidates.first,
        candidates.second,
        candidates.score,
        objective="score" if pool.programme.objective == "score" else "pairs",
        pinned=_pinned(pool, candidates),
    )
    return best.edges.tolist(), int(best.bound)


def _pinned(pool: Pool, candidates: Candidates) -> list[int] | None:
    """Positions of the pinned pairs; a pin of people who are not both here waits for a later round."""
    from matching.rules import pins

    wanted = pins(pool.bonds)
    if not wanted:
        return None
    firsts, seconds = ([person.number for person in side] for side in (candidates.firsts, candidates.seconds))
    rows, columns = set(firsts), set(seconds)
    here = {(a, b) for a, b in wanted if (a in rows and b in columns) or (b in rows and a in columns)}
    found: dict[tuple[int, int], int] = {}
    for place, (i, j) in enumerate(zip(candidates.first.tolist(), candidates.second.tolist(), strict=True)):
        numbers = (min(firsts[i], seconds[j]), max(firsts[i], seconds[j]))
        if numbers in here:
            found.setdefault(numbers, place)
    if here - found.keys():
        raise PinsCannotHold("A pinned pair may not meet under the rules of this programme.")
    return sorted(found.values())


def _pairs(pool: Pool, candidates: Candidates, chosen: list[int]) -> tuple[SuggestedPair, ...]:
    """The chosen pairs with their reasons, in order of numbers."""
    from matching.criteria import reasons

    pairs = []
    for place in chosen:
        first = candidates.firsts[int(candidates.first[place])]
        second = candidates.seconds[int(candidates.second[place])]
        if pool.programme.kind == "buddying" and second.number < first.number:
            first, second = second, first
        found = reasons(pool.programme, first, second)
        pairs.append(SuggestedPair(first.number, second.number, int(candidates.score[place]), found))
    return tuple(sorted(pairs, key=lambda one: (one.first, one.second)))


def _matched(pairs: tuple[SuggestedPair, ...], trios: tuple[SuggestedTrio, ...], place: int) -> set[int]:
    """The numbers matched on the first (0) or the second (1) side."""
    found = {(one.first, one.second)[place] for one in pairs}
    return found | {number for trio in trios for number in (trio.first, trio.second, trio.third)}


def _covered(pool: Pool, pairs: tuple[SuggestedPair, ...], trios: tuple[SuggestedTrio, ...]) -> dict[str, int]:
    """How many people of each role have at least one match."""
    sides = [_matched(pairs, trios, place) for place in (0, 1)]
    roles = pool.programme.roles
    return {roles[0]: len(sides[0] | sides[1])} if len(roles) == 1 else dict(zip(roles, map(len, sides), strict=True))


def _unmatched(
    pool: Pool, candidates: Candidates, pairs: tuple[SuggestedPair, ...], trios: tuple[SuggestedTrio, ...]
) -> tuple[Unmatched, ...]:
    """Everybody without a match and why, role by role in order of numbers."""
    import numpy as np

    from matching.rules import words_of
    from matching.why import removed_by_rules, why_nobody

    words, roles = words_of(pool), pool.programme.roles
    equals = len(roles) == 1
    sides = (candidates.firsts, candidates.seconds)
    chances = [
        np.bincount(places, minlength=len(side))
        for places, side in zip((candidates.first, candidates.second), sides, strict=True)
    ]
    if equals:
        chances = [chances[0] + chances[1]] * 2
    found: list[Unmatched] = []
    for place in range(len(roles)):
        side, others = sides[place], sides[1 - place]
        also = {other.number for other in others}
        matched = _matched(pairs, trios, 0) | _matched(pairs, trios, 1) if equals else _matched(pairs, trios, place)
        missing = [(p.number, row, p) for row, p in enumerate(side) if p.number not in matched]
        for _, row, person in sorted(missing, key=lambda entry: entry[0]):
            counts = {code: int(removed[place][row]) for code, removed in candidates.removed.items()}
            here = len(others) - (person.number in also)
            found.append(
                why_nobody(
                    pool,
                    person,
                    role_sought=roles[0] if equals else roles[1 - place],
                    sought=here,
                    possible=int(chances[place][row]),
                    removed=removed_by_rules(counts),
                    words=words,
                )
            )
    return tuple(found)
