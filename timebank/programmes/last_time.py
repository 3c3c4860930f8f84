"""The matches of last time, read from the files of a result: which stand in a new one, and why others do not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching.compare import LEFT, OTHERS, WHY_GONE
from matching.people import plain
from matching.staying import NOT_ALLOWED, Pair, Stayed
from timebank import tabular
from timebank.errors import Refused
from timebank.programmes.definition import Definition
from timebank.programmes.people_files import ReadPeople

MATCHES = "matches.csv"
WHY = {
    LEFT: "one of them takes no part now",
    NOT_ALLOWED: "a rule keeps them apart now, or one of them has no room",
    OTHERS: WHY_GONE[OTHERS],
}
Group = tuple[int, ...]


class LastTimeUnreadable(Refused):
    """The result of last time cannot be read."""


@dataclass(frozen=True, slots=True)
class LastTime:
    """The groups matched last time (pairs, and among equals some of three), as numbers, and everybody's id."""

    groups: tuple[Group, ...]
    ids: Mapping[int, str]

    @property
    def pairs(self) -> list[Pair]:
        """Every two who were together; two roles stand in their order."""
        return [
            (one, other) for group in self.groups for place, one in enumerate(group) for other in group[place + 1 :]
        ]


@dataclass(frozen=True, slots=True)
class Beside:
    """A new result beside last time: how many groups there were and stand, and why the others do not, by group.

    `best_score` is that of the best result that knows nothing of last time.
    """

    matches: int
    stand: int
    gone: tuple[tuple[Group, str], ...]
    ids: Mapping[int, str]
    best_score: int

    @property
    def counts(self) -> dict[str, int]:
        """How many did not stand for each reason."""
        found = Counter(why for _, why in self.gone)
        return {why: found[why] for why in WHY}

    def summary(self) -> dict[str, int]:
        """All figures under their names."""
        return {"matches": self.matches, "stand": self.stand, **self.counts, "best_score": self.best_score}

    def parted(self) -> tuple[Sequence[str], list[Sequence[object]]]:
        """The header and one row for each group that does not stand."""
        most = max((len(group) for group, _ in self.gone), default=2)
        header = [f"person_{place}" for place in range(1, most + 1)]
        rows = [
            (*(self.ids[number] for number in group), *[""] * (most - len(group)), WHY[why]) for group, why in self.gone
        ]
        return (*header, "why"), [*rows]


def read_last_time(definition: Definition, path: Path, people: ReadPeople) -> LastTime:
    """The matches in the folder of a result, or in its matches.csv; an id nobody has now gets a number of its own.

    Raises LastTimeUnreadable with one sentence, also for circles of help, which are found anew each time.
    """
    if definition.kind == "help":
        raise LastTimeUnreadable("Circles of help are found anew each time, so please leave out what was last time.")
    file = path / MATCHES if path.is_dir() else path
    records = tabular.read_file(file)
    roles = [role.name for role in definition.roles]
    columns = roles if len(roles) == 2 else [roles[0], f"{roles[0]}_2", f"{roles[0]}_3"]
    numbers = {plain(name): number for number, name in people.ids.items()}
    ids = dict(people.ids)
    groups = []
    for record in records:
        cells = [record.cells.get(tabular.plain_name(column), "").strip() for column in columns]
        if not all(cells[:2]):
            raise LastTimeUnreadable(
                f"{file.name}, row {record.number} needs an id under {columns[0]} and {columns[1]}."
            )
        for name in filter(None, cells):
            number = numbers.setdefault(plain(name), max(ids, default=0) + 1)
            ids.setdefault(number, name)
        groups.append(tuple(numbers[plain(name)] for name in cells if name))
    return LastTime(tuple(groups), ids)


def beside(last: LastTime, stayed: Stayed) -> Beside:
    """The new result beside last time; a group stands when just its people are together again."""
    proposal = stayed.proposal
    again = {frozenset((pair.first, pair.second)) for pair in proposal.pairs}
    again |= {frozenset((trio.first, trio.second, trio.third)) for trio in proposal.trios}
    why = {frozenset(pair): code for pair, code in stayed.gone}

    def reason(group: Group) -> str:
        codes = [why.get(frozenset(pair), OTHERS) for pair in LastTime((group,), {}).pairs]
        return next(code for code in WHY if code in codes)

    gone = tuple((group, reason(group)) for group in last.groups if frozenset(group) not in again)
    return Beside(len(last.groups), len(last.groups) - len(gone), gone, last.ids, stayed.best_score)
