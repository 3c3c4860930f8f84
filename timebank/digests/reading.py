"""Whom letters reach that nobody waits for, and what such a letter may tell: what its reader's own pages show."""

import sqlalchemy as sa

from timebank.access import as_member
from timebank.community.reads import KEPT as COMMUNITY
from timebank.listings.likely import KEPT as MEANING
from timebank.mail.kinds import NEVER
from timebank.mail.tables import letter_choice
from timebank.members.tables import member
from timebank.roles import load_actor
from timebank.work import Look

SAME_FOR_EVERYBODY = (COMMUNITY, MEANING)


def reached(group: str) -> list["sa.ColumnElement[bool]"]:
    """The conditions on members that letters of a group reach; the others get none, not even one kept back."""
    unwanted = sa.select(letter_choice.c.member_id).where(
        letter_choice.c.letters == group, letter_choice.c.choice == NEVER
    )
    wants = (member.c.state == "active", member.c.email.is_not(None), member.c.wants_letters.is_(True))
    return [*wants, member.c.id.not_in(unwanted)]


def seen_by(look: Look, member_id: str) -> Look:
    """A look at the same moment with the rights of one member, so that each read asks for their permission.

    What is the same for everybody and was read before is not read again.
    """
    actor = load_actor(look.connection, as_member(member_id), look.now)
    seen = Look(look.connection, actor, look.now, look.settings)
    seen.kept |= {name: look.kept[name] for name in SAME_FOR_EVERYBODY if name in look.kept}
    return seen
