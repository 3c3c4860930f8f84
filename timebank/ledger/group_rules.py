"""What a session of several people comes to: who gives how many minutes to whom, to the last minute; pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from timebank.errors import InvalidInput
from timebank.ledger.rules import LONGEST_MINUTES, Holder, say_minutes

Pays = Literal["each", "shared", "pot"]
PAYS = {
    "each": "everybody who took part gives the whole time",
    "shared": "those who took part share the time among them",
    "pot": "the community pot gives the time",
}
MOST_PARTS = 500
LONGEST_NOTE = 600
TOOK_PART = "Took part:"
POT = Holder("pot")


@dataclass(frozen=True, slots=True)
class Part:
    """One entry as it will be written; `extra_minutes` of them (0 or 1) come from what could not be shared evenly."""

    from_holder: Holder
    to_holder: Holder
    minutes: int
    extra_minutes: int = 0


@dataclass(frozen=True, slots=True)
class Plan:
    """All parts of a session, in the order they will be written: helper by helper, then as those helped are named.

    `remainder_minutes` could not be shared evenly, of each helper's time: the first so many give a minute more each.
    """

    parts: tuple[Part, ...]
    remainder_minutes: tuple[int, ...]

    def time_of(self, holder: Holder, pays: Pays) -> int:
        """How long somebody's own day becomes: where each gives the whole time, all those minutes pass at once."""
        theirs = [part.minutes for part in self.parts if holder in (part.from_holder, part.to_holder)]
        return max(theirs, default=0) if pays == "each" else sum(theirs)


def plan(
    givers: tuple[Holder, ...],
    receivers: tuple[Holder, ...],
    minutes: int,
    pays: Pays,
    giver_minutes: tuple[int, ...] | None = None,
    receiver_minutes: tuple[int, ...] | None = None,
) -> Plan:
    """The parts of a session in which `givers` helped `receivers` for `minutes`; each helper counts as if alone.

    `giver_minutes`: own times of those who helped, `minutes` times their number in all. `receiver_minutes`, where the
    time is shared: own shares of those helped, `minutes` in all. Raises InvalidInput with what to put right.

    >>> ann, ben, cat = (Holder("member", name) for name in ("Ann", "Ben", "Cat"))
    >>> parts = plan((ann,), (ben, cat), 61, "shared").parts
    >>> [(part.from_holder.id, part.minutes, part.extra_minutes) for part in parts]
    [('Ben', 31, 1), ('Cat', 30, 0)]
    """
    _check_people(givers, receivers, pays)
    lengths = _lengths(len(givers), minutes, giver_minutes)
    if receiver_minutes is not None:
        _check_shares(len(receivers), minutes, pays, lengths, receiver_minutes)
    parts: list[Part] = []
    remainders: list[int] = []
    for giver, length in zip(givers, lengths, strict=True):
        if pays == "pot":
            parts.append(Part(POT, giver, length))
            remainders.append(0)
        elif pays == "each":
            parts.extend(Part(receiver, giver, length) for receiver in receivers)
            remainders.append(0)
        elif receiver_minutes is not None:
            parts.extend(Part(receiver, giver, own) for receiver, own in zip(receivers, receiver_minutes, strict=True))
            remainders.append(0)
        else:
            share, rest = _even_shares(length, len(receivers))
            parts.extend(
                Part(receiver, giver, share + (place < rest), int(place < rest))
                for place, receiver in enumerate(receivers)
            )
            remainders.append(rest)
    return Plan(tuple(parts), tuple(remainders))


def _check_people(givers: tuple[Holder, ...], receivers: tuple[Holder, ...], pays: str) -> None:
    if pays not in PAYS:
        raise InvalidInput(f"Please choose who gives the hours: {'; '.join(PAYS.values())}.")
    if not givers or not receivers:
        raise InvalidInput("A session needs at least one person who helped and one who took part.")
    everybody = (*givers, *receivers)
    if any(one.kind not in ("member", "organisation") for one in everybody):
        raise InvalidInput("Hours are exchanged between members and organisations.")
    if set(givers) & set(receivers):
        raise InvalidInput("Somebody is named both as helping and as taking part. Please choose one of the two.")
    if len(set(everybody)) != len(everybody):
        raise InvalidInput("Somebody is named twice. Please name everybody once.")
    if len(givers) * len(receivers) > MOST_PARTS:
        raise InvalidInput("These are too many people for one session. Please write it down in smaller groups.")


def _lengths(givers: int, minutes: int, giver_minutes: tuple[int, ...] | None) -> tuple[int, ...]:
    """How long each helped, checked."""
    lengths = giver_minutes if giver_minutes is not None else (minutes,) * givers
    if any(isinstance(one, bool) or not isinstance(one, int) for one in (minutes, *lengths)):
        raise InvalidInput("Please give the time in whole minutes.")
    if not all(1 <= one <= LONGEST_MINUTES for one in (minutes, *lengths)):
        raise InvalidInput("Please give a time between 1 minute and 24 hours.")
    if len(lengths) != givers:
        raise InvalidInput("Please give a time for everybody who helped.")
    if sum(lengths) != minutes * givers:
        raise InvalidInput(
            f"The times of those who helped make {say_minutes(sum(lengths))} together,"
            f" and {givers} times {say_minutes(minutes)} is {say_minutes(minutes * givers)}."
        )
    return lengths


def _check_shares(receivers: int, minutes: int, pays: str, lengths: tuple[int, ...], shares: tuple[int, ...]) -> None:
    if pays != "shared":
        raise InvalidInput("Own shares are for sessions whose time is shared by those who took part.")
    if set(lengths) != {minutes}:
        raise InvalidInput("Please give own times either for those who helped or for those who took part, not both.")
    if any(isinstance(one, bool) or not isinstance(one, int) for one in shares):
        raise InvalidInput("Please give the time in whole minutes.")
    if len(shares) != receivers:
        raise InvalidInput("Please give a share for everybody who took part.")
    if min(shares) < 1:
        raise InvalidInput(
            "Somebody's share would be nothing. Please give everybody a minute at least, or leave them out."
        )
    if sum(shares) != minutes:
        raise InvalidInput(
            f"The shares make {say_minutes(sum(shares))} together, and the session took {say_minutes(minutes)}."
        )


def _even_shares(length: int, receivers: int) -> tuple[int, int]:
    """The even share and what remains; raises InvalidInput where there are more people than minutes."""
    share, rest = divmod(length, receivers)
    if share < 1:
        raise InvalidInput("There are more people than minutes, so somebody's share would be nothing.")
    return share, rest


def with_names(words: str, names: Sequence[str]) -> str:
    """A note that ends with who took part, for what the pot gives does not name them as parties.

    Where there are too many for a note, the last are counted.

    >>> with_names("Choir", ["Ann", "Ben"])
    'Choir\\nTook part: Ann, Ben.'
    """
    for told in range(len(names), -1, -1):
        more = [f"{len(names) - told} more"] if told < len(names) else []
        line = f"{TOOK_PART} {', '.join([*names[:told], *more])}."
        if len(words) + 1 + len(line) <= LONGEST_NOTE:
            return f"{words}\n{line}" if words else line
    return words


def names_in(note: str, name: str) -> bool:
    """Whether a note of `with_names` says that somebody of this name took part."""
    line = note.splitlines()[-1] if note else ""
    return line.startswith(TOOK_PART) and re.search(rf"[:,] {re.escape(name)}[,.]", line) is not None
