"""Matching people straight from CSV files into files that a spreadsheet and a browser open, without a database."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matching import MatchingError, Pool, Proposal, solve
from matching.why import one_line
from timebank.errors import Refused
from timebank.programmes.definition import Definition, ProgrammeUnreadable, load
from timebank.programmes.people_files import ReadPeople, read_people

# A spreadsheet takes a cell that begins with one of these for a formula; the full-width forms too.
FORMULA_STARTS = tuple("=+-@\t\r＝＋－＠")


class CannotWrite(Refused):
    """The result cannot be written there."""


class CannotMatch(Refused):
    """These people cannot be matched."""


@dataclass(frozen=True, slots=True)
class MatchResult:
    """One finished matching from files: the proposal with the ids and names behind its numbers."""

    definition: Definition
    proposal: Proposal
    ids: Mapping[int, str]
    names: Mapping[int, str]
    objective: str
    seconds: float

    def summary(self) -> dict[str, int | float | dict[str, int]]:
        """The figures of the round: feasible_pairs, pairs, score, bound, covered (people by role) and seconds."""
        return {
            "feasible_pairs": self.proposal.feasible_pairs,
            "pairs": len(self.proposal.pairs) + len(self.proposal.trios),
            "score": self.proposal.score,
            "bound": self.proposal.bound,
            "covered": dict(self.proposal.covered),
            "seconds": round(self.seconds, 3),
        }

    def write(self, folder: Path) -> None:
        """Write matches.csv, unmatched.csv and report.html; raises CannotWrite when the folder does not allow it."""
        from timebank.programmes.report import report_html

        try:
            folder.mkdir(parents=True, exist_ok=True)
            _write_csv(folder / "matches.csv", self._match_rows())
            _write_csv(folder / "unmatched.csv", self._unmatched_rows())
            (folder / "report.html").write_text(report_html(self), encoding="utf-8")
        except OSError as error:
            raise CannotWrite(f"The result cannot be written to {folder}: {error.strerror or error}.") from error

    def _match_rows(self) -> Iterable[Sequence[str | int]]:
        """The header and one row a match; a trio names its third person."""
        roles = [role.name for role in self.definition.roles]
        if len(roles) == 2:
            yield (*roles, "score", "why")
            for pair in self.proposal.pairs:
                yield self.ids[pair.first], self.ids[pair.second], pair.score, one_line(pair.reasons)
            return
        yield roles[0], f"{roles[0]}_2", f"{roles[0]}_3", "score", "why"
        for pair in self.proposal.pairs:
            yield self.ids[pair.first], self.ids[pair.second], "", pair.score, one_line(pair.reasons)
        for trio in self.proposal.trios:
            people = (self.ids[number] for number in (trio.first, trio.second, trio.third))
            yield *people, trio.score, one_line(trio.reasons)

    def _unmatched_rows(self) -> Iterable[Sequence[str | int]]:
        """The header and one row a person without a match."""
        yield "role", "id", "reason"
        for person in self.proposal.unmatched:
            yield person.role, self.ids[person.number], person.words


def match_files(
    programme: str | Path,
    people: Sequence[Path],
    out: Path | None = None,
    objective: str | None = None,
    capacities: Mapping[str, int] | None = None,
    settings: Mapping[str, str] | None = None,
) -> MatchResult:
    """Match the people in some CSV files under a programme (a starter's name or a TOML file).

    `objective`, `capacities` (by role) and `settings` override what the programme says; with `out` the three
    files are written there. Raises a Refused with one sentence for a programme or file that cannot be used.
    """
    started = time.perf_counter()
    definition = load(programme).with_settings(settings or {})
    for role, capacity in (capacities or {}).items():
        definition.role(role)
        if capacity < 0:
            raise ProgrammeUnreadable(f"The capacity of a {role} must be 0 or more.")
    rules = definition.programme(objective=objective)
    read: ReadPeople = read_people(definition, people, capacities or {})
    try:
        proposal = solve(Pool(read.people, (), rules))
    except MatchingError as error:
        raise CannotMatch(str(error)) from error
    seconds = time.perf_counter() - started
    result = MatchResult(definition, proposal, read.ids, read.names, rules.objective, seconds)
    if out is not None:
        result.write(out)
    return result


def safe_cell(value: str | int) -> str | int:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe_cell("=1+1"), safe_cell("Policy"), safe_cell(-3)
    ("'=1+1", 'Policy', -3)
    """
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value


def _write_csv(path: Path, rows: Iterable[Sequence[str | int]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([safe_cell(cell) for cell in row] for row in rows)
