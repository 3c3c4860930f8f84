"""What the safeguarding lead sees of concerns: that there are some, about whom and since when, never their words."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, Role, thing
from timebank.errors import NotFound
from timebank.history.tables import event
from timebank.members.tables import member
from timebank.roles import holders
from timebank.safeguarding.stops import MATCH_PERSON
from timebank.safeguarding.tables import safeguarding_note
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class ConcernCard:
    """One note without its words; `about` names whom it is about, `was_read` whether this lead has read it."""

    note_id: str
    about_kind: str
    about: tuple[str, ...]
    written_at: datetime
    by: str
    was_read: bool
    closed_at: datetime | None


def concerns(look: Look) -> tuple[ConcernCard, ...]:
    """The notes the reader may read as safeguarding lead: open ones first, the newest in front. Raises NotFound."""
    look.require(May.READ_CONCERN)
    open_first = safeguarding_note.c.closed_at.is_not(None)
    rows = look.rows(
        sa.select(safeguarding_note, member.c.name)
        .outerjoin(member, member.c.id == safeguarding_note.c.written_by_id)
        .order_by(open_first, safeguarding_note.c.written_at.desc(), safeguarding_note.c.id)
    )
    people = _people_of_all(look)
    called = {row.id: row.name for row in look.rows(sa.select(member.c.id, member.c.name))}
    read = sa.select(event.c.subject_id).where(
        event.c.subject_kind == "concern", event.c.action == "read_concern", event.c.actor_id == look.actor.member_id
    )
    seen = {row.subject_id for row in look.rows(read)}
    cards = []
    for row in rows:
        about = frozenset([row.about_id]) if row.about_kind == "member" else people.get(row.about_id, frozenset())
        if look.allows(May.READ_CONCERN, thing(involved=about)):
            named = tuple(sorted(called[one] for one in about))
            was_read = row.id in seen or row.written_by_id == look.actor.member_id
            cards.append(
                ConcernCard(row.id, row.about_kind, named, row.written_at, row.name or "", was_read, row.closed_at)
            )
    return tuple(cards)


def _people_of_all(look: Look) -> dict[str, frozenset[str]]:
    noted = sa.select(safeguarding_note.c.about_id).where(safeguarding_note.c.about_kind == "match")
    found: dict[str, frozenset[str]] = {}
    for row in look.rows(sa.select(MATCH_PERSON).where(MATCH_PERSON.c.match_id.in_(noted))):
        found[row.match_id] = found.get(row.match_id, frozenset()) | {row.member_id}
    return found


def people_in(look: Look, about_kind: str, about_id: str) -> frozenset[str]:
    """Whom a note is about; for actions, before they ask for permission. Raises NotFound."""
    if about_kind == "match":
        rows = look.rows(sa.select(MATCH_PERSON.c.member_id).where(MATCH_PERSON.c.match_id == about_id))
    else:
        rows = look.rows(sa.select(member.c.id.label("member_id")).where(member.c.id == about_id))
    if not rows or about_kind not in ("match", "member"):
        raise NotFound
    return frozenset(row.member_id for row in rows)


def leads_for(look: Look, people: frozenset[str]) -> list[str]:
    """The safeguarding leads who may read about these people: those who are not among them."""
    found = holders(look.connection, Role.SAFEGUARDING_LEAD, look.now)
    return [member_id for member_id in found if member_id not in people]


def is_noted(look: Look, about_kind: str, about_id: str) -> bool:
    """Whether there is any note about something; for actions that have asked, and never shown to anybody."""
    about = (safeguarding_note.c.about_kind == about_kind, safeguarding_note.c.about_id == about_id)
    return look.value(sa.select(safeguarding_note.c.id).where(*about).limit(1)) is not None


def has_lead(look: Look) -> bool:
    """Whether the community has named a safeguarding lead at all; everybody who is signed in may know."""
    look.require(May.REPORT_CONCERN)
    return bool(holders(look.connection, Role.SAFEGUARDING_LEAD, look.now))


def is_lead_needed(look: Look) -> bool:
    """Whether administrators should name a safeguarding lead, or one more: there is none, or none who may look.

    Says nothing of what waits, or whether anything does.
    """
    look.require(May.GRANT_ROLE)
    if not holders(look.connection, Role.SAFEGUARDING_LEAD, look.now):
        return True
    open_ones = sa.select(safeguarding_note.c.about_kind, safeguarding_note.c.about_id).where(
        safeguarding_note.c.closed_at.is_(None)
    )
    return any(not leads_for(look, people_in(look, row.about_kind, row.about_id)) for row in look.rows(open_ones))
