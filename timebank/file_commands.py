"""The commands about files: people matched straight from them, hours and members brought in, the ledger taken away."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timebank.errors import InvalidInput, Refused
from timebank.opening import FINE, FOUND, caller_of, open_ready, say

if TYPE_CHECKING:
    from timebank.bringing import ImportReport
    from timebank.programmes.files import MatchResult
    from timebank.work import Work


def match(args: argparse.Namespace) -> int:
    """Match people straight from files; opens no database."""
    from timebank.programmes.files import match_files

    if args.out == "":
        raise InvalidInput("--out needs the name of a folder.")
    if args.after == "":
        raise InvalidInput("--after needs the folder of an earlier result.")
    result = match_files(
        args.programme,
        [Path(file) for file in args.people],
        Path(args.out) if args.out else None,
        args.objective,
        {role: _capacity(role, words) for role, words in _pairs(args.capacity, "ROLE=N")},
        dict(_pairs(args.settings, "NAME=VALUE")),
        Path(args.after) if args.after else None,
    )
    summary = result.summary()
    if args.json:
        print(json.dumps(summary))
        return FINE
    covered = " and ".join(f"{count} {role}{'s' * (count != 1)}" for role, count in result.proposal.covered.items())
    print(f"{summary['feasible_pairs']} pairs could meet.")
    print(f"The best set: {summary['pairs']} pairs, {summary['score']} points.")
    print(f"No set can have more than {summary['bound']} points.")
    print(f"Matched at least once: {covered}.")
    for sentence in _last_time_words(result):
        print(sentence)
    parted = "" if result.last is None else "parted.csv, "
    kept = f"In {args.out}: matches.csv, unmatched.csv, {parted}report.html."
    print(kept if args.out else "Keep them with --out FOLDER.")
    return FINE


def _last_time_words(result: "MatchResult") -> list[str]:
    """How many matches of last time stand, and why the others do not."""
    from timebank.programmes.last_time import WHY

    told = result.last
    if told is None:
        return []
    matches = "1 match" if told.matches == 1 else f"{told.matches} matches"
    found = [f"Of {matches} of last time, {told.stand} still {'stands' if told.stand == 1 else 'stand'}."]
    found += [
        f"{count} {'does' if count == 1 else 'do'} not, because {WHY[why]}."
        for why, count in told.counts.items()
        if count
    ]
    if told.best_score > result.proposal.score:
        found.append(f"If everything were chosen anew, the best set would have {told.best_score} points.")
    return found


def _pairs(words: list[str], form: str) -> list[tuple[str, str]]:
    split = [one.partition("=") for one in words]
    for name, sign, value in split:
        if not (name.strip() and sign and value.strip()):
            raise InvalidInput(f"{name!r} must look like {form}.")
    return [(name.strip(), value.strip()) for name, _, value in split]


def _capacity(role: str, words: str) -> int:
    if not words.isascii() or not words.isdecimal() or len(words) > 6:
        raise InvalidInput(f"The capacity of {role!r} must be a whole number from 0 to 999999, not {words!r}.")
    return int(words)


def bring(args: argparse.Namespace) -> int:
    """Bring members, listings or hours in from a file."""
    from timebank.tabular import content_of

    if args.format is None and args.what == "hours":
        raise InvalidInput("Hours need --from NAME or --from FILE.toml; members and listings may do without.")
    if args.date is not None and args.what != "hours":
        raise InvalidInput("--date is for hours only.")
    read = {"hours": _hours, "members": _members, "listings": _listings}[args.what]
    bringing, remarks = read(args, Path(args.file).name, content_of(Path(args.file)))
    app = open_ready(args)
    if args.failed is not None:
        _may_write(Path(args.failed))
    options = {"dry_run": args.dry_run, "good_rows_only": args.good_rows_only, "progress": _progress()}
    report = app.do(caller_of(app, args), bringing, **options)
    if args.failed and report.failed:
        write_text(Path(args.failed), report.failed_csv())
    for sentence in remarks:
        print(f"timebank: {sentence}", file=sys.stderr)
    say(args, _import_words(report), **_import_facts(report), **({"remarks": list(remarks)} if remarks else {}))
    return _failed_words(report)


Bringing = tuple["Callable[..., ImportReport]", tuple[str, ...]]
"""What brings a file's rows in, and what to say about the file."""


def _hours(args: argparse.Namespace, name: str, content: bytes) -> Bringing:
    from timebank import tabular
    from timebank.ledger import mapping
    from timebank.ledger.imports import bring_hours
    from timebank.ledger.own_imports import bring_own

    if args.format == mapping.OWN:
        if args.date is not None:
            raise InvalidInput("This file says of each row on which day it was, so please leave --date out.")
        return lambda work, **options: bring_own(work, tabular.read(name, content), **options), ()
    fitting, records, remarks = mapping.read_with(mapping.load(args.format), name, content)
    return lambda work, **options: bring_hours(work, fitting, records, day=args.date, **options), remarks


def _members(args: argparse.Namespace, name: str, content: bytes) -> Bringing:
    from timebank.ids import Ids
    from timebank.members import mapping
    from timebank.members.imports import bring_members

    fitting = mapping.load(args.format or mapping.OWN)
    records, remarks = mapping.read_with(fitting, name, content)
    key, invite = f"import:{Ids().new()}", not args.no_invitations

    def bringing(work: "Work", **options: Any) -> "ImportReport":
        return bring_members(work, key, records, mapping=fitting, invite=invite, **options)

    return bringing, remarks


def _listings(args: argparse.Namespace, name: str, content: bytes) -> Bringing:
    from timebank.listings import mapping
    from timebank.listings.imports import bring_listings

    fitting = mapping.load(args.format or mapping.OWN)
    records, remarks = mapping.read_with(fitting, name, content)
    return lambda work, **options: bring_listings(work, fitting, records, **options), remarks


def _import_facts(report: "ImportReport") -> dict[str, object]:
    failed = [{"row": one.record.number, "reason": one.reason} for one in report.failed]
    counts = {"rows": report.rows, "written": report.written, "already": report.already}
    return {**counts, "failed": failed, "stored": report.is_stored}


def _import_words(report: "ImportReport") -> str:
    verb = "were brought in" if report.is_stored else "could be brought in"
    counts = f"{report.written:,} {verb}, {report.already:,} were there already, {len(report.failed):,} failed"
    rows = "1 row" if report.rows == 1 else f"{report.rows:,} rows"
    return f"{rows}: {counts}." + ("" if report.is_stored else " Nothing was stored.")


def _failed_words(report: "ImportReport") -> int:
    if not report.failed:
        return FINE
    first = report.failed[0]
    how_many = "1 row" if len(report.failed) == 1 else f"{len(report.failed):,} rows"
    reason = first.reason.removesuffix(".")
    print(f"timebank: {how_many} failed, the first in row {first.record.number}: {reason}.", file=sys.stderr)
    return FOUND


def _progress() -> Callable[[int, int], None] | None:
    """Says how far long work is, to people who watch."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        if done % 200 == 0 or done == whole:
            print(f"\r{done:,} of {whole:,} rows", end="\n" if done == whole else "", file=sys.stderr)

    return tell


def _may_write(path: Path) -> None:
    """Refuse before anything is stored what could only be refused after it."""
    was_there = path.exists()
    try:
        path.open("a").close()
    except OSError as error:
        raise _cannot_write(path) from error
    if not was_there:
        path.unlink()


def _cannot_write(path: Path) -> Refused:
    return Refused(f"{path} cannot be written. Is its folder there, and may you write in it?")


def write_text(path: Path, text: str) -> None:
    """Keep a text as a file; raises Refused in one sentence."""
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _cannot_write(path) from error


def export(args: argparse.Namespace) -> int:
    """Write the ledger to a file, or to standard output."""
    from timebank.reports.exports import FORMATS

    app = open_ready(args)
    text = app.see(caller_of(app, args), FORMATS[args.format])
    if args.out == "-":
        sys.stdout.write(text)
        return FINE
    write_text(Path(args.out), text)
    rows = text.count("\n") - 1
    say(args, f"The ledger is in {args.out}.", ok=True, out=args.out, lines=rows)
    return FINE
