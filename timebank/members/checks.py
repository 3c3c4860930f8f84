"""What was seen of somebody (references, a disclosure, a training), who saw it and until when it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note
from timebank.members.reads import concerning, present
from timebank.members.rules import clean_words
from timebank.members.tables import member, member_check
from timebank.work import Look, Work

CHECKS = {
    "identity": "who they are",
    "references": "references",
    "pvg": "PVG scheme",
    "dbs": "DBS disclosure",
    "training": "first training",
    "safeguarding": "safeguarding training",
}


@dataclass(frozen=True, slots=True)
class CheckCard:
    """One thing that was seen; `holds` says whether it passed and is in date, and nothing newer stands against it."""

    check_id: str
    kind: str
    words: str
    is_passed: bool
    reference: str
    seen_on: date
    expires_on: date | None
    recorded_by: str
    holds: bool


def record_check(
    work: Work,
    key: str,
    member_id: str,
    kind: str,
    is_passed: bool,
    seen_on: date,
    expires_on: date | None = None,
    reference: str = "",
) -> str:
    """Write down that a check of a member was seen, never the document itself; the newest of its kind counts.

    For coordinators, and never of oneself. Answers the check's id. Raises InvalidInput, NotFound.
    """
    work.require(May.RECORD_CHECK, concerning(work, member_id))
    words = clean_words(reference, 80)

    def do() -> str:
        present(work, member_id)
        if kind not in CHECKS:
            raise InvalidInput(f"Please choose what was seen: {', '.join(CHECKS.values())}.")
        if seen_on > local_date(work.now, community(work).zone) or (expires_on is not None and expires_on < seen_on):
            raise InvalidInput("A check is seen today or earlier, and holds until a later day.")
        check_id = work.ids.new()
        row = {"id": check_id, "member_id": member_id, "kind": kind, "is_passed": is_passed, "reference": words}
        when = {"seen_on": seen_on, "expires_on": expires_on, "recorded_at": work.now}
        work.execute(sa.insert(member_check).values(**row, **when, recorded_by_id=work.actor.member_id))
        note(work, "record_check", "member", member_id, reason=kind)
        return check_id

    content = {"member": member_id, "kind": kind, "passed": is_passed, "seen": seen_on, "expires": expires_on}
    return work.once(key, "record_check", {**content, "reference": words}, do)


def checks_of(look: Look, member_id: str, today: date) -> tuple[CheckCard, ...]:
    """All that was seen of a member, the newest first; for coordinators, never of oneself. Raises NotFound."""
    look.require(May.RECORD_CHECK, concerning(look, member_id))
    if look.value(sa.select(member.c.id).where(member.c.id == member_id)) is None:
        raise NotFound
    by = member.alias("by")
    rows = look.rows(
        sa.select(member_check, by.c.name)
        .outerjoin(by, by.c.id == member_check.c.recorded_by_id)
        .where(member_check.c.member_id == member_id)
        .order_by(member_check.c.recorded_at.desc(), member_check.c.id.desc())
    )
    cards, seen = [], set[str]()
    for row in rows:
        holds = row.kind not in seen and row.is_passed and (row.expires_on is None or row.expires_on >= today)
        seen.add(row.kind)
        words = CHECKS.get(row.kind, row.kind)
        when = (row.seen_on, row.expires_on)
        cards.append(CheckCard(row.id, row.kind, words, row.is_passed, row.reference, *when, row.name or "", holds))
    return tuple(cards)


def checks_that_hold(look: Look, whose: "sa.Select[tuple[str]]", today: date) -> dict[str, frozenset[str]]:
    """By member, the kinds of checks that hold today; for rooms that have asked for permission already."""
    order = (member_check.c.recorded_at, member_check.c.id)
    newest: dict[tuple[str, str], bool] = {}
    for row in look.rows(sa.select(member_check).where(member_check.c.member_id.in_(whose)).order_by(*order)):
        newest[row.member_id, row.kind] = row.is_passed and (row.expires_on is None or row.expires_on >= today)
    found: dict[str, set[str]] = {}
    for (who, kind), holds in newest.items():
        if holds:
            found.setdefault(who, set()).add(kind)
    return {who: frozenset(kinds) for who, kinds in found.items()}


def missing(needed: Iterable[str], held: Iterable[str]) -> str:
    """The checks that are missing or out of date, in words, or nothing.

    >>> missing(("references", "pvg"), ("pvg",))
    'references'
    """
    return " and ".join(CHECKS.get(kind, kind) for kind in needed if kind not in set(held))
