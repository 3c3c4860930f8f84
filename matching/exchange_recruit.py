"""Whom to look for in a programme of help: who would offer and ask for what, so that more circles close."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from matching.exchange import narrowest_first, solve_exchange, what_is_asked
from matching.people import Person, Pool
from matching.proposal import Proposal
from matching.recruit import Hint, Wanted
from matching.whatif import Recruit, changed

TRIALS_A_HINT = 3


def whom_circles_need(pool: Pool, proposal: Proposal, most: int = 3) -> tuple[Hint, ...]:
    """Up to `most` hints, each found on top of those before it and proved by choosing circles with that person.

    Whoever offers what somebody left over asks for, and asks for what they offer, could swap with them. What the
    rules ask beside that is taken to be as with those left over.

    >>> from matching import Criterion, Programme, solve
    >>> asks = Criterion("help", "meets", "Help", (2,), first="requests", second="offers")
    >>> ann = Person(1, "member", answers={"offers": ("garden",), "requests": ("lifts",)})
    >>> alone = Pool((ann,), (), Programme("p", "help", ("member",), criteria=(asks,)))
    >>> (hint,) = whom_circles_need(alone, solve(alone))
    >>> hint.wanted.answers, hint.placed
    ((('offers', 'lifts'), ('requests', 'garden')), 1)
    """
    found: list[Hint] = []
    while len(found) < most:
        trials = list(_trials(pool, proposal))
        if not trials:
            break
        hint, pool, proposal = max(trials, key=lambda trial: trial[0].placed)
        found.append(hint)
    return tuple(found)


def _trials(pool: Pool, before: Proposal) -> Iterator[tuple[Hint, Pool, Proposal]]:
    """The wishes that most people left over share, each with whom it really brings into a circle."""
    asked, role = what_is_asked(pool.programme), pool.programme.roles[0]
    left = _left_over(before)
    here = {person.number: person for person in pool.people if person.role == role}
    wishes: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], Person] = {}
    for number in sorted(left):
        person = here[number]
        values = [narrowest_first(pool.programme, name, person.values(name)) for name in (asked.first, asked.second)]
        for wish in product(*values):
            wishes[wish[0], wish[1]] += 1
            first.setdefault((wish[0], wish[1]), person)
    for wish in sorted(wishes, key=lambda one: -wishes[one])[:TRIALS_A_HINT]:  # equally many: the narrowest comes first
        number = max(here) + 1
        answers = {**first[wish].answers, asked.second: wish[:1], asked.first: wish[1:]}
        joined = replace(first[wish], number=number, answers=answers, capacity=1, waiting_days=0, balance_minutes=0)
        larger = changed(pool, Recruit(joined))
        after = solve_exchange(larger, standing=before)
        still = _left_over(after) - {number}
        placed = left - still
        more = len(left) - len(still)
        if more > 0:
            names = {name for one in placed for name in (asked.first, asked.second) if name not in here[one].shown}
            hidden = frozenset({asked.second for name in names if name == asked.first})
            hidden |= {asked.first for name in names if name == asked.second}
            wanted = Wanted(role, tuple(sorted({asked.second: wish[0], asked.first: wish[1]}.items())), "", None)
            yield Hint(wanted, 1, 1, more, tuple((one, role) for one in sorted(placed)), hidden), larger, after


def _left_over(proposal: Proposal) -> set[int]:
    """Who has room and is in no circle."""
    return {one.number for one in proposal.unmatched if one.code != "no_room"}
