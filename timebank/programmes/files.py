"""Matching people straight from CSV files into files that a spreadsheet and a browser open, without a database."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching import MatchingError, Pool, Proposal, solve
from matching.rarity import weighed
from matching.staying import solve_staying
from matching.why import one_line
from timebank import tabular
from timebank.errors import Refused
from timebank.programmes.definition import Definition, ProgrammeUnreadable, load
from timebank.programmes.last_time import Beside, beside, read_last_time
from timebank.programmes.people_files import ReadPeople, read_people


class CannotWrite(Refused):
    """The result cannot be written there."""


class CannotMatch(Refused):
    """These people cannot be matched."""


@dataclass(frozen=True, slots=True)
class MatchResult:
    """One finished matching from files: the proposal with the ids and names behind its numbers.

    `last` is it beside the result of last time, where one was given.
    """

    definition: Definition
    proposal: Proposal
    ids: Mapping[int, str]
    names: Mapping[int, str]
    objective: str
    seconds: float
    last: Beside | None = None

    def summary(self) -> dict[str, int | float | dict[str, int]]:
        """The figures of the round: feasible_pairs, pairs, score, bound, covered (people by role) and seconds.

        After a result of last time also last_time: its matches, how many stand, and why others do not.
        """
        told = {} if self.last is None else {"last_time": self.last.summary()}
        return {
            "feasible_pairs": self.proposal.feasible_pairs,
            "pairs": len(self.proposal.pairs) + len(self.proposal.trios) + len(self.proposal.circles),
            "score": self.proposal.score,
            "bound": self.proposal.bound,
            "covered": dict(self.proposal.covered),
            "seconds": round(self.seconds, 3),
            **told,
        }

    def write(self, folder: Path) -> None:
        """Write matches.csv, unmatched.csv and report.html, after a result of last time also parted.csv.

        Raises CannotWrite when the folder does not allow it.
        """
        from timebank.programmes.report import report_html

        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "matches.csv").write_text(tabular.write(*self._matches()), encoding="utf-8")
            (folder / "unmatched.csv").write_text(tabular.write(*self._unmatched()), encoding="utf-8")
            if self.last is not None:
                (folder / "parted.csv").write_text(tabular.write(*self.last.parted()), encoding="utf-8")
            (folder / "report.html").write_text(report_html(self), encoding="utf-8")
        except OSError as error:
            raise CannotWrite(f"The result cannot be written to {folder}: {error.strerror or error}.") from error

    def _matches(self) -> tuple[Sequence[str], list[Sequence[object]]]:
        """The header and one row a match; a trio names its third person, a circle everybody as each helps the next."""
        roles = [role.name for role in self.definition.roles]
        if self.definition.kind == "help":
            return self._circles(roles[0])
        if len(roles) == 2:
            rows = [(self.ids[p.first], self.ids[p.second], p.score, one_line(p.reasons)) for p in self.proposal.pairs]
            return (*roles, "score", "why"), [*rows]
        pairs = [(self.ids[p.first], self.ids[p.second], "", p.score, one_line(p.reasons)) for p in self.proposal.pairs]
        trios = [
            (
                *(self.ids[number] for number in (trio.first, trio.second, trio.third)),
                trio.score,
                one_line(trio.reasons),
            )
            for trio in self.proposal.trios
        ]
        return (roles[0], f"{roles[0]}_2", f"{roles[0]}_3", "score", "why"), [*pairs, *trios]

    def _circles(self, role: str) -> tuple[Sequence[str], list[Sequence[object]]]:
        most = max((len(circle.people) for circle in self.proposal.circles), default=2)
        columns = [role, *(f"{role}_{place}" for place in range(2, most + 1))]
        rows = [
            (
                *(self.ids[number] for number in circle.people),
                *[""] * (most - len(circle.people)),
                circle.minutes,
                circle.score,
                "; ".join(one_line(link.reasons) for link in circle.links),
            )
            for circle in self.proposal.circles
        ]
        return (*columns, "minutes", "score", "why"), [*rows]

    def _unmatched(self) -> tuple[Sequence[str], list[Sequence[object]]]:
        """The header and one row a person without a match."""
        rows = [(person.role, self.ids[person.number], person.words) for person in self.proposal.unmatched]
        return ("role", "id", "reason"), [*rows]


def match_files(
    programme: str | Path,
    people: Sequence[Path],
    out: Path | None = None,
    objective: str | None = None,
    capacities: Mapping[str, int] | None = None,
    settings: Mapping[str, str] | None = None,
    after: Path | None = None,
) -> MatchResult:
    """Match the people in some CSV files under a programme (a starter's name or a TOML file).

    `objective`, `capacities` (by role) and `settings` override what the programme says; with `out` the files are
    written there. `after` is the folder of an earlier result, or its matches.csv: who is together there stays so,
    unless others gain more than a quarter of a match by it or more people have one. Raises a Refused with one
    sentence for a programme or file that cannot be used.
    """
    started = time.perf_counter()
    definition = load(programme).with_settings(settings or {})
    for role, capacity in (capacities or {}).items():
        definition.role(role)
        if capacity < 0:
            raise ProgrammeUnreadable(f"The capacity of a {role} must be 0 or more.")
    rules = definition.programme(objective=objective)
    read: ReadPeople = read_people(definition, people, capacities or {})
    last = None if after is None else read_last_time(definition, after, read)
    pool = Pool(read.people, (), weighed(rules, read.people))
    try:
        stayed = None if last is None else solve_staying(pool, last.pairs)
        proposal = solve(pool) if stayed is None else stayed.proposal
    except MatchingError as error:
        raise CannotMatch(str(error)) from error
    told = None if last is None or stayed is None else beside(last, stayed)
    seconds = time.perf_counter() - started
    result = MatchResult(definition, proposal, read.ids, read.names, rules.objective, seconds, told)
    if out is not None:
        result.write(out)
    return result
