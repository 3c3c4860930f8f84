"""Who has a match, and who would with one rule less or with more people, by matching again without a word on why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matching.again import Standing, again, begin
from matching.candidates import find
from matching.compare import outcome
from matching.errors import MatchingError
from matching.exchange import solve_exchange
from matching.people import Person, Pool
from matching.proposal import Proposal, SuggestedPair
from matching.round import best_buddies, best_for_roles
from matching.trios import join_pairs
from matching.whatif import Lift, Recruit, changed

Seats = frozenset[tuple[int, str]]
FROM_NOTHING = 2_000  # people up to whom everybody is matched anew for each who joins


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """Everybody is matched again for every question, but nothing is said or verified, so one costs less than a round.

    In a large community of two roles people who join are taken up into the round before, which is quicker still:
    of what is nearly as good that is told which moves fewer.
    """

    pool: Pool
    covered: Seats
    round_before: Standing | None = None

    @property
    def left(self) -> Seats:
        """Who has room and no match."""
        return frozenset((one.number, one.role) for one in self.pool.people if one.capacity > 0) - self.covered

    def more_without(self, code: str) -> int | None:
        """Match again without the rule."""
        try:
            return max(len(with_a_match(changed(self.pool, Lift(code)))) - len(self.covered), 0)
        except MatchingError:  # a pool whose pins hold only under this rule has no answer
            return None

    def joined(self, recruits: Sequence[Person]) -> tuple[Matched, int]:
        """Match again with each of them in turn, until one brings nobody more a match."""
        stands, used = self, 0
        theirs = frozenset((one.number, one.role) for one in recruits)
        for recruit in recruits:
            after = stands._with(recruit)
            if len(after.left - theirs) >= len(stands.left - theirs):
                break
            stands, used = after, used + 1
        return stands, used

    def _with(self, recruit: Person) -> Matched:
        larger = changed(self.pool, Recruit(recruit))
        if larger.programme.kind != "mentoring" or len(larger.people) <= FROM_NOTHING:
            return Matched(larger, with_a_match(larger))
        after = again(self.round_before or begin(self.pool), larger, stay_bonus=1)
        return Matched(larger, outcome(larger, after.proposal).covered, after)


def matched(pool: Pool, proposal: Proposal) -> Matched:
    """How things stand after a round between two roles, or among equals."""
    return Matched(pool, outcome(pool, proposal).covered)


def with_a_match(pool: Pool) -> Seats:
    """Who has a match in the best result for a pool."""
    if pool.programme.kind == "help":
        return outcome(pool, solve_exchange(pool)).covered
    candidates, roles = find(pool), pool.programme.roles
    choose = best_buddies if pool.programme.kind == "buddying" else best_for_roles
    choice = choose(pool, candidates)
    candidates = choice.candidates
    firsts = [candidates.firsts[row].number for row in candidates.first[choice.edges].tolist()]
    seconds = [candidates.seconds[row].number for row in candidates.second[choice.edges].tolist()]
    covered = {(number, roles[0]) for number in firsts} | {(number, roles[-1]) for number in seconds}
    if len(roles) == 1 and pool.programme.trio:
        pairs = tuple(SuggestedPair(min(pair), max(pair), 0, ()) for pair in zip(firsts, seconds, strict=True))
        thirds = join_pairs(pool, candidates, pairs).trios
        covered |= {(number, roles[0]) for trio in thirds for number in (trio.first, trio.second, trio.third)}
    return frozenset(covered)
