"""Why nobody, for a round as a whole: what each rule removed, which rule frees most, and who is held by a blank."""

from collections import Counter
from dataclasses import dataclass

from matching.exchange import arcs_pool
from matching.people import Pool
from matching.proposal import Proposal
from matching.rules import musts, words_of
from matching.seats import seated


@dataclass(frozen=True, slots=True)
class RuleEffect:
    """What one rule does to the people without a match.

    `removed` is how many possible pairs of theirs it removed (each counted at the first rule that did), `held` for
    how many of them it removed somebody, `would_place` how many more people would have a match without it: None
    where it is never lifted (what binds two people, the room they have) or was not tried.
    """

    code: str
    because: str
    removed: int
    held: int
    would_place: int | None


def rule_effects(pool: Pool, proposal: Proposal, *, most_trials: int = 12) -> tuple[RuleEffect, ...]:
    """Each rule that removed somebody from people without a match, the one that frees most first.

    How many each would place is tried without that rule, for at most `most_trials` rules (those that removed most).

    >>> from matching import Person, Programme, make_rule, solve
    >>> team = make_rule("team", "different", "they work in the same team", first="team")
    >>> joy = {"team": ("Joy",)}
    >>> people = (Person(1, "mentee", answers=joy), Person(2, "mentor", answers=joy))
    >>> pool = Pool(people, (), Programme("p", "mentoring", ("mentee", "mentor"), (team,)))
    >>> [(one.code, one.removed, one.would_place) for one in rule_effects(pool, solve(pool))]
    [('team', 2, 2)]
    """
    removed: Counter[str] = Counter()
    held: Counter[str] = Counter()
    for person in proposal.unmatched:
        for code, count in person.removed:
            removed[code] += count
            held[code] += 1
    words = words_of(arcs_pool(pool) if pool.programme.kind == "help" else pool)
    known = {rule.code for rule in pool.programme.rules} | {must.code for must in musts(pool.programme)}
    tried = [code for code, _ in removed.most_common() if code in known][:most_trials]
    stands = seated(pool, proposal) if tried else None
    more = {code: stands.more_without(code) for code in tried} if stands else {}
    effects = [RuleEffect(code, words[code], count, held[code], more.get(code)) for code, count in removed.items()]
    return tuple(sorted(effects, key=lambda one: (-(one.would_place or 0), -one.removed, one.code)))
