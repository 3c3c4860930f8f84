"""Answering hours from the letter: its secret stands for one person and one entry, and is used up with the answer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from timebank.access import May, Thing, as_member
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, Refused
from timebank.ids import digest
from timebank.ledger.actions import confirm, decline
from timebank.ledger.asking import waits_for_word_only
from timebank.ledger.cards import HoursCard
from timebank.ledger.parties import ANSWERED, entry_and_parties
from timebank.ledger.questions import question
from timebank.ledger.reads import one_entry
from timebank.ledger.tables import entry
from timebank.members import links
from timebank.members.tables import link
from timebank.roles import load_actor
from timebank.work import Look, Work

_BY_LETTER = "by the link in a letter"  # as history says it
_LINK = sa.select(link).where(link.c.digest == sa.bindparam("its_digest"), link.c.purpose == links.HOURS)


class AnsweredAlready(AlreadyDecided):
    """This is done already, so there is nothing more for you to do. Thank you. Sign in to see how it stands."""


@dataclass(frozen=True, slots=True)
class AskedByLetter:
    """What somebody is asked; figures no further apart than `tolerance_minutes` agree by themselves."""

    hours: HoursCard
    tolerance_minutes: int


@dataclass(frozen=True, slots=True)
class _Opened:
    """What a secret stands for, used up or not."""

    member_id: str
    entry_id: str
    digest: str
    expires_at: datetime
    is_used: bool


def asked_by_letter(look: Look, secret: str) -> AskedByLetter:
    """What the secret of a letter asks of its person, without using it up. Raises LinkSpent, AnsweredAlready."""
    opened = _open(look, secret)
    if opened.expires_at <= look.now:
        raise links.LinkSpent
    hours = _hours(look, opened.entry_id, opened.member_id)
    if not hours.answers:
        raise AnsweredAlready
    if opened.is_used:
        raise links.LinkSpent  # it went to an address they no longer have
    return AskedByLetter(hours, community(look).tolerance_minutes)


def answered_by_letter(look: Look, secret: str) -> HoursCard:
    """What stands after the answer that used this secret up: the same hours, or what took their place.

    Raises LinkSpent when it was not used.
    """
    opened = _open(look, secret)
    if not opened.is_used:
        raise links.LinkSpent
    instead = look.value(sa.select(entry.c.id).where(entry.c.settles_id == opened.entry_id))
    return _hours(look, instead or opened.entry_id, opened.member_id)


def _hours(look: Look, entry_id: str, member_id: str) -> HoursCard:
    found = one_entry(look, entry_id, member_id)
    if found is None:
        raise links.LinkSpent  # they no longer speak for this organisation
    return found


def confirm_by_letter(work: Work, key: str, secret: str) -> str:
    """Agree to hours, or take a gift, with the secret of a letter. Answers the entry's id.

    Raises LinkSpent, AnsweredAlready, and what `confirm` raises.
    """
    opened = _answering(work, secret)

    def move() -> str:
        return confirm(work, f"{key}:hours", opened.entry_id, _BY_LETTER)

    return _once(work, key, "confirm_by_letter", opened, {}, move)


def question_by_letter(work: Work, key: str, secret: str, minutes: int, reason: str = "") -> str:
    """Say with the secret of a letter that it was another time. Answers the id of the entry that stands.

    Raises LinkSpent, AnsweredAlready, and what `question` raises.
    """
    opened = _answering(work, secret)

    def move() -> str:
        return question(work, f"{key}:hours", opened.entry_id, minutes, reason, _BY_LETTER)

    return _once(work, key, "question_by_letter", opened, {"minutes": minutes, "reason": reason}, move)


def decline_by_letter(work: Work, key: str, secret: str, reason: str = "") -> str:
    """Say with the secret of a letter that it did not happen, or kindly not take a gift. Answers the entry's id.

    Raises LinkSpent, AnsweredAlready, and what `decline` raises.
    """
    opened = _answering(work, secret)

    def move() -> str:
        return decline(work, f"{key}:hours", opened.entry_id, reason, _BY_LETTER)

    return _once(work, key, "decline_by_letter", opened, {"reason": reason}, move)


def _open(look: Look, secret: str) -> _Opened:
    """What a secret stands for; from here on its person is the actor. Raises LinkSpent."""
    mark = digest(secret)
    found = look.row(_LINK, {"its_digest": mark})
    if found is None:
        raise links.LinkSpent
    look.actor = load_actor(look.connection, as_member(found.member_id), look.now)
    if look.actor.member_id is None:
        raise links.LinkSpent  # they have left
    return _Opened(found.member_id, found.subject_id, mark, found.expires_at, found.used_at is not None)


def _answering(work: Work, secret: str) -> _Opened:
    """The same for an answer, which a link allows for oneself only and never as somebody's coordinator."""
    opened = _open(work, secret)
    answerers = entry_and_parties(work, opened.entry_id, ANSWERED)[1].answerers
    work.require(May.CONFIRM_HOURS, Thing(counterparties=answerers))
    return opened


def _once(work: Work, key: str, action: str, opened: _Opened, said: dict[str, object], move: Callable[[], str]) -> str:
    """Use the link up and make the move, both or neither."""

    def do() -> str:
        if opened.expires_at <= work.now:
            raise links.LinkSpent
        if not links.spend(work, opened.digest):
            raise _why_spent(work, opened.entry_id)
        try:
            return move()
        except AlreadyDecided as error:
            raise AnsweredAlready from error

    return work.once(key, action, {"entry": opened.entry_id, "link": opened.digest, **said}, do)


def _why_spent(work: Work, entry_id: str) -> Refused:
    """What to say of a link used up: answered already, or ended because it went to an address they no longer have."""
    state = work.value(sa.select(entry.c.state).where(entry.c.id == entry_id))
    still_waits = state == "pending" and not waits_for_word_only(work, entry_id)
    return links.LinkSpent() if still_waits else AnsweredAlready()
