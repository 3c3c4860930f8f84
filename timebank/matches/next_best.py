"""One draft is set aside for this round, and the best is looked for in its place, beside all else that stands."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from matching import Bond, Pool, Proposal, solve
from matching.compare import compare
from matching.staying import solve_staying
from timebank.access import May
from timebank.errors import AlreadyDecided
from timebank.history.actions import note
from timebank.matches.as_of_now import Now, as_of_now
from timebank.matches.comparing import card_of_now
from timebank.matches.explaining_cards import NextBestCard
from timebank.matches.keeping import keep_suggestions
from timebank.matches.moves import Case, load, locked, move
from timebank.matches.redoing import (
    NEXT_BEST,
    ChangedMeanwhile,
    Group,
    beside,
    drafts_now,
    groups_in,
    mark_of,
    only,
    outcome_of,
    own_number,
    set_aside_before,
)
from timebank.matches.round_moves import open_again
from timebank.work import Look, Work


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be new, in a proposal of its own, which drafts would go, and all there would be then."""

    proposal: Proposal
    new: tuple[Group, ...]
    gone: tuple[str, ...]
    all_then: tuple[Group, ...]

    @property
    def mark(self) -> str:
        """The same only for the same plan; empty where nothing is new."""
        return mark_of(self.new) if self.new else ""


def try_next_best(look: Look, suggestion_id: str) -> NextBestCard:
    """What there is in the place of a draft: for its people, and where others move too if all gain by that.

    Nothing is kept. Raises NotFound, AlreadyDecided.
    """
    case = _draft(look, suggestion_id)
    now = as_of_now(look, case.programme_id)
    best, rearranged = _plans(look, now, case)
    people = {now.number(member_id) for member_id in case.people if member_id in now.gathered.member_ids}
    covered = {number for one in best.all_then for number in one.numbers}
    compared = None
    if rearranged:
        before, after = (outcome_of(now, plan.all_then) for plan in (best, rearranged))
        compared = card_of_now(now, compare(before, after), look.actor.member_id)
    return NextBestCard(
        tuple((tuple(now.names[number] for number in one.numbers), one.points) for one in best.new),
        tuple(now.names[number] for number in sorted(people - covered)),
        best.mark,
        compared,
        rearranged.mark if rearranged else "",
    )


def next_best(work: Work, key: str, suggestion_id: str, mark: str) -> str:
    """Set a draft aside for this round and keep what was shown under `mark` as drafts in its place; nobody is told.

    Answers the id of the round. Raises NotFound, AlreadyDecided, ChangedMeanwhile.
    """
    _draft(work, suggestion_id, may_be_decided=True)

    def do() -> str:
        locked(work, suggestion_id)
        case = _draft(work, suggestion_id)
        now = as_of_now(work, case.programme_id)
        plans = [plan for plan in _plans(work, now, case) if plan and mark and plan.mark == mark]
        if not plans:
            raise ChangedMeanwhile
        plan = plans[0]
        move(work, case, "superseded", May.RUN_MATCHING, NEXT_BEST)
        for other_id in plan.gone:
            move(work, locked(work, other_id), "superseded", May.RUN_MATCHING)
        keep_suggestions(work, case.programme_id, case.round_id, now.gathered, plan.proposal)
        note(work, "next_best", "suggestion", suggestion_id)
        open_again(work, case.round_id, NEXT_BEST)
        return case.round_id

    return work.once(key, "next_best", {"suggestion": suggestion_id, "mark": mark}, do)


def _draft(look: Look, suggestion_id: str, *, may_be_decided: bool = False) -> Case:
    """A draft that a coordinator who is not in it may change."""
    case = load(look, suggestion_id)
    look.require(May.RUN_MATCHING, case.judged())
    if case.state != "draft" and not may_be_decided:
        raise AlreadyDecided
    return case


def _plans(look: Look, now: Now, case: Case) -> tuple[Plan, Plan | None]:
    """The best for the people of a draft alone, and the best for all where that is better than it."""
    others = [one for one in drafts_now(look, now, case.round_id) if one.suggestion_id != case.suggestion_id]
    numbers = tuple(number for number, who in enumerate(now.gathered.member_ids) if who in case.people)
    asked = _Asked(
        now, numbers, tuple(others), tuple(set_aside_before(look, now, case.round_id)), own_number(look, now)
    )
    best = max(_for_them(asked), key=lambda plan: _worth(plan.new, numbers))
    rearranged = max(_for_all(asked), key=lambda plan: _worth(plan.all_then))
    return best, rearranged if _worth(rearranged.all_then) > _worth(best.all_then) else None


@dataclass(frozen=True, slots=True)
class _Asked:
    """For whom the next best is looked for: their numbers, the other drafts, what was set aside, and who asks."""

    now: Now
    numbers: tuple[int, ...]
    others: tuple[Group, ...]
    aside: tuple[tuple[int, ...], ...]
    own: frozenset[int]

    def ways(self) -> Iterator[list[Bond]]:
        """Each way not to find the group again: the two of a pair apart, or of more people any two."""
        before = [Bond(one[0], one[1], "forbidden") for one in self.aside if len(one) == 2]
        yield from ([*before, Bond(one, other, "forbidden")] for one, other in combinations(self.numbers, 2))

    def is_new(self, one: Group) -> bool:
        """Whether a group was not set aside in this round before."""
        return tuple(sorted(one.numbers)) not in self.aside

    def search(self, apart: Sequence[Bond], find: Callable[[Sequence[Bond]], Proposal]) -> tuple[Proposal, list[Group]]:
        """What is found with some apart; where it was set aside before, somebody new in it is kept apart as well."""
        while True:
            proposal = find(apart)
            found = groups_in(proposal)
            known = [one for one in found if not self.is_new(one)]
            if not known:
                return proposal, found
            apart = [*apart, *(self._parting(one) for one in known)]

    def _parting(self, known: Group) -> Bond:
        """Two of a group, one of whom is not among those for whom the next best is looked for, where there is one."""
        return Bond(
            *max(combinations(known.numbers, 2), key=lambda two: len(set(two) - set(self.numbers))), "forbidden"
        )


def _worth(groups: Sequence[Group], people: Sequence[int] = ()) -> tuple[int, int, int]:
    """How good groups are: how many have somebody (of some people, or of all), in how many places, and the points."""
    covered = {number for one in groups for number in one.numbers}
    return (
        len(covered.intersection(people) if people else covered),
        sum(len(one.numbers) for one in groups),
        sum(one.points for one in groups),
    )


def _for_them(asked: _Asked) -> Iterator[Plan]:
    """What its people could have from among those who are left over, each way, and first of all nothing."""
    yield Plan(Proposal((), (), (), 0, 0, 0, {}), (), (), asked.others)
    for apart in asked.ways():
        proposal, groups = asked.search(apart, lambda bonds: solve(_pool_for_them(asked, bonds)))
        found = [one for one in groups if one.people & set(asked.numbers)]
        yield Plan(only(proposal, found), tuple(found), (), (*asked.others, *found))


def _pool_for_them(asked: _Asked, apart: Sequence[Bond]) -> Pool:
    """Its people and those who are left over, who are not put together with one another: that would take them away."""
    pool = beside(asked.now, asked.others, apart, asked.own)
    if asked.now.is_help:
        return pool
    left = [one for one in pool.people if one.capacity > 0 and one.number not in asked.numbers]
    are_equals = len(pool.programme.roles) == 1
    between = [
        Bond(one.number, other.number, "forbidden")
        for one, other in combinations(left, 2)
        if are_equals or one.role != other.role
    ]
    return replace(pool, bonds=(*pool.bonds, *between))


def _for_all(asked: _Asked) -> Iterator[Plan]:
    """What everybody could have without this group, each way; the drafts that the reader is in stay."""
    held = [one for one in asked.others if not asked.own.isdisjoint(one.numbers)]
    free = [one for one in asked.others if one not in held]
    stands = [pair for one in free for pair in _pairs_of(asked.now, one)]
    yield Plan(Proposal((), (), (), 0, 0, 0, {}), (), (), asked.others)
    for apart in asked.ways():
        proposal, found = asked.search(
            apart, lambda bonds: solve_staying(beside(asked.now, held, bonds, asked.own), stands).proposal
        )
        stay = {one.people for one in free} & {one.people for one in found}
        new = [one for one in found if one.people not in stay]
        kept = [one for one in free if one.people in stay]
        gone = tuple(one.suggestion_id for one in free if one.people not in stay)
        yield Plan(only(proposal, new), tuple(new), gone, (*held, *kept, *new))


def _pairs_of(now: Now, one: Group) -> list[tuple[int, int]]:
    """The pairs of a group, the first role first."""
    roles = now.gathered.pool.programme.roles
    ordered = sorted(one.numbers, key=lambda number: (roles.index(now.gathered.pool.people[number].role), number))
    return list(combinations(ordered, 2))
