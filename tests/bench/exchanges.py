"""Time exchanges made by a small dice of our own, so that a seed means the same community for ever."""

from dataclasses import dataclass
from typing import Any


class Dice:
    """A linear congruential generator (multiplier of Knuth's MMIX), its upper bits."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def roll(self, sides: int) -> int:
        """A whole number from 0 to sides - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % sides


@dataclass(frozen=True)
class Community:
    """What `circulate` is asked: arcs, and the limits as keywords."""

    arcs: tuple[int, list[int], list[int], list[int], list[int]]
    limits: dict[str, Any]


def community(members: int, seed: int, helps: int, kinds: int = 40, step: int = 30) -> Community:
    """Members who each offer and ask up to three kinds of help, and would help up to so many of those who ask."""
    dice = Dice(seed)
    for _ in range(20):
        dice.roll(2)
    offers = [{dice.roll(kinds) for _ in range(3)} for _ in range(members)]
    asks = [{dice.roll(kinds) for _ in range(3)} for _ in range(members)]
    arcs: list[tuple[int, int, int, int]] = []
    for giver in range(members):
        able = [other for other in range(members) if other != giver and offers[giver] & asks[other]]
        for _ in range(max(0, len(able) - helps)):
            able.pop(dice.roll(len(able)))
        arcs += [(giver, other, step * (1 + dice.roll(4)), dice.roll(101)) for other in able]
    give, receive = ([step * (2 + dice.roll(9)) for _ in range(members)] for _ in range(2))
    columns = [list(column) for column in zip(*arcs, strict=True)]
    return Community((members, *columns), {"give_limit": give, "receive_limit": receive})
