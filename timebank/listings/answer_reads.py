"""What people see of answers to listings: what waits for them, what they asked, and what is agreed but not recorded."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from timebank.access import May
from timebank.listings.reads import came_through, own_or_offline
from timebank.listings.tables import answer, category, listing
from timebank.members.tables import member
from timebank.work import Look

_asker, _owner = member.alias("asker"), member.alias("owner")  # made once: making an alias is dear


@dataclass(frozen=True, slots=True)
class AnswerCard:
    """One answer to a listing between two members.

    `giver_id` helps and `receiver_id` is helped: whoever offered gives, and whoever asked for help receives.
    """

    answer_id: str
    listing_id: str
    kind: str
    title: str
    category_id: str
    category_name: str
    asker_id: str
    asker_name: str
    owner_id: str
    owner_name: str
    words: str
    reply: str
    state: str
    asked_at: datetime
    decided_at: datetime | None
    agreed_on: date | None

    @property
    def giver_id(self) -> str:
        """Who helps."""
        return self.owner_id if self.kind == "offer" else self.asker_id

    @property
    def receiver_id(self) -> str:
        """Who is helped."""
        return self.asker_id if self.kind == "offer" else self.owner_id


def answers_waiting(look: Look, member_id: str | None = None) -> tuple[AnswerCard, ...]:
    """What others asked about one's listings and still wait to hear, oldest first."""
    owner_id = own_or_offline(look, member_id)
    mine = (listing.c.member_id == owner_id, answer.c.state == "asked", came_through())
    return _cards(look, *mine, order=answer.c.asked_at.asc())


def what_i_asked(look: Look, member_id: str | None = None, most: int = 100) -> tuple[AnswerCard, ...]:
    """What one asked about the listings of others, newest first, whatever became of it."""
    asker_id = own_or_offline(look, member_id)
    return _cards(look, answer.c.member_id == asker_id, order=answer.c.asked_at.desc(), most=most)


def agreed_not_recorded(look: Look, member_id: str | None = None) -> tuple[AnswerCard, ...]:
    """What one agreed with others, on either side, whose hours are not written down yet; soonest day first."""
    who = own_or_offline(look, member_id)
    mine = sa.or_(answer.c.member_id == who, listing.c.member_id == who)
    return _cards(look, mine, answer.c.state == "agreed", order=answer.c.agreed_on.asc())


def everybodys_agreed_not_recorded(look: Look, until: date) -> tuple[AnswerCard, ...]:
    """For coordinators: what was agreed for a day up to `until` and never written down, longest ago first."""
    look.require(May.SEE_MEMBERS_HOURS)
    return _cards(look, answer.c.state == "agreed", answer.c.agreed_on <= until, order=answer.c.agreed_on.asc())


def _cards(
    look: Look, *kept: sa.ColumnElement[bool], order: sa.UnaryExpression[object], most: int | None = None
) -> tuple[AnswerCard, ...]:
    statement = (
        sa.select(
            answer.c.id,
            listing.c.id,
            listing.c.kind,
            listing.c.title,
            category.c.id,
            category.c.name,
            _asker.c.id,
            _asker.c.name,
            _owner.c.id,
            _owner.c.name,
            answer.c.words,
            answer.c.reply,
            answer.c.state,
            answer.c.asked_at,
            answer.c.decided_at,
            answer.c.agreed_on,
        )
        .join(listing, listing.c.id == answer.c.listing_id)
        .join(category, category.c.id == listing.c.category_id)
        .join(_asker, _asker.c.id == answer.c.member_id)
        .join(_owner, _owner.c.id == listing.c.member_id)
        .where(*kept)
        .order_by(order, answer.c.id)
        .limit(most)
    )
    return tuple(AnswerCard(*tuple(row)) for row in look.rows(statement))
