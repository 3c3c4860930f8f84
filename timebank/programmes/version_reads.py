"""What coordinators see of a programme's file: its words as they stand, and which versions there have been."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import NotFound
from timebank.members.tables import member
from timebank.programmes.tables import programme, programme_version
from timebank.work import Look


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version; `made_by` is empty for the operator."""

    version: int
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme's file with its versions, the newest first."""

    programme_id: str
    version: int
    text: str
    versions: tuple[VersionCard, ...]


def programme_file(look: Look, programme_id: str) -> ProgrammeFile:
    """The file of a programme as it is now. Raises NotFound."""
    look.require(May.EDIT_PROGRAMME)
    now = look.row(
        sa.select(programme.c.version, programme_version.c.definition)
        .join(programme_version, programme_version.c.programme_id == programme.c.id)
        .where(programme.c.id == programme_id, programme_version.c.version == programme.c.version)
    )
    if now is None:
        raise NotFound
    versions = look.rows(
        sa.select(programme_version.c.version, programme_version.c.made_at, member.c.name)
        .outerjoin(member, member.c.id == programme_version.c.made_by_id)
        .where(programme_version.c.programme_id == programme_id)
        .order_by(programme_version.c.version.desc())
    )
    cards = tuple(VersionCard(row.version, row.made_at, row.name or "") for row in versions)
    return ProgrammeFile(programme_id, now.version, now.definition, cards)
