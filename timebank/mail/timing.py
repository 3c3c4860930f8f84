"""When a letter leaves, and whether it does: by what its reader chose and by the quiet hours of their clocks; pure."""

from dataclasses import dataclass
from datetime import datetime

from timebank.community.quiet import Quiet, loud_from, next_weekly
from timebank.mail.kinds import NEVER, ONCE_A_WEEK, is_necessary, is_urgent


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a letter goes to."""

    email: str | None
    language: str
    state: str
    wants_letters: bool
    zone: str


def reason_to_skip(reader: Reader, kind: str, choice: str) -> str:
    """Why this member gets no letter of this kind now, or ""; asked when it is written and again when it leaves."""
    if reader.state != "active":
        return "has left"
    if not reader.email:
        return "has no e-mail: please tell them yourself"
    if is_necessary(kind):
        return ""
    if not reader.wants_letters:
        return "wants no letters"
    return "wants no letters of this kind" if choice == NEVER else ""


def due_at(
    reader: Reader, kind: str, choice: str, written_at: datetime, now: datetime, quiet: Quiet | None
) -> datetime:
    """The first moment, from `now` on, at which a letter may leave."""
    if is_urgent(kind):
        return now
    moment = max(now, next_weekly(written_at, reader.zone)) if choice == ONCE_A_WEEK else now
    return loud_from(moment, reader.zone, quiet)
