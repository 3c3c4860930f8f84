"""Every table there is, gathered for migrations and for whoever needs the whole picture."""

from timebank import roles, work
from timebank.community import tables as community
from timebank.db import metadata
from timebank.digests import tables as digests
from timebank.history import tables as history
from timebank.jobs import tables as jobs
from timebank.ledger import tables as ledger
from timebank.life import tables as life
from timebank.listings import tables as listings
from timebank.mail import tables as mail
from timebank.matches import tables as matches
from timebank.meetings import tables as meetings
from timebank.members import tables as members
from timebank.programmes import tables as programmes
from timebank.safeguarding import tables as safeguarding

ROOMS = (
    *(roles, work, community, digests, history, jobs, ledger, life, listings),
    *(mail, matches, meetings, members, programmes, safeguarding),
)

__all__ = ["ROOMS", "metadata"]
