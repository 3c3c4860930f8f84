"""What becomes of meetings still to come when their match is over: they are called off; for actions that have asked."""

import sqlalchemy as sa

from timebank.matches.cards import MatchedPeople
from timebank.meetings.moves import companions, decide
from timebank.meetings.tables import meeting
from timebank.meetings.telling import need_not_come
from timebank.work import Work


def call_off(work: Work, people: MatchedPeople) -> None:
    """Call off what a match had planned; its people read of it in the letter that it is over, companions at once.

    Harmless any number of times.
    """
    to_come = (meeting.c.match_id == people.match_id, meeting.c.state == "planned", meeting.c.starts_at > work.now)
    for row in work.rows(sa.select(meeting).where(*to_come).order_by(meeting.c.id)):
        decide(work, row, "cancelled", calendar_number=row.calendar_number + 1)
        for coordinator_id, _ in companions(work, [row.id]).values():
            need_not_come(work, people, row, coordinator_id)
