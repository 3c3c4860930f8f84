"""What was agreed on the noticeboard, when hours stand for it, or those recorded for it do not stand after all."""

from datetime import date, timedelta

import sqlalchemy as sa

from timebank.clock import local_date
from timebank.community.reads import community
from timebank.history.actions import note
from timebank.history.tables import event
from timebank.ledger.tables import exchange
from timebank.listings.answering import mark_not_recorded
from timebank.listings.tables import answer, listing
from timebank.work import Work

CLOSE_DAYS = timedelta(days=1)
KEPT = "keep_promise"  # in history, of an exchange; its reason is the id of the answer


def promise_stands_again(work: Work, exchange_id: str | None) -> None:
    """What was agreed on the noticeboard is open again when its hours do not stand; a gift comes from none.

    Where the hours did not name it, history knows whether they kept it.
    """
    if exchange_id is None:
        return
    told = work.connection.execute(sa.select(exchange).where(exchange.c.id == exchange_id)).one()
    if told.source_kind == "listing":
        mark_not_recorded(work, told.source_id)
    elif told.source_kind == "person":
        its_note = (event.c.subject_kind == "exchange", event.c.subject_id == exchange_id, event.c.action == KEPT)
        answer_id = work.value(sa.select(event.c.reason).where(*its_note))
        if answer_id is not None:
            mark_not_recorded(work, answer_id)


def promise_is_kept(work: Work, exchange_id: str, helper_id: str, helped_id: str, day: date) -> None:
    """The one thing these two had agreed on for about that day waits no longer: its hours count, unnamed as it was.

    Where more than one would fit, each stays as it is: nobody said which. What is agreed for a day to come waits on.
    Which exchange kept it goes into history, so that it is open again when those hours do not stand.
    """
    today = local_date(work.now, community(work).zone)
    gives = sa.or_(
        sa.and_(listing.c.kind == "offer", listing.c.member_id == helper_id, answer.c.member_id == helped_id),
        sa.and_(listing.c.kind == "request", listing.c.member_id == helped_id, answer.c.member_id == helper_id),
    )
    is_due = answer.c.agreed_on.between(day - CLOSE_DAYS, min(day + CLOSE_DAYS, today))
    found = work.rows(
        sa.select(answer.c.id)
        .join(listing, listing.c.id == answer.c.listing_id)
        .where(answer.c.state == "agreed", gives, is_due)
    )
    if len(found) == 1:
        still = sa.update(answer).where(answer.c.id == found[0].id, answer.c.state == "agreed")
        if work.claim(still.values(state="recorded", decided_at=work.now)):
            note(work, KEPT, "exchange", exchange_id, reason=found[0].id)
