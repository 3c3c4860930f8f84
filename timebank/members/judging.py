"""Who judges what others are part of: a coordinator who is not, or a second decider where a coordinator is."""

from timebank.access import May, Relation, Role, Thing, relations
from timebank.roles import holders
from timebank.work import Look

_COORDINATORS = "coordinators"


def may_judge(look: Look, may: May, about: Thing) -> bool:
    """Whether the reader may decide on something in which nobody `involved` is a judge."""
    if not look.allows(may, about):
        return False
    if Relation.OWN_AREA in relations(look.actor, about):
        return True
    if _COORDINATORS not in look.kept:
        look.kept[_COORDINATORS] = frozenset(holders(look.connection, Role.COORDINATOR, look.now))
    coordinators: frozenset[str] = look.kept[_COORDINATORS]
    return not coordinators.isdisjoint(about.involved)
