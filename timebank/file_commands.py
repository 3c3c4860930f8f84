"""The commands about files: people matched straight from them, hours and members brought in, the ledger taken away."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from timebank.errors import InvalidInput, Refused
from timebank.opening import FINE, FOUND, caller_of, open_ready, say

if TYPE_CHECKING:
    from timebank.bringing import ImportReport


def match(args: argparse.Namespace) -> int:
    """Match people straight from files; opens no database."""
    from timebank.programmes.files import match_files

    if args.out == "":
        raise InvalidInput("--out needs the name of a folder.")
    result = match_files(
        args.programme,
        [Path(file) for file in args.people],
        Path(args.out) if args.out else None,
        args.objective,
        {role: _capacity(role, words) for role, words in _pairs(args.capacity, "ROLE=N")},
        dict(_pairs(args.settings, "NAME=VALUE")),
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
    print(f"In {args.out}: matches.csv, unmatched.csv, report.html." if args.out else "Keep them with --out FOLDER.")
    return FINE


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
    """Bring members or hours in from a file."""
    from timebank import tabular
    from timebank.ledger import mapping
    from timebank.ledger.imports import bring_hours
    from timebank.members.imports import bring_members

    if (args.format is None) == (args.what == "hours"):
        raise InvalidInput("Hours need --from NAME or --from FILE.toml; members need none.")
    records = tabular.read_file(Path(args.file))
    app = open_ready(args)
    if args.failed is not None:
        _may_write(Path(args.failed))
    options = {"dry_run": args.dry_run, "good_rows_only": args.good_rows_only, "progress": _progress()}
    caller = caller_of(app, args)
    if args.what == "hours":
        report = app.do(caller, bring_hours, mapping.load(args.format), records, **options)
    else:
        report = app.do(
            caller, bring_members, f"import:{app.ids.new()}", records, invite=not args.no_invitations, **options
        )
    if args.failed and report.failed:
        _write(Path(args.failed), report.failed_csv())
    say(args, _import_words(report), **_import_facts(report))
    return _failed_words(report)


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


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise _cannot_write(path) from error


def export(args: argparse.Namespace) -> int:
    """Write the ledger to a file."""
    from timebank.reports.exports import ledger_csv

    app = open_ready(args)
    text = app.see(caller_of(app, args), ledger_csv)
    _write(Path(args.out), text)
    rows = text.count("\n") - 1
    say(args, f"The ledger is in {args.out}.", ok=True, out=args.out, lines=rows)
    return FINE
