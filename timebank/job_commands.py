"""The commands about jobs: what each did and when it is next, and running one now or only saying what it would do."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from timebank.opening import FINE, FOUND, caller_of, open_ready, say

if TYPE_CHECKING:
    from timebank.jobs.reads import JobCard

WENT_WRONG = "What did not go well"


def run(args: argparse.Namespace) -> int:
    """Run one job now, or only say what it would do."""
    from timebank.jobs.by_hand import preview, run_by_hand

    app = open_ready(args)
    caller = caller_of(app, args)
    if args.dry_run:
        would = preview(app, caller, args.job)
        words = f"{would.waiting} waiting; nothing was done."
        names = f" It is about: {', '.join(would.names)}." if would.names else ""
        say(args, words + names, job=args.job, done=would.waiting, words=words, names=list(would.names), ok=True)
        return FINE
    report = run_by_hand(app, caller, app.ids.new(), args.job)
    say(args, report.words, job=args.job, done=report.done, words=report.words, ok=report.ok)
    if not report.ok:
        print(f"timebank: {args.job}: {report.words}", file=sys.stderr)
    return FINE if report.ok else FOUND


def jobs(args: argparse.Namespace) -> int:
    """Show each job, when it ran and when it runs next; first what did not go well, then by what they serve."""
    from timebank.access import OPERATOR
    from timebank.community.reads import community
    from timebank.jobs.reads import overview

    app = open_ready(args)
    cards = app.see(caller_of(app, args), overview)
    if args.json:
        print(json.dumps([asdict(card) for card in cards], default=str))
        return FINE
    zone = app.see(OPERATOR, community).zone
    print(f"Times are those of {zone}. Run one now: timebank run NAME; only look: timebank run NAME --dry-run")
    for heading, some in groupby(sorted(cards, key=lambda one: not one.has_failed), _heading):
        print(f"\n{heading}")
        for card in some:
            print("\n    ".join(_lines(card, zone)))
    return FINE


def _heading(card: "JobCard") -> str:
    return WENT_WRONG if card.has_failed else card.group


def _lines(card: "JobCard", zone: str) -> Iterator[str]:
    last, failure = card.last, card.last_failure
    yield f"  {card.name}: {card.sentence}"
    yield f"{card.when}; next {_at(card.next_at, zone)}"
    yield f"last {_at(last.started_at, zone)}: {last.words or last.state}" if last else "it has not run yet"
    if failure and last and failure.slot != last.slot:
        yield f"last went wrong {_at(failure.started_at, zone)}: {failure.words}"


def _at(moment: datetime, zone: str) -> str:
    return f"{moment.astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
