"""Checks that end soon: people are told 60, 30 and 7 days before, once each, and coordinators read which they are."""

from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.mail.tables import letter
from timebank.members.checks import CHECKS
from timebank.members.reads import within
from timebank.members.tables import member, member_check
from timebank.programmes import letters
from timebank.programmes.keeping import parsed
from timebank.programmes.tables import participation, programme, programme_version
from timebank.work import Look, Work

WARN_AT = (60, 30, 7)  # days before the last day
ENDS = "check_ends"


@dataclass(frozen=True, slots=True)
class EndingCheck:
    """A check that a role asks for and that ends soon or has ended; `expires_on` is the last day on which it holds.

    `days_left` is below 0 once it has ended, and its owner is in no round of `programmes` any more.
    """

    check_id: str
    member_id: str
    name: str
    words: str
    expires_on: date
    days_left: int
    programmes: tuple[str, ...]


def warnings(look: Look) -> list[str]:
    """What is to be told today, as "member:check:days", the nearest warning of each check only; for the worker.

    A day that was missed costs nothing: whoever was not told at 60 days is told the next day, and whoever was not
    told before 30 days is told of those once.
    """
    look.require(May.SEND_LETTERS)
    return list(_due(look))


def warn(work: Work, key: str, item: str) -> str:
    """Tell somebody that a check of theirs ends soon, once for each of the warnings; answers told or nothing.

    `item` is one of `warnings`. For the worker.
    """
    work.require(May.SEND_LETTERS)

    def do() -> str:
        one = _due(work, item.partition(":")[0]).get(item)
        if one is None:
            return "nothing"
        link = f"{work.settings.address}/programmes"
        draft = letters.check_ends(community(work).name, one.name, one.expires_on, link)
        write(work, _letter_key(one), one.member_id, ENDS, draft)
        note(work, "warn_of_check", "member", one.member_id, reason=f"{_warning(one)} days")
        return "told"

    return work.once(key, "warn_of_check", {"item": item}, do)


def checks_ending(look: Look, programme_id: str | None = None) -> tuple[EndingCheck, ...]:
    """What ends within 60 days or has ended, soonest first, in one programme or all; of a coordinator's own areas.

    Nobody reads of their own. A check nobody renewed stays listed until a newer one of its kind is written down, or no
    role asks for it any more.
    """
    look.require(May.RECORD_CHECK)
    mine = {row.id for row in look.rows(sa.select(member.c.id).where(*within(look)))} - {look.actor.member_id}
    return tuple(one for one in _ending(look, programme_id=programme_id) if one.member_id in mine)


def _due(look: Look, member_id: str = "") -> dict[str, EndingCheck]:
    """The checks whose nearest warning was not written yet, by what `warnings` calls it."""
    due = [one for one in _ending(look, member_id) if _warning(one)]
    written = sa.select(letter.c.key).where(letter.c.kind == ENDS)
    if member_id:
        written = written.where(letter.c.member_id == member_id)
    told = {row.key for row in look.rows(written)} if due else set()
    return {f"{one.member_id}:{one.check_id}:{_warning(one)}": one for one in due if _letter_key(one) not in told}


def _ending(look: Look, member_id: str = "", programme_id: str | None = None) -> list[EndingCheck]:
    """The newest check of each kind that a role of its owner asks for, passed and with a last day, soonest first."""
    asked = _asked_for(look, member_id, programme_id)
    today = local_date(look.now, community(look).zone)
    statement = (
        sa.select(member_check, member.c.name)
        .join(member, member.c.id == member_check.c.member_id)
        .where(member.c.state == "active")
        .order_by(member_check.c.recorded_at, member_check.c.id)
    )
    if member_id:
        statement = statement.where(member.c.id == member_id)
    newest = {(row.member_id, row.kind): row for row in look.rows(statement) if (row.member_id, row.kind) in asked}
    soonest = today + timedelta(days=WARN_AT[0])
    found = [
        EndingCheck(
            row.id,
            row.member_id,
            row.name,
            CHECKS.get(row.kind, row.kind),
            row.expires_on,
            (row.expires_on - today).days,
            tuple(asked[who]),
        )
        for who, row in newest.items()
        if row.is_passed and row.expires_on is not None and row.expires_on <= soonest
    ]
    return sorted(found, key=lambda one: (one.expires_on, one.name.casefold(), one.check_id))


def _asked_for(look: Look, member_id: str, programme_id: str | None) -> dict[tuple[str, str], list[str]]:
    """By member and kind of check, the open programmes (their titles) that ask for it in the role they have there."""
    here = [participation.c.state != "left", programme.c.state == "open"]
    if member_id:
        here.append(participation.c.member_id == member_id)
    if programme_id:
        here.append(programme.c.id == programme_id)
    is_now = sa.and_(
        programme_version.c.programme_id == programme.c.id, programme_version.c.version == programme.c.version
    )
    texts = sa.select(programme.c.id, programme_version.c.definition).join(programme_version, is_now)
    definitions = {row.id: parsed(row.definition) for row in look.rows(texts)}
    parts = look.rows(
        sa.select(participation.c.member_id, participation.c.role, participation.c.programme_id)
        .join(programme, programme.c.id == participation.c.programme_id)
        .where(*here)
    )
    found: dict[tuple[str, str], list[str]] = {}
    for row in parts:
        definition = definitions[row.programme_id]
        for kind in definition.role(row.role).checks:
            found.setdefault((row.member_id, kind), []).append(definition.title)
    return found


def _warning(one: EndingCheck) -> int | None:
    """The nearest warning that is due, if any."""
    return min((days for days in WARN_AT if 0 <= one.days_left <= days), default=None)


def _letter_key(one: EndingCheck) -> str:
    return f"{ENDS}:{one.check_id}:{_warning(one)}"
