"""The commands that show the ledger can be trusted: prove it, take its heads away, keep copies and bring one back."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from timebank.errors import InvalidInput
from timebank.opening import FINE, FOUND, caller_of, open_any, open_ready, say

if TYPE_CHECKING:
    from timebank.access import Caller
    from timebank.app import App
    from timebank.ledger.heads import HeadsCheck
    from timebank.ledger.proving import Proved

FACTS = ("ok", "entries", "minutes", "accounts", "position", "head", "seconds")


def verify(args: argparse.Namespace) -> int:
    """Prove the ledger, and where heads are given, that it is the one they were taken from."""
    from timebank.ledger import heads
    from timebank.reports.agreement import prove

    taken = heads.read(_text_of(Path(args.heads))) if args.heads is not None else None
    app = open_ready(args)
    caller = caller_of(app, args)
    proved = prove(app, caller, f"verify:{app.ids.new()}")
    same = app.see(caller, heads.check, taken) if taken else None
    ok = proved.proof.ok and (same is None or same.ok)
    if args.json:
        print(json.dumps(_facts(proved, same) | {"ok": ok}))
    else:
        _tell(proved, same)
    for sentence in (*proved.proof.findings[:1], *([same.sentence] if same and not same.ok else [])):
        print(f"timebank: The ledger does not verify: {sentence}", file=sys.stderr)
    return FINE if ok else FOUND


def _facts(proved: "Proved", same: "HeadsCheck | None") -> dict[str, object]:
    proof = proved.proof
    facts: dict[str, object] = {name: getattr(proof, name) for name in FACTS}
    facts |= {"findings": list(proof.findings), "kept": not proved.not_kept}
    if same is not None:
        facts["heads"] = {"ok": same.ok, "same_up_to": same.same_up_to, "sentence": same.sentence}
    return facts


def _tell(proved: "Proved", same: "HeadsCheck | None") -> None:
    proof = proved.proof
    print(f"{proof.entries:,} entries, {proof.minutes:,} minutes posted, {proof.accounts:,} accounts.")
    sound = "Every entry is as it was written, and every balance is the sum of its entries."
    print("\n".join(proof.findings) or f"{sound} Head: {proof.head}")
    if same is not None:
        print(same.sentence)
    if proved.not_kept:
        print("This proof could not be kept for the proof page: nothing can be saved in the database at the moment.")


def heads(args: argparse.Namespace) -> int:
    """Write the heads of the ledger to a file, to be kept somewhere else."""
    from timebank.copies.files import made_whole
    from timebank.ledger import heads as ledger_heads

    app = open_ready(args)
    taken = app.see(caller_of(app, args), ledger_heads.heads)
    with made_whole(Path(args.out), replace=args.replace) as part:
        part.write_text(ledger_heads.write(taken), encoding="utf-8")
    how_many = "1 head is" if len(taken.heads) == 1 else f"{len(taken.heads):,} heads are"
    words = f"{how_many} in {args.out}. Keep it where nobody of the time bank can change it."
    position, head = taken.heads[-1] if taken.heads else (0, "")
    say(args, words, ok=True, out=args.out, heads=len(taken.heads), position=position, head=head)
    return FINE


def backup(args: argparse.Namespace) -> int:
    """Make a copy of the whole database."""
    from timebank.copies.actions import back_up
    from timebank.shape import must_exist

    app = open_any(args)
    must_exist(app)
    copy = back_up(app, caller_of(app, args), Path(args.file), replace=args.replace)
    proof = copy.proof
    words = f"The copy is in {args.file}. "
    words += (
        f"It was opened and proved: {proof.entries:,} entries, head {proof.head}."
        if proof
        else "It could be read to its end, but not proved: this database user may not make a database to try it in."
    )
    if copy.not_noted:
        words += " History could not remember it, because nothing can be saved in the database at the moment."
    entries, head = (proof.entries, proof.head) if proof else (None, None)
    say(args, words, ok=True, file=args.file, proved=proof is not None, entries=entries, head=head)
    return FINE


def restore(args: argparse.Namespace) -> int:
    """Put a copy in the place of what the database holds."""
    from timebank.copies.actions import restore as bring_back

    app = open_any(args)
    done = bring_back(app, _restorer(app, args), Path(args.file), replace=args.replace)
    words = f"The database holds what {args.file} held, and it was proved: {done.proof.entries:,} entries."
    if done.before:
        words += f" What was there before is in {done.before}."
    facts = {"entries": done.proof.entries, "head": done.proof.head, "before": str(done.before or "")}
    say(args, words, ok=True, file=args.file, **facts)
    return FINE


def _restorer(app: "App", args: argparse.Namespace) -> "Caller":
    from timebank.shape import must_exist

    if args.as_email is not None:  # who that is stands in the database, so there must be one
        must_exist(app)
    return caller_of(app, args)


def _text_of(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInput(f"{path} cannot be read. Is the name right?") from error
