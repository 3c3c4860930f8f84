"""Opens the time bank for a command, as whoever is asked for, and says what came of it."""

import argparse
import json
from typing import TYPE_CHECKING

from timebank.errors import InvalidInput

if TYPE_CHECKING:
    from timebank.access import Caller
    from timebank.app import App

FINE, FOUND = 0, 1


def open_ready(args: argparse.Namespace, **given: object) -> "App":
    """The time bank in a database that is ready for this version."""
    from timebank.shape import must_be_ready

    app = open_any(args, **given)
    must_be_ready(app)
    return app


def open_any(args: argparse.Namespace, **given: object) -> "App":
    """The time bank in whatever the database is; for the commands that make it ready."""
    from timebank.app import build
    from timebank.settings import from_environment

    return build(from_environment(database_url=args.database, **given))


def only_the_operator(args: argparse.Namespace) -> None:
    """Refuse --as where only whoever holds the machine may act."""
    if args.as_email is not None:
        raise InvalidInput("This is for whoever holds the machine, so it cannot be done --as somebody.")


def caller_of(app: "App", args: argparse.Namespace) -> "Caller":
    """Whoever --as names, with their rights and no more; else the operator, who holds the machine."""
    from timebank.access import ANONYMOUS, OPERATOR, as_member
    from timebank.members.reads import member_id_of_email

    if args.as_email is None:
        return OPERATOR
    member_id = app.see(ANONYMOUS, member_id_of_email, args.as_email.strip().lower())
    if member_id is None:
        raise InvalidInput(f"There is no member with the e-mail address {args.as_email!r}.")
    return as_member(member_id)


def say(args: argparse.Namespace, sentence: str, **facts: object) -> None:
    """Print the facts as one JSON object where --json asks for it, else the sentence."""
    print(json.dumps(facts) if args.json else sentence)
