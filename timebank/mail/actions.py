"""How letters are written into the outbox, in the same transaction as the fact they tell of."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa

from timebank.ids import fitted
from timebank.mail.rules import Draft, html_of, message_id, one_line, text_of
from timebank.mail.tables import letter
from timebank.ready import Ready
from timebank.work import Look, Work, insert_into

MEMBER = sa.table(
    "member", *map(sa.column, ("id", "name", "email", "is_offline", "language", "state", "wants_letters"))
)
READER = ("email", "language", "state", "wants_letters")  # all a letter has to know of whom it goes to
_PERSON = Ready(sa.select(*(MEMBER.c[name] for name in READER)).where(MEMBER.c.id == sa.bindparam("member")))
NECESSARY = frozenset({"password", "invitation"})  # sent even to somebody who wants no letters; each holds a secret


def write(
    work: Work,
    key: str,
    member_id: str,
    kind: str,
    draft: Draft,
    with_secret: Callable[[Draft], Draft] | None = None,
    calendar: str = "",
) -> None:
    """Put one letter to one member into the outbox; the same `key` twice writes it once.

    Somebody without e-mail, or who wants no letters, gets a row that says so (state skipped), for the coordinator.
    `with_secret` puts a link with a secret into the draft; it is asked only where the letter will be sent. `calendar`:
    an iCalendar file that goes with it, where a meeting is meant.
    """
    person = work.kept.get(f"reader:{member_id}") or _PERSON.row(work.connection, {"member": member_id})
    skipped = reason_to_skip(person, kind)
    if with_secret and not skipped:
        draft = with_secret(draft)
    opens_no_door = not (skipped and kind in NECESSARY)  # a link for a password is not kept where nobody gets it
    letter_id = work.ids.new()
    row = {
        "id": letter_id,
        "key": fitted(key, 120),
        "member_id": member_id,
        "kind": kind,
        "address": person.email or "",
        "subject": one_line(draft.subject),
        "text": text_of(draft) if opens_no_door else "",
        "html": html_of(draft, person.language) if opens_no_door else "",
        "calendar": calendar,
        "message_id": message_id(letter_id, work.settings.mail.sender),
        "state": "skipped" if skipped else "due",
        "reason": skipped,
        "written_at": work.now,
        "due_at": work.now,
    }
    _new_letter(work.connection.dialect.name).write(work.connection, row)


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter goes to."""

    email: str | None
    language: str
    state: str
    wants_letters: bool


def know_reader(look: Look, member_id: str, reader: Reader) -> None:
    """Keep for the rest of this Work what was read anyway, so that a letter need not ask again."""
    look.kept[f"reader:{member_id}"] = reader


@cache
def _new_letter(dialect: str) -> Ready:
    return Ready(insert_into(letter, dialect).on_conflict_do_nothing(index_elements=[letter.c.key]))


def reason_to_skip(person: "sa.Row[Any] | Reader", kind: str) -> str:
    """Why this member gets no letter of this kind now, or ""; asked when it is written and again when it leaves."""
    if person.state != "active":
        return "has left"
    if not person.email:
        return "has no e-mail: please tell them yourself"
    if not person.wants_letters and kind not in NECESSARY:
        return "wants no letters"
    return ""
