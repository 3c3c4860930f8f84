"""Hours the community gives from its pot: a welcome for new members, and thanks for coming or helping to run it."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.community.tables import community_choice
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import letters
from timebank.ledger.asking import has_counted
from timebank.ledger.letters import Hours
from timebank.ledger.parties import POT_NAME, Parties, entry_and_parties, side
from timebank.ledger.posting import NewEntry, Pen, take_pen
from timebank.ledger.room import must_have_room
from timebank.ledger.rules import Holder, check_recording
from timebank.ledger.tables import account, entry
from timebank.mail.actions import write
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.work import Look, Work

MOST_PEOPLE = 200
WELCOME = "Welcome"
_OPENING = "opening-grant:"  # the key of an entry names the member, so that nobody gets it twice


@dataclass(frozen=True, slots=True)
class Due:
    """A new member who has not yet had the hours everybody begins with."""

    member_id: str
    name: str
    joined_at: datetime
    minutes: int


def grant(work: Work, key: str, *, member_ids: tuple[str, ...], minutes: int, service_date: date, reason: str) -> str:
    """Give each member `minutes` from the pot for coming to a meeting or helping to run the bank; all or nobody.

    By a coordinator who is none of them; each is told. Answers the ids of the entries, comma-separated, in the order
    of `member_ids`. Raises InvalidInput, PotTooSmall, NotFound.
    """
    work.require(May.RECORD_HOURS_FOR_MEMBER, thing(owners=member_ids))
    content = {"members": list(member_ids), "minutes": minutes, "date": service_date, "reason": reason}

    def do() -> str:
        check_recording(minutes, service_date, local_date(work.now, community(work).zone))
        words = _checked_reason(member_ids, reason)
        pen = take_pen(work)
        return ",".join(
            _write(work, pen, f"entry:{key}:{number}", member_id, minutes, service_date, words)
            for number, member_id in enumerate(member_ids)
        )

    return work.once(key, "grant_hours", content, do)


def _checked_reason(member_ids: tuple[str, ...], reason: str) -> str:
    if not 1 <= len(member_ids) <= MOST_PEOPLE:
        raise InvalidInput(f"Please choose at least one member, and at most {MOST_PEOPLE} at once.")
    if len(set(member_ids)) != len(member_ids):
        raise InvalidInput("Somebody is named twice. Please name everybody once.")
    words = clean_words(reason)
    if not words:
        raise InvalidInput("Please say what these hours are for, so that everybody can understand it.")
    return words


def _write(work: Work, pen: Pen, key: str, member_id: str, minutes: int, day: date, words: str) -> str:
    parties = Parties(side(work, Holder("pot")), side(work, Holder("member", member_id)), None, None, kind="grant")
    if not parties.helper.is_here:
        raise NotFound
    pot, its = must_have_room(pen, parties, minutes, None)
    new = NewEntry("grant", pot.id, its.id, minutes, "posted", day, key, note=words)
    entry_id = pen.write_entry(new)
    has_counted(work, entry_and_parties(work, entry_id, ("grant",))[0])
    remember(work, "grant_hours", "entry", entry_id)
    place, link = community(work).name, f"{work.settings.address}/hours"
    hours = Hours(place, parties.helper.name, POT_NAME, minutes, day, link, words)
    write(work, f"grant:{entry_id}", member_id, "hours_granted", letters.granted(hours))
    return entry_id


def opening_due(look: Look) -> tuple[Due, ...]:
    """New members who have not had their opening hours: those who joined since the community chose to give them.

    For coordinators and the worker; empty where the community gives none.
    """
    if not look.allows(May.LET_LAPSE):
        look.require(May.RECORD_HOURS_FOR_MEMBER)
    minutes = community(look).opening_grant_minutes
    return tuple(Due(row.id, row.name, row.joined_at, minutes) for row in _due(look)) if minutes else ()


def _due(look: Look, member_id: str | None = None) -> "list[sa.Row[tuple[str, str, datetime]]]":
    had = sa.select(entry.c.id).where(entry.c.key == sa.literal(_OPENING) + member.c.id)
    brought_along = (
        sa.select(entry.c.id)
        .join(account, account.c.id == entry.c.to_account_id)
        .where(account.c.member_id == member.c.id)
        .where((entry.c.kind == "opening") | ((entry.c.kind == "grant") & (entry.c.note == WELCOME)))
    )
    chosen = sa.select(community_choice.c.chosen_at).where(community_choice.c.name == "opening_grant_minutes")
    statement = (
        sa.select(member.c.id, member.c.name, member.c.joined_at)
        .where(member.c.state == "active", member.c.joined_at >= chosen.scalar_subquery())
        .where(~had.exists(), ~brought_along.exists())
        .order_by(member.c.joined_at, member.c.id)
    )
    return look.rows(statement.where(member.c.id == member_id) if member_id else statement)


def give_opening(work: Work, key: str, member_id: str) -> str:
    """Give a new member the hours everybody begins with, from the pot, once; answers the entry's id.

    By the worker, or by a coordinator who is somebody else. Raises PotTooSmall, AlreadyDecided, NotFound.
    """
    if not work.allows(May.LET_LAPSE):
        work.require(May.RECORD_HOURS_FOR_MEMBER, thing(owners=[member_id]))

    def do() -> str:
        chosen, pen = community(work), take_pen(work)
        if work.value(sa.select(entry.c.id).where(entry.c.key == _OPENING + member_id)):
            raise AlreadyDecided
        if not chosen.opening_grant_minutes or not _due(work, member_id):
            raise NotFound
        today, words = local_date(work.now, chosen.zone), WELCOME
        return _write(work, pen, _OPENING + member_id, member_id, chosen.opening_grant_minutes, today, words)

    return work.once(key, "give_opening", {"member": member_id}, do)
