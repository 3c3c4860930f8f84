"""What becomes of meetings still to come when their match is over: they are called off; for actions that have asked."""

import sqlalchemy as sa

from timebank.mail.recalling import call_back
from timebank.matches.cards import MatchedPeople
from timebank.matches.endings import OVER
from timebank.meetings.due import REMINDER, fact
from timebank.meetings.moves import companions, decide
from timebank.meetings.tables import meeting
from timebank.meetings.telling import need_not_come
from timebank.work import Work

BEFORE = ("meeting_planned", "meeting_moved", REMINDER)  # letters that may still wait for the morning


def call_off(work: Work, people: MatchedPeople) -> None:
    """Call off what a match had planned; its people read of it in the letter that it is over, companions at once.

    Harmless any number of times.
    """
    to_come = (meeting.c.match_id == people.match_id, meeting.c.state == "planned", meeting.c.starts_at > work.now)
    for row in work.rows(sa.select(meeting).where(*to_come).order_by(meeting.c.id)):
        decide(work, row, "cancelled", calendar_number=row.calendar_number + 1)
        call_back(work, (fact(kind, row.id, one) for kind in BEFORE for one in people.ids), OVER)
        for coordinator_id, _ in companions(work, [row.id]).values():
            need_not_come(work, people, row, coordinator_id)
