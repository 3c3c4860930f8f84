"""Why these two and why nobody, in words for coordinators; what members read stands in told."""

from collections.abc import Mapping, Sequence

from matching.people import Person, Pool
from matching.proposal import Reason, Unmatched
from matching.rules import SELF, words_of


def why_nobody(
    pool: Pool,
    person: Person,
    *,
    role_sought: str,
    sought: int,
    possible: int,
    removed: Sequence[tuple[str, int]],
    words: Mapping[str, str] | None = None,
    at_least: bool = False,
) -> Unmatched:
    """One person nobody was found for, with one plain sentence and how many people each rule removed.

    `sought` is how many people the other side has, `possible` how many of them every rule allowed (with `at_least`
    as far as was counted).
    """
    reasons = words_of(pool) if words is None else words
    others = pool.programme.plural(role_sought)
    if person.capacity <= 0:
        return _unmatched(person, "no_room", "They have no room for another match just now.", removed)
    if sought == 0:
        return _unmatched(person, "nobody_here", f"There are no {others} for them in this round.", removed)
    if possible:
        was = "1 was" if possible == 1 else f"{possible} were"
        was = f"at least {was}" if at_least else was
        sentence = f"Of {sought} {others}, {was} possible, but the best result for everybody used their places."
        return _unmatched(person, "others_fitted", sentence, removed)
    if sought == 1:
        one = pool.programme.label(role_sought)
        because = reasons[next(code for code, _ in removed)]
        return _unmatched(person, "nobody_allowed", f"The only {one} could not be suggested: {because}.", removed)
    parts = [f"{count} because {reasons[code]}" for code, count in removed if code != SELF]
    because = f": {'; '.join(parts)}" if parts else ""
    sentence = f"None of the {sought} {others} could be suggested{because}."
    return _unmatched(person, "nobody_allowed", sentence, removed)


def _unmatched(person: Person, code: str, sentence: str, removed: Sequence[tuple[str, int]]) -> Unmatched:
    return Unmatched(person.number, person.role, code, sentence, tuple(removed))


def one_line(reasons: Sequence[Reason]) -> str:
    """A pair's reasons on one line for a coordinator.

    >>> one_line((Reason("work", 10, "Profession: both Policy", "Policy", "Policy"),))
    'Profession: both Policy (10)'
    """
    return "; ".join(f"{reason.words} ({reason.points})" for reason in reasons) or "Allowed by every rule"


def removed_by_rules(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """The rules that removed somebody, in the order they were asked."""
    return tuple((code, count) for code, count in counts.items() if count and code != SELF)
