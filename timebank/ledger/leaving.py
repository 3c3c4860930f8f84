"""Leaving with one's hours settled: the balance goes to the pot or stays, history goes on under a pseudonym."""

from dataclasses import dataclass
from typing import Literal

import sqlalchemy as sa

from timebank.access import May, thing
from timebank.clock import local_date
from timebank.community.reads import community
from timebank.errors import InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger.group_rules import TOOK_PART, names_in
from timebank.ledger.meeting_parts import theirs
from timebank.ledger.posting import Account, NewEntry, Pen, take_pen
from timebank.ledger.rules import Holder
from timebank.ledger.tables import account, decision, entry, entry_move, exchange
from timebank.members.actions import as_themself_or_offline
from timebank.members.leaving import StillOpen, open_things, say_goodbye
from timebank.members.rules import clean_words
from timebank.members.tables import member
from timebank.work import Look, Work

AT_ONCE = 500
POT_WAITS = "hours of a meeting, from the community pot, that wait for an answer"
CORRECTION_WAITS = "a correction of your hours that waits for a second person"


@dataclass(frozen=True, slots=True)
class BeforeLeaving:
    """What somebody should know before they leave: their balance, whether the pot can take it, what to finish first.

    The pot always takes hours; it evens out a balance below zero only where it has enough, or may go below zero.
    """

    balance_minutes: int
    pot_may: bool
    still_open: tuple[str, ...]


def before_leaving(look: Look) -> BeforeLeaving:
    """How things stand for the reader themself."""
    member_id = look.actor.member_id or ""
    look.require(May.SEE_OWN_HOURS, thing(owners=[member_id]))
    balance = look.value(sa.select(account.c.balance_minutes).where(account.c.member_id == member_id)) or 0
    return BeforeLeaving(balance, _pot_may(look, balance), _still_open(look, member_id))


def leave(
    work: Work, key: str, balance: Literal["pot", "stays"], member_id: str | None = None, how_told: str = ""
) -> str:
    """Leave for good. The balance goes to the pot, or stays in the account, which is closed. Answers the member's id.

    Where the pot may not even out a balance below zero, it stays, and history says so. What was private is deleted,
    words about own hours too; totals never change. For oneself, or by a coordinator for an offline member who told it.
    Raises StillOpen with what to finish first, InvalidInput, NotFound.
    """
    who = member_id or work.actor.member_id or ""
    has_left = work.actor.member_id != who and _has_left(work, who)
    if has_left:  # a coordinator may say once more, under the same key, what an offline member told them
        work.require(May.RECORD_FOR_OFFLINE, thing(owners=[who]))
        told = clean_words(how_told)
    else:
        told = as_themself_or_offline(work, May.EDIT_OWN_PROFILE, who, how_told)

    def do() -> str:
        if has_left:
            raise NotFound
        if balance not in ("pot", "stays"):
            raise InvalidInput("Please choose what happens to your hours: they go to the community pot, or they stay.")
        pen = take_pen(work)
        still = _still_open(work, who)
        if still:
            raise StillOpen(f"Before you leave, please finish this first: {'; '.join(still)}.")
        its = pen.account_of(Holder("member", who))  # whoever had none gets one, so that it can be closed
        became = _settle(work, pen, its, balance)
        _empty_words(work, who)
        work.execute(sa.update(account).where(account.c.id == its.id).values(closed_at=work.now))
        say_goodbye(work, who)
        remember(work, "leave_community", "member", who, became, None if work.actor.member_id == who else who)
        return who

    return work.once(key, "leave_community", {"member": who, "balance": balance, "told": told}, do)


def _has_left(look: Look, member_id: str) -> bool:
    return bool(look.value(sa.select(member.c.state).where(member.c.id == member_id)) == "left")


def _still_open(look: Look, member_id: str) -> tuple[str, ...]:
    mine = sa.select(account.c.id).where(account.c.member_id == member_id)
    waits = (
        sa.select(decision.c.id)
        .join(entry, entry.c.id == decision.c.entry_id)
        .where(decision.c.kind == "correction", decision.c.state == "waiting")
        .where(sa.or_(entry.c.from_account_id.in_(mine), entry.c.to_account_id.in_(mine)))
    )
    found = [CORRECTION_WAITS] if look.value(waits.limit(1)) is not None else []
    from_pot = sa.select(entry.c.id).where(theirs(member_id), entry.c.state == "pending")
    found += [POT_WAITS] if look.value(from_pot.limit(1)) is not None else []
    return (*open_things(look, member_id), *found)


def _pot_may(look: Look, balance_minutes: int) -> bool:
    if balance_minutes >= 0 or community(look).pot_below_zero == "yes":
        return True
    pot = look.row(sa.select(account.c.balance_minutes, account.c.reserved_minutes).where(account.c.kind == "pot"))
    return pot is not None and pot.balance_minutes - pot.reserved_minutes + balance_minutes >= 0


def _settle(work: Work, pen: Pen, own: Account, wish: str) -> str:
    """Bring the balance to zero where that is the wish and the pot may; answers in words what became of it."""
    if own.balance_minutes == 0:
        return "the balance is zero"
    if wish == "stays":
        return "the balance stays"
    if not _pot_may(work, own.balance_minutes):
        return "the balance stays: the pot has not enough"
    sides = (own.id, pen.account_of(Holder("pot")).id)
    source, target = sides if own.balance_minutes > 0 else sides[::-1]
    today = local_date(work.now, community(work).zone)
    new = NewEntry("leaving", source, target, abs(own.balance_minutes), "posted", today, f"leaving:{own.id}")
    pen.write_entry(new)
    return "the balance goes to the pot"


def _empty_words(work: Work, member_id: str) -> None:
    """Empty what a member wrote about their own hours, or had written for them; the chain keeps only its digest."""
    mine = sa.select(account.c.id).where(account.c.member_id == member_id)
    of_mine = sa.or_(entry.c.from_account_id.in_(mine), entry.c.to_account_id.in_(mine))
    told = sa.or_(entry.c.recorded_by_id == member_id, entry.c.recorded_for_id == member_id)
    first = entry.alias("first")
    settled = sa.select(first.c.id).where(
        sa.or_(first.c.recorded_by_id == member_id, first.c.recorded_for_id == member_id)
    )
    own_note = (entry.c.note != "", of_mine, sa.or_(told, entry.c.settles_id.in_(settled)))
    work.execute(sa.update(entry).where(*own_note).values(note=""))
    _empty_names(work, member_id)
    moved = sa.or_(entry_move.c.moved_by_id == member_id, entry_move.c.moved_for_id == member_id)
    theirs = entry_move.c.entry_id.in_(sa.select(entry.c.id).where(of_mine))
    work.execute(sa.update(entry_move).where(entry_move.c.reason != "", moved, theirs).values(reason=""))


def _empty_names(work: Work, member_id: str) -> None:
    """Empty the notes that name who took part where the pot gave: there the name would stay for ever."""
    name = str(work.value(sa.select(member.c.name).where(member.c.id == member_id)))
    from_pot = sa.and_(exchange.c.source_kind == "group", exchange.c.source_id.startswith("pot:"))
    told = (from_pot, entry.c.note.contains(TOOK_PART), entry.c.note.contains(name, autoescape=True))
    notes = sa.select(entry.c.id, entry.c.note).join(exchange, exchange.c.id == entry.c.exchange_id).where(*told)
    named = [row.id for row in work.rows(notes) if names_in(row.note, name)]
    for start in range(0, len(named), AT_ONCE):
        work.execute(sa.update(entry).where(entry.c.id.in_(named[start : start + AT_ONCE])).values(note=""))
