"""Every pair that may meet, with its points; in a large community found through lists, and the best kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matching.bits import Index
from matching.people import Person, Pool
from matching.questions import PAIRS_A_BLOCK, Questions, questions_of
from matching.rules import pins

Found = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]


Found32 = tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int64]]


@dataclass(frozen=True, slots=True)
class Limits:
    """From how many pairs on which way of finding them is taken.

    Up to `ask_plainly` pairs of people each pair is asked about. Above, each person is asked about with those in
    the shortest lists of any rule, as long as that is no more than `ask_listed` pairs. Above that, each person is
    asked about with the `look` most promising of the next `window` others, and more until `most` may meet them.
    Of more than `keep_all` allowed pairs each person keeps the `most` best, and up to `remember` are set aside.
    """

    ask_plainly: int = 4_000_000
    ask_listed: int = 60_000_000
    keep_all: int = 1_000_000
    remember: int = 20_000_000
    keep_all_equals: int = 500_000
    most: int = 50
    most_equals: int = 24
    look: int = 256
    window: int = 8_192


LIMITS = Limits()


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """The allowed pairs as positions in `firsts` and `seconds` (the same people among equals) with their points.

    They stand in order of `first`, then `second`. `whole` says that every allowed pair is here; otherwise each
    person's best ones are. `set_aside` then holds all allowed pairs in the same three columns, in no order, where
    there are few enough to remember. `asked` asks about any other pair.
    """

    firsts: tuple[Person, ...]
    seconds: tuple[Person, ...]
    first: NDArray[np.int32]
    second: NDArray[np.int32]
    score: NDArray[np.int64]
    whole: bool
    asked: Questions
    set_aside: Found32 | None = None

    @property
    def possible(self) -> int:
        """How many pairs may meet, as far as they were found."""
        return self.score.size if self.set_aside is None else self.set_aside[0].size

    def places_of(self, pairs: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
        """Where these pairs of positions stand; -1 for those that are not here."""
        wanted = np.array(pairs, dtype=np.int64).reshape(-1, 2)
        return self.places_among(wanted[:, 0], wanted[:, 1])

    def places_among(self, first: NDArray[Any], second: NDArray[Any]) -> NDArray[np.int64]:
        """The same for columns of positions."""
        if len(first) == 0:
            return np.zeros(0, dtype=np.int64)
        width = max(len(self.seconds), 1)
        keys = np.append(self.first.astype(np.int64) * width + self.second, -1)
        wanted = first.astype(np.int64) * width + second
        places = np.searchsorted(keys[:-1], wanted)
        return np.where(keys[places] == wanted, places, -1)


def find(pool: Pool, limits: Limits | None = None) -> Candidates:
    """Find who may meet whom and add up the points of those who may; the order of input does not matter.

    Pairs of a small community are all looked at. For a large one see Limits: the rules' own lists leave out most
    pairs without looking at them, and of more allowed pairs than can be kept each person keeps the best, by
    points and then by who comes next in this turn, so that equally good ones are shared out evenly.
    """
    limits = limits or LIMITS
    asked = questions_of(pool)
    if len(asked.firsts) * len(asked.seconds) <= limits.ask_plainly:
        found, rest = join([ask(asked, i, j) for i, j in _all_pairs(asked)]), None
        whole = True
    else:
        from matching.found import find_many

        found, rest, whole = find_many(pool, asked, limits)
        found = found if whole else with_pins(pool, asked, found)
    first, second, score = found
    return Candidates(
        asked.firsts, asked.seconds, first.astype(np.int32), second.astype(np.int32), score, whole, asked, rest
    )


def ask(asked: Questions, i: Index, j: Index) -> Found:
    """Those of these pairs that may meet, with their points."""
    may = asked.allowed(i, j)
    i, j = i[may], j[may]
    return i.astype(np.int64, copy=False), j.astype(np.int64, copy=False), asked.points(i, j)


def join(parts: list[Found]) -> Found:
    """Pairs found in several goes."""
    nothing = np.zeros(0, dtype=np.int64)
    first, second, score = (np.concatenate([nothing, *(part[column] for part in parts)]) for column in range(3))
    return first, second, score


def _all_pairs(asked: Questions) -> Iterator[tuple[Index, Index]]:
    """All pairs in blocks, in order; among equals each pair once, the earlier person first."""
    width = len(asked.seconds)
    rows = max(1, PAIRS_A_BLOCK // max(1, width))
    for start in range(0, len(asked.firsts), rows):
        end = min(start + rows, len(asked.firsts))
        i = np.repeat(np.arange(start, end, dtype=np.intp), width)
        j = np.tile(np.arange(width, dtype=np.intp), end - start)
        if asked.equals:
            later = i < j
            i, j = i[later], j[later]
        yield i, j


def with_pins(pool: Pool, asked: Questions, found: Found) -> Found:
    """What was found, with each pinned pair that may meet."""
    rows = {person.number: at for at, person in enumerate(asked.firsts)}
    columns = {person.number: at for at, person in enumerate(asked.seconds)}
    pinned = [
        (rows[one], columns[other])
        for pair in sorted(pins(pool.bonds))
        for one, other in (pair, pair[::-1])
        if one in rows and other in columns and (not asked.equals or rows[one] < columns[other])
    ]
    i, j = np.array(pinned, dtype=np.int64).reshape(-1, 2).T
    return in_order(join([found, ask(asked, i, j)]), len(asked.seconds))


def in_order(found: Found, width: int) -> Found:
    """Each pair once, in order of first, then second."""
    first, second, score = found
    _, places = np.unique(first * max(width, 1) + second, return_index=True)
    return first[places], second[places], score[places]
