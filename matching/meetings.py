"""What people meet in: keys such that two people whom a rule lets meet have at least one key in common."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.codes import columns_of, numbers_of, week_words
from matching.columns import plain_rows
from matching.hours import erode
from matching.people import Person
from matching.rules import step_of
from matching.terms import Criterion, Rule

Row = NDArray[np.int64]
People = Sequence[Person]

CELL_METRES = 25_000


@dataclass(frozen=True, slots=True, eq=False)
class Meeting:
    """Who has which keys: `owners[s]` and `keys[s]` stand beside one another for side s (0 first, 1 second).

    Keys are numbers below `weights.size`; a key counts its weight.
    """

    owners: tuple[Row, Row]
    keys: tuple[Row, Row]
    weights: Row


def meeting_under(need: Rule | Criterion, firsts: People, seconds: People, *, equals: bool) -> Meeting | None:
    """The keys of one rule or Must, or None for a kind that keys cannot tell of.

    Whoever may meet has a key in common; not everybody with a key in common may meet. Where a blank answer is let
    through, whoever left it blank has a key in common with everybody.
    """
    if isinstance(need, Criterion):
        if need.kind not in ("same", "contains", "share") or (equals and need.first != need.second):
            return None
        meeting = _values(firsts, need.first, seconds, need.second)
        return _or_unsaid(meeting, _said(firsts, need.first), _said(seconds, need.second))
    if need.kind in ("same", "share"):
        meeting = _values(firsts, need.first, seconds, need.second)
        said = _said(firsts, need.first), _said(seconds, need.second)
    elif need.kind == "slot":
        meeting = _slots(firsts, seconds, need.minutes)
        said = _marked_times(firsts), _marked_times(seconds)
    elif need.kind in ("steps", "within"):
        places = _places(firsts, need.first, need.order), _places(seconds, need.second, need.order)
        meeting = _steps(places, len(need.order), _fits(need, equals))
        said = places[0] >= 0, places[1] >= 0
    else:
        return None
    return _or_unsaid(meeting, *said) if need.unknown == "allow" else meeting


def earning(criterion: Criterion, firsts: People, seconds: People, *, equals: bool) -> Iterable[Meeting]:
    """The keys in which a criterion gives points, each with about the points it gives; nothing for other kinds.

    What has its own limit counts without it here: this says whom to ask first, never what a pair scores.
    """
    if criterion.kind in ("same", "contains", "share", "meets"):
        yield _values(firsts, criterion.first, seconds, criterion.second, criterion)
        if equals and criterion.first != criterion.second:
            yield _values(firsts, criterion.second, seconds, criterion.first, criterion)
    elif criterion.kind == "steps":
        places = _places(firsts, criterion.first, criterion.order), _places(seconds, criterion.second, criterion.order)
        for far, points in enumerate(criterion.points, start=1):
            yield _steps(places, len(criterion.order), _exactly(far, equals), points)


def _exactly(far: int, equals: bool) -> Callable[[int, int], bool]:
    return lambda low, high: (abs(high - low) if equals else high - low) == far


def _fits(rule: Rule, equals: bool) -> Callable[[int, int], bool]:
    """Whether a rule of steps lets two places in its order meet."""
    if rule.kind == "within":
        return lambda low, high: abs(high - low) <= rule.most
    return lambda low, high: rule.least <= (abs(high - low) if equals else high - low) <= rule.most


def _said(people: People, answer: str) -> NDArray[np.bool_]:
    return np.array([bool(row) for row in plain_rows(people, answer)], dtype=np.bool_)


def _marked_times(people: People) -> NDArray[np.bool_]:
    return np.array([person.week > 0 for person in people], dtype=np.bool_)


def _places(people: People, answer: str, order: Sequence[str]) -> Row:
    """Where everybody stands in an order; -1 where unknown."""
    found = (step_of(order, person, answer) for person in people)
    return np.array([-1 if place is None else place for place in found], dtype=np.int64)


def _columns(rows: Sequence[Iterable[int]]) -> tuple[Row, Row]:
    """Owners and keys beside one another."""
    pairs = [(owner, key) for owner, row in enumerate(rows) for key in row]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _values(firsts: People, first: str, seconds: People, second: str, criterion: Criterion | None = None) -> Meeting:
    """A key for each value that stands on both sides."""
    ours, theirs = plain_rows(firsts, first), plain_rows(seconds, second)
    number = numbers_of(ours, theirs)
    columns = columns_of(ours, number), columns_of(theirs, number)
    levels = dict(criterion.levels) if criterion else {}
    points = criterion.points[0] if criterion and criterion.points else 1
    weights = np.array([points * levels.get(value, 1) for value in number], dtype=np.int64)
    return Meeting((columns[0][0], columns[1][0]), (columns[0][1], columns[1][1]), weights)


def _slots(firsts: People, seconds: People, minutes: int) -> Meeting:
    """A key for each hour of the week in which a slot of that length could begin."""
    owners, keys = zip(*(_slot_hours(side, minutes) for side in (firsts, seconds)), strict=True)
    return Meeting((owners[0], owners[1]), (keys[0], keys[1]), np.ones(168, dtype=np.int64))


def _slot_hours(people: People, minutes: int) -> tuple[Row, Row]:
    words = week_words([erode(person.week, minutes) for person in people])
    quarters = np.unpackbits(words.view(np.uint8), axis=1, bitorder="little")[:, :672]
    owners, hours = np.nonzero(quarters.reshape(len(people), 168, 4).any(axis=2))
    return owners.astype(np.int64), hours.astype(np.int64)


def _steps(places: tuple[Row, Row], length: int, fits: Callable[[int, int], bool], weight: int = 1) -> Meeting:
    """A key for each place of the first side; the second side has those of all places that fit theirs."""
    fitting = [[low for low in range(length) if fits(low, high)] for high in range(length)]
    first = _columns([[place] if place >= 0 else [] for place in places[0].tolist()])
    second = _columns([fitting[place] if place >= 0 else [] for place in places[1].tolist()])
    return Meeting((first[0], second[0]), (first[1], second[1]), np.full(length, weight, dtype=np.int64))


def _or_unsaid(meeting: Meeting, first_said: NDArray[np.bool_], second_said: NDArray[np.bool_]) -> Meeting:
    """Two more keys: everybody on one side has the key of those on the other who have not said."""
    second_blank, first_blank = meeting.weights.size, meeting.weights.size + 1
    owners, keys = [], []
    for side, (said, everybody_has, blank_has) in enumerate(
        ((first_said, second_blank, first_blank), (second_said, first_blank, second_blank))
    ):
        blank = np.flatnonzero(~said).astype(np.int64)
        owners.append(np.concatenate([meeting.owners[side], np.arange(said.size, dtype=np.int64), blank]))
        more = np.full(said.size, everybody_has, dtype=np.int64), np.full(blank.size, blank_has, dtype=np.int64)
        keys.append(np.concatenate([meeting.keys[side], *more]))
    weights = np.concatenate([meeting.weights, np.ones(2, dtype=np.int64)])
    return Meeting((owners[0], owners[1]), (keys[0], keys[1]), weights)
