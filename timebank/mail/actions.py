"""How letters are written into the outbox, in the same transaction as the fact they tell of."""

from collections.abc import Callable
from functools import cache

import sqlalchemy as sa

from timebank.community.reads import community
from timebank.ids import fitted
from timebank.mail.choices import MEMBER, choice_for
from timebank.mail.kinds import SECRET, UnknownKind, group_of
from timebank.mail.languages import language_for
from timebank.mail.rules import Draft, html_of, message_id, one_line, text_of
from timebank.mail.tables import letter
from timebank.mail.timing import Reader, due_at, reason_to_skip
from timebank.ready import Ready
from timebank.work import Look, Work, insert_into

READER = ("email", "language", "state", "wants_letters", "zone")  # all a letter has to know of whom it goes to
_PERSON = Ready(sa.select(*(MEMBER.c[name] for name in READER)).where(MEMBER.c.id == sa.bindparam("member")))


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

    Somebody without e-mail, or who wants no such letters, gets a row that says so (state skipped), for the coordinator;
    who wants them once a week, or is asleep, gets them later. `with_secret` puts a link with a secret into the draft;
    it is asked only where the letter will be sent. `calendar` is the text of a calendar file that goes with it, so that
    a meeting can be put into a calendar. Raises UnknownKind for a kind that belongs to no group.
    """
    if not group_of(kind):
        raise UnknownKind(kind)
    person = work.kept.get(f"reader:{member_id}") or _reader(work, member_id)
    choice = choice_for(work, member_id, kind)
    skipped = reason_to_skip(person, kind, choice)
    if with_secret and not skipped:
        draft = with_secret(draft)
    opens_no_door = not (skipped and kind in SECRET)  # a link for a password is not kept where nobody gets it
    letter_id = work.ids.new()
    row = {
        "id": letter_id,
        "key": fitted(key, 120),
        "member_id": member_id,
        "kind": kind,
        "address": person.email or "",
        "subject": one_line(draft.subject),
        "text": text_of(draft) if opens_no_door else "",
        "html": html_of(draft, language_for(person.language)) if opens_no_door else "",
        "calendar": "" if skipped else calendar,
        "message_id": message_id(letter_id, work.settings.mail.sender),
        "state": "skipped" if skipped else "due",
        "reason": skipped,
        "written_at": work.now,
        "due_at": due_at(person, kind, choice, work.now, work.now, community(work).quiet),
    }
    _new_letter(work.connection.dialect.name).write(work.connection, row)


def _reader(work: Work, member_id: str) -> Reader:
    return Reader(*_PERSON.row(work.connection, {"member": member_id}))


def know_reader(look: Look, member_id: str, reader: Reader) -> None:
    """Keep for the rest of this Work what was read anyway, so that a letter need not ask again."""
    look.kept[f"reader:{member_id}"] = reader


@cache
def _new_letter(dialect: str) -> Ready:
    return Ready(insert_into(letter, dialect).on_conflict_do_nothing(index_elements=[letter.c.key]))
