"""Why somebody is in no circle of help, in plain words: who could help them, whom they could help, what closes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from matching.closing import Around, kept_apart
from matching.people import Pool
from matching.proposal import Unmatched
from matching.rules import SELF, apart, words_of
from matching.why import removed_by_rules

if TYPE_CHECKING:
    from matching.candidates import Candidates

COUNTED_PAIRS = 60_000_000
NO_ROOM = "They have no room for another circle just now."
NOBODY_HERE = "Nobody else takes part in this round."
NO_CIRCLE = "{helpers} could help them and they could help {helped}, but no circle closes in which everybody gets help."
OTHERS = "A circle with them would be possible, but the best result for everybody has no place left in one."
NOBODY_HELPS, NOBODY_ASKS = "Nobody here could help them{because}.", "There is nobody here they could help{because}."


def why_no_circle(pool: Pool, ways: Pool, candidates: Candidates, in_one: set[int]) -> tuple[Unmatched, ...]:
    """Everybody who is not `in_one` and why, in order of numbers; `ways` is the pool of who could help whom."""
    people = candidates.firsts
    left = [at for at, person in enumerate(people) if person.number not in in_one]
    helps = whom_each_helps(candidates)
    gets = [0] * len(people)
    for helped in candidates.first.tolist():
        gets[helped] += 1
    words = words_of(ways)
    strangers = kept_apart(apart(pool.bonds), [person.number for person in people])
    around = Around(helps, pool.programme.most_in_circle, strangers)
    removed = [
        _removed(candidates, place, [at for at in left if not (gets[at], len(helps[at]))[place]]) for place in (0, 1)
    ]
    found = []
    for at in left:
        person, counts = people[at], [side.get(at, {}) for side in removed]
        if person.capacity <= 0:
            code, said = "no_room", NO_ROOM
        elif len(people) == 1:
            code, said = "nobody_here", NOBODY_HERE
        elif not gets[at] or not helps[at]:
            code = "nobody_asks" if gets[at] else "nobody_helps"
            parts = [NOBODY_HELPS.format(because=_because(counts[0], words))] if not gets[at] else []
            parts += [NOBODY_ASKS.format(because=_because(counts[1], words))] if not helps[at] else []
            said = " ".join(parts)
        elif around.closes(at):
            code, said = "others_fitted", OTHERS
        else:
            code = "no_circle"
            said = NO_CIRCLE.format(helpers=_people(gets[at]).capitalize(), helped=_people(len(helps[at])))
        both = {rule: counts[0].get(rule, 0) + counts[1].get(rule, 0) for rule in {**counts[0], **counts[1]}}
        found.append(Unmatched(person.number, pool.programme.roles[0], code, said, removed_by_rules(both)))
    return tuple(sorted(found, key=lambda one: one.number))


def _people(count: int) -> str:
    return "one person" if count == 1 else f"{count} people"


def whom_each_helps(candidates: Candidates) -> list[set[int]]:
    """By position, the positions of those whom each could help."""
    helps: list[set[int]] = [set() for _ in candidates.firsts]
    for helped, helper in zip(candidates.first.tolist(), candidates.second.tolist(), strict=True):
        helps[helper].add(helped)
    return helps


def _removed(candidates: Candidates, place: int, rows: list[int]) -> dict[int, dict[str, int]]:
    """How many people each rule removed for those nobody is left for, as far as it is quickly counted."""
    import numpy as np

    counted = rows[: COUNTED_PAIRS // max(len(candidates.firsts), 1)]
    removed = candidates.asked.removed(place, np.array(counted, dtype=np.int64))
    return {row: {code: int(column[at]) for code, column in removed.items()} for at, row in enumerate(counted)}


def _because(counts: Mapping[str, int], words: Mapping[str, str]) -> str:
    """Which rule removed how many, as the end of a sentence."""
    parts = [f"{_people(count)} because {words[code]}" for code, count in counts.items() if count and code != SELF]
    return f": {'; '.join(parts)}" if parts else ""
