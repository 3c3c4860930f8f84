"""What was agreed through the noticeboard for a day that has passed, with no hours written down."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa

from timebank.listings.tables import answer, listing
from timebank.reports.found import Found
from timebank.work import Look

USUAL_MINUTES = 60  # nobody says on the noticeboard how long it takes


def agreed_listings(look: Look, today: date, member_id: str | None) -> Iterator[Found]:
    """Answers that were agreed for a day before today, everybody's or one member's."""
    statement = (
        sa.select(
            answer.c.id,
            answer.c.agreed_on,
            answer.c.member_id.label("asker_id"),
            listing.c.member_id.label("owner_id"),
            listing.c.kind,
            listing.c.title,
            listing.c.category_id,
        )
        .join(listing, listing.c.id == answer.c.listing_id)
        .where(answer.c.state == "agreed", answer.c.agreed_on < today)
    )
    if member_id is not None:
        statement = statement.where(sa.or_(answer.c.member_id == member_id, listing.c.member_id == member_id))
    for row in look.rows(statement):
        gives = (row.owner_id, row.asker_id) if row.kind == "offer" else (row.asker_id, row.owner_id)
        people = tuple(sorted(gives))
        yield Found("listing", row.id, row.agreed_on, row.title, USUAL_MINUTES, people, *gives, row.category_id)


def days_talked_about(look: Look, since: date) -> Iterator[tuple[tuple[str, ...], date]]:
    """Who had agreed on which day through the noticeboard, and whether they called it off or not does not matter."""
    statement = (
        sa.select(answer.c.member_id, listing.c.member_id.label("owner_id"), answer.c.agreed_on)
        .join(listing, listing.c.id == answer.c.listing_id)
        .where(answer.c.agreed_on >= since)
    )
    for row in look.rows(statement):
        yield tuple(sorted((row.member_id, row.owner_id))), row.agreed_on
