"""Why these two, whole, for a coordinator: each rule, each criterion with both answers, and how else each could do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matching.criteria import known, measure, reasons
from matching.people import Person, Pool, Programme
from matching.rules import musts, words_of
from matching.terms import Criterion, Rule

if TYPE_CHECKING:
    from matching.candidates import Candidates


@dataclass(frozen=True, slots=True)
class RuleKept:
    """One hard rule these two keep; `blank` are the numbers of those who have not said what it asks about."""

    code: str
    because: str
    blank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """One criterion: its points here, in words, both answers (empty where not a text), and who has not said."""

    code: str
    label: str
    points: int
    words: str
    first_answer: str
    second_answer: str
    blank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rank:
    """How this match stands among all that one person could have: `place` counts from 1, equal points share it."""

    place: int
    among: int

    def say(self, name: str) -> str:
        """In words.

        >>> Rank(1, 7).say("Ann"), Rank(2, 12).say("Ben"), Rank(1, 1).say("Cora")
        ('the best of 7 for Ann', 'the 2nd of 12 for Ben', 'the only one for Cora')
        """
        if self.among == 1:
            return f"the only one for {name}"
        which = "best" if self.place == 1 else ordinal(self.place)
        return f"the {which} of {self.among} for {name}"


@dataclass(frozen=True, slots=True)
class WhyPair:
    """Everything that speaks for one pair; `ranks` are the first's and the second's."""

    first: int
    second: int
    score: int
    rules: tuple[RuleKept, ...]
    criteria: tuple[Counted, ...]
    ranks: tuple[Rank, Rank]


def why_pairs(
    pool: Pool, pairs: Iterable[tuple[int, int]], candidates: Candidates | None = None
) -> dict[tuple[int, int], WhyPair]:
    """Why each of some pairs, by its numbers; pairs that may not meet in this pool are left out.

    The numbers stand as in a proposal: the first role's first, among equals the lower first. The points of the
    criteria add up to the score.
    """
    if candidates is None:
        from matching.candidates import find

        candidates = find(pool)
    wanted = set(pairs)
    found = _ranks(candidates, wanted, equals=pool.programme.kind == "buddying")
    programme = pool.programme
    firsts = {person.number: person for person in candidates.firsts}
    seconds = {person.number: person for person in candidates.seconds}
    return {
        pair: _why(programme, pool, firsts[pair[0]], seconds[pair[1]], score, ranks)
        for pair, (score, ranks) in sorted(found.items())
    }


def _why(
    programme: Programme, pool: Pool, first: Person, second: Person, score: int, ranks: tuple[Rank, Rank]
) -> WhyPair:
    told = {reason.code: reason for reason in reasons(programme, first, second)}
    counted = []
    for criterion in programme.criteria:
        if criterion.strength == "off":
            continue
        reason = told.get(criterion.code)
        counted.append(
            Counted(
                criterion.code,
                criterion.label,
                reason.points if reason else 0,
                reason.words if reason else criterion.label,
                reason.first_answer if reason else _answer(programme, criterion.first, first),
                reason.second_answer if reason else _answer(programme, criterion.second, second),
                blank_of(criterion, first, second, equals=programme.kind == "buddying"),
            )
        )
    words = words_of(pool)
    kept = [RuleKept(rule.code, words[rule.code], _blank_of_rule(rule, first, second)) for rule in programme.rules]
    kept += [RuleKept(must.code, words[must.code], blank_of(must, first, second)) for must in musts(programme)]
    return WhyPair(first.number, second.number, score, tuple(kept), tuple(counted), ranks)


def blank_of(criterion: Criterion, first: Person, second: Person, *, equals: bool = False) -> tuple[int, ...]:
    """The numbers of those who have not said, or keep to themselves, what a criterion asks about."""
    counted_for_them = criterion.kind in ("waiting", "load", "reciprocity")  # nobody is asked to say it
    if counted_for_them or known(criterion, first, second) or measure(criterion, first, second, equals=equals):
        return ()
    if criterion.kind == "overlap":
        return tuple(person.number for person in (first, second) if not person.week)
    asked = ((first, criterion.first), (second, criterion.second))
    return tuple(person.number for person, answer in asked if answer and not person.values(answer))


def _blank_of_rule(rule: Rule, first: Person, second: Person) -> tuple[int, ...]:
    if rule.kind == "slot":
        return tuple(person.number for person in (first, second) if not person.week)
    if rule.kind == "travel":
        return tuple(person.number for person in (first, second) if person.place is None)
    if rule.kind == "wish":
        return ()
    asked = ((first, rule.first), (second, rule.second))
    return tuple(person.number for person, answer in asked if answer and not person.values(answer))


def _answer(programme: Programme, answer: str, person: Person) -> str:
    return ", ".join(programme.say(answer, value) for value in person.values(answer)) if answer else ""


def _ranks(
    candidates: Candidates, wanted: set[tuple[int, int]], *, equals: bool
) -> dict[tuple[int, int], tuple[int, tuple[Rank, Rank]]]:
    """The score of each wanted pair that may meet, and its rank for both, by one pass over their candidates."""
    import numpy as np

    firsts, seconds, scores = candidates.set_aside or (candidates.first, candidates.second, candidates.score)
    rows = {person.number: row for row, person in enumerate(candidates.firsts)}
    columns = {person.number: column for column, person in enumerate(candidates.seconds)}
    found = {}
    for one, other in wanted:
        if one not in rows or other not in columns:
            continue
        row, column = rows[one], columns[other]
        if equals:
            of_row = (firsts == row) | (seconds == row)
            of_column = (firsts == column) | (seconds == column)
        else:
            of_row, of_column = firsts == row, seconds == column
        place = np.flatnonzero(of_row & of_column)
        if place.size:
            score = int(scores[place[0]])
            first, second = (
                Rank(1 + int((scores[side] > score).sum()), int(side.sum())) for side in (of_row, of_column)
            )
            found[one, other] = score, (first, second)
    return found


def ordinal(number: int) -> str:
    """A number as a place in an order.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 22, 113)]
    ['1st', '2nd', '3rd', '4th', '11th', '22nd', '113th']
    """
    ending = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
