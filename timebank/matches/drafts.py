"""The drafts of earlier rounds: set aside as a new round is made, which keeps their people together where it may."""

from collections.abc import Collection, Sequence
from itertools import combinations

import sqlalchemy as sa

from matching import Proposal
from timebank.access import May
from timebank.matches.moves import Case, locked, move
from timebank.matches.pool import Gathered
from timebank.matches.tables import suggestion
from timebank.work import Work


def supersede_drafts(work: Work, programme_id: str) -> list[Case]:
    """Set the drafts of earlier rounds aside and answer them; nobody was told of them, so nobody is told now."""
    drafts = work.rows(
        sa.select(suggestion.c.id)
        .where(suggestion.c.programme_id == programme_id, suggestion.c.state == "draft")
        .order_by(suggestion.c.id)
    )
    found = []
    for row in drafts:
        case = locked(work, row.id)
        if case.state == "draft":  # somebody may have approved it this moment
            move(work, case, "superseded", May.RUN_MATCHING, "a newer round")
            found.append(case)
    return found


def pairs_of(drafts: Sequence[Case], gathered: Gathered) -> list[tuple[int, int]]:
    """The pairs of numbers that these drafts, those of three included, bring together; of whoever still takes part."""
    numbers = {member_id: number for number, member_id in enumerate(gathered.member_ids)}
    places = {role: place for place, role in enumerate(gathered.pool.programme.roles)}
    found = []
    for case in drafts:
        sides = sorted(case.sides, key=lambda side: places.get(side.role, len(places)))
        here = [numbers[side.member_id] for side in sides if side.member_id in numbers]
        found += list(combinations(here, 2))
    return found


def how_many_stand(drafts: Collection[Case], proposal: Proposal, gathered: Gathered) -> int:
    """How many of these drafts a proposal makes again, with just the same people."""
    groups: list[tuple[int, ...]] = [(pair.first, pair.second) for pair in proposal.pairs]
    groups += [(trio.first, trio.second, trio.third) for trio in proposal.trios]
    groups += [circle.people for circle in proposal.circles]
    again = {frozenset(gathered.member_ids[number] for number in group) for group in groups}
    return sum(case.people in again for case in drafts)
