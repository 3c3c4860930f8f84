"""What coordinators see of a programme's file: its words as they stand, and which versions there have been."""

from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

import sqlalchemy as sa

from timebank.access import May
from timebank.errors import NotFound
from timebank.members.tables import member
from timebank.programmes.definition import ProgrammeUnreadable
from timebank.programmes.keeping import parsed
from timebank.programmes.setup_words import say_changes
from timebank.programmes.tables import programme, programme_version
from timebank.work import Look

MOST_VERSIONS = 20


@dataclass(frozen=True, slots=True)
class VersionCard:
    """One version; `made_by` is empty for the operator, `changes` says what it changed, empty for the first."""

    version: int
    made_at: datetime
    made_by: str
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProgrammeFile:
    """A programme's file with its versions, the newest first."""

    programme_id: str
    version: int
    text: str
    versions: tuple[VersionCard, ...]


def programme_file(look: Look, programme_id: str) -> ProgrammeFile:
    """The file of a programme as it is now, with its newest versions. Raises NotFound."""
    look.require(May.EDIT_PROGRAMME)
    now = look.row(
        sa.select(programme.c.version, programme_version.c.definition)
        .join(programme_version, programme_version.c.programme_id == programme.c.id)
        .where(programme.c.id == programme_id, programme_version.c.version == programme.c.version)
    )
    if now is None:
        raise NotFound
    versions = look.rows(
        sa.select(
            programme_version.c.version,
            programme_version.c.made_at,
            programme_version.c.definition,
            member.c.name,
        )
        .outerjoin(member, member.c.id == programme_version.c.made_by_id)
        .where(programme_version.c.programme_id == programme_id)
        .order_by(programme_version.c.version.desc())
        .limit(MOST_VERSIONS + 1)
    )
    cards = tuple(
        VersionCard(
            row.version, row.made_at, row.name or "", _changes(before.definition, row.definition) if before else ()
        )
        for row, before in zip_longest(versions[:MOST_VERSIONS], versions[1:])
    )
    return ProgrammeFile(programme_id, now.version, now.definition, cards)


def _changes(before: str, after: str) -> tuple[str, ...]:
    """What one version changed; nothing where the older one was written for an earlier release and is read no more."""
    try:
        return say_changes(parsed(before), parsed(after))
    except ProgrammeUnreadable:
        return ()
