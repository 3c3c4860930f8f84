"""The command `statement`: what a member gave and received, printed as a table, as JSON, or kept as a file."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from timebank.file_commands import write_text
from timebank.opening import FINE, caller_of, open_ready, say

if TYPE_CHECKING:
    from timebank.reports.statements import Line, Statement

HEADS = ("When", "Written down on", "With", "What", "Given", "Received", "Other", "Balance")
NUMBERS = (4, 5, 6, 7)
LONGEST_WORDS = 28


def statement(args: argparse.Namespace) -> int:
    """Show a member's statement."""
    from timebank.reports import statements
    from timebank.work import Look

    def read(look: Look) -> "Statement":
        return statements.statement(look, statements.member_named(look, args.member), args.first, args.last)

    app = open_ready(args)
    found = app.see(caller_of(app, args), read)
    if args.out is not None:
        write_text(Path(args.out), statements.as_csv(found))
        lines = len(found.lines) + len(found.pending)
        say(args, f"The statement of {found.name} is in {args.out}.", ok=True, out=args.out, lines=lines)
    elif args.json:
        given, received, other = found.sums
        sums = {"given_minutes": given, "received_minutes": received, "other_minutes": other}
        print(json.dumps({**asdict(found), **sums}, default=str))
    else:
        print(in_words(found))
    return FINE


def in_words(found: "Statement") -> str:
    """A statement as a table for a terminal."""
    from timebank.ledger.rules import say_minutes

    begins = f"{found.from_day} to {found.to_day}" if found.from_day else f"up to {found.to_day}"
    parts = [f"{found.name}, {found.community}, {begins}"]
    parts.append(f"Balance before: {say_minutes(found.opening_minutes)}")
    if found.lines:
        parts.append(_table(HEADS, [_row(line) for line in found.lines]))
    else:
        parts.append("Nothing in this time.")
    given, received, other = (say_minutes(one) for one in found.sums)
    parts.append(f"Given {given}, received {received}, other {other}. Balance: {say_minutes(found.closing_minutes)}")
    if found.pending:
        parts.append("Not counted yet:\n" + _table(HEADS, [_row(line) for line in found.pending]))
    count, minutes = found.unrecorded
    if count:
        what = "1 agreed meeting is" if count == 1 else f"{count} agreed meetings are"
        parts.append(f"{what} not written down yet ({say_minutes(minutes)}).")
    return "\n\n".join(parts)


def _row(line: "Line") -> tuple[str, ...]:
    from timebank.ledger.rules import say_minutes

    what = line.category or line.kind
    figures = (line.given_minutes, line.received_minutes, line.other_minutes)
    return (
        *(str(line.service_date), str(line.written_on), _short(line.other), _short(what)),
        *(say_minutes(one) if one else "" for one in figures),
        say_minutes(line.balance_minutes) if line.state == "posted" else "",
    )


def _short(words: str) -> str:
    """Words on one line that nothing on a terminal takes for a command, not longer than the column."""
    clean = "".join(one if one.isprintable() else " " for one in words)
    return clean if len(clean) <= LONGEST_WORDS else f"{clean[: LONGEST_WORDS - 1]}…"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[place]) for row in (heads, *rows)) for place in range(len(heads))]
    lines = (
        "  ".join(
            cell.rjust(width) if place in NUMBERS else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (heads, *rows)
    )
    return "\n".join(lines)
