"""An independent second look at a proposal: every rule asked again, every sum made again, without any solver."""

from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from matching.criteria import meets_must, score
from matching.errors import ProposalWrong
from matching.people import Person, Pool
from matching.proposal import Proposal, SuggestedPair, SuggestedTrio
from matching.rules import allows, apart, musts, pins


def verify(pool: Pool, proposal: Proposal, *, fresh: Iterable[SuggestedPair] | None = None) -> None:
    """Return quietly when the proposal keeps every promise; raise ProposalWrong with the first that it breaks.

    Promises: only people of the pool, every rule kept, nobody over capacity or twice in one pair, pins in,
    points and reasons add up to the score, the bound is not below it, coverage and the unmatched are complete.
    The circles of a programme of help are looked at in verify_exchange. Where some pairs are `fresh`, all others
    passed before under the same rules, and nothing about them has changed: neither rules nor points are asked again.
    """
    if pool.programme.kind == "help":
        from matching.verify_exchange import verify_exchange

        return verify_exchange(pool, proposal)
    if proposal.circles:
        raise ProposalWrong("This programme has no circles.")
    check = _Check(pool, proposal)
    check.pairs(proposal.pairs if fresh is None else fresh)
    for trio in proposal.trios:
        check.trio(trio)
    check.capacities()
    check.totals()


class _Check:
    """One proposal beside the people it is about."""

    def __init__(self, pool: Pool, proposal: Proposal) -> None:
        roles = pool.programme.roles
        self.pool, self.proposal, self.programme = pool, proposal, pool.programme
        self.equals = pool.programme.kind == "buddying"
        by_role: dict[str, dict[int, Person]] = {role: {} for role in roles}
        for person in pool.people:
            if person.role in by_role:
                by_role[person.role][person.number] = person
        self.people = by_role[roles[0]], by_role[roles[-1]]
        self.apart, self.pins = apart(pool.bonds), pins(pool.bonds)
        self.used: tuple[Counter[int], Counter[int]] = (Counter(), Counter())
        self.links: set[tuple[int, int]] = set()

    def allowed(self, first: int, second: int) -> tuple[Person, Person]:
        """Both people, when each rule lets them meet."""
        if first not in self.people[0] or second not in self.people[1]:
            raise ProposalWrong("A pair names somebody who is not in this round.")
        one, other = self.people[0][first], self.people[1][second]
        if first == second:
            raise ProposalWrong("Somebody was paired with themselves.")
        if (min(first, second), max(first, second)) in self.apart:
            raise ProposalWrong("A pair was suggested that is kept apart.")
        for rule in self.programme.rules:
            if not allows(rule, one, other, equals=self.equals):
                raise ProposalWrong(f"A pair breaks the rule {rule.code}.")
        for must in musts(self.programme):
            if not meets_must(must, one, other, equals=self.equals):
                raise ProposalWrong(f"A pair does not fit in {must.code}, which is a Must.")
        return one, other

    def pairs(self, fresh: Iterable[SuggestedPair]) -> None:
        """Two people who may meet, each with one place taken by it; those that are not fresh only have to be here."""
        for pair in fresh:
            self.allowed_and_scored(pair)
        firsts = [pair.first for pair in self.proposal.pairs]
        seconds = [pair.second for pair in self.proposal.pairs]
        self.links.update(zip(firsts, seconds, strict=True))
        if len(self.links) != len(self.proposal.pairs):
            raise ProposalWrong("The same pair stands twice.")
        self.used[0].update(firsts)
        self.used[0 if self.equals else 1].update(seconds)
        if not (self.used[0].keys() <= self.people[0].keys() and self.used[1].keys() <= self.people[1].keys()):
            raise ProposalWrong("A pair names somebody who is not in this round.")

    def link(self, link: SuggestedPair) -> None:
        """Two people within a trio, who stand together only once."""
        both = (link.first, link.second)
        if both in self.links:
            raise ProposalWrong("The same pair stands twice.")
        self.links.add(both)
        self.allowed_and_scored(link)

    def allowed_and_scored(self, link: SuggestedPair) -> None:
        """Two people, alone or within a trio: every rule, and points that add up."""
        one, other = self.allowed(link.first, link.second)
        if not link.score == score(self.programme, one, other) == sum(reason.points for reason in link.reasons):
            raise ProposalWrong("The points of a pair do not add up.")

    def trio(self, trio: SuggestedTrio) -> None:
        """Three people who may all meet."""
        if not (self.equals and self.programme.trio):
            raise ProposalWrong("This programme has no trios.")
        three = (trio.first, trio.second, trio.third)
        if [(link.first, link.second) for link in trio.links] != [(min(t), max(t)) for t in combinations(three, 2)]:
            raise ProposalWrong("The links of a trio are not those between its people.")
        for link in trio.links:
            self.link(link)
        for number in three:
            self.used[0][number] += 1

    def capacities(self) -> None:
        """Nobody has more matches than room for them."""
        for used, people in zip(self.used, self.people, strict=True):
            for number, count in used.items():
                room = people[number].capacity
                if room < 1 or count > (1 if self.equals else room):
                    raise ProposalWrong("Somebody has more matches than room for them.")

    def totals(self) -> None:
        """The sums, the bound, the pins, the coverage and the people left out."""
        proposal, roles = self.proposal, self.programme.roles
        if proposal.score != sum(pair.score for pair in proposal.pairs) + sum(trio.score for trio in proposal.trios):
            raise ProposalWrong("The score is not the sum of the pairs.")
        if proposal.score > proposal.bound:
            raise ProposalWrong("The score is above its bound.")
        linked = {(min(link), max(link)) for link in self.links} if self.pins else set()
        for one, other in self.pins - linked:
            sides = [(one, other), (other, one)]
            if any(a in self.people[0] and b in self.people[1] for a, b in sides):
                raise ProposalWrong("A pinned pair is missing.")
        for place, role in enumerate(roles):
            matched = set(self.used[place])
            left_out = [person.number for person in proposal.unmatched if person.role == role]
            if proposal.covered[role] != len(matched):
                raise ProposalWrong("The number of people with a match is wrong.")
            if len(left_out) != len(set(left_out)) or matched | set(left_out) != set(self.people[place]):
                raise ProposalWrong("Somebody is neither matched nor named as unmatched.")
            if matched & set(left_out):
                raise ProposalWrong("Somebody is both matched and named as unmatched.")
