"""People are asked twice about what they had agreed and nobody wrote down, and told before a listing comes down."""

from collections import defaultdict
from datetime import date, timedelta

import sqlalchemy as sa

from timebank.access import May
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.digests import letters
from timebank.digests.rules import asking_due
from timebank.digests.sections import MOST_LINES
from timebank.digests.tables import told_item
from timebank.digests.told import tell_of
from timebank.life.rests import resting_now
from timebank.listings.tables import listing
from timebank.mail.actions import write
from timebank.mail.rules import say_day
from timebank.meetings.tables import meeting
from timebank.members.tables import member
from timebank.reports.due import Unrecorded, due
from timebank.work import Look, Work

AGREED = ("listing", "meeting")  # what people usually do, and matches gone quiet, nobody is asked about by letter
ENDS_WITHIN = timedelta(days=7)
JUST_WRITTEN = timedelta(days=3)  # where listings stand for a week only, nobody is told on the day they write one


def people_to_ask(look: Look) -> list[str]:
    """The members who had agreed something a week or two ago that is not written down; for the worker.

    Each thing is asked about after 7 days and after 14, then no more.
    """
    look.require(May.SEND_LETTERS)
    return sorted(_to_ask(look))


def ask_unrecorded(work: Work, key: str, member_id: str) -> str:
    """Ask a member about what they had agreed and nobody wrote down; answers asked or nothing. For the worker."""
    work.require(May.SEND_LETTERS)

    def do() -> str:
        items = _to_ask(work, member_id).get(member_id, [])
        asked = {
            one.source_id
            for number in (1, 2)
            for one in _newly(work, member_id, number, [item for at, item in items if at == number])
        }
        chosen = [one for _, one in items if one.source_id in asked]
        if not chosen:
            return "nothing"
        lines = tuple(_line(one, member_id) for one in chosen)
        name = next(one.name for one in chosen[0].people if one.member_id == member_id)
        draft = letters.unrecorded(name, community(work).name, lines, f"{work.settings.address}/hours")
        write(work, f"waits_unrecorded:{member_id}:{key}", member_id, "waits_unrecorded", draft)
        return "asked"

    return work.once(key, "ask_unrecorded", {"member": member_id}, do)


def _newly(work: Work, member_id: str, number: int, items: list[Unrecorded]) -> list[Unrecorded]:
    """Those of some things nobody asked the member about this time; what finds no room waits a day."""
    some = items[:MOST_LINES]
    new = tell_of(work, member_id, f"unwritten-{number}", [one.source_id for one in some])
    return [one for one in some if one.source_id in new]


def _to_ask(look: Look, member_id: str | None = None) -> dict[str, list[tuple[int, Unrecorded]]]:
    """By member, what to ask about and for which time, longest ago first; everybody's, or only what is one's."""
    today = local_date(look.now, community(look).zone)
    agreed = [
        one for one in due(look, member_id) if one.source_kind in AGREED and asking_due((today - one.due_on).days)
    ]
    if not agreed:
        return {}
    told_kinds = sa.select(told_item).where(told_item.c.kind.in_(("unwritten-1", "unwritten-2")))
    told = {(row.member_id, row.kind, row.subject_id) for row in look.rows(told_kinds)}
    resting = _resting(look, [one.source_id for one in agreed if one.source_kind == "meeting"])
    found: dict[str, list[tuple[int, Unrecorded]]] = defaultdict(list)
    for one in agreed:
        number = asking_due((today - one.due_on).days)
        for who in one.people:
            if one.source_id not in resting and (who.member_id, f"unwritten-{number}", one.source_id) not in told:
                found[who.member_id].append((number, one))
    return found


def _resting(look: Look, meeting_ids: list[str]) -> frozenset[str]:
    """Those of some meetings whose match is on hold: nobody is reminded of anything there."""
    resting = sorted(resting_now(look)) if meeting_ids else []
    if not resting:
        return frozenset()
    statement = sa.select(meeting.c.id).where(meeting.c.match_id.in_(resting))
    return frozenset(row.id for row in look.rows(statement)) & frozenset(meeting_ids)


def _line(one: Unrecorded, member_id: str) -> str:
    others = " and ".join(who.name for who in one.others(member_id))
    about = f"“{one.what}” with {others}" if one.source_kind == "listing" else f"A meeting with {others}"
    return f"{about}, on {say_day(one.due_on)}"


def listings_ending(look: Look) -> list[str]:
    """The members with a listing that comes down within a week and of which they were not told; for the worker."""
    look.require(May.SEND_LETTERS)
    return sorted({row.member_id for row in look.rows(_ending(look))})


def warn_of_ending(work: Work, key: str, member_id: str) -> str:
    """Tell a member which of their listings come down soon, once each; answers told or nothing. For the worker."""
    work.require(May.SEND_LETTERS)

    def do() -> str:
        rows = work.rows(_ending(work).where(listing.c.member_id == member_id))
        by_day: dict[date, dict[str, str]] = defaultdict(dict)
        for row in rows:
            by_day[row.expires_on][row.id] = row.title
        link = f"{work.settings.address}/my_listings"
        for day, listings in by_day.items():
            new = tell_of(work, member_id, _kind(day), listings)
            some = tuple(title for one, title in listings.items() if one in new)
            if some:
                shown = (*some[:MOST_LINES], *([] if len(some) <= MOST_LINES else [f"{len(some) - MOST_LINES} more"]))
                draft = letters.listings_end(rows[0].name, community(work).name, shown, day, link)
                write(work, f"listing_ends:{member_id}:{day}:{key}", member_id, "listing_ends", draft)
        return "told" if by_day else "nothing"

    return work.once(key, "warn_of_ending", {"member": member_id}, do)


def _ending(look: Look) -> "sa.Select[tuple[str, str, date, str, str]]":
    """What stands on the noticeboard for at most another week, without what its owner was told of for that day."""
    today = local_date(look.now, community(look).zone)
    days = [today + timedelta(days=number) for number in range(ENDS_WITHIN.days + 1)]
    kind = sa.case({day: _kind(day) for day in days}, value=listing.c.expires_on, else_="")
    told = sa.select(told_item.c.kind).where(
        told_item.c.member_id == listing.c.member_id, told_item.c.subject_id == listing.c.id, told_item.c.kind == kind
    )
    return (
        sa.select(listing.c.id, listing.c.member_id, listing.c.expires_on, listing.c.title, member.c.name)
        .join(member, member.c.id == listing.c.member_id)
        .where(listing.c.state == "open", listing.c.expires_on.between(days[0], days[-1]))
        .where(member.c.state == "active", listing.c.written_at < look.now - JUST_WRITTEN, ~told.exists())
        .order_by(listing.c.expires_on, listing.c.written_at, listing.c.id)
    )


def _kind(day: date) -> str:
    """What is remembered: the day it was told for, so that a listing kept up is told of again another time."""
    return f"ends-{day:%y%m%d}"
