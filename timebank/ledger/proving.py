"""Keeps each proof of the ledger: when it was made, by whom, and what came of it; and tells of the last one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.access import Caller, May, Role
from timebank.app import App
from timebank.errors import Busy, DatabaseAway, Refused, StorageTrouble
from timebank.history.actions import note
from timebank.ledger.tables import proof
from timebank.ledger.verify import Proof, verify
from timebank.members.reads import names
from timebank.roles import holders
from timebank.work import Look, Work

Also = Callable[[Look], tuple[str, ...]]
REST = timedelta(minutes=1)  # a proof reads every row: once a minute is enough for everybody


@dataclass(frozen=True, slots=True)
class Proved:
    """A proof that was just made, and, where it could not be kept, the sentence that says why."""

    proof: Proof
    not_kept: str = ""


@dataclass(frozen=True, slots=True)
class LastProof:
    """A proof as it is told later. `by_name` is empty where the reader need not know who it was."""

    proved_at: datetime
    by_kind: str  # member, worker, operator
    by_name: str
    is_mine: bool
    is_sound: bool
    entries: int
    position: int
    head: str
    findings: tuple[str, ...]


def prove(app: App, caller: Caller, key: str, also: Also, keeper: Caller | None = None) -> Proved:
    """Prove the ledger now and keep the outcome, under the name of `keeper` where it is not the caller's own.

    `also` finds what rooms above this one know to compare, at the same moment. Reads and writes in a transaction each,
    so that nobody waits while every row is read. Where nothing can be saved the proof itself stands all the same.
    """
    found = app.see(caller, _all, also)
    try:
        app.do(keeper or caller, keep, key, found)
    except (Busy, DatabaseAway, StorageTrouble) as refusal:
        return Proved(found, str(refusal))
    return Proved(found)


def _all(look: Look, also: Also) -> Proof:
    found = verify(look)
    more = also(look)
    return replace(found, ok=found.ok and not more, findings=(*found.findings, *more))


def check_now(app: App, caller: Caller, key: str, also: Also) -> LastProof:
    """Prove the ledger for somebody who asks; within a minute of the last proof they are told that one."""
    last = app.see(caller, last_proof)
    if last is None or not timedelta(0) <= app.clock.now() - last.proved_at < REST:
        proved = prove(app, caller, key, also)
        if proved.not_kept:
            raise Refused(proved.not_kept)
        last = app.see(caller, last_proof)
    assert last is not None
    return last


def keep(work: Work, key: str, made: Proof) -> str:
    """Keep a proof with who made it; answers its id. By the worker, or by whoever may see the proof page."""
    if not work.allows(May.LET_LAPSE):
        work.require(May.SEE_PROOF)

    def do() -> str:
        proof_id = work.ids.new()
        row = {
            "id": proof_id,
            "proved_at": work.now,
            "proved_by_kind": work.actor.kind,
            "proved_by_id": work.actor.member_id,
            "is_sound": made.ok,
            "entries": made.entries,
            "position": made.position,
            "head": made.head,
            "findings": "\n".join(made.findings),
        }
        work.execute(sa.insert(proof), row)
        note(work, "prove_ledger", "proof", proof_id)
        return proof_id

    content = {"ok": made.ok, "position": made.position, "head": made.head, "findings": list(made.findings)}
    return work.once(key, "prove_ledger", content, do)


def last_proof(look: Look) -> LastProof | None:
    """The newest proof, for any member. Members are named to coordinators only; who serves the community, to all."""
    look.require(May.SEE_PROOF)
    row = look.row(sa.select(proof).order_by(proof.c.proved_at.desc(), proof.c.id).limit(1))
    if row is None:
        return None
    return LastProof(
        proved_at=row.proved_at,
        by_kind=row.proved_by_kind,
        by_name=names(look).get(row.proved_by_id, "") if row.proved_by_id and _is_named(look, row.proved_by_id) else "",
        is_mine=row.proved_by_id is not None and row.proved_by_id == look.actor.member_id,
        is_sound=row.is_sound,
        entries=row.entries,
        position=row.position,
        head=row.head,
        findings=tuple(row.findings.splitlines()),
    )


def _is_named(look: Look, member_id: str) -> bool:
    if look.actor.is_coordinator or look.actor.kind == "operator":
        return True
    return any(member_id in holders(look.connection, role, look.now) for role in (Role.COORDINATOR, Role.ADMINISTRATOR))
