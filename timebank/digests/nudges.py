"""Kind ideas for members, with long pauses between them: what would you like, what could you offer, come again."""

from collections import defaultdict
from datetime import datetime, timedelta

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.digests import letters
from timebank.digests.reading import reached
from timebank.digests.rules import LAPSED_AFTER, Facts, idea_due
from timebank.handover.away import away_now
from timebank.history.tables import event
from timebank.ledger.counting import counted
from timebank.ledger.tables import account, entry
from timebank.listings.tables import listing
from timebank.mail.actions import write
from timebank.mail.tables import letter
from timebank.members.tables import member
from timebank.work import Look, Work

LETTERS = {
    "nudge_only_given": (letters.only_given, "/my_listings"),
    "nudge_only_received": (letters.only_received, "/my_listings"),
    "nudge_no_offers": (letters.no_offers, "/my_listings"),
    "nudge_lapsed": (letters.lapsed, "/"),
}


def nudges_due(look: Look, member_id: str = "") -> dict[str, str]:
    """By member, the kind of idea that is due for them now, everybody's or one's; for the worker.

    Whoever is away is left in peace until they are back.
    """
    look.require(May.SEND_LETTERS)
    told = _told(look, member_id)
    away = away_now(look, {member_id} if member_id else None)
    facts = {who: one for who, one in _facts(look, member_id).items() if who not in away}
    found = {who: idea_due(one, told.get(who, {}), look.now) for who, one in facts.items()}
    return {who: kind for who, kind in sorted(found.items()) if kind}


def nudge(work: Work, key: str, member_id: str) -> str:
    """Write a member the idea that is due for them, if one is; answers its kind or nothing. For the worker."""
    work.require(May.SEND_LETTERS)

    def do() -> str:
        kind = nudges_due(work, member_id).get(member_id)
        if kind is None:
            return "nothing"
        make, path = LETTERS[kind]
        name = str(work.value(sa.select(member.c.name).where(member.c.id == member_id)))
        draft = make(name, community(work).name, f"{work.settings.address}{path}")
        write(work, f"{kind}:{member_id}:{local_date(work.now, community(work).zone)}", member_id, kind, draft)
        return kind

    return work.once(key, "nudge", {"member": member_id}, do)


def not_heard_of_for(look: Look, long: timedelta) -> list["sa.ColumnElement[bool]"]:
    """The conditions on members of whom nothing was heard for so long: nothing they did, and no hours with them."""
    since = look.now - long
    acted = sa.select(event.c.actor_id).where(event.c.at >= since, event.c.actor_id.is_not(None))
    return [
        member.c.state == "active",
        member.c.joined_at < since,
        member.c.id.not_in(acted),
        member.c.id.not_in(_met_since(since)),
    ]


def _met_since(since: datetime) -> "sa.CompoundSelect[tuple[str | None]]":
    """The members with an exchange written down since a moment, on either side."""
    sides = (entry.c.from_account_id, entry.c.to_account_id)
    recent = (entry.c.kind == "exchange", entry.c.recorded_at >= since, account.c.member_id.is_not(None))
    return sa.union_all(
        *(sa.select(account.c.member_id).join(entry, side == account.c.id).where(*recent) for side in sides)
    )


def _facts(look: Look, member_id: str) -> dict[str, Facts]:
    gave, got = _with_hours(look, "to_account_id", member_id), _with_hours(look, "from_account_id", member_id)
    today = local_date(look.now, community(look).zone)
    is_up = (listing.c.kind == "offer", listing.c.state == "open", listing.c.expires_on >= today)
    offers = sa.select(listing.c.id).where(listing.c.member_id == member.c.id, *is_up).exists()
    away = sa.and_(*not_heard_of_for(look, LAPSED_AFTER))
    people = (
        sa.select(member.c.id, member.c.joined_at, account.c.id.label("account_id"))
        .add_columns(offers.label("offers"), away.label("away"))
        .outerjoin(account, account.c.member_id == member.c.id)
        .where(*reached("nudges"), *([member.c.id == member_id] if member_id else []))
    )
    return {
        row.id: Facts(row.joined_at, row.account_id in gave, row.account_id in got, bool(row.offers), not row.away)
        for row in look.rows(people)
    }


def _with_hours(look: Look, column: str, member_id: str) -> frozenset[str]:
    """The accounts with hours of help on one side, net of what was put right; of everybody, or one member's alone."""
    own = sa.select(account.c.id).where(account.c.member_id == member_id)
    whose = [sa.or_(entry.c.from_account_id.in_(own), entry.c.to_account_id.in_(own))] if member_id else []
    found = counted(*whose)
    statement = sa.select(found.c[column]).group_by(found.c[column]).having(sa.func.sum(found.c.minutes) > 0)
    return frozenset(row[0] for row in look.rows(statement))


def _told(look: Look, member_id: str) -> dict[str, dict[str, list[datetime]]]:
    written = sa.select(letter.c.member_id, letter.c.kind, letter.c.written_at).where(letter.c.kind.in_(list(LETTERS)))
    told: dict[str, dict[str, list[datetime]]] = defaultdict(lambda: defaultdict(list))
    for row in look.rows(written.where(letter.c.member_id == member_id) if member_id else written):
        told[row.member_id][row.kind].append(row.written_at)
    return told
