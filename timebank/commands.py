"""What each command does: opens the time bank, calls the same actions as the pages, and says what came of it."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from timebank.errors import InvalidInput, Refused

if TYPE_CHECKING:
    from timebank.access import Caller
    from timebank.app import App
    from timebank.bringing import ImportReport

FINE, FOUND = 0, 1


def match(args: argparse.Namespace) -> int:
    """Match people straight from files; opens no database."""
    from timebank.programmes.files import match_files

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
        raise InvalidInput(f"The capacity of {role!r} must be a whole number, not {words!r}.")
    return int(words)


def _open(args: argparse.Namespace, **given: object) -> "App":
    from timebank.app import build
    from timebank.settings import from_environment

    return build(from_environment(database_url=args.database, **given))


def _caller(app: "App", args: argparse.Namespace) -> "Caller":
    """Whoever --as names, with their rights and no more; else the operator, who holds the machine."""
    from timebank.access import ANONYMOUS, OPERATOR, as_member
    from timebank.members.reads import member_id_of_email

    if not args.as_email:
        return OPERATOR
    member_id = app.see(ANONYMOUS, member_id_of_email, args.as_email.strip().lower())
    if member_id is None:
        raise InvalidInput(f"There is no member with the e-mail address {args.as_email!r}.")
    return as_member(member_id)


def _say(args: argparse.Namespace, sentence: str, **facts: object) -> None:
    print(json.dumps(facts) if args.json else sentence)


def init(args: argparse.Namespace) -> int:
    """Make a new time bank, with its first administrator and coordinator."""
    from timebank import setup
    from timebank.access import Role

    app = _open(args)
    setup.make_ready(app, args.name)
    links = {}
    for email, role in ((args.admin, Role.ADMINISTRATOR), (args.coordinator, Role.COORDINATOR)):
        if email:
            links[email] = setup.make_holder(app, email, role)
    _say(args, f"The time bank is ready in {app.engine.url.render_as_string()}.", ok=True, links=links)
    if not args.json:
        for email, link in links.items():
            print(f"{email} chooses a password here, within two weeks: {link}")
        print("Start it with: timebank serve   and, beside it: timebank worker")
    return FINE


def demo(args: argparse.Namespace) -> int:
    """Make a believable community once, then show it."""
    from timebank.demo.show import show

    return show(Path(args.folder), fresh=args.fresh, serve=not args.no_serve, port=args.port, as_json=bool(args.json))


def serve(args: argparse.Namespace) -> int:
    """Start the dashboard."""
    from ui.server import serve as start

    app = _open(args, host=args.host, port=args.port)
    _must_be_ready(app)
    start(app)
    return FINE


def worker(args: argparse.Namespace) -> int:
    """Start the worker."""
    from timebank.jobs.worker import serve as start

    app = _open(args)
    _must_be_ready(app)
    start(app, lambda: print("The worker is running. Ctrl-C stops it.", flush=True))
    return FINE


def _must_be_ready(app: "App") -> None:
    from timebank import migrate
    from timebank.errors import NotReady

    if migrate.current(app) != migrate.newest():
        raise NotReady


def run(args: argparse.Namespace) -> int:
    """Run one job now."""
    from timebank.access import May
    from timebank.jobs.run import run as run_job

    app = _open(args)
    with app.look(_caller(app, args)) as look:
        look.require(May.RUN_MATCHING)
    report = run_job(app, args.job, dry_run=args.dry_run)
    _say(args, report.words, job=args.job, done=report.done, words=report.words, ok=report.ok)
    if not report.ok:
        print(f"timebank: {args.job}: {report.words}", file=sys.stderr)
    return FINE if report.ok else FOUND


def jobs(args: argparse.Namespace) -> int:
    """Show each job, when it ran and when it runs next."""
    from dataclasses import asdict

    from timebank.jobs.reads import overview

    app = _open(args)
    cards = app.see(_caller(app, args), overview)
    if args.json:
        print(json.dumps([asdict(card) for card in cards], default=str))
        return FINE
    for card in cards:
        last = f"{card.last.started_at:%Y-%m-%d %H:%M} UTC, {card.last.words}" if card.last else "never"
        print(f"{card.name}: {card.sentence}")
        print(f"    {card.when}; last: {last}; next: {card.next_at:%Y-%m-%d %H:%M} UTC")
    return FINE


def verify(args: argparse.Namespace) -> int:
    """Prove the ledger."""
    from timebank.ledger.verify import verify as prove

    app = _open(args)
    proof = app.see(_caller(app, args), prove)
    facts = {name: getattr(proof, name) for name in ("ok", "entries", "minutes", "accounts", "head", "seconds")}
    if args.json:
        print(json.dumps({**facts, "findings": list(proof.findings)}))
    else:
        print(f"{proof.entries:,} entries, {proof.minutes:,} minutes posted, {proof.accounts:,} accounts.")
        sound = "Every entry is as it was written, and every balance is the sum of its entries."
        print("\n".join(proof.findings) or f"{sound} Head: {proof.head}")
    if not proof.ok:
        print(f"timebank: The ledger does not verify: {proof.findings[0]}", file=sys.stderr)
    return FINE if proof.ok else FOUND


def bring(args: argparse.Namespace) -> int:
    """Bring members or hours in from a file."""
    from timebank import tabular
    from timebank.ledger import mapping
    from timebank.ledger.imports import bring_hours
    from timebank.members.imports import bring_members

    if (args.format is None) == (args.what == "hours"):
        raise InvalidInput("Hours need --from NAME or --from FILE.toml; members need none.")
    records = tabular.read_file(Path(args.file))
    app = _open(args)
    options = {"dry_run": args.dry_run, "good_rows_only": args.good_rows_only, "progress": _progress()}
    caller = _caller(app, args)
    if args.what == "hours":
        report = app.do(caller, bring_hours, mapping.load(args.format), records, **options)
    else:
        report = app.do(
            caller, bring_members, f"import:{app.ids.new()}", records, invite=not args.no_invitations, **options
        )
    if args.failed and report.failed:
        _write(Path(args.failed), report.failed_csv())
    _say(args, _import_words(report), **_import_facts(report))
    return _failed_words(report)


def _import_facts(report: "ImportReport") -> dict[str, object]:
    failed = [{"row": one.record.number, "reason": one.reason} for one in report.failed]
    counts = {"rows": report.rows, "written": report.written, "already": report.already}
    return {**counts, "failed": failed, "stored": report.is_stored}


def _import_words(report: "ImportReport") -> str:
    verb = "were brought in" if report.is_stored else "could be brought in"
    counts = f"{report.written:,} {verb}, {report.already:,} were there already, {len(report.failed):,} failed"
    return f"{report.rows:,} rows: {counts}." + ("" if report.is_stored else " Nothing was stored.")


def _failed_words(report: "ImportReport") -> int:
    if not report.failed:
        return FINE
    first = report.failed[0]
    print(
        f"timebank: {len(report.failed):,} rows failed, the first in row {first.record.number}: {first.reason}.",
        file=sys.stderr,
    )
    return FOUND


def _progress() -> Callable[[int, int], None] | None:
    """Says how far long work is, to people who watch."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, whole: int) -> None:
        if done % 200 == 0 or done == whole:
            print(f"\r{done:,} of {whole:,} rows", end="\n" if done == whole else "", file=sys.stderr)

    return tell


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise Refused(f"{path} cannot be written. Is its folder there, and may you write in it?") from error


def export(args: argparse.Namespace) -> int:
    """Write the ledger to a file."""
    from timebank.reports.exports import ledger_csv

    app = _open(args)
    text = app.see(_caller(app, args), ledger_csv)
    _write(Path(args.out), text)
    rows = text.count("\n") - 1
    _say(args, f"The ledger is in {args.out}.", ok=True, out=args.out, lines=rows)
    return FINE


def upgrade(args: argparse.Namespace) -> int:
    """Bring the database to the shape this version needs."""
    from timebank import migrate, setup

    app = _open(args)
    before = migrate.current(app)
    copy = migrate.upgrade(app)
    setup.make_ready(app)
    words = "The database is up to date." if before == migrate.newest() else "The database was brought up to date."
    _say(args, words + (f" The copy from before is {copy}." if copy else ""), ok=True, copy=str(copy or ""))
    return FINE


def password(args: argparse.Namespace) -> int:
    """Send somebody a letter that helps them sign in."""
    from timebank.members.doors import send_password_letter

    app = _open(args)
    app.do(_caller(app, args), send_password_letter, args.email)
    _say(args, f"A letter to {args.email} is in the outbox; the worker sends it.", ok=True)
    return FINE


def mail(args: argparse.Namespace) -> int:
    """Send one letter to see whether mail works."""
    from timebank.mail.send import send_test

    app = _open(args)
    send_test(app, args.address)
    _say(args, f"A letter to {args.address} was handed over.", ok=True)
    return FINE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "match": match,
    "init": init,
    "demo": demo,
    "serve": serve,
    "worker": worker,
    "run": run,
    "jobs": jobs,
    "verify": verify,
    "import": bring,
    "export": export,
    "upgrade": upgrade,
    "password": password,
    "mail": mail,
}
