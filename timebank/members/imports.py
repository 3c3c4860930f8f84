"""Welcomes many members from a file: tried first, whole or good rows only, the same file once, old ids remembered."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time

import sqlalchemy as sa

from timebank.access import May
from timebank.bringing import ImportReport, bring
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput
from timebank.history.actions import note
from timebank.history.tables import event
from timebank.members import rules
from timebank.members.actions import add
from timebank.members.leaving import pseudonym
from timebank.members.mapping import FIELDS, OURS, MembersMapping
from timebank.members.tables import member
from timebank.tabular import Record, TableUnreadable
from timebank.work import Look, Work

COLUMNS = ("name", "email", "phone", "languages", "access")
BROUGHT = "import_member"  # in history: which member somebody of another system became
LONGEST_ID = 80


def bring_members(
    work: Work,
    key: str,
    records: Sequence[Record],
    *,
    mapping: MembersMapping = OURS,
    dry_run: bool = False,
    good_rows_only: bool = False,
    progress: Callable[[int, int], None] | None = None,
    invite: bool = True,
) -> ImportReport:
    """Add a member for each row (name; e-mail or none; phone; languages and access needs separated by ; or spaces).

    Somebody whose e-mail, or for offline members whose name and phone, is known is already there, and so is whoever
    was brought by the same id before. With any failed row nothing is stored, unless `good_rows_only`; a dry run never
    stores. Raises TableUnreadable.
    """
    work.require(May.ADD_MEMBER)
    work.require(May.IMPORT)
    if not records:
        raise TableUnreadable("The file holds the names of columns but no rows.")
    if mapping is OURS and "name" not in records[0].cells:
        raise TableUnreadable(f"The file has no column 'name'. It may have: {', '.join(COLUMNS)}.")
    known = brought_ids(work, mapping.name, only_here=False)  # who has left does not come back by a file
    here = _Here.of(work)
    seen: dict[str, int] = {}

    def write_row(record: Record) -> bool:
        their_id = mapping.of("id", record.cells)
        if "id" in mapping.fields:
            _check_id(their_id, seen, record.number)
        if their_id in known:
            return False
        found = here.find(mapping, record)
        member_id = found or _add(work, f"{key}:{record.number}", mapping, record, invite)
        here.keep(mapping, record, member_id)
        if their_id:
            note(work, BROUGHT, "member", member_id, reason=f"{mapping.name}:{their_id}")
        return not found

    return bring(work, records, write_row, dry_run=dry_run, good_rows_only=good_rows_only, progress=progress)


def brought_ids(look: Look, system: str, only_here: bool = True) -> dict[str, str]:
    """The ids of members in another system, with those they have here; asked by actions that have asked.

    `only_here`: not those who have left.
    """
    told = (
        sa.select(event.c.reason, event.c.subject_id)
        .join(member, member.c.id == event.c.subject_id)
        .where(event.c.action == BROUGHT, event.c.reason.startswith(f"{system}:", autoescape=True))
    )
    if only_here:
        told = told.where(member.c.state == "active")
    return {row.reason.removeprefix(f"{system}:"): str(row.subject_id) for row in look.rows(told)}


def keep_offline(work: Work, people: Iterable[tuple[str, str, datetime]]) -> None:
    """Keep offline members under ids they have already, as (id, name, joined); called by imports that have asked.

    Whoever had left there, and is called by their pseudonym, has left here too.
    """
    zone = community(work).zone
    rows = [
        {
            "id": member_id,
            "name": name,
            "search_name": rules.folded(name),
            "phone": "",
            "is_offline": True,
            "language": "en",
            "zone": zone,
            "state": "left" if name == pseudonym(member_id) else "active",
            "joined_at": joined_at,
            "wants_letters": name != pseudonym(member_id),
        }
        for member_id, name, joined_at in people
    ]
    if rows:
        work.execute(sa.insert(member), rows)
    for row in rows:
        note(work, "add_member", "member", str(row["id"]), reason="named in a ledger that was brought in")


def _check_id(their_id: str, seen: dict[str, int], number: int) -> None:
    if not 1 <= len(their_id) <= LONGEST_ID:
        raise InvalidInput(f"each member needs an id of 1 to {LONGEST_ID} characters")
    if their_id in seen:
        raise InvalidInput(f"the id {their_id!r} is already in row {seen[their_id]}")
    seen[their_id] = number


@dataclass(slots=True)
class _Here:
    """Who is known already: by e-mail, and without one by name and phone."""

    addresses: dict[str, str]
    people: dict[tuple[str, str], str]

    @classmethod
    def of(cls, look: Look) -> "_Here":
        rows = look.rows(sa.select(member.c.id, member.c.email, member.c.name, member.c.phone))
        return cls(
            {row.email: row.id for row in rows if row.email},
            {(row.name, row.phone): row.id for row in rows if not row.email},
        )

    def find(self, mapping: MembersMapping, record: Record) -> str | None:
        """The member this row tells of; with an id of their own, two of one name are two people."""
        address = rules.clean_email(mapping.of("email", record.cells))
        if address:
            return self.addresses.get(address)
        return None if mapping.of("id", record.cells) else self.people.get(_person(mapping, record))

    def keep(self, mapping: MembersMapping, record: Record, member_id: str) -> None:
        """Know the member whom a row has just brought."""
        address = rules.clean_email(mapping.of("email", record.cells))
        if address:
            self.addresses[address] = member_id
        else:
            self.people.setdefault(_person(mapping, record), member_id)


def _person(mapping: MembersMapping, record: Record) -> tuple[str, str]:
    name, phone = (mapping.of(field, record.cells) for field in ("name", "phone"))
    return rules.clean_name(name), rules.clean_phone(phone)


def _add(work: Work, key: str, mapping: MembersMapping, record: Record, invite: bool) -> str:
    told = {field: mapping.of(field, record.cells) for field in FIELDS}
    joined_at = _moment(work, told["joined"])
    member_id = add(
        work,
        key,
        told["name"],
        email=told["email"],
        phone=told["phone"],
        languages=_codes(told["languages"]),
        access=_codes(told["access"]),
        invite=invite,
    )
    if joined_at is not None:
        work.execute(sa.update(member).where(member.c.id == member_id).values(joined_at=joined_at))
    return member_id


def _moment(work: Work, words: str) -> datetime | None:
    """The noon of a day, so that it is that day in every zone near; None where nothing is told."""
    if not words:
        return None
    try:
        day = datetime.fromisoformat(words.removesuffix(" UTC")).date()
    except ValueError as error:
        raise InvalidInput(f"the date {words!r} must look like 2026-03-31") from error
    if day > local_date(work.now, community(work).zone):
        raise InvalidInput(f"the day {day} has not come yet")
    return min(datetime.combine(day, time(12), UTC), work.now)


def _codes(words: str) -> list[str]:
    return [code for code in re.split(r"[;,\s]+", words.strip()) if code]
