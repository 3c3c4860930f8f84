"""What people do about concerns: say one, write one down; and the lead alone reads, and closes with what was done."""

import sqlalchemy as sa

from timebank.access import May, Role, Thing, thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note
from timebank.mail.actions import write
from timebank.members.reads import names, present
from timebank.members.rules import clean_words
from timebank.roles import holders
from timebank.safeguarding import letters
from timebank.safeguarding.reads import leads_for, people_in
from timebank.safeguarding.tables import safeguarding_note
from timebank.work import Work

LONGEST = 4000
WAITS, NEEDED = "concern_waits", "concern_needs_somebody"  # kinds of letters, which no register shows


def clean_concern(words: str, may_be_blank: bool = False) -> str:
    """What is said of a concern as it is kept; raises InvalidInput."""
    kept = clean_words(words, LONGEST)
    if not kept and not may_be_blank:
        raise InvalidInput("Please say in a few words what worries you.")
    return kept


def report_concern(work: Work, key: str, member_id: str, words: str) -> str:
    """Say what worries oneself about another member; only the safeguarding lead reads it. Answers the note's id.

    History has nothing of it. Raises NotFound, InvalidInput.
    """
    work.require(May.REPORT_CONCERN)

    def do() -> str:
        present(work, member_id)
        return keep(work, "member", member_id, clean_concern(words))

    return work.once(key, "report_concern", {"member": member_id, "words": words}, do)


def write_safeguarding_note(work: Work, key: str, about_kind: str, about_id: str, words: str) -> str:
    """Write a note about a `match` or a `member` one is no part of; coordinators write and do not read. Answers its id.

    Raises NotFound, InvalidInput.
    """
    people = people_in(work, about_kind, about_id)
    work.require(May.WRITE_CONCERN_OF_OTHERS, Thing(involved=people))

    def do() -> str:
        return keep(work, about_kind, about_id, clean_concern(words))

    content = {"kind": about_kind, "about": about_id, "words": words}
    return work.once(key, "write_safeguarding_note", content, do)


def keep(work: Work, about_kind: str, about_id: str, words: str) -> str:
    """Keep a note and let whoever may read it know that something waits; for actions that have asked.

    Where nobody may read it, administrators are asked to name somebody, not told why.
    """
    people = people_in(work, about_kind, about_id)
    note_id = work.ids.new()
    row = {"id": note_id, "about_kind": about_kind, "about_id": about_id, "words": words, "written_at": work.now}
    work.execute(sa.insert(safeguarding_note).values(**row, written_by_id=work.actor.member_id))
    everybody, name, address = names(work), community(work).name, work.settings.address
    leads = leads_for(work, people)
    for member_id in leads:
        draft = letters.something_waits(everybody[member_id], name, f"{address}/concerns")
        write(work, f"{WAITS}:{note_id}:{member_id}", member_id, WAITS, draft)
    if not leads:
        for member_id in holders(work.connection, Role.ADMINISTRATOR, work.now):
            if member_id not in people:
                draft = letters.somebody_is_needed(everybody[member_id], name, f"{address}/roles")
                write(work, f"{NEEDED}:{note_id}:{member_id}", member_id, NEEDED, draft)
    return note_id


def read_note(work: Work, key: str, note_id: str) -> str:
    """Read one note, which history remembers; for the safeguarding lead, never one about themself. Answers its words.

    The words are nowhere else, not even beside the key. Raises NotFound.
    """
    row = _require_lead(work, note_id)

    def do() -> str:
        note(work, "read_concern", "concern", note_id)
        return note_id

    work.once(key, "read_concern", {"note": note_id}, do)
    return str(row.words)


def close_note(work: Work, key: str, note_id: str, words: str) -> str:
    """Say what was done about a concern, which closes it; those words are kept as a note of their own beside it.

    Raises NotFound, InvalidInput, AlreadyDecided.
    """
    row = _require_lead(work, note_id)

    def do() -> str:
        said = clean_words(words, LONGEST)
        if not said:
            raise InvalidInput("Please say in a few words what was done.")
        closed = {"closed_at": work.now, "closed_by_id": work.actor.member_id}
        is_open = (safeguarding_note.c.id == note_id, safeguarding_note.c.closed_at.is_(None))
        if not work.claim(sa.update(safeguarding_note).where(*is_open).values(**closed)):
            raise AlreadyDecided
        beside = {"id": work.ids.new(), "about_kind": row.about_kind, "about_id": row.about_id, "words": said}
        made = {"written_at": work.now, "written_by_id": work.actor.member_id}
        work.execute(sa.insert(safeguarding_note).values(**beside, **made, **closed))
        note(work, "close_concern", "concern", note_id)
        return note_id

    return work.once(key, "close_concern", {"note": note_id, "words": words}, do)


def _require_lead(work: Work, note_id: str) -> "sa.Row[tuple[object, ...]]":
    row = work.row(sa.select(safeguarding_note).where(safeguarding_note.c.id == note_id))
    if row is None:
        raise NotFound
    people = people_in(work, row.about_kind, row.about_id)
    work.require(May.READ_CONCERN, thing(involved=people))
    return row
