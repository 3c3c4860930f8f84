"""Of all results that are equally good, the one nearest to what stands: only what a change really moves is moved."""

from dataclasses import replace

from matching.assign import assign
from matching.compare import Outcome, Seat, outcome
from matching.people import Pool
from matching.proposal import Proposal
from matching.rules import pins


def nearest(pool: Pool, stands: Outcome, best: Proposal) -> Outcome:
    """The best result for a pool that keeps the most of the matches that stand, where `best` is any best result.

    Between two roles each match that stands counts less than any point, and everything is assigned once more: the
    total and the coverage stay those of `best`. Among equals, and where not all candidates are known, `best` itself.
    """
    from matching.candidates import find

    found = outcome(pool, best)
    kept = stands.matches.keys() - found.matches.keys()
    if pool.programme.kind == "buddying" or not kept:
        return found
    candidates = find(pool)
    if not candidates.whole or candidates.set_aside is not None:
        return found
    roles = pool.programme.roles
    firsts = [person.number for person in candidates.firsts]
    seconds = [person.number for person in candidates.seconds]
    links: list[tuple[Seat, ...]] = [
        ((firsts[i], roles[0]), (seconds[j], roles[-1]))
        for i, j in zip(candidates.first.tolist(), candidates.second.tolist(), strict=True)
    ]
    points = candidates.score.tolist()
    held = pins(pool.bonds)
    again = assign(
        candidates.first,
        candidates.second,
        [score * (len(links) + 1) + (link in stands.matches) for score, link in zip(points, links, strict=True)],
        left_capacity=[max(person.capacity, 0) for person in candidates.firsts],
        right_capacity=[max(person.capacity, 0) for person in candidates.seconds],
        objective=pool.programme.objective,
        pinned=[
            place
            for place, link in enumerate(links)
            if link in found.matches and tuple(sorted((link[0][0], link[1][0]))) in held
        ],
    )
    steady = replace(found, matches={links[place]: points[place] for place in again.edges.tolist()})
    return steady if steady.score == found.score else found
