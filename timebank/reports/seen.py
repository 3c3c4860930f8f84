"""What one member's own pages would show them at this moment: for letters and sheets that must tell nothing else."""

from timebank.access import as_member
from timebank.community.reads import KEPT as COMMUNITY
from timebank.listings.likely import KEPT as MEANING
from timebank.roles import load_actor
from timebank.work import Look

SAME_FOR_EVERYBODY = (COMMUNITY, MEANING)


def seen_by(look: Look, member_id: str) -> Look:
    """A look at the same moment with the rights of one member, so that each read asks for their permission.

    What is the same for everybody and was read before is not read again.
    """
    actor = load_actor(look.connection, as_member(member_id), look.now)
    seen = Look(look.connection, actor, look.now, look.settings)
    seen.kept |= {name: look.kept[name] for name in SAME_FOR_EVERYBODY if name in look.kept}
    return seen
