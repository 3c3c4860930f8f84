"""Putting hours right: a new entry for the difference that names the first, once, with a reason; nothing is edited."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from timebank.access import May, Thing
from timebank.community.reads import community
from timebank.errors import AlreadyDecided, InvalidInput, NotFound
from timebank.history.actions import note as remember
from timebank.ledger import deciding_letters as letters
from timebank.ledger.asking import about, ask, deciders, involved, may_decide
from timebank.ledger.limits import both, friendly_word
from timebank.ledger.parties import Parties, entry_and_parties, is_for_second_deciders
from timebank.ledger.posting import NewEntry, Pen, take_pen
from timebank.ledger.promises import promise_stands_again
from timebank.ledger.room import must_have_room, pot_must_have
from timebank.ledger.rules import AccountClosed, check_corrected
from timebank.ledger.tables import decision, entry, exchange
from timebank.ledger.telling import tell
from timebank.members.reads import names
from timebank.members.rules import clean_words
from timebank.work import Look, Work

KINDS = ("exchange", "donation", "grant")


class AlreadyPutRight(AlreadyDecided):
    """These hours have been put right before, and that is done once. Please talk to the other coordinators about it."""


class WaitsAlready(AlreadyDecided):
    """A correction of these hours already waits for the word of a second person."""


@dataclass(frozen=True, slots=True)
class MayCorrect:
    """Whether the reader may put an entry right, up to which difference alone, and else who could agree, by name."""

    may: bool
    alone_minutes: int
    second: tuple[str, ...] = ()


def may_correct(look: Look, entry_id: str) -> MayCorrect:
    """What the reader may do about one entry, to be said before they begin; never raises for lack of permission."""
    found, parties = entry_and_parties(look, entry_id, KINDS)
    concerning, alone_minutes = _concerning(look, found, parties), community(look).correction_limit_minutes
    stands = found.state == "posted" and not _is_corrected(look, entry_id) and not _waits(look, entry_id)
    if not (stands and _may(look, concerning)):
        return MayCorrect(False, alone_minutes)
    after_me = about(parties, concerning.involved, look.actor.member_id)
    called = names(look)
    second = sorted(called[one] for one in deciders(look, "correction", after_me))
    return MayCorrect(True, alone_minutes, tuple(second))


def correct(work: Work, key: str, entry_id: str, minutes: int, reason: str) -> str:
    """Put posted hours right: `minutes` is what should stand instead, 0 for nothing. Both sides are told.

    For the difference an entry is written that names the first: the opposite way for less, which no limit stops but
    that of the pot, the same way for more, where there has to be room. A difference above the community's limit for one
    person waits for a second. Answers the id of the new entry, or of the decision that waits. By somebody who had no
    part in the hours, nor in recording or confirming them. Raises NotFound, InvalidInput, AlreadyPutRight,
    WaitsAlready, OutOfRoom, AccountClosed.
    """
    found, parties = entry_and_parties(work, entry_id, KINDS)
    concerning = _concerning(work, found, parties)
    work.require(May.CORRECT_HOURS, concerning)
    if not _may(work, concerning):
        raise NotFound
    words = clean_words(reason)
    if not words:
        raise InvalidInput("Please write in a few words why, so that both can understand it.")

    def do() -> str:
        pen = take_pen(work)
        _must_stand(work, entry_id)
        check_corrected(found.kind, found.minutes, minutes)
        if _waits(work, entry_id):  # a smaller one would pass by whoever was asked
            raise WaitsAlready
        if abs(found.minutes - minutes) <= community(work).correction_limit_minutes:
            return put_right(work, pen, key, found, parties, minutes, words)
        remember(work, "ask_correction", "entry", entry_id)
        return ask(
            work, "correction", entry_id, about(parties, concerning.involved, work.actor.member_id), minutes, words
        )

    return work.once(key, "correct_hours", {"entry": entry_id, "minutes": minutes, "reason": reason}, do)


def _concerning(look: Look, found: "sa.Row[Any]", parties: Parties) -> Thing:
    return about(parties, involved(look, [found.id])[found.id])


def _may(look: Look, concerning: Thing) -> bool:
    """A coordinator without a part in it; a second decider only where the coordinators have one."""
    if look.actor.member_id is None or look.actor.is_coordinator:
        return may_decide(look, "correction", concerning, "nobody")
    return may_decide(look, "correction", concerning, "nobody") and is_for_second_deciders(look, concerning)


def _must_stand(work: Work, entry_id: str) -> None:
    if work.value(sa.select(entry.c.state).where(entry.c.id == entry_id)) != "posted":
        raise AlreadyDecided("Only hours that count can be put right. Please reload the page to see how they stand.")
    if _is_corrected(work, entry_id):
        raise AlreadyPutRight


def _is_corrected(look: Look, entry_id: str) -> bool:
    return look.value(sa.select(entry.c.id).where(entry.c.corrects_id == entry_id)) is not None


def _waits(look: Look, entry_id: str) -> bool:
    of_entry = (decision.c.entry_id == entry_id, decision.c.kind == "correction", decision.c.state == "waiting")
    return look.value(sa.select(decision.c.id).where(*of_entry)) is not None


def put_right(work: Work, pen: Pen, key: str, found: "sa.Row[Any]", parties: Parties, minutes: int, reason: str) -> str:
    """Write the entry for the difference and tell both sides; called by actions that have asked. Answers its id."""
    _must_stand(work, found.id)
    if any(one.is_closed for one in both(work, found.from_account_id, found.to_account_id)):
        raise AccountClosed
    more = minutes - found.minutes
    if more > 0:
        must_have_room(pen, parties, more, found.service_date if found.kind == "exchange" else None)
    elif parties.helper.holder.kind == "pot":
        pot_must_have(pen, -more)
    sides = (found.from_account_id, found.to_account_id) if more > 0 else (found.to_account_id, found.from_account_id)
    new = NewEntry(
        kind="correction",
        from_account_id=sides[0],
        to_account_id=sides[1],
        minutes=abs(more),
        state="posted",
        service_date=found.service_date,
        key=f"correction:{found.id}",
        note=reason,
        corrects_id=found.id,
    )
    correction_id = pen.write_entry(new, _exchange_of(work, found.exchange_id))
    if minutes == 0:
        promise_stands_again(work, found.exchange_id)
    remember(work, "correct_hours", "entry", found.id)
    letter = letters.corrected(found.minutes)
    for whom in (parties.helped_person, parties.helper):
        tell(work, whom, parties, f"corrected:{found.id}", letter, minutes, found.service_date, reason)
    friendly_word(work, *sides)
    return correction_id


def _exchange_of(work: Work, exchange_id: str | None) -> dict[str, Any] | None:
    if exchange_id is None:
        return None
    return dict(work.connection.execute(sa.select(exchange).where(exchange.c.id == exchange_id)).one()._mapping)
