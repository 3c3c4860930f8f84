"""The command line: says what may be typed, answers with 0 (fine), 1 (something was found) or 2 (refused)."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import NoReturn

from timebank.errors import Refused

FINE, FOUND, REFUSED = 0, 1, 2


class Parser(argparse.ArgumentParser):
    """A parser whose every complaint is one sentence."""

    def error(self, message: str) -> NoReturn:
        """Leave with one sentence on standard error."""
        self.exit(REFUSED, f"{self.prog}: {message[:1].upper()}{message[1:]}. See {self.prog} --help.\n")


class Version(argparse.Action):
    """Says which version is installed; looks it up only when asked."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """Print it and leave."""
        from importlib.metadata import version

        print(f"timebank {version('timebank')}")
        parser.exit(FINE)


def port(words: str) -> int:
    """A port as typed."""
    if not (words.isascii() and words.isdecimal() and 0 < int(words[:6]) < 65536):
        raise argparse.ArgumentTypeError(f"it must be a number between 1 and 65535, not {words!r}")
    return int(words)


def day(words: str) -> date:
    """A day as typed."""
    try:
        return date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"it must look like 2026-03-31, not {words!r}") from error


def everywhere(is_top: bool) -> Parser:
    """The options that may stand before and after the name of a command."""
    nothing = {"default": None} if is_top else {"default": argparse.SUPPRESS}
    shared = Parser(add_help=False)
    shared.add_argument(
        "--database", metavar="URL", help="sqlite:///FILE or postgresql://... (or TIMEBANK_DATABASE_URL)", **nothing
    )
    shared.add_argument("--json", action="store_true", help="answer with one JSON object", **nothing)
    shared.add_argument("--as", dest="as_email", metavar="EMAIL", help="act with the rights of this member", **nothing)
    return shared


def parser() -> Parser:
    """Everything that can be typed."""
    top = Parser(
        prog="timebank",
        description="A time bank and mentoring service: hours given and received, people matched.",
        parents=[everywhere(True)],
    )
    top.add_argument("--version", action=Version, help="say which version this is")
    commands = top.add_subparsers(dest="command", metavar="COMMAND", required=True, parser_class=Parser)

    def command(name: str, words: str, parent: "argparse._SubParsersAction[Parser]" = commands) -> Parser:
        return parent.add_parser(name, help=words, description=words, parents=[everywhere(False)])

    _start_options(command)
    command("worker", "start the worker, which runs what is due")
    run = command("run", "run one job now")
    run.add_argument("job", metavar="JOB", help="its name, as timebank jobs shows it")
    run.add_argument("--dry-run", action="store_true", help="only say what it would do")
    command("jobs", "show each job, when it ran and when it runs next")

    _match_options(command("match", "match people straight from CSV files, without a database"))

    shown = command("statement", "show a member's hours from one day to another")
    shown.add_argument("member", metavar="MEMBER", help="a name, an e-mail address or an id")
    shown.add_argument("--from", dest="first", type=day, metavar="YYYY-MM-DD", help="the first day; else all of them")
    shown.add_argument("--to", dest="last", type=day, metavar="YYYY-MM-DD", help="the last day; else today")
    shown.add_argument("--out", metavar="FILE.csv", help="write a CSV file instead")

    _proof_options(command)
    _file_options(command)
    command("upgrade", "bring the database to the shape this version needs")
    password = command("password", "send somebody a letter that helps them sign in")
    password.add_argument("email", metavar="EMAIL")
    mail = command("mail", "look after mail")
    mails = mail.add_subparsers(dest="mail_command", metavar="COMMAND", required=True, parser_class=Parser)
    command("test", "send one letter to see whether mail works", mails).add_argument("address", metavar="ADDRESS")
    return top


def _start_options(command: Callable[[str, str], Parser]) -> None:
    init = command("init", "make a new time bank in the database")
    init.add_argument("--admin", metavar="EMAIL", help="the first administrator")
    init.add_argument("--coordinator", metavar="EMAIL", help="the first coordinator; may be the same person")
    init.add_argument("--name", default="", help="the name of the community")

    demo = command("demo", "make a believable community and show it")
    demo.add_argument("--fresh", action="store_true", help="begin again with a new community")
    demo.add_argument("--no-serve", action="store_true", help="only make the community")
    demo.add_argument("--port", type=port, metavar="N", help="the port of the dashboard")
    demo.add_argument("--folder", default=".demo", help="where the demo keeps its data")

    serve = command("serve", "start the dashboard")
    serve.add_argument("--host", help="the address to listen on")
    serve.add_argument("--port", type=port, metavar="N", help="the port to listen on")


def _file_options(command: Callable[[str, str], Parser]) -> None:
    bring = command("import", "bring members, listings or hours in from a file")
    bring.add_argument("what", choices=("hours", "members", "listings"))
    bring.add_argument("file", metavar="FILE")
    bring.add_argument(
        "--from",
        dest="format",
        metavar="NAME|FILE.toml",
        help="own, timeoverflow, komunitin, mutual_credit, rosterfy, twine, or a file that says what each column holds",
    )
    bring.add_argument("--date", type=day, metavar="YYYY-MM-DD", help="for hours: the day, where the file has none")
    bring.add_argument("--dry-run", action="store_true", help="only say what would happen")
    bring.add_argument("--good-rows-only", action="store_true", help="store the good rows even where others fail")
    bring.add_argument("--failed", metavar="FILE", help="write the failed rows here, each with its reason")
    bring.add_argument("--no-invitations", action="store_true", help="for members: send no invitations")
    take = command("export", "write the ledger to a file")
    take.add_argument("what", choices=("ledger",))
    take.add_argument("--format", choices=("csv", "beancount", "hledger"), default="csv")
    take.add_argument("--out", metavar="FILE", required=True, help="the file; - for standard output")


def _proof_options(command: Callable[[str, str], Parser]) -> None:
    verify = command("verify", "prove the ledger")
    verify.add_argument("--heads", metavar="FILE", help="prove too that it is the ledger these heads were taken from")
    heads = command("heads", "write the heads of the ledger to a file, to be kept somewhere else")
    heads.add_argument("--out", metavar="FILE", required=True)
    backup = command("backup", "make a copy of the whole database while others go on, and prove it")
    restore = command("restore", "put a copy in the place of what the database holds, whole or not at all")
    for one in (backup, restore):
        one.add_argument("file", metavar="FILE")
    for one in (heads, backup):
        one.add_argument("--replace", action="store_true", help="write over a file of that name")
    restore.add_argument("--replace", action="store_true", help="also where the database holds something; that is kept")


def _match_options(match: Parser) -> None:
    match.add_argument("--programme", required=True, metavar="NAME|FILE", help="a starter programme or a TOML file")
    match.add_argument("--people", required=True, action="append", metavar="FILE", help="a CSV file of people")
    match.add_argument("--out", metavar="FOLDER", help="where to write matches.csv, unmatched.csv and report.html")
    match.add_argument(
        "--after", metavar="RESULT", help="the folder of an earlier result: who is together there stays so if it may"
    )
    match.add_argument("--objective", choices=("score", "pairs", "coverage"), help="what to have most of")
    match.add_argument("--capacity", action="append", default=[], metavar="ROLE=N", help="how many matches each")
    match.add_argument("--set", dest="settings", action="append", default=[], metavar="NAME=VALUE")


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command line; answers its exit code."""
    args = parser().parse_args(argv)
    from timebank import commands  # late: --help needs none of it

    action: Callable[[argparse.Namespace], int] = commands.COMMANDS[args.command]
    try:
        return action(args)
    except Refused as refusal:
        if args.json:
            print(json.dumps({"ok": False, "error": str(refusal)}))
        print(f"timebank: {refusal}", file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        return FINE if args.command in ("demo", "serve", "worker") else 130
    except BrokenPipeError:
        sys.stderr.close()
        return FINE


if __name__ == "__main__":
    sys.exit(main())
