"""Programmes as they are now and what they are called, for reads that have asked for permission."""

import sqlalchemy as sa

from timebank.programmes.definition import Definition
from timebank.programmes.keeping import parsed
from timebank.programmes.tables import programme, programme_version
from timebank.work import Look


def titles(look: Look) -> dict[str, str]:
    """The title of every programme as it is now, by id."""
    return {programme_id: definition.title for programme_id, definition in definitions(look).items()}


def definitions(look: Look) -> dict[str, Definition]:
    """Every programme as it is now, by id."""
    statement = sa.select(programme.c.id, programme_version.c.definition).join(
        programme_version,
        sa.and_(programme_version.c.programme_id == programme.c.id, programme_version.c.version == programme.c.version),
    )
    return {row.id: parsed(row.definition) for row in look.rows(statement)}
