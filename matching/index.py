"""Lists of people by what they answered, so that a rule names who could meet somebody without asking everybody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matching.meetings import Meeting, earning, meeting_under
from matching.people import Pool
from matching.questions import Questions
from matching.rules import musts

Row = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Lists:
    """For each person some keys, and for each key the people of the other side who have it, in their order.

    The keys of person p are `keys[start[p]:start[p + 1]]`, the people of key k `people[first[k]:first[k + 1]]`,
    and `weight[k]` is what key k counts. Whoever meets `everybody` has no lists: all could meet them.
    """

    start: Row
    keys: Row
    first: Row
    people: NDArray[np.int32]
    weight: Row
    everybody: NDArray[np.bool_]

    @property
    def parts(self) -> tuple[Row, Row, Row, NDArray[np.int32], Row, NDArray[np.bool_]]:
        """All of it as compiled functions take it."""
        return self.start, self.keys, self.first, self.people, self.weight, self.everybody

    def reach(self, width: int) -> Row:
        """At most how many of `width` others stand in each person's lists."""
        sizes = np.concatenate([[0], np.cumsum(np.diff(self.first)[self.keys])])
        total = np.minimum(sizes[self.start[1:]] - sizes[self.start[:-1]], width)
        return np.where(self.everybody, width, total)


def shortest_lists(pool: Pool, asked: Questions) -> tuple[Lists, Lists]:
    """For everybody on each side the lists of the rule that leaves the fewest people to be asked about.

    Nobody is lost: whoever may meet a person stands in one of that person's lists, or everybody could. Among
    equals both sides are the same.
    """
    sides = (asked.firsts, asked.seconds)
    rules, needed = pool.programme.rules, musts(pool.programme)
    meetings = [meeting_under(rule, *sides, equals=asked.equals) for rule in rules]
    meetings += [meeting_under(must, *sides, equals=asked.equals) for must in needed]
    known = [meeting for meeting in meetings if meeting]
    first = _shortest(known, 0, len(sides[0]), len(sides[1]))
    return first, first if asked.equals else _shortest(known, 1, len(sides[1]), len(sides[0]))


def _shortest(meetings: Sequence[Meeting], place: int, people: int, width: int) -> Lists:
    """For everybody on one side the lists of the meeting with the fewest people in them."""
    found = [_lists((meeting,), place, people) for meeting in meetings]
    size, chosen = np.full(people, width, dtype=np.int64), np.full(people, -1, dtype=np.int64)
    for which, lists in enumerate(found):
        reached = lists.reach(width)
        better = reached < size
        size[better], chosen[better] = reached[better], which
    return _chosen(found, chosen)


def promising_lists(pool: Pool, asked: Questions) -> tuple[Lists, Lists]:
    """For everybody on each side the lists of what earns points, each key with the points that it earns."""
    sides = (asked.firsts, asked.seconds)
    meetings = tuple(
        meeting
        for criterion in pool.programme.criteria
        if criterion.strength != "off"
        for meeting in earning(criterion, *sides, equals=asked.equals)
    )
    first, second = (_lists(meetings, place, len(side)) for place, side in enumerate(sides))
    return first, second


def joined(rows: Iterable[Row]) -> Row:
    """Rows one after the other, none of them being no row at all."""
    return np.concatenate([np.zeros(0, dtype=np.int64), *rows])


def _lists(meetings: Sequence[Meeting], place: int, people: int) -> Lists:
    """The lists of everybody on one side in all of these meetings."""
    before = np.cumsum([0, *(meeting.weights.size for meeting in meetings)])
    ours, theirs = (joined(one.owners[side] for one in meetings) for side in (place, 1 - place))
    keys, listed = (
        joined(one.keys[side] + add for one, add in zip(meetings, before[:-1], strict=True))
        for side in (place, 1 - place)
    )
    by_owner, by_key = np.argsort(ours, kind="stable"), np.lexsort((theirs, listed))
    return Lists(
        np.searchsorted(ours[by_owner], np.arange(people + 1)),
        keys[by_owner],
        np.searchsorted(listed[by_key], np.arange(before[-1] + 1)),
        theirs[by_key].astype(np.int32),
        joined(meeting.weights for meeting in meetings),
        np.zeros(people, dtype=np.bool_),
    )


def _chosen(found: Sequence[Lists], chosen: Row) -> Lists:
    """For each person the lists of the one of `found` that was chosen for them; -1 chooses everybody."""
    starts = np.cumsum([0, *(lists.weight.size for lists in found)])
    people = np.cumsum([0, *(lists.people.size for lists in found)])
    counts = np.zeros(chosen.size + 1, dtype=np.int64)
    for which, lists in enumerate(found):
        own = np.flatnonzero(chosen == which)
        counts[own + 1] = lists.start[own + 1] - lists.start[own]
    start = np.cumsum(counts)
    keys = np.zeros(int(start[-1]), dtype=np.int64)
    for which, lists in enumerate(found):
        own = np.flatnonzero(chosen == which)
        length = counts[own + 1]
        within = np.arange(int(length.sum())) - np.repeat(np.cumsum(length) - length, length)
        keys[np.repeat(start[own], length) + within] = lists.keys[np.repeat(lists.start[own], length) + within]
        keys[np.repeat(start[own], length) + within] += starts[which]
    return Lists(
        start,
        keys,
        np.concatenate([lists.first[:-1] + add for lists, add in zip(found, people, strict=False)] + [people[-1:]]),
        np.concatenate([np.zeros(0, np.int32), *(lists.people for lists in found)]),
        joined(lists.weight for lists in found),
        chosen < 0,
    )
