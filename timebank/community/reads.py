"""What people see of the community's choices."""

import sqlalchemy as sa

from timebank.community.rules import Community, read
from timebank.community.tables import community_choice
from timebank.work import Look

KEPT = "community"


def community(look: Look) -> Community:
    """The choices in force now; every room may ask, nothing in them is private."""
    if KEPT not in look.kept:
        look.kept[KEPT] = read({row.name: row.value for row in look.rows(sa.select(community_choice))})
    found: Community = look.kept[KEPT]
    return found
