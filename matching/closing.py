"""Which circles of help close through somebody, or through one way of helping, found by walking on from there."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

NOBODY: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Around:
    """Whom each could help, by position, in circles of at most `longest`, and who is kept apart from whom.

    The `hub`, where there is one, is nobody: a circle through it is a chain, which begins with somebody whom the hub
    "helps" and ends with somebody who "helps" it.
    """

    helps: Sequence[set[int]]
    longest: int
    strangers: Mapping[int, set[int]] = field(default_factory=dict)
    hub: int = -1

    def circles(self, *begun: int) -> Iterator[tuple[int, ...]]:
        """Circles that begin with these, each helping the next, of no two strangers; shorter ones first."""
        last = {who for who, helped in enumerate(self.helps) if begun[0] in helped}
        for size in range(len(begun), self.longest + (self.hub >= 0) + 1):
            yield from self._walk(begun, size, last)

    def closes(self, *begun: int) -> bool:
        """Whether there is any such circle.

        >>> ring = [{1}, {2}, {0}]
        >>> Around(ring, 3).closes(0), Around(ring, 2).closes(0), Around(ring, 3, {0: {2}, 2: {0}}).closes(0)
        (True, False, False)
        """
        return next(self.circles(*begun), None) is not None

    def _walk(self, path: tuple[int, ...], size: int, last: set[int]) -> Iterator[tuple[int, ...]]:
        if len(path) == size:
            if path[-1] in last and 2 <= size - (self.hub in path) <= self.longest:
                yield path
            return
        following = self.helps[path[-1]]
        for one in sorted(following & last if len(path) == size - 1 else following):
            if one not in path and not self.strangers.get(one, NOBODY).intersection(path):
                yield from self._walk((*path, one), size, last)


def kept_apart(pairs: frozenset[tuple[int, int]], numbers: Sequence[int]) -> dict[int, set[int]]:
    """By position, the positions of those whom something keeps each person apart from."""
    at = {number: place for place, number in enumerate(numbers)}
    found: dict[int, set[int]] = {}
    for one, other in pairs:
        if one in at and other in at:
            found.setdefault(at[one], set()).add(at[other])
            found.setdefault(at[other], set()).add(at[one])
    return found
