"""What each command does: opens the time bank, calls the same actions as the pages, and says what came of it."""

import argparse
from collections.abc import Callable
from pathlib import Path

from timebank.file_commands import bring, export, match
from timebank.job_commands import jobs, run
from timebank.opening import FINE, caller_of, only_the_operator, open_any, open_ready, say
from timebank.proof_commands import backup, heads, restore, verify
from timebank.statement_command import statement


def init(args: argparse.Namespace) -> int:
    """Make a new time bank, with its first administrator and coordinator."""
    from timebank import setup
    from timebank.access import Role

    only_the_operator(args)
    app = open_any(args)
    setup.make_ready(app, args.name)
    links = {}
    for email, role in ((args.admin, Role.ADMINISTRATOR), (args.coordinator, Role.COORDINATOR)):
        if email:
            links[email] = setup.make_holder(app, email, role)
    say(args, f"The time bank is ready in {app.engine.url.render_as_string()}.", ok=True, links=links)
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
    from timebank.ports import must_be_free

    app = open_ready(args, host=args.host, port=args.port)
    must_be_free(app.settings.host, app.settings.port)
    from ui.server import serve as start  # late: a refusal should not wait for it

    start(app)
    return FINE


def worker(args: argparse.Namespace) -> int:
    """Start the worker."""
    from timebank.jobs.worker import serve as start

    app = open_ready(args)
    start(app, lambda: print("The worker is running. Ctrl-C stops it.", flush=True))
    return FINE


def upgrade(args: argparse.Namespace) -> int:
    """Bring the database to the shape this version needs."""
    from timebank import migrate, setup

    only_the_operator(args)
    app = open_any(args)
    before = migrate.current(app)
    copy = migrate.upgrade(app)
    setup.make_ready(app)
    words = "The database is up to date." if before == migrate.newest() else "The database was brought up to date."
    say(args, words + (f" The copy from before is {copy}." if copy else ""), ok=True, copy=str(copy or ""))
    return FINE


def password(args: argparse.Namespace) -> int:
    """Send somebody a letter that helps them sign in."""
    from timebank.members.doors import send_password_letter

    app = open_ready(args)
    app.do(caller_of(app, args), send_password_letter, args.email)
    say(args, f"A letter to {args.email} is in the outbox; the worker sends it.", ok=True)
    return FINE


def mail(args: argparse.Namespace) -> int:
    """Send one letter to see whether mail works."""
    from timebank.access import May
    from timebank.mail.send import send_test

    app = open_ready(args)
    with app.look(caller_of(app, args)) as look:
        look.require(May.SEND_LETTERS)
    send_test(app, args.address)
    say(args, f"A letter to {args.address} was handed over.", ok=True)
    return FINE


COMMANDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "match": match,
    "init": init,
    "demo": demo,
    "serve": serve,
    "worker": worker,
    "run": run,
    "jobs": jobs,
    "statement": statement,
    "verify": verify,
    "heads": heads,
    "backup": backup,
    "restore": restore,
    "import": bring,
    "export": export,
    "upgrade": upgrade,
    "password": password,
    "mail": mail,
}
