"""What people see of the community's choices."""

from functools import lru_cache

import sqlalchemy as sa

from timebank.community.rules import Community, read
from timebank.community.tables import community_choice
from timebank.ready import Ready
from timebank.work import Look

KEPT = "community"
_CHOICES = Ready(sa.select(community_choice.c.name, community_choice.c.value))


def community(look: Look) -> Community:
    """The choices in force now; every room may ask, nothing in them is private."""
    if KEPT not in look.kept:
        look.kept[KEPT] = _read(tuple((row.name, row.value) for row in _CHOICES.rows(look.connection)))
    found: Community = look.kept[KEPT]
    return found


@lru_cache(maxsize=64)
def _read(stored: tuple[tuple[str, str], ...]) -> Community:
    """The same stored words are read only once, however many ask."""
    return read(dict(stored))
