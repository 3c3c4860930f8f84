"""Whom letters reach that nobody waits for, and what such a letter may tell: what its reader's own pages show."""

import sqlalchemy as sa

from timebank.mail.kinds import NEVER
from timebank.mail.tables import letter_choice
from timebank.members.tables import member
from timebank.reports.seen import seen_by as seen_by


def reached(group: str) -> list["sa.ColumnElement[bool]"]:
    """The conditions on members that letters of a group reach; the others get none, not even one kept back."""
    unwanted = sa.select(letter_choice.c.member_id).where(
        letter_choice.c.letters == group, letter_choice.c.choice == NEVER
    )
    wants = (member.c.state == "active", member.c.email.is_not(None), member.c.wants_letters.is_(True))
    return [*wants, member.c.id.not_in(unwanted)]
